"""Part of the source stage: groups, polls and courts that a description goes on about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.phrases import lexicon
from allegedly.stages.kinds import FORUMS
from allegedly.stages.mentions import Mention
from allegedly.stages.registry import Entity

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_COUNTS = frozenset({"two", "three", "four", "five", "six", "seven", "eight"})
_PAIRS = frozenset({"pair", "couple", "duo"})
SOON = 2
"""Sentences within which an article comes back to a survey."""


def first_of_several(reading: Continuation, mention: Mention) -> int | None:
    """The unnamed person brought in before "a second source": "the first source"."""
    words = mention.core.slice(reading.text).lower().split()
    if words[1:2] != ["first"] or mention.kind != "unnamed" or mention.plural:
        return None
    entities = reading.registry.entities
    alike = [
        n for n, e in enumerate(entities) if mention.head in e.heads and e.kind == "unnamed" and not e.plural
    ]
    return alike[0] if len(alike) > 1 else None


def same_complement(reading: Continuation, mention: Mention) -> int | None:
    """The group described in the same words: "the people | familiar with the matter"."""
    words = mention.core.slice(reading.text).lower().split()
    tail = " ".join(words[2:])
    if not mention.plural or len(words) < 4:
        return None

    def fits(entity: Entity) -> bool:
        return entity.plural and mention.head in entity.heads and entity.name.lower().endswith(f" {tail}")

    return reading.registry.recent(mention.span.start, fits)


def counted(reading: Continuation, mention: Mention) -> int | None:
    """The unnamed group of so many that spoke last: "the three", "all three" of "three people who know"."""
    words = mention.core.slice(reading.text).lower().split()
    if len(words) != 2 or words[0] not in {"all", "the"} or words[1] not in _COUNTS:
        return None

    def fits(entity: Entity) -> bool:
        return entity.kind == "unnamed" and entity.plural and entity.name.lower().startswith(f"{words[1]} ")

    return reading.registry.recent(mention.span.start, fits)


def pair(reading: Continuation, mention: Mention) -> int | None:
    """The two named people who spoke last together ("both lawmakers", "the two"), if no group did since."""
    words = mention.span.slice(reading.text).lower().split()
    counted = words[0] == "both" or "two" in words[:2] or mention.head in _PAIRS
    if not counted or mention.marks - {mention.head, f"{mention.head}s"}:
        return None
    before = mention.span.start
    floor = reading.floor(before)
    number = reading.registry.recent(before, lambda e: e.plural and e.kind != "hearsay", floor)
    return number if number is not None and reading.registry[number].kind == "person" else None


def sitting(reading: Continuation, mention: Mention) -> int | None:
    """The court or inquiry heard already without its full name, which is then its name."""
    called = mention.core.slice(reading.text).lower()
    if mention.head not in FORUMS or mention.plural or not called.startswith("the "):
        return None
    bare = {mention.head, f"a {mention.head}", f"an {mention.head}", f"the {mention.head}"}
    number = reading.registry.recent(mention.span.start, lambda e: e.name.lower() in bare)
    if number is not None:
        reading.registry.rename(number, reading.called(mention))
    return number


def polled(reading: Continuation, mention: Mention) -> int | None:
    """The survey just before, of which "forty percent" are those who answered so."""
    if mention.head not in lexicon("sources")["samples"]:
        return None
    floor = min((s.span.start for s in reading.back(mention.span.start, 2 * SOON)), default=0)
    surveys = lexicon("sources")["surveys"]
    return reading.registry.recent(
        mention.span.start, lambda e: e.kind == "document" and bool(e.heads & surveys), floor
    )
