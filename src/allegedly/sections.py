"""The names of a paper, and of its parts, above a headline."""

from __future__ import annotations

import re

from allegedly.furniture import FULL_STOP_RE, has_verb, why_furniture
from allegedly.phrases import is_outlet
from allegedly.units import Unit

_TRAIL_RE = re.compile(r"[\w&’' ]{2,24}(?:\s*[/|>»›·•]\s*[\w&’' ]{2,24}){1,4}")
# fmt: off
_SECTIONS = frozenset({
    "arts", "business", "city", "climate", "courts", "crime", "culture", "economy", "education",
    "entertainment", "environment", "football", "health", "local", "markets", "media", "money",
    "national", "news", "opinion", "politics", "retail", "science", "society", "sport", "sports",
    "tech", "technology", "world",
})
# fmt: on
"""Words that a page sets above a headline to say in which part of the paper it stands."""
_MATTERS = frozenset(
    {"administration", "analysis", "biotech", "defence", "defense", "elections", "energy", "exclusive"}
    | {"immigration", "investigation", "investigations", "justice", "pharma", "race", "security"}
)
_KICKER_WORDS = 4
_SHOUTED_WORDS = 2
_JOINERS = frozenset({"and", "for", "in", "of", "on", "the"})
_YEAR_RE = re.compile(r"20\d\d")
_NAME_WORDS, _TITLE_WORDS = 3, 8
"""The most words of a name alone above a headline, and the fewest of a headline without a verb."""


def is_section(line: str, rest: tuple[str, ...]) -> bool:
    """Whether the first line names the paper or its part, "Merrow", "THE MERROW POST": a headline follows."""
    words = line.split()
    # "Home / National / Economy", "The Morning Ledger"
    plain = _TRAIL_RE.fullmatch(line) or (len(words) < 5 and is_outlet([w.lower() for w in words]))
    plain = plain or _SECTIONS.issuperset(w.lower() for w in words)
    plain = plain or _is_kicker(line, words)
    plain = plain or (line.isupper() and len(words) <= _SHOUTED_WORDS)
    most = 4 if line.isupper() else 2
    # "CoinPost", whatever stands there, and the name of a series: "Machinery of Care".
    name = len(words) <= _NAME_WORDS and all(w[0].isupper() or w in _JOINERS for w in words)
    if not plain and (has_verb(line) or FULL_STOP_RE.search(line) or not (name or len(words) <= most)):
        return False
    return any(
        len(other.split()) > 3
        and (plain or has_verb(other) or (name and _is_title(other)))
        and not FULL_STOP_RE.search(other)
        and not why_furniture(Unit(other, 0, 1, in_head=True, before="", after=""))
        for other in rest
    )


def _is_title(line: str) -> bool:
    """Whether a line below a name is the headline by its length, or because its words all have capitals."""
    words = line.split()
    long = [w for w in words if w[0].isalpha() and len(w) > 3]
    return len(words) >= _TITLE_WORDS or (len(long) > 2 and all(w[0].isupper() for w in long))


def _is_kicker(line: str, words: list[str]) -> bool:
    """Whether a line names what the headline under it is about: "Governor's race 2026"."""
    if len(words) > _KICKER_WORDS or has_verb(line) or not line[-1].isalnum():
        return False
    matter = not (_SECTIONS | _MATTERS).isdisjoint(w.lower() for w in words)
    return matter or (len(words) > 1 and _YEAR_RE.fullmatch(words[-1]) is not None)
