"""Analyses made by hand, so that a brief can be tested without the stages that read the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allegedly.analysis import (
    Analysis,
    Attribution,
    Evidence,
    EvidenceKind,
    Hedge,
    Judgement,
    Part,
    Source,
    SourceKind,
    Sourcing,
)
from allegedly.article import Article, Block, Sentence, Span


@dataclass(frozen=True)
class Told:
    """One sentence: its words, its sourcing, and for an attributed one the source's number and the cue."""

    text: str
    sourcing: Sourcing = "fact"
    by: int | None = None
    source: str = ""
    cue: str = ""
    chain: tuple[int, ...] = ()
    mixed: tuple[tuple[str, Sourcing], ...] = ()
    hedge: str = ""
    paragraph: int = 0


@dataclass(frozen=True)
class Who:
    """One source: the numbers of the sentences are found by its mentions' words."""

    kind: SourceKind
    name: str
    mentions: tuple[str, ...] = ()
    plural: bool = False
    ground_rule: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Reply:
    kind: EvidenceKind
    sentence: int
    claims: tuple[int, ...]
    by: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Piece:
    """An article: its sentences, one a line, and what is known about it."""

    told: Sequence[Told]
    who: Sequence[Who] = ()
    replies: Sequence[Reply] = ()
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None

    def analysis(self) -> Analysis:
        """The analysis, every span found by its words inside its own sentence."""
        text = "\n".join(t.text for t in self.told)
        spans, at = [], 0
        for t in self.told:
            spans.append(Span(at, at + len(t.text)))
            at += len(t.text) + 1
        blocks = tuple(Block(s, "paragraph", t.paragraph) for s, t in zip(spans, self.told, strict=True))
        judgements, attributions, hedges = [], [], []
        for t, span, block in zip(self.told, spans, blocks, strict=True):

            def find(words: str, span: Span = span) -> Span:
                start = text.index(words, span.start, span.end)
                return Span(start, start + len(words))

            mixed = tuple(Part(find(words), sourcing) for words, sourcing in t.mixed)
            numbers: tuple[int, ...] = ()
            if t.by is not None:
                content = next((p.span for p in mixed if p.sourcing == t.sourcing), span)
                attributions.append(
                    Attribution(
                        (find(t.source),) if t.source else (),
                        (find(t.cue),) if t.cue else (),
                        (content,),
                        t.by,
                        t.chain,
                        "hand",
                    )
                )
                numbers = (len(attributions) - 1,)
            if t.hedge:
                scope = next((p.span for p in mixed if p.span.contains(find(t.hedge))), span)
                hedges.append(Hedge(find(t.hedge), scope))
            clauses = tuple(p.span for p in mixed) or (span,)
            judgements.append(
                Judgement(Sentence(span, block, clauses), t.sourcing, 1.0, "hand", numbers, mixed)
            )

        def anywhere(words: str) -> Span | None:
            at = text.find(words) if words else -1
            return Span(at, at + len(words)) if at >= 0 else None

        def mentions(who: Who) -> tuple[Span, ...]:
            return tuple(s for m in who.mentions or (who.name,) if (s := anywhere(m)) is not None)

        sources = tuple(
            Source(w.kind, w.name, mentions(w), w.plural, anywhere(w.ground_rule), anywhere(w.reason))
            for w in self.who
        )
        evidence = tuple(
            Evidence(r.kind, anywhere(r.words) or spans[r.sentence], r.sentence, r.by, r.claims)
            for r in self.replies
        )
        article = Article(
            text, blocks, title=self.title, outlet=self.outlet, byline=self.byline, dateline=self.dateline
        )
        return Analysis(article, tuple(judgements), tuple(attributions), sources, tuple(hedges), evidence)


def falling(analysis: Analysis) -> tuple[float, ...]:
    """A salience that falls from the first sentence to the last."""
    return tuple(1 / (i + 1) for i in range(len(analysis.judgements)))
