"""Interviews printed as question and answer: labels and questions are set aside, the answers stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from allegedly.article import Block, Span

ANSWERS, ASKS, QUESTION = "speaker", "interviewer", "question"
"""Why a block of a transcript is furniture: the label of who answers, of who asks, or a whole question."""

LABEL_RE = re.compile(
    r"(?P<label>(?:[A-ZÀ-Þ][\w.'’-]* ){0,4}[A-ZÀ-Þ][\w.'’-]*?)(?: \([^()\n]{2,60}\))?"
    r"(?::|(?<=\n[QA])\.)(?:\s+|$)"
)
_ASKERS = frozenset({"q", "question", "interviewer", "host", "me", "moderator", "presenter", "reporter"})
_CLOSING = "\"'”’)] "
_TURNS, _QUESTIONS, _DENSE = 4, 2, 0.5
"""How many labelled paragraphs a transcript has at least, how many questions, and how thick they stand."""
_BARE, _ADDRESSED, _LONGEST = 3, 2, 70
"""Without labels: how many questions at least, how many of them to "you", and of how many words."""
_INTERVIEW_RE = re.compile(
    r"\b(?:interview(?:ed|s)?|Q ?(?:&|and|\+) ?A|in conversation|sat down with|caught up with"
    r"|(?:spoke|speaks|spoken|talks|talked) (?:to|with)|answers? (?:our|your|some|\w+ questions))\b",
    re.IGNORECASE,
)
_TAPE_RE = re.compile(r"\b(?:audio|chats?|leaked|messages|recordings?|tapes?|wiretaps?)\b", re.IGNORECASE)
_YOU_RE = re.compile(r"\byou(?:r|rself|['’]\w+)?\b", re.IGNORECASE)
OWN_RE = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e)\b")


@dataclass(slots=True)
class _Group:
    """All turns of one speaker: the ways in which the label is written, and which turns are questions."""

    labels: set[str] = field(default_factory=set)
    asked: list[bool] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        return not _ASKERS.isdisjoint(self.labels) or (
            "a" not in self.labels and 2 * sum(self.asked) >= len(self.asked)
        )


@dataclass(frozen=True, slots=True)
class _Turn:
    block: int
    label: Span
    body: Span
    group: _Group
    asks: bool


def with_turns(clear: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a page, with the labels and questions of an interview cut out; mostly as they came.

    A transcript names who speaks in front of the paragraph, in full, by surname, initials or "Q" and "A";
    or it prints the questions alone, and says above them that it is an interview.
    """
    turns = _turns(clear, blocks)
    if turns and _is_transcript(blocks, turns) and not _is_tape(clear, blocks[turns[0].block].span.start):
        by_block = {turn.block: turn for turn in turns}
        return tuple(
            piece
            for number, block in enumerate(blocks)
            for piece in (_cut(block, by_block[number]) if number in by_block else (block,))
        )
    asked = _bare_questions(clear, blocks)
    return tuple(
        Block(block.span, "furniture", block.paragraph, QUESTION) if number in asked else block
        for number, block in enumerate(blocks)
    )


def _prose(blocks: Sequence[Block]) -> list[int]:
    """The numbers of the blocks that may be turns: layout takes a short question for a heading."""
    return [
        number
        for number, block in enumerate(blocks)
        if block.kind in {"paragraph", "standfirst"} or block.why == "label"
    ]


def _turns(clear: str, blocks: tuple[Block, ...]) -> list[_Turn]:
    groups: list[_Group] = []
    out: list[_Turn] = []
    prose = _prose(blocks)
    for place, number in enumerate(prose):
        span = blocks[number].span
        found = LABEL_RE.match(clear, span.start, span.end)
        if found is None:
            continue
        label = found["label"]
        group = next((g for g in groups if any(_same(label, other) for other in g.labels)), None)
        if group is None:
            groups.append(group := _Group())
        group.labels.add(_plain(label))
        body = Span(found.end(), span.end)
        said = body if len(body) else blocks[prose[min(place + 1, len(prose) - 1)]].span
        group.asked.append(_is_question(said.slice(clear)))
        asks = len(body) > 0 and (group.asked[-1] or _plain(label) in _ASKERS)
        out.append(_Turn(number, Span(span.start, found.end("label")), body, group, asks))
    known = _ASKERS | {"a"}  # who speaks once is a headline's topic: "The long chill: what comes next?"
    return [t for t in out if len(t.group.asked) > 1 or not known.isdisjoint(t.group.labels)]


def _plain(label: str) -> str:
    return label.rstrip(".").lower()


def _same(label: str, other: str) -> bool:
    """Whether two labels are one speaker's: the same words, the initials or the last word of the other."""
    here = _plain(label)
    short, long = sorted((here, other), key=len)
    words = long.split()
    return short in {long, words[-1], "".join(word[0] for word in words)}


def _is_question(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith("?")


def _is_transcript(blocks: tuple[Block, ...], turns: list[_Turn]) -> bool:
    """Whether so many paragraphs are labelled that one asks and another answers, more than once.

    A list of facts has labels too ("Age: 41"), but nobody in it asks.
    """
    groups = {id(turn.group): turn.group for turn in turns}.values()
    asks = [g for g in groups if g.asks and len(g.asked) > 1]
    answers = [g for g in groups if not g.asks and len(g.asked) > 1]
    between = [n for n in _prose(blocks) if turns[0].block <= n <= turns[-1].block]
    return (
        len(turns) >= _TURNS
        and sum(sum(g.asked) for g in asks) >= _QUESTIONS
        and bool(answers)
        and len(turns) >= _DENSE * len(between)
    )


def _is_tape(clear: str, end: int) -> bool:
    """Whether what stands above tells of a recording that somebody leaked, and of no interview."""
    return bool(_TAPE_RE.search(clear, 0, end)) and not _INTERVIEW_RE.search(clear, 0, end)


def _cut(block: Block, turn: _Turn) -> Iterator[Block]:
    if turn.group.asks and turn.asks:
        yield Block(block.span, "furniture", block.paragraph, QUESTION)
        return
    yield Block(turn.label, "furniture", block.paragraph, ASKS if turn.group.asks else ANSWERS)
    if len(turn.body):
        yield Block(turn.body, "paragraph", block.paragraph)


def _bare_questions(clear: str, blocks: tuple[Block, ...]) -> frozenset[int]:
    """The questions of an interview without labels, each a paragraph of its own; mostly none.

    Explainers are laid out alike, but nobody in them is asked: the questions say "you", the answers "I".
    """
    prose = _prose(blocks)
    asked = [n for n in prose if _may_ask(blocks[n].span.slice(clear))]
    asked = [n for n, after in pairwise([*asked, len(blocks)]) if any(n < k < after for k in prose)]
    if (
        len(asked) < _BARE
        or sum(bool(_YOU_RE.search(blocks[n].span.slice(clear))) for n in asked) < _ADDRESSED
    ):
        return frozenset()
    marked = sum(clear.startswith(("Q:", "Q."), blocks[n].span.start) for n in asked) >= _BARE
    if not marked and not _INTERVIEW_RE.search(clear, 0, blocks[asked[0]].span.start):
        return frozenset()
    answers = [clear[blocks[a].span.end : blocks[b].span.start] for a, b in pairwise(asked)]
    own = sum(bool(OWN_RE.search(answer)) for answer in answers)
    return frozenset(asked) if 2 * own >= len(answers) else frozenset()


def _may_ask(text: str) -> bool:
    return _is_question(text) and text[0] not in "\"“‘'" and len(text.split()) <= _LONGEST
