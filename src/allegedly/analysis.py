"""What the stages find out about an article: attributions, sources, evidence, sourcing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from allegedly.article import Article, Sentence, Span

SCHEMA = "allegedly/1"
"""The version of every JSON document that allegedly writes."""

Sourcing = Literal["fact", "on-record", "allegation", "furniture"]
SourceKind = Literal["person", "organisation", "document", "outlet", "unnamed", "collective", "hearsay"]
EvidenceKind = Literal["corroboration", "denial", "no-comment", "unverified"]

IDENTIFIED: frozenset[SourceKind] = frozenset({"person", "organisation", "document", "outlet"})
"""The kinds of source that a reader could find again; a statement that rests on any other is an
allegation."""


@dataclass(frozen=True, slots=True)
class Source:
    """One source of the article, with every mention of it joined.

    `name` is how a notice calls it: the full name and title from the first mention of an identified source
    ("Marek Oland"), the article's own description of an unidentified one ("two senior officials at the
    ministry"), `""` for hearsay. `mentions` are the spans in reading order; the first is where the article
    introduces it. `ground_rule` ("on condition of anonymity") and `reason` are verbatim slices, `None` when
    not given.
    """

    kind: SourceKind
    name: str
    mentions: tuple[Span, ...]
    plural: bool = False
    ground_rule: Span | None = None
    reason: Span | None = None

    @property
    def is_identified(self) -> bool:
        """Whether the article says who it is."""
        return self.kind in IDENTIFIED


@dataclass(frozen=True, slots=True)
class Found:
    """The bare spans of one attribution, before anybody has asked who the source is.

    Spans may be discontinuous, in reading order; `source` is empty for hearsay, `cue` for a quotation that
    goes on. `rule` names the rule that found it, or `model`; `probability` in 0..1 is how sure it is.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    rule: str
    probability: float = 1.0


SIGNED = "signed-letter"
"""The rule behind a reader's letter: whoever signs it answers for all of it, as a named speaker does."""

TURN = "speaker-turn"
"""The rule behind an answer in an interview: whoever is labelled as its speaker answers for all of it."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: source, cue and content, as in the PARC 3 and PolNeAR corpora.

    Spans may be discontinuous. `by` indexes `Analysis.sources`: the weakest link of the chain, `None` only
    when no source could be settled (hearsay has a `Source` of kind `hearsay`). `chain` indexes the sources
    that relay it, outermost first, without `by`. `rule` names the rule that found it, or `model`.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    by: int | None
    chain: tuple[int, ...]
    rule: str
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """One clause of a mixed sentence, with a sourcing of its own."""

    span: Span
    sourcing: Sourcing


@dataclass(frozen=True, slots=True)
class Judgement:
    """The sourcing of one sentence, and what decided it.

    `confidence` in 0..1 is how sure the decision is; `rule` names the rule that decided, or `model`.
    `attributions` index `Analysis.attributions`, the deciding one first. `mixed` is empty, or parts the whole
    sentence in order; the sentence's own `sourcing` is then that of its weakest part.
    """

    sentence: Sentence
    sourcing: Sourcing
    confidence: float
    rule: str
    attributions: tuple[int, ...] = ()
    mixed: tuple[Part, ...] = ()

    @property
    def span(self) -> Span:
        """The sentence's own span."""
        return self.sentence.span


@dataclass(frozen=True, slots=True)
class Hedge:
    """Wording that weakens a claim, and the span of what it weakens."""

    span: Span
    scope: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement that supports, denies, declines to comment on, or could not verify other statements.

    `sentence` and `claims` index `Analysis.judgements`; `by` indexes `Analysis.sources`, `None` for the
    outlet itself.
    """

    kind: EvidenceKind
    span: Span
    sentence: int
    by: int | None
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that was found out about one article, in reading order."""

    article: Article
    judgements: tuple[Judgement, ...]
    attributions: tuple[Attribution, ...]
    sources: tuple[Source, ...]
    hedges: tuple[Hedge, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, schema `allegedly/1`; offsets are code points into the input text.

        Readers' letters and the answers of interviews stand apart: the corpora know attributions by their
        words, and these have no cue.
        """
        out: dict[str, Any] = {"schema": SCHEMA}
        if self.article.id is not None:
            out["id"] = self.article.id
        out["sentences"] = [_judgement(j) for j in self.judgements]
        apart = {SIGNED: "letters", TURN: "turns"}
        out["attributions"] = [self.attribution_dict(a) for a in self.attributions if a.rule not in apart]
        for rule, name in apart.items():
            if uncued := [self.attribution_dict(a) for a in self.attributions if a.rule == rule]:
                out[name] = uncued
        out["hedges"] = [h.span.to_list() for h in self.hedges]
        out["evidence"] = [self._evidence(e) for e in self.evidence]
        return out

    def attribution_dict(self, a: Attribution) -> dict[str, Any]:
        """One of `attributions` as the JSON has it."""
        source = None if a.by is None else self.sources[a.by]
        text = self.article.text
        return {
            "source": [s.to_list() for s in a.source],
            "cue": [s.to_list() for s in a.cue],
            "content": [s.to_list() for s in a.content],
            "source_kind": None if source is None else source.kind,
            "source_name": None if source is None else source.name,
            "chain": [{"kind": self.sources[i].kind, "name": self.sources[i].name} for i in a.chain],
            "ground_rule": source.ground_rule.slice(text) if source and source.ground_rule else None,
            "reason": source.reason.slice(text) if source and source.reason else None,
            "rule": a.rule,
            "probability": round(a.probability, 4),
        }

    def _evidence(self, e: Evidence) -> dict[str, Any]:
        return {
            "kind": e.kind,
            "span": e.span.to_list(),
            "sentence": e.sentence,
            "by": None if e.by is None else self.sources[e.by].name,
            "claims": list(e.claims),
        }


def _judgement(j: Judgement) -> dict[str, Any]:
    out: dict[str, Any] = {
        "start": j.span.start,
        "end": j.span.end,
        "sourcing": j.sourcing,
        "confidence": round(j.confidence, 4),
        "rule": j.rule,
    }
    if j.mixed:
        out["mixed"] = [{"start": p.span.start, "end": p.span.end, "sourcing": p.sourcing} for p in j.mixed]
    return out
