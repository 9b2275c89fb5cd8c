"""Part of the source stage: whether "and" in a source's words joins two that speak, or is part of one."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.phrases import Token, lexicon
from allegedly.stages.genders import is_given
from allegedly.stages.heads import SEEN, core_of, singular
from allegedly.stages.name_words import bare
from allegedly.stages.names import Name

_MORE = frozenset({"another", "one", "three", "two"})
_AT = frozenset({"at", "for", "of"})
_SHOWN = frozenset({"obtained", "reviewed", "seen", "viewed"})  # behind a paper, before who saw it


def conjuncts(tokens: Sequence[Token], core: int) -> list[Sequence[Token]] | None:
    """The phrases that "and" joins, when each could be a source of its own; `None` for one phrase."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].lower not in {"and", "&", "or"}:
            continue
        if any(t.lower in {"who", "whose", "which"} for t in tokens[:at]):
            more = tokens[at + 1].lower in _MORE  # "one person who attended | and | another who was told"
            return [tokens[:at], tokens[at + 1 :]] if more else None
        if _goes_on(tokens[at + 1]):
            return None
        left, right = tokens[:at], tokens[at + 1 :]
        if left[-1].text == ",":
            left = left[:-1]
        elif left[0].is_capital and (_is_role(left, right) or _in_office(left, right)):
            return None  # "Peter Hallow, editor and founder of the Report"
        # "emails | seen by the Post | and two aides"
        named = any(t.is_capital for t in right[: core_of(right)])
        asked = right[0].lower in {"conversations", "interviews"}  # "statements given to it | and interviews"
        shown = at > core and (asked or (tokens[core].lower in _SHOWN and not named))
        if at > core and not shown and tokens[core].text not in {",", "of", "for", "in", "at", "("}:
            return None
        # "Officials at the bureau, a branch of Trade | and Industry": no second source behind a comma.
        apart = not _source_like(right) or any(t.text == "," for t in tokens[core:at])
        if at > core and tokens[core].lower in {"of", "for", "in", "at"} and apart:
            return None
        single_capital = (
            left[-1].is_capital
            and not right[core_of(right) - 1].is_capital
            and right[core_of(right) - 1].lower.endswith("s")
        )
        adjectives = right[0].is_capital or (
            right[0].text.islower() and right[0].lower not in lexicon("grammar")["determiners"]
        )
        if single_capital and adjectives and len(right) > 1 and not _is_titled(left):
            return None
        if not left[-1].is_capital and (not _source_like(left) or _modifies(left, right)):
            return None
        return [left, right]
    return None


def _goes_on(behind: Token) -> bool:
    """Whether "and" goes on: "foes, and | they | are many", "a review, dated May and | obtained | by us"."""
    done = behind.text.islower() and (behind.lower.endswith("ed") or behind.text in SEEN)
    return done or behind.lower in {"they", "he", "she", "it"}


def _is_role(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether "and" joins what somebody is: small words stand on both sides, behind a comma on the left."""
    comma = next((k for k, t in enumerate(left) if t.text == ","), len(left))
    small = all(t.text.islower() for t in left[comma + 1 : comma + 2])
    return 0 < comma < len(left) - 1 and small and left[comma - 1].is_capital and right[0].text.islower()


def _in_office(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether "and" stands in what somebody heads: "Ida Brandt, head of the Health | and | Care Bureau".

    Or where they are: "Ida Brandt of the College of Law | and | Finance", no "| and | Ana Ruiz of Maine".
    """
    comma = next((k for k, t in enumerate(left) if t.text == ","), 0)
    if not left[-1].is_capital:
        return False
    if comma:
        return left[comma - 1].is_capital and any(t.lower in _AT for t in left[comma + 1 :])
    at = next((k for k, t in enumerate(left) if t.lower in _AT), 0)
    spokes = not lexicon("sources")["spokespeople"].isdisjoint(t.lower for t in left[:at])
    named = at > 1 and all(t.is_capital for t in left[:at]) and not spokes
    title = bare(right[0].lower).rstrip(".") in lexicon("titles")["short"]
    person = (
        title
        or is_given(right[0].lower)
        or (right[-1].is_capital and any(t.lower in _AT for t in right[2:3]))
    )
    return named and right[0].is_capital and not person


def _is_titled(tokens: Sequence[Token]) -> bool:
    """Whether the phrase is a person's name behind a title: "Gov. Joan Ruiz | and Republican leaders"."""
    title = bare(tokens[0].lower).rstrip(".") in lexicon("titles")["short"]
    return title and len(tokens) > 1 and tokens[-1].is_capital


def _modifies(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether the left phrase only modifies the right one's head: "fire department and ministry sources"."""
    bare_nouns = not any(part[0].lower in lexicon("grammar")["determiners"] for part in (left, right))
    single = not left[core_of(left) - 1].lower.endswith("s")
    head = right[core_of(right) - 1]
    return bare_nouns and single and len(right) > 1 and head.lower.endswith("s") and not head.is_capital


def _source_like(tokens: Sequence[Token]) -> bool:
    head = tokens[core_of(tokens) - 1]
    return head.is_capital or any(
        head.lower in words or singular(head.lower) in words for words in lexicon("sources").values()
    )


def people_joined(text: str, parts: Sequence[Sequence[Token]], first: Name, second: Name) -> tuple[Name, ...]:
    """The names of two people whom "and" joins: no "head of the Health | and | Care Bureau"."""
    left, right = parts
    couple = (
        len(left) == 1 and bare(left[0].lower).rstrip(".") in lexicon("titles")["short"]
    )  # "Mr and Mrs Ro"
    if couple or not first.kind == second.kind == "person" or second.whole.start > right[0].end:
        return ()
    apart = "," in text[left[-1].end : right[0].start]  # "Ida Brandt, a clerk, | and Marek Oland"
    plain = is_given(second.key.partition(" ")[0]) or all(t.text.islower() for t in left[-2:])
    known = plain and " " in first.key and " " in second.key
    return (first, second) if left[-1].end == first.core.end or (apart and known) else ()
