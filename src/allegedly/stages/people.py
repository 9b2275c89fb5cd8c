"""People whom an article introduces without a name: where, and how to call them inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from allegedly.phrases import Token, is_source_noun, lexicon

_PREDICATIVE = frozenset({"is", "was", "be", "as", "been", "being", "are", "were", "become", "became"})
"""Behind these "a lawyer" says what somebody is, and introduces nobody."""
_SOMEBODY = frozenset({"somebody", "someone"})
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth"})
_OF_ONE = frozenset(
    {"bank", "campaign", "church", "city", "club", "company", "county", "court", "district", "hospital"}
    | {"industry", "intelligence", "league", "military", "party", "police", "prison", "school", "security"}
    | {"team", "union", "university"}
)
"""Behind these stand the people of a body that is not named: "Union officials"."""


_PLAIN = frozenset(
    {"aid", "animal", "art", "civil", "consumer", "energy", "farm", "foreign", "handwriting", "health"}
    | {"human", "initial", "insurance", "knowledgeable", "law", "legal", "local", "market", "mining", "oil"}
    | {
        "opposition",
        "outside",
        "planning",
        "preliminary",
        "reform",
        "reliable",
        "rights",
        "rival",
        "shipping",
    }
    | {"tax", "top", "trade", "wildlife"}
)
"""First words that name nobody: "Human | rights groups"."""
_ADJECTIVE_RE = re.compile(
    r"(?:ative|endent|ental|ical|ional|ious|litary|-(?:connected|informed|level|placed|profile|rank(?:ed|ing)))$"
)
"""How adjectives end that no place and no people has: "Environmental | groups"."""

_RECORDED = frozenset(
    {"bank", "court", "drone", "internal", "leaked", "medical", "phone", "police", "satellite"}
)
"""In front of papers and pictures: "| Satellite | images"."""


def in_sentence(name: str) -> str:
    """A description as it stands inside a sentence: without the capital of one that opened it."""
    first = name.split()[0] if name.split() else ""
    grammar, sources = lexicon("grammar"), lexicon("sources")
    lower = first.lower()
    if any(len(word) == 1 and word.isupper() and word != "A" for word in name.split()[1:]):
        return name
    common = grammar["determiners"] | sources["collective"] | sources["people"] | sources["plural_people"]
    common |= {"former", "older", "retired", "younger"}
    paper = (
        lower.endswith("s")
        and lower[:-1] in sources["documents"]
        and not any(map(str.istitle, name.split()[1:]))
    )
    demonym = lower.endswith(("ans", "ats", "ers")) and lower in {
        "republicans",
        "democrats",
        "americans",
        "europeans",
    }
    kinds = _PLAIN | lexicon("titles")["modifiers"] - {"treasury"}  # a ministry that goes by the bare noun
    plain = lower in kinds or _ADJECTIVE_RE.search(lower)
    several = lower.endswith("ies") and lower[:-3] + "y" in sources["people"]  # "Deputies", "Secretaries"
    following = name.split()[1:2]
    named = bool(following) and following[0][:1].isupper()
    titled = lower in lexicon("titles")["short"] and named
    house = named and lower in sources["collective"] and following[0].lower() in sources["organisations"]
    if (
        first[1:] == first[1:].lower()
        and not demonym
        and not titled
        and not house  # "Companies House records"
        and (
            paper
            or (lower in _RECORDED and following[:1] and following[0].rstrip("s") in sources["documents"])
            or ((plain or several) and name[1:] == name[1:].lower())
            or lower in common
            or lower.removesuffix("s") in sources["people"]
            or _bodies(lower, following)
        )
    ):
        return name[0].lower() + name[1:]
    return name


def _bodies(lower: str, following: Sequence[str]) -> bool:
    """Whether a first word means bodies in general: "Companies in the north", "Union officials"."""
    listed = lexicon("sources")["organisations"]
    several = lower.endswith("s") and (
        lower[:-1] in listed or (lower.endswith("ies") and lower[:-3] + "y" in listed)
    )
    of_one = lower in _OF_ONE and any(is_source_noun(word.strip(",")) for word in following)
    return (several or of_one) and not any(word[:1].isupper() for word in following)


def introduced_people(tokens: Sequence[Token]) -> list[tuple[int, int, bool]]:
    """The people that the text introduces ("a bartender", "two aides"): start, end, whether several."""
    grammar = lexicon("grammar")
    out = []
    for at, token in enumerate(tokens):
        if token.lower in _SOMEBODY and any(t.lower == "who" for t in tokens[at + 1 : at + 2]):
            out.append((token.start, token.end, False))
        if token.lower not in grammar["indefinite"]:
            continue
        if (nth := _nth_alone(tokens, at + 1)) is not None:
            out.append((token.start, nth, False))
        if at and (_is_apposed(tokens, at) or tokens[at - 1].lower in _PREDICATIVE):
            continue
        head = _people_head(tokens, at + 1)
        if head is not None:
            lower = tokens[head].lower
            plural = lower not in lexicon("sources")["people"]
            bygone = any(t.lower in {"ex", "former", "retired"} for t in tokens[at + 1 : head])
            if lower in lexicon("sources")["offices"] and not bygone:
                continue  # "a president" is any president
            out.append((token.start, tokens[head].end, plural))
    return out


def _is_apposed(tokens: Sequence[Token], at: int) -> bool:
    """Whether it says who somebody is: "Oland, | a clerk|"; not "In the canteen, | a clerk | was waiting"."""
    if tokens[at - 1].text != ",":
        return False
    before = tokens[at - 2] if at > 1 else tokens[0]
    return before.is_capital or not before.is_word or is_source_noun(before.lower)


def _nth_alone(tokens: Sequence[Token], at: int) -> int | None:
    """Where "a | fourth" ends, which stands for one more of those who spoke: "A fourth, who asked …"."""
    ahead = [token.lower for token in tokens[at : at + 3]]
    if len(ahead) < 3 or ahead[0] not in _ORDINALS:
        return None
    return tokens[at].end if ahead[1] == "who" or ahead[1:] == [",", "who"] else None


def _people_head(tokens: Sequence[Token], start: int) -> int | None:
    people, plural = lexicon("sources")["people"], lexicon("sources")["plural_people"]
    for here in range(start, min(start + 4, len(tokens))):
        lower = tokens[here].lower
        if not tokens[here].is_word or lower in lexicon("grammar")["prepositions"]:
            return None
        following = tokens[here + 1].lower if here + 1 < len(tokens) else ""
        known = lower in people or lower in plural or lower.removesuffix("s") in people
        if known and following not in people and following.removesuffix("s") not in people:
            return here
    return None
