"""Part of the source stage: the one without a name of whom the sentence before "he" or "she" is told."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.phrases import lexicon
from allegedly.stages.known_people import by_one_word
from allegedly.stages.mentions import Mention, read_mention
from allegedly.stages.registry import is_human

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_MARKS = "\"“”'‘’"
_CALLED_RE = re.compile(r"\b(?:called|named) [A-Z]|\bidentif\w+ (?:him|her)self\b")
_SUBJECT_WORDS = 5
"""Words among which the noun of a subject stands: "The former chief mining | inspector"."""
_THE_RE = re.compile(r"(?:(?:But|However|Meanwhile|Still|Yet),? )?(?P<subject>[Tt]he )")
_ONE_OF_RE = re.compile(
    r"(?:(?<=[.!?”\"] )|(?<=\n)|(?<=, )|(?<=^))[Oo]ne of (?:them|the (?:two|three|four|five|six))"
    r"(?: (?:men|officials|aides|people|clerks|workers|members|sources))?(?![\w'’])"
)
_IS_NAMED_RE = re.compile(r"(?:\s\w+){0,2}?,? (?:is|was) [A-Z]")
ENDS_RE = re.compile(r" (?:add(?:ed|s)|claim(?:ed|s)|said|says|told (?:me|us|\w+|the \w+))[.,]")
"""Behind "he" or "she" at the end of what he says: "he had it, he | said,"."""


def told_of(reading: Continuation, span: Span, mention: Mention, distance: int) -> int | None:
    """The one without a name of whom an earlier sentence is told, the first `distance` back.

    One of a group, or "The developer, who …, wept. | He | said", where "he" opens the next sentence or
    stands behind its quotation.
    """
    part = _part(reading, span.start, span.end)
    if part is not None and is_human(reading.registry[part], mention.gender):
        return part
    own = reading.sentence_at(mention.span.start).span.start
    opening = reading.text[own : mention.span.start].rstrip()
    opens = not opening or (opening[0] in _MARKS and opening[-1] in _MARKS)
    # "The courier shrugged. Novak, | he | said, counted it", "The courier laughed. He had it, | he | said,".
    opens = opens or ENDS_RE.match(reading.text, mention.span.end) is not None
    found = _THE_RE.match(reading.text, span.start) if opens and distance == 1 else None
    if found is None or _CALLED_RE.search(reading.text, span.start, span.end):
        return None
    people, start = lexicon("sources")["people"], found.start("subject")
    first = bisect_left(reading.token_starts, start)
    words = reading.tokens[first + 1 : first + _SUBJECT_WORDS]
    end = next((t.end for t in words if t.lower in people), words[0].end if words else start)
    whole = Span(start, reading.named_end(max(end, reading.phrase_end(start))))
    named = read_mention(reading.text, whole, reading.names)
    if named is not None and named.form == "name" and named.kind == "person" and named.name is not None:
        # "The editor of Deep Time, Carl Oduya, was pale": by the name
        return reading.named(named) if reading.names.gender_of(named.name) in {"", mention.gender} else None
    if reading.named_end(end) > end or _IS_NAMED_RE.match(reading.text, end):
        return None  # "The first witness was Alan Crewe"
    subject = read_mention(reading.text, Span(start, end), reading.names)
    if subject is None or subject.plural:
        return None
    number = by_one_word(reading, subject) if subject.form == "name" else None
    if subject.form == "definite" and subject.kind in {"person", "unnamed"} and subject.head in people:
        number = reading.read(Span(start, end), None, 3)
    return number if number is not None and reading.registry[number].gender in {"", mention.gender} else None


def _part(reading: Continuation, start: int, end: int) -> int | None:
    """The one of a group who is the subject of a sentence: "Asked about it, | one of the two | laughed"."""
    found = _ONE_OF_RE.search(reading.text, start, end)
    if found is None or reading.is_quoted(found.start()):
        return None
    named = _IS_NAMED_RE.match(reading.text, found.end())
    others = any(n.kind == "person" for n in reading.names.between(found.end(), end))
    return None if named or others else reading.read(Span(*found.span()), None, 3)
