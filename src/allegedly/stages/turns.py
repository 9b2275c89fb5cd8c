"""Part of the attribution stage: the answers of an interview, whose speaker stands in a label above them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allegedly.analysis import TURN, Found
from allegedly.article import Article, Block, Span
from allegedly.phrases import is_outlet, is_source_noun, lexicon
from allegedly.stages.ground import GROUND_RULE_RE, aliases
from allegedly.transcripts import ANSWERS, ASKS, QUESTION

_SURE = 0.9
_LONG = 6
"""More paragraphs than these between two labels are no longer one answer."""
_WORD = r"[A-ZÀ-Þ][\w'’-]+"
_NAME = rf"{_WORD}(?: (?:[A-Z]\.|al-\w+|bin|de|del|la|van|der|von|{_WORD})){{0,3}} {_WORD}"
_NAME_RE = re.compile(_NAME)
_PUT = r"(?:is interviewed|spoke|speaks|talks|talked|sat down|answers|answered|tells us|told us)\b"
_TITLE = r"(?:(?:[Tt]he |our )?[a-z][\w'’-]+ ){0,6}?"
_INTERVIEWED_RE = re.compile(
    rf"(?:(?<!the )(?<!The )\b(?P<before>{_NAME})(?:,[^.:;,]{{1,90}},)? {_PUT}"
    r"|\b(?i:interview(?:ed)?|q ?& ?a|conversation|sat down|spoke|talked|caught up|speaks)(?:(?i: with)|:) "
    rf"{_TITLE}"
    rf"(?P<behind>{_NAME})"
    rf"|(?P<told>{_NAME})\b[^.?!]{{0,200}}[.!] (?:He|She) (?:\w+ )?{_PUT})"
)


def turns(article: Article) -> tuple[Found, ...]:
    """An attribution for each answer of an interview whose speaker the article names; mostly none.

    Initials and a surname are whoever has them above the first turn; "A", or an answer without a label, is
    the one whom the article says it interviewed. Where that is in doubt, nobody answers for it here. Who was
    promised anonymity above is nobody, whatever the label.
    """
    first = next((b.span.start for b in article.blocks if b.why in {ANSWERS, ASKS, QUESTION}), None)
    if first is None:
        return ()
    above = _Above(article, first)
    out = []
    for label, answer in _answers(article.blocks):
        who = above.speaker(label)
        if above.hides(label):
            out.append(Found((), (), answer, TURN, _SURE))
        elif who is not None:
            out.append(Found((who,), (), answer, TURN, _SURE))
    return tuple(out)


def _answers(blocks: tuple[Block, ...]) -> Iterator[tuple[Span | None, tuple[Span, ...]]]:
    """The label, if any, and the paragraphs of each answer; of the last one only the first paragraph."""
    label: Span | None = None
    answer: list[Span] | None = None
    for block in blocks:
        if block.why in {ANSWERS, ASKS, QUESTION}:
            if answer and len(answer) <= _LONG:
                yield label, tuple(answer)
            label = block.span if block.why == ANSWERS else None
            answer = None if block.why == ASKS else []
        elif block.kind == "paragraph" and answer is not None:
            answer.append(block.span)
    if answer:
        yield label, tuple(answer[:1])


class _Above:
    """What stands above the first turn: the names in it, who was interviewed, who is not to be named."""

    def __init__(self, article: Article, end: int) -> None:
        self._text = article.text
        spans = [b.span for b in article.blocks if b.kind != "furniture" and b.span.end <= end]
        self._promised = any(GROUND_RULE_RE.search(self._text, s.start, s.end) for s in spans)
        self._aliases = aliases(self._text[:end])
        self._names = [Span(*m.span()) for s in spans for m in _NAME_RE.finditer(self._text, s.start, s.end)]
        self._interviewed = self._one(
            Span(*match.span(match.lastgroup or 0))
            for s in spans
            for match in _INTERVIEWED_RE.finditer(self._text, s.start, s.end)
        )

    def hides(self, label: Span | None) -> bool:
        """Whether who answers was promised anonymity, or goes by a name that the outlet gave."""
        said = "" if label is None else label.slice(self._text).lower()
        return self._promised or said in self._aliases or (bool(self._aliases) and said in {"", "a"})

    def speaker(self, label: Span | None) -> Span | None:
        """Where the speaker of an answer is named; `None` when nothing shows who it is."""
        said = "" if label is None else label.slice(self._text).rstrip(".")
        words = said.lower().split()
        if label is None or words == ["a"]:
            return self._interviewed
        known = self._one(
            name for name in self._names if _calls(words, name.slice(self._text).lower().split())
        )
        if known is not None or len(words) < 2 or any(map(is_source_noun, words)):
            return known
        return label

    def _one(self, names: Iterator[Span]) -> Span | None:
        """The first of the names, if all are one person's and no outlet's."""
        found = [n for n in names if not is_outlet(n.slice(self._text).lower().split())]
        last = {n.slice(self._text).split()[-1].lower() for n in found}
        return found[0] if len(last) == 1 else None


def _calls(label: list[str], name: list[str]) -> bool:
    """Whether a label in small letters may be the name: its initials, or its last name behind a title."""
    if len(label) == 1 and label[0] == "".join(word[0] for word in name):
        return True
    titles = lexicon("titles")
    given = [word for word in label[:-1] if not any(word.rstrip(".") in listed for listed in titles.values())]
    return label[-1] == name[-1] and (not given or given[0] == name[0])
