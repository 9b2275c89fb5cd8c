"""Part of the source stage: whom "they" means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.stages.mentions import Mention, read_mention
from allegedly.stages.registry import BODIES, DoubtError, is_human

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_HEAD = 60
"""Characters of a sentence within which the two names stand that "they" may mean."""

_THEY_VERB_RE = re.compile(r" (?:have|are|were)\b")
_SAYS_RE = re.compile(
    r"\s+(?:also |then |later |both )?(?:said|say|told|added|add|claimed|insisted|warned)\b"
)
"""Behind "they": those who spoke just before speak on, not those whom they spoke of."""
_ADDS_RE = re.compile(r"\s+(?:also |then |later )?(?:add(?:ed|s)?|continued?)\b")
_ONE_RE = re.compile(r"\b(?:I|[Mm]y|[Mm]e)\b")
_KIN_RE = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir) (?:family|parents|relatives)\b")
_SAYS_BEFORE_RE = re.compile(r"\b(?:said|says|added) $")

_WRITTEN_RE = re.compile(
    r"\b(?:written|authored|compiled|conducted|drafted|prepared|signed)(?:\s+\w+)?\s+by\s+\Z"
)


def several(reading: Continuation, mention: Mention) -> int | None:
    """The source that "they" means: who opens the sentence before, a pair, a group, the last that spoke."""
    before = mention.span.start
    floor = reading.floor(before)
    registry = reading.registry
    nearest = registry.recent(before, lambda e: e.plural and e.kind != "hearsay", floor)
    after = -1
    if nearest is not None:
        after = max(s.start for s in registry[nearest].mentions if s.start < before)
    if (spoke := _goes_on(reading, mention, floor)) is not None:
        return spoke
    near = min((s.span.start for s in reading.back(before, 2)), default=before)
    if (people := _who_opens(reading, before, after)) is not None:
        return people
    if (one := _alone(reading, mention, near, after)) is not None:
        return one
    speaks = nearest is not None and after >= near and _SAYS_RE.match(reading.text, mention.span.end)
    for rule in (_subjects, _two) if speaks else (_subjects, _two, _group):
        if (number := rule(reading, before, after)) is not None:
            return number
    if nearest is not None:
        return nearest
    if (kin := _kin(reading, before)) is not None:
        return kin
    number = registry.recent(before, lambda e: e.kind in BODIES and e.kind != "outlet", floor)
    if number is None:  # "A nurse said …. "We were told," | they | said"
        far = min((s.span.start for s in reading.back(before, 3)), default=before)
        number = registry.recent(before, lambda e: e.kind == "unnamed" and not e.key.startswith("?"), far)
    return number


def _goes_on(reading: Continuation, mention: Mention, floor: int) -> int | None:
    """Whoever spoke last, where "they" add to it: "A source told the Globe …. | They | added".

    Not a man or woman by name, who is "he" or "she".
    """
    if not _ADDS_RE.match(reading.text, mention.span.end):
        return None
    last = reading.registry.recent(mention.span.start, lambda e: e.kind not in {"hearsay", "outlet"}, floor)
    return None if last is None or reading.registry[last].kind in {"document", "person"} else last


def _kin(reading: Continuation, before: int) -> int | None:
    """The family that the sentence before speaks of: "named by | her family |. In a statement, they said"."""
    for sentence in list(reading.back(before, 2))[1:]:
        found = _KIN_RE.search(reading.text, sentence.span.start, sentence.span.end)
        if found is not None and not reading.is_quoted(found.start()):
            return reading.read(Span(*found.span()), None, 3)
    return None


def _who_opens(reading: Continuation, before: int, after: int) -> int | None:
    """The group without a name with whom the paragraph before opens: "Friends hit back. ¶ | They | insist".

    Only where "they" opens its own paragraph.
    """
    own = reading.sentence_at(before)
    if before - own.span.start > 1:
        return None
    for sentence in list(reading.back(before, 2))[1:]:
        start = sentence.span.start
        end = reading.phrase_end(start)
        if sentence.block.paragraph == own.block.paragraph or not after < start < end:
            return None
        opening = read_mention(reading.text, Span(start, end), reading.names)
        if any(place > end for place, _ in reading.registry.between(start, sentence.span.end)):
            return None  # "Workers must stay home, Orlin Steel said. ¶ They said": the firm goes on
        if opening is not None and opening.plural and opening.kind in {"collective", "unnamed"}:
            return reading.read(Span(start, end), None, 3)
    return None


def _alone(reading: Continuation, mention: Mention, near: int, after: int) -> int | None:
    """The one person without a name who spoke last, of whom a reporter who hides the sex says "they".

    "Three sources said …. | A former clerk told the Post …. "I saw it," | they | said".
    """
    before, registry = mention.span.start, reading.registry
    if not _SAYS_RE.match(reading.text, mention.span.end) and not _SAYS_BEFORE_RE.search(
        reading.text, max(0, before - 8), before
    ):
        return None
    one = registry.recent(before, lambda e: e.kind == "unnamed" and not e.plural and is_human(e, ""), near)
    body = registry.recent(before, lambda e: e.kind in BODIES and e.kind != "outlet", near)
    last = max(after, *(s.start for s in registry[body].mentions if s.start < before)) if body else after
    if one is None:
        return None
    spoke = max(s.start for s in registry[one].mentions if s.start < before)
    since = any(plural for _, plural in reading.people_in(spoke, before))  # "Friends hit back. They say"
    if spoke <= last or since:
        return None
    own = reading.sentence_at(before)
    if _ONE_RE.search(reading.text, own.span.start, own.span.end):
        return one
    # "| The whistleblower | said the report went to executives. ¶ | They | said: "It was clear"".
    told = next((s for s in list(reading.back(before, 2))[1:]), own)
    if (
        told.block.paragraph != own.block.paragraph
        and before <= own.span.start + 1
        and spoke == told.span.start
    ):
        return one
    raise DoubtError  # one who is hidden behind "they", or several of whom the article has told


def _subjects(reading: Continuation, before: int, after: int) -> int | None:
    """Those with whom the sentence before opens, where a sentence of the same paragraph opens with "they"."""
    own = reading.sentence_at(before)
    if before - own.span.start > 1:
        return None
    for sentence in reading.back(before, 2):
        end = reading.phrase_end(sentence.span.start)
        same = sentence.block.paragraph == own.block.paragraph
        if sentence.span == own.span or not same or not after < sentence.span.start < end:
            continue
        start = sentence.span.start
        if reading.text.startswith("They ", start) and (known := reading.registry.between(start, start + 1)):
            return known[-1][1]
        opening = read_mention(reading.text, Span(start, end), reading.names)
        if opening is None or opening.kind is None:
            continue
        # "Gardaí have", "the Kestrels are": a body of which one says "they".
        body = opening.form == "name" and bool(_THEY_VERB_RE.match(reading.text, end))
        if body or (opening.plural and opening.form == "description"):
            return reading.read(Span(sentence.span.start, end), None, 3)
    return None


def _two(reading: Continuation, before: int, after: int) -> int | None:
    """The two people whom the sentence before names at its head ("Two of them, Ana Ruiz and Jo Tran, …"), or
    by whom something was done ("was written by Ana Ruiz and Jo Tran").
    """
    own = reading.sentence_at(before)
    for sentence in reading.back(before, 2):
        start = sentence.span.start
        people = [n for n in reading.names.between(start, sentence.span.end) if n.kind == "person"]
        by = len(people) > 1 and bool(_WRITTEN_RE.search(reading.text, start, people[-2].whole.start))
        people = people[-2:] if by else [n for n in people if n.core.start < start + _HEAD]
        elsewhere = sentence.span == own.span or sentence.block.paragraph != own.block.paragraph
        if elsewhere or after >= start or len(people) < 2 or any(" " not in n.key for n in people[:2]):
            continue
        first, second = people[:2]
        if any(plural for _, plural in reading.people_in(second.core.end, before)):
            return None  # "… by Ana Ruiz and Jo Tran was read to two clerks. They …"
        between = reading.text[first.core.end : second.whole.start]
        if between.strip() == "and" and not reading.is_quoted(first.whole.start):
            span = Span(first.whole.start, second.core.end)
            return reading.registry.put("person", span.slice(reading.text), span, plural=True)
    return None


def _group(reading: Continuation, before: int, after: int) -> int | None:
    """A group that the sentences just before introduce without making it a source."""
    for sentence in reading.back(before, 2):
        start, end = max(sentence.span.start, after + 1), min(sentence.span.end, before)
        for span, plural in reading.people_in(start, end):
            if plural and not reading.is_quoted(span.start):
                return reading.read(span, None, 3)
    return None
