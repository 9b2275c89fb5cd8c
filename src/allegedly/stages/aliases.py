"""Names under which somebody is told of who is not identified: pseudonyms, call signs, first names alone."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from allegedly.article import Span


def _name(group: str) -> str:
    """Somebody's name, in quotation marks or not."""
    small = r"(?:(?:al|bin|da|de|der|di|dos|el|ibn|van|von)[ -])?"
    more = rf"(?: {small}(?:[A-ZÀ-Þ][\w'’-]{{0,40}}|\d{{1,3}}(?:\.\d)?\b))"
    return rf"[\"“‘']?(?P<{group}>[A-ZÀ-Þ][\w'’-]{{1,40}}{more}{{0,3}})[\"”’']?"


_SHADY = (
    r"(?:accounts?|activist|author|blogger|channel|commander|dealer|fighter|hacker|informant|leaker|officer|operator"
    r"|page|poster|smuggler|soldier|source|spokes(?:man|person|woman)|tipster|trafficker|troll|user|whistle-?blower"
    r"|witness|writer)"
)
"""Who goes by another name, where it need not be said that it is another one."""
_ASIDE = r"(?:,\s+[^.;“”\"]{1,60}?)?,?\s+"
"""What may stand between a name and "who": "Lena|, a cleaner,| who"."""
_HINT_RE = re.compile(
    r"alias|anonym|\bcall(?:ed|ing|s)?[ -]|handle\b|identified|identity|initial|known|leaker|made-up|name"
    r"|nom de|pseudonym|referred|\bself\b|tipster|(?:him|her)self|[\"”],? an? |go(?:es|ing) by"
    r"|went by|post(?:s|ing) |tweet|writ"
)
_DOE_RE = re.compile(r"\b(?P<doe>(?:Jane|John) (?:Doe|Roe))\b")
"""Who goes to court under nobody's name."""
_STARRED_RE = re.compile(r"(?P<starred>[A-ZÀ-Þ][\w'’-]{1,40}(?: [A-ZÀ-Þ][\w'’-]{1,40})?)\*")
_STARS_RE = re.compile(
    r"\*\s?(?:All |Some )?(?:[Nn]ames?|[Ii]dentit(?:y|ies)|[Pp]seudonyms?)\b[^.\n]{0,60}?(?:changed|\.|\n|\Z)"
    r"|\b(?:asterisk|starred)\b[^.\n]{0,60}? changed|[Nn]ot (?:his|her|their) real names?\b[^.\n]{0,20}\Z"
)
"""The note that tells what a star behind a name stands for."""
_WHOSE_CHANGED_RE = re.compile(r"whose (?:real )?names? (?:has|have) been changed(?! (?:from|to [A-Z]))")
_ALL_CHANGED_RE = re.compile(
    r"\b(?:[Aa]ll |[Ss]ome )?[Nn]ames (?:of [^.;]{2,40} )?have been changed(?! from)"
)
_AROUND = 200
"""Characters around one of these in which a name may be told that is not the whole or not the real one."""


def aliases(text: str) -> dict[str, Span]:
    """The names under which somebody is told of who is not identified, and the words that say so.

    A name that the outlet gave, a first name that is all that may be printed: in lower case, whole and by its
    last word.
    """
    out: dict[str, Span] = {}
    starred = list(_STARRED_RE.finditer(text)) if _STARS_RE.search(text) else []
    for match in (*_matches(text), *starred, *_DOE_RE.finditer(text)):
        for which, found in match.groupdict().items():
            if found is None:
                continue
            name = found.lower().rstrip("'’")
            start = match.end(which) if match.start(which) == match.start() else match.start()
            start = next((k for k in range(start, match.end()) if text[k].isalpha()), match.start())
            last = name.split()[-1]
            for key in (name,) if last in {"a", "i"} or last.isdigit() else {name, last}:  # "Engineer | X"
                out.setdefault(key, Span(start, match.end()))
    return out


@cache
def _alias_re() -> re.Pattern[str]:
    """The patterns of `lang/en/aliases.toml` as one, each name in a group of its own."""
    tables = tomllib.loads(files("allegedly.lang.en").joinpath("aliases.toml").read_text("utf-8"))
    patterns = []
    count = 0
    for pattern in (p for table in tables.values() for p in table):
        whole = pattern.replace(" ", r"\s+").replace("{aside}", _ASIDE).replace("{shady}", _SHADY)
        while "{name}" in whole:
            whole = whole.replace("{name}", _name(f"name_{count}"), 1)
            count += 1
        patterns.append(whole)
    return re.compile(rf"\b(?:{'|'.join(patterns)})")


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Where a name is told that is not the whole or not the real one, looked for around its small words."""
    places: list[tuple[int, int]] = []
    for hint in _HINT_RE.finditer(text):
        start, end = max(0, hint.start() - _AROUND), hint.end() + _AROUND
        if places and start <= places[-1][1]:
            places[-1] = places[-1][0], end
        else:
            places.append((text.find(" ", start) + 1 if start else 0, end))  # not from a word's middle
    for start, end in places:
        yield from _alias_re().finditer(text, start, end)


def renamed(text: str, floor: int, before: int) -> Span | None:
    """What says that a name behind offset `before` is nobody's, though it does not give it.

    "A nurse whose name has been changed", between `floor` and there, or a note anywhere that all have been.
    """
    found = _WHOSE_CHANGED_RE.search(text, floor, before) or _ALL_CHANGED_RE.search(text)
    return None if found is None else Span(*found.span())
