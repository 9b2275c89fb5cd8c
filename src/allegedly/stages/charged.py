"""Part of the source stage: whom a speaker accused, who denies it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.stages.kinds import PROSECUTES_RE
from allegedly.stages.mentions import Mention
from allegedly.stages.names import Name
from allegedly.stages.registry import DoubtError, Entity

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_ACCUSES_RE = re.compile(r"\b(?:accused|accuses|blamed|blames|charged|charges)\b")
_DENIES_RE = re.compile(
    r" (?:has |later |also )?"
    r"(?:called (?:it|that|the \w+) |denied|denies|disputed|dismissed|rejected|refuted)"
)
_CHARGE_RE = re.compile(
    r" (?:(?:has|had) )?(?:always |also |since )?(?:denies\b|denied (?:\w+ )?(?:(?:of|the|further|other) )*"
    r"(?:charges?|counts?|offences?|offenses?|wrongdoing|guilt|arson|assault|battery|blackmail|burglary"
    r"|conspiracy|dangerous driving|drunk driving|fraud|manslaughter|murder|perjury|rape|robbery|theft)\b)"
)
"""How somebody on trial denies: whatever they deny now, or a charge that was put to them."""
_OF_SELF_RE = re.compile(r" \w+(?: that)? (?:he|she)\b")
"""Behind a speaker who speaks of himself."""
_SAYS_RE = re.compile(r"(?:, [^,.]{2,60},)? (?:\w+ ){1,5}?(?:that )?")
"""Between a speaker and the first name of what he says."""
_DONE_RE = re.compile(r" (?:was|were|is|had been|has been) [^.]{2,60} by ")
_CUE = 40
"""Characters behind a speaker in which the verb of the charge stands."""
_BEHIND = 40
"""Characters behind a name in which it says that somebody is "prosecuting"."""


class UnnamedError(Exception):
    """Whoever is meant has no name."""


def charged(reading: Continuation, mention: Mention, named: list[Name]) -> Name | None:
    """Whom a speaker accused, who denies it: "Dib accused Sulh of theft. | He | called it a lie".

    Also whoever a prosecutor or the police spoke of: "Detectives said Ashe had fled. | He | denies fraud".
    `named` are those in the sentence before who may be "he". Raises `DoubtError` where a prosecutor named
    two, of whom either may be meant, and `UnnamedError` where only a description stands for the accused.
    """
    here, *before = (s.span for s in islice(reading.back(mention.span.start, 2), 2))
    if mention.span.start > here.start + 1 or not before:
        return None
    denies = _DENIES_RE.match(reading.text, mention.span.end, here.end)
    on_trial = _CHARGE_RE.match(reading.text, mention.span.end, here.end)
    for place, number in reading.registry.between(before[0].start, before[0].end):
        entity = reading.registry[number]
        end = max((m.end for m in entity.mentions if m.start == place), default=place)
        accuses = _ACCUSES_RE.search(reading.text, end, end + _CUE)
        others = [n for n in named if n.whole.start >= end or n.whole.end <= place]
        people = {(reading.names.full(n.key) or n).key: n for n in others}
        people.pop(entity.key, None)
        if denies is not None and entity.kind == "person" and accuses is not None:
            behind = {key: n for key, n in people.items() if n.whole.start >= end}
            return next(iter(behind.values())) if len(behind) == 1 else None
        if on_trial is not None and _prosecutes(reading, entity, Span(place, end)):
            if not people:
                raise UnnamedError
            first = next(iter(people.values()))
            if len(people) > 1 and not _is_subject(reading, first, Span(place, end)):
                raise DoubtError
            return first
    return None


def _prosecutes(reading: Continuation, entity: Entity, said: Span) -> bool:
    """Whether a speaker charges others by trade, and does not speak of himself there."""
    if entity.kind not in {"person", "organisation", "unnamed"}:
        return False
    behind = reading.text[said.end : said.end + _BEHIND].partition(".")[0].partition(" said")[0]
    called = f"{entity.name} {said.slice(reading.text)} {behind if behind.startswith(',') else ''}"
    return PROSECUTES_RE.search(called) is not None and _OF_SELF_RE.match(reading.text, said.end) is None


def _is_subject(reading: Continuation, name: Name, speaker: Span) -> bool:
    """Whether what is said opens with the name, and tells what its bearer did: "said | Ashe | had hit Ro"."""
    between = speaker.end <= name.whole.start and _SAYS_RE.fullmatch(
        reading.text, speaker.end, name.whole.start
    )
    opens = name.whole.start == reading.sentence_at(name.whole.start).span.start
    return bool(opens or between) and _DONE_RE.match(reading.text, name.core.end) is None
