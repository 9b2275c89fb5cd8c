"""Reading English without a parser: words, the noun phrase on either side of a place, word lists.

What two stages need and neither owns. Everything works on offsets into one text, linear in its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

TOKEN_RE = re.compile(
    r"\d+(?:[.,]\d+)+|\w+(?:[-'’&/]\w+|\.(?![A-ZÀ-Þ][a-zà-þ])\w+)*(?:(?<=s)['’](?=\s\w))?|\S"
)
_BLANK_RE = re.compile(r"[^\S ]")
_SECTION_RE = re.compile(r"^\[(\w+)\]$")
_NO_PARTICIPLES = frozenset({"armed", "united", "allied", "retired"})
_RELATIVE_REACH = 16
"""A relative clause without a comma is seldom longer, counted in words."""


class Token(NamedTuple):
    """One word or mark, with its offsets and its lower-case form (apostrophes straightened)."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter or digit."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words and marks of `text[start:end]`: a possessive stays with its word, a full stop does not."""
    stop = len(text) if end is None else end
    tokens, starts = _tokens(text)
    first, last = bisect_left(starts, start), bisect_left(starts, stop)
    before_ends = first == 0 or tokens[first - 1].end <= start
    if before_ends and (first == last or tokens[last - 1].end <= stop) and text[stop - 1 : stop] not in "'’":
        return tokens[first:last]
    # A word is cut, or the last mark may be a possessive or close a quotation: only what lies inside tells.
    return _cut_up(text, start, stop)


@lru_cache(maxsize=4)
def _tokens(text: str) -> tuple[list[Token], list[int]]:
    """All of a text's tokens and their starts: several stages read the same article, piece by piece."""
    tokens = _cut_up(text, 0, len(text))
    return tokens, [token.start for token in tokens]


def _cut_up(text: str, start: int, stop: int) -> list[Token]:
    low = flattened(text[start:stop])
    places = (match.span() for match in TOKEN_RE.finditer(text, start, stop))
    return [Token(s, e, text[s:e], low[s - start : e - start]) for s, e in places]


def flattened(text: str) -> str:
    """`text` in lower case, every blank a space, apostrophes straight; of the same length, so offsets hold.

    For patterns that would ignore case: they run twice as fast over this.
    """
    flat = _BLANK_RE.sub(" ", text).replace("’", "'")
    low = flat.lower()
    if len(low) == len(flat):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)  # "İ" has two in lower case


@cache
def lexicon(name: str) -> Mapping[str, frozenset[str]]:
    """The sections of `lang/en/NAME.txt`, each a set of lower-case words."""
    return {
        section: frozenset(word for line in lines for word in line.split())
        for section, lines in _sections(name).items()
    }


@cache
def entries(name: str, section: str) -> tuple[str, ...]:
    """The lines of one section of `lang/en/NAME.txt`, in order, lower case."""
    return _sections(name)[section]


@cache
def _sections(name: str) -> Mapping[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    lines: list[str] = []
    source = resources.files("allegedly").joinpath("lang", "en", f"{name}.txt").read_text("utf-8")
    for raw in source.splitlines():
        line = raw.strip().lower()
        if not line or line.startswith("#"):
            continue
        if match := _SECTION_RE.match(line):
            lines = out.setdefault(match[1], [])
        else:
            lines.append(line)
    return {section: tuple(found) for section, found in out.items()}


@cache
def is_source_noun(word: str) -> bool:
    """Whether a lower-case word may be the head of a source ("official", "ministry", "report")."""
    return any(word in words or word.removesuffix("s") in words for words in lexicon("sources").values())


_DAILY = 2


def is_outlet(words: Sequence[str], *, article: bool = False) -> bool:
    """Whether the lower-case words of a name are those of a news outlet."""
    outlets = lexicon("outlets")
    joined = " ".join(words)
    if joined in entries("outlets", "phrases") or f"the {joined}" in entries("outlets", "phrases"):
        return True
    if words[0] in {"daily", "evening"} and len(words) == _DAILY and words[1].isalpha():
        return True  # "the Daily Beacon", whatever its second word
    words = [*words[:-1], *words[-1].split("-")]  # "the Star-Mirror"
    if words[-1] == "agency":
        return "press" in words or "news" in words
    if len(words) == 1:
        return words[0] in outlets["named"] or (article and words[0] in outlets["endings"])
    return words[-1] in outlets["endings"] and words[-1] not in {
        "press",
        "network",
        "review",
        "record",
        "standard",
    }


_THEN_AND_NOW = frozenset({"current", "and", "former"})


def noun_phrase_before(tokens: Sequence[Token], end: int) -> int | None:
    """The index at which the noun phrase ending just before token `end` begins; `None` when there is none.

    Reads backwards from its head over modifiers, and over a preposition into the phrase that it hangs on
    ("officials at the ministry"), and over a relative clause whose pronoun is found ("people who know him").
    """
    grammar = lexicon("grammar")
    ties = grammar["ties"]
    at = end
    while at > 0:
        token = tokens[at - 1]
        if token.lower in grammar["determiners"]:
            if token.lower == "that" and tokens[end - 1].lower.endswith("s"):
                break
            at = _numbers_before(tokens, at - 1)
            if _hangs_on(tokens, at):
                at -= 1
            elif (crossed := _relative_before(tokens, at)) is not None:
                at = crossed
            else:
                return at
        elif token.lower in grammar["phrase_prepositions"]:
            if not _hangs_on(tokens, at):
                break
            at -= 1
        elif (token.lower in ties and _hangs_on(tokens, at + 1)) or _may_stand_in_phrase(tokens, at - 1):
            at -= 1
        elif 1 < at < end and {tokens[at - 2].lower, token.lower, tokens[at].lower} == _THEN_AND_NOW:
            at -= 2  # "five | current and former | employees"
        else:
            crossed = _relative_before(tokens, at)
            if crossed is None:
                break
            at = crossed
    return _first_word(tokens, at, end)


def _numbers_before(tokens: Sequence[Token], at: int) -> int:
    """Steps over "some of", "two of", "both" in front of a determiner."""
    determiners = lexicon("grammar")["determiners"]
    if at >= 2 and tokens[at - 1].lower == "of" and tokens[at - 2].lower in determiners:
        return at - 2
    if at >= 1 and tokens[at - 1].lower in determiners - {
        "that"
    }:  # "said | that the regulator" opens a clause
        return at - 1
    return at


def _hangs_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether the preposition just before `at` ties what follows to a source noun or name in front of it."""
    here = at - 1
    ties = lexicon("grammar")["ties"]
    if (
        not 0 <= here < len(tokens)
        or tokens[here].lower not in lexicon("grammar")["phrase_prepositions"] | ties
    ):
        return False
    while here > 0 and tokens[here - 1].lower in ties:
        here -= 1
    if here == 0:
        return False
    before = tokens[here - 1]
    return before.is_capital or is_source_noun(before.lower)


def _may_stand_in_phrase(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    lower = token.lower
    if not token.is_word:
        before = tokens[at - 1] if at else None
        abbreviates = (
            token.text == "." and before is not None and before.is_capital and before.end == token.start
        )
        return bool(
            abbreviates
            and before
            and (len(before.text) == 1 or "." in before.text or before.lower in lexicon("titles")["short"])
        )
    if lower in lexicon("grammar")["days"] and token.is_capital:
        return False
    if lower in {"and", "&"}:
        return _joins(tokens, at)
    if token.is_capital and at and lower not in lexicon("cues")["boundary"]:
        return True
    if is_source_noun(lower) and lower not in lexicon("cues")["auxiliary"]:
        return True
    return not (
        lower in _no_modifiers()
        or lower.endswith(("ly", "n't"))
        or lower in lexicon("grammar")["irregular"]
        or (lower.endswith("ed") and "-" not in lower and lower not in _NO_PARTICIPLES)
    )


@cache
def _no_modifiers() -> frozenset[str]:
    """Words that cannot stand inside a noun phrase between its first word and its head."""
    cues, grammar = lexicon("cues"), lexicon("grammar")
    verbs = cues["boundary"] | cues["auxiliary"] | cues["speech"] | cues["adjunct"] | cues["adverbs"]
    return verbs | grammar["he"] | grammar["she"] | grammar["they"] | grammar["it"] | grammar["i"]


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Whether "and" at `at` joins two source nouns or names rather than two clauses."""
    if at == 0 or at + 1 >= len(tokens):
        return False
    before = tokens[at - 1]
    right = [token for token in tokens[at + 1 : at + 5] if token.is_word]
    named = before.is_capital or is_source_noun(before.lower) or before.lower.endswith("ers")
    return named and any(token.is_capital or is_source_noun(token.lower) for token in right)


def _relative_before(tokens: Sequence[Token], at: int) -> int | None:
    """Where the relative pronoun of a clause that ends at `at` stands: a few words back, without a comma."""
    for here in range(at - 1, max(-1, at - _RELATIVE_REACH), -1):
        token = tokens[here]
        if token.lower in {"who", "whom"} and here:
            return here
        if token.text in ',;:"“”—–()' or token.lower in {"that", "but"}:
            return None
    return None


def _first_word(tokens: Sequence[Token], at: int, end: int) -> int | None:
    """Steps over what cannot begin a noun phrase; `None` when nothing is left."""
    cues, grammar = lexicon("cues"), lexicon("grammar")
    never = grammar["phrase_prepositions"] | grammar["days"] | cues["adjunct"] | cues["boundary"]
    while at < end and (
        not tokens[at].is_word or tokens[at].lower in never or tokens[at].lower in {"and", "according"}
    ):
        at += 1
    return at if at < end else None


def noun_phrase_after(tokens: Sequence[Token], start: int, end: int) -> int:
    """The index after the last token of the noun phrase that begins at `start`; `start` when there is none.

    Takes appositives ("X, 58, the head of Y,") and relative clauses along, as PolNeAR does.
    """
    at = _core_after(tokens, start, end)
    if at == start:
        return start
    while at < end:
        token = tokens[at]
        if token.lower in {"who", "whose", "which"}:
            at = _clause_after(tokens, at, end)
        elif token.text == "," and at + 1 < end and _opens_appositive(tokens, at + 1, end):
            after = _clause_after(tokens, at + 1, end)
            if _is_clause(tokens, at + 1, after):
                break
            at = after
        else:
            break
    return at


def _core_after(tokens: Sequence[Token], start: int, end: int) -> int:
    grammar = lexicon("grammar")
    at = start
    while at < end:
        if tokens[at].is_word:
            if at > start and _ends_phrase(tokens, at):
                break
        elif not _may_stand_in_phrase(tokens, at) or at == start:
            break
        at += 1
    while at > start and tokens[at - 1].lower in grammar["phrase_prepositions"] | {"and"}:
        at -= 1
    return at


def _ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    cues, grammar = lexicon("cues"), lexicon("grammar")
    token, before = tokens[at], tokens[at - 1].lower
    lower = token.lower
    if lower == "and":
        return not _joins(tokens, at)
    if lower in grammar["phrase_prepositions"]:
        return not _hangs_on(tokens, at + 1)
    if lower in grammar["determiners"]:
        titled = (
            token.is_capital and at + 1 < len(tokens) and tokens[at + 1].is_capital
        )  # "the daily A Tribuna"
        return not titled and before not in grammar["phrase_prepositions"] | {"and"} | grammar["determiners"]
    if lower in grammar["ties"]:
        return False
    return (
        lower in cues["weekdays"]
        or lower in cues["auxiliary"]
        or lower in cues["boundary"]
        or lower in cues["adjunct"]
        or lower in grammar["relatives"]
        or lower in grammar["irregular"]
        or (
            lower[0].isdigit()
            and before not in grammar["determiners"] | grammar["phrase_prepositions"]
            and not token.is_capital
        )
        or (lower in cues["speech"] and not token.is_capital and not is_source_noun(lower))
    )


def _opens_appositive(tokens: Sequence[Token], at: int, end: int) -> bool:
    token = tokens[at]
    lower = token.lower
    roles = lexicon("titles")["roles"]
    return (
        token.text.isdigit()
        or lower in {"a", "an", "the", "who", "whose", "which", "then", "now", "one", "formerly", "aged"}
        or lower in roles
        or lower in lexicon("grammar")["possessives"]
        or lower.endswith("'s")
        or (
            at + 1 < end
            and tokens[at + 1].lower in roles
            and lower not in _no_modifiers() | {"with"}
            and not lower.endswith("ing")
        )
    )


def _is_clause(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a verb makes a clause of what could be an appositive (", the crane was rented")."""
    verbs = lexicon("cues")["auxiliary"] | lexicon("grammar")["irregular"]
    for at in range(start, end):
        if tokens[at].lower in lexicon("grammar")["relatives"]:
            return False
        if tokens[at].lower in verbs or (
            at > start + 1 and tokens[at].lower.endswith("ed") and at + 1 == end
        ):
            return True
    return False


def _clause_after(tokens: Sequence[Token], start: int, end: int) -> int:
    """The end of an appositive or relative clause: the next comma or stop."""
    at = start
    while at < end and tokens[at].text not in {",", ";", ":", "“", '"', "—", "–", "`"}:
        if tokens[at].text == "." and not _may_stand_in_phrase(tokens, at):
            break
        at += 1
    return at
