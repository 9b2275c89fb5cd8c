"""Part of the source stage: for which body a bare "a spokeswoman" speaks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.phrases import lexicon
from allegedly.stages.askers import asked, asks
from allegedly.stages.bodies import called_alike, company, family, is_lone_word, is_place, is_told
from allegedly.stages.kinds import NO_LONGER
from allegedly.stages.known_people import SOON
from allegedly.stages.mentions import Mention
from allegedly.stages.names import Name

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_NUMBER_RE = re.compile(r" \d")
_FRONT_RE = re.compile(r"(?:[A-ZÀ-Þ][\w'’-]+ )*(?P<noun>[A-ZÀ-Þ][\w'’-]+) (?:for|of)(?: the)? \Z")
_FRONT = 60
"""Characters in which the front of a body's name stands."""
_OF_COMPANY = 3
"""Words of "a company spokesman"."""


def speaks_for(reading: Continuation, mention: Mention) -> int | None:
    """The body named just before for which a bare "a spokeswoman" speaks; `None` when none is at hand."""
    if mention.head not in lexicon("sources")["spokespeople"] or mention.plural:
        return None
    if not NO_LONGER.isdisjoint(mention.span.slice(reading.text).lower().split()):
        return None
    body = called_alike(reading, mention)
    if body is not None or mention.kind != "unnamed":  # "a spokesman for the lender" has one of his own
        return body
    before = mention.span.start
    words = mention.core.slice(reading.text).lower().split()
    if len(words) == _OF_COMPANY and words[1] in family("company"):  # "A company spokesman"
        return company(reading, replace(mention, head=words[1]))
    if (body := asked(reading, before)) is not None:
        return body
    if (spoke := _spoke_before(reading, mention)) is not None and not _named_in_front(reading, before):
        return spoke  # "The museum said …. | a spokesperson | said": not whom the paragraph before names
    for sentence in reading.back(before, SOON + 1):
        for name in reversed(reading.names.between(sentence.span.start, min(before, sentence.span.end))):
            is_body = name.kind == "organisation" or is_lone_word(reading, name)
            # "'… to members of the Garda,' the spokesman said", "the LX 12"
            thing = reading.is_quoted(name.whole.start) or _NUMBER_RE.match(reading.text, name.core.end)
            hears = is_told(reading.text, name) or asks(reading.text, name)
            if is_body and not thing and not is_place(name) and not hears:
                return reading.named_body(_whole(reading.text, name))
    return _spoke_before(reading, mention)


def _whole(text: str, name: Name) -> Name:
    """The body with the front of its name: "the | Department for | Education"."""
    found = _FRONT_RE.search(text, max(0, name.whole.start - _FRONT), name.whole.start)
    if found is None or found["noun"].lower() not in lexicon("sources")["organisations"]:
        return name
    start = found.start() + len("The ") * found[0].startswith("The ")
    core = Span(start, name.core.end)
    return replace(name, core=core, whole=core, key=" ".join(core.slice(text).lower().split()))


def _named_in_front(reading: Continuation, before: int) -> bool:
    """Whether a body is named in the sentence itself, in front of an offset."""
    start = reading.sentence_at(before).span.start
    return any(name.kind == "organisation" for name in reading.names.between(start, before))


def _spoke_before(reading: Continuation, mention: Mention) -> int | None:
    """The body whose word stands in the sentence before: "That is false, the council's office said".

    Not for a spokesman who speaks for somebody else, nor across a paragraph.
    """
    own = reading.sentence_at(mention.span.start)
    if len(mention.span.slice(reading.text).split()) > 2:
        return None
    for sentence in reading.back(mention.span.start, 2):
        known = reading.registry.between(sentence.span.start, min(sentence.span.end, mention.span.start))
        if known and sentence.block.paragraph == own.block.paragraph:
            number = known[-1][1]
            return number if reading.registry[number].kind == "organisation" else None
    return None
