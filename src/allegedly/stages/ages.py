"""Part of the source stage: whom an age or a family means: "the 46-year-old", "the mum-of-three"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.stages.mentions import Mention
from allegedly.stages.names import Name

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_LIVING = frozenset({"farmer", "homeowner", "local", "pensioner", "resident", "villager"})
# fmt: off
_PLAYING = frozenset({
    "actor", "actress", "boxer", "cyclist", "defender", "forward", "golfer", "goalkeeper", "jockey",
    "midfielder", "playmaker", "rider", "runner", "singer", "sprinter", "striker", "swimmer", "winger",
})
# fmt: on
"""Whose age stands for them in a report of a match or a show."""
_AGE_RE = re.compile(r",? \(?(\d{1,2})[,)]")
_SUBJECT = 60
"""Characters from the start of a sentence within which its subject is named."""
_TITLE = 50
"""Characters in front of a name that its title fills at most."""


def aged(reading: Continuation, mention: Mention) -> int | None:
    """The person behind whose name the same age stood ("Habiba Komora, 46, … the 46-year-old")."""
    age, found, _ = mention.head.partition("-year-old")
    if not (found and age.isdigit()):
        return None
    for name in reversed(reading.names.between(0, mention.span.start)):
        if name.kind == "person" and re.match(rf",? \(?{age}\b", reading.text[name.core.end :][:8]):
            return reading.named_person(name)
    return None


def of_some_age(reading: Continuation, mention: Mention) -> int | None:
    """The person whose name opens the sentence before, when "the 25-year-old" was never given an age.

    A place may stand in front, if people live there: "Upper Sund | resident Ida Brandt"; or what
    somebody plays or performs: "Striker Ida Brandt". Not whose age is another one.
    """
    if not mention.head.endswith("-year-old"):
        return _parent(reading, mention)
    for sentence in reading.back(mention.span.start, 3):
        start = sentence.span.start
        for name in reading.names.between(start, start + _SUBJECT):
            before = reading.text[start : name.core.start].lower().split()
            opens = not before or (len(before) > 1 and before[-1] in _LIVING) or before[-1] in _PLAYING
            behind = reading.text[name.whole.end :][:20].lower().split()[:1]
            if opens and name.kind == "person" and not _LIVING.issuperset(behind or {""}):
                full = reading.names.full(name.key)
                other = full is None or _is_of_another_age(reading, full, mention)
                return None if other else reading.named_person(name)
    return _alone(reading, mention)


def _is_of_another_age(reading: Continuation, person: Name, mention: Mention) -> bool:
    """Whether another age stands behind the name: "Ida Brandt, 54, called …. The 19-year-old"."""
    age, called = mention.head.partition("-year-old")[0], person.key.split()[-1]
    told = {
        behind[1]
        for name in reading.names.between(0, mention.span.start)
        if name.key.split()[-1] == called and (behind := _AGE_RE.match(reading.text, name.core.end))
    }
    return age.isdigit() and bool(told) and age not in told


def _alone(reading: Continuation, mention: Mention) -> int | None:
    """The one person whom the sentence before names: "Police spoke to Ida Brandt. The 36-year-old"."""
    spans = [s.span for s in reading.back(mention.span.start, 2)][1:]
    named = [n for s in spans for n in reading.names.between(s.start, s.end) if n.kind == "person"]
    people = {full.key: n for n in named if (full := reading.names.full(n.key)) is not None}
    one = next(iter(people.values())) if len(people) == 1 else None
    # "Lawyer Marek Oland read it out. The 19-year-old": he is not the lawyer.
    return None if one is None or one.titled else reading.named_person(one)


def _parent(reading: Continuation, mention: Mention) -> int | None:
    """In front of whose name the noun stood: "mum-of-three | Ida Brandt …. The mum-of-three"."""
    if "-of-" not in mention.head:
        return None
    for at in reading.places.get(mention.head, ())[:6]:
        behind = reading.tokens[at].end
        for name in reading.names.between(reading.tokens[at].start, behind + _TITLE):
            if name.kind == "person" and name.core.start <= behind + 1 and behind < mention.span.start:
                return reading.named_person(name)
    return None
