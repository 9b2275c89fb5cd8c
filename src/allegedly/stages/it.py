"""Part of the source stage: which body "it" means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.phrases import lexicon
from allegedly.stages.mentions import Mention, read_mention
from allegedly.stages.names import Name
from allegedly.stages.papers import told_of_paper
from allegedly.stages.registry import BODIES, REACH, DoubtError

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_READS_RE = re.compile(r" (?:also )?(?:read|reads)\b")
_CITING_RE = re.compile(r"(?:Citing|Quoting) [^.;“\"]+, ")
_ADDS_RE = re.compile(r" (?:also )?added\b")


def body_meant(reading: Continuation, mention: Mention) -> int | None:
    """The body that "it" means: the sentence's own subject, then the last that spoke, then a name."""
    before = mention.span.start
    own = reading.sentence_at(before).span
    if _READS_RE.match(reading.text, mention.span.end):
        return _writer(reading, before)
    if before > own.start + 1 and _ADDS_RE.match(reading.text, mention.span.end):
        # "Meridian said. Carrow has no bank, | it | added": who spoke before goes on.
        last = next((s.span for s in list(reading.back(before, 2))[1:]), own)
        spoke = [n for _, n in reading.registry.between(last.start, last.end)]
        bodies = [n for n in spoke if reading.registry[n].kind in BODIES and not reading.registry[n].plural]
        if bodies:
            return bodies[-1]
    if (subject := _subject(reading, own.start, before)) is not None:
        return subject
    if _CITING_RE.fullmatch(reading.text, own.start, before) and (outlet := _reporter(reading, before)):
        return reading.named_body(outlet)
    if (paper := told_of_paper(reading, before)) is not None:
        return paper
    floor = reading.floor(before)
    number = reading.registry.recent(before, lambda e: e.kind in BODIES and not e.plural, floor)
    if number is not None:
        _another_since(reading, number, before)
        return number
    for sentence in reading.back(before, REACH):
        for name in reading.names.between(sentence.span.start, min(sentence.span.end, before)):
            if name.kind in BODIES:
                return reading.named_body(name)
    return None


def _reporter(reading: Continuation, before: int) -> Name | None:
    """The outlet that opens the sentence before: "The Chronicle followed. Citing two clerks, | it | said"."""
    last = next((s.span for s in list(reading.back(before, 2))[1:]), None)
    if last is None:
        return None
    opens = reading.names.between(last.start, last.start + len("The  "))
    return next((name for name in opens if name.kind in {"organisation", "outlet"}), None)


def _writer(reading: Continuation, before: int) -> int | None:
    """The one who is told of where a text is brought in: "A clerk posted one line. "…," | it | read".

    Raises `DoubtError` where there is nobody or more than one.
    """
    if (paper := told_of_paper(reading, before)) is not None:
        return paper
    last = next((s.span for s in list(reading.back(before, 2))[1:]), None)
    spoke = set() if last is None else {n for _, n in reading.registry.between(last.start, last.end)}
    if len(spoke) != 1:
        raise DoubtError
    return spoke.pop()


def _another_since(reading: Continuation, number: int, before: int) -> None:
    """Raises `DoubtError` where another body is named since: "Brightpath moves the cargo. | It | said"."""
    last = next((s.span for s in list(reading.back(before, 2))[1:]), None)
    mentions = reading.registry[number].mentions
    if last is None or max(s.start for s in mentions if s.start < before) >= last.start:
        return
    since = reading.names.between(last.start, last.end)
    if any(n.kind in {"organisation", "outlet"} or _is_lone(reading, n) for n in since):
        raise DoubtError


def _is_lone(reading: Continuation, name: Name) -> bool:
    """Whether it is one word by which nobody goes: mostly a body."""
    return name.kind == "person" and " " not in name.key and reading.names.full(name.key) is None


def _subject(reading: Continuation, start: int, before: int) -> int | None:
    """The body whose name or noun opens the sentence ("The company now expects …, it said")."""
    if known := reading.registry.between(start, start + 1):
        number = known[-1][1]
        return number if reading.registry[number].kind in BODIES else None
    end = reading.phrase_end(start)
    first = reading.text[start:end].split(" ", 1)[0].lower()
    if not start < end <= before or first in lexicon("grammar")["prepositions"]:
        return None  # "In a statement, | it | said"
    subject = read_mention(reading.text, Span(start, end), reading.names)
    if subject is None or subject.plural or subject.span.start > start + 1:
        return None
    name = subject.name
    unknown = name is not None and not name.titled and reading.names.full(name.key) is None  # "GlassHound"
    if subject.kind not in BODIES and not unknown:
        return None
    return reading.read(Span(start, end), None, 2)
