"""An analysis laid open as one page of HTML, for whoever must sign the brief."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from allegedly.analysis import Analysis, Attribution, Evidence, EvidenceKind, Source, SourceKind, Sourcing
from allegedly.article import Span
from allegedly.briefing import Briefing
from allegedly.render.explain import LABELS, Row, clean, rows
from allegedly.templating import environment, shipped

LEAST_SURE = 3
"""How many sentences the page asks its reader to look at first: as many as one reads before the deadline."""

_KINDS: dict[SourceKind, str] = {
    "person": "person",
    "organisation": "organisation",
    "document": "document",
    "outlet": "another outlet",
    "unnamed": "unnamed",
    "collective": "undefined group",
    "hearsay": "hearsay",
}
_NOBODY = "Nobody is named"

# What a reply does, and what the sentence that it is about has undergone.
_REPLIES: dict[EvidenceKind, tuple[str, str]] = {
    "corroboration": ("Support", "Supported"),
    "denial": ("Denial", "Denied"),
    "no-comment": ("No comment", "No comment"),
    "unverified": ("Could not be verified", "Not verified"),
}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence's text in which no mark begins or ends, so that marks may overlap as they like.

    `classes` name the marks on it ("source", "cue", "content", "hedge"); `part` is the sourcing of its part
    of a mixed sentence, and `opens_part` whether that part begins here. `opens` and `closes` are the brackets
    of the contents that begin or end here, `begun` and `ended` the letters of the attributions whose content
    begins, or whose source or cue ends: shown, but none of the article's words.
    """

    text: str
    classes: tuple[str, ...]
    part: Sourcing | None
    opens_part: bool
    opens: str
    closes: str
    begun: tuple[str, ...]
    ended: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A source as a link: where the page lists it, its kind in words, and how the article calls it."""

    anchor: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution in words. `key` is its letter, empty where its sentence has no other.

    `sentences` are the numbers of those that its content, or failing that its cue or source, stands in.
    """

    key: str
    by: Name | None
    chain: tuple[Name, ...]
    source: str
    cue: str
    content: str
    sentences: tuple[int, ...]
    decider: str
    rule: str
    probability: float


@dataclass(frozen=True, slots=True)
class Reply:
    """A denial, a support, a refusal to comment or a failed check; `by` is `None` for the outlet itself."""

    does: str
    done: str
    by: Name | None
    sentence: int
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the article, its marks, and what was found out about it."""

    number: int
    sourcing: Sourcing
    label: str
    decider: str
    rule: str
    confidence: float
    used: tuple[str, ...]
    headline: bool
    opens_paragraph: bool
    pieces: tuple[Piece, ...]
    said: tuple[Said, ...]
    replies: tuple[Reply, ...]
    answers: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One source with everything that rests on it, and what it only passes on."""

    name: Name
    identified: bool
    plural: bool
    ground_rule: str
    reason: str
    mentions: tuple[int, ...]
    said: tuple[Said, ...]
    relayed: tuple[Said, ...]
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page's template may see."""

    title: str
    title_notice: str
    provenance: str
    warnings: tuple[str, ...]
    tally: tuple[tuple[Sourcing, str, int], ...]
    least_sure: tuple[Line, ...]
    lines: tuple[Line, ...]
    sources: tuple[Listed, ...]
    unsettled: tuple[Said, ...]
    replies: tuple[Reply, ...]


def explain_html(analysis: Analysis, briefing: Briefing) -> str:
    """One self-contained page of HTML: the article with its marks, then every source and every reply.

    It loads nothing and runs nothing. What the article says stays text, whatever it looks like. The title is
    the brief's, so that no allegation stands bare in a heading.
    """
    from markupsafe import Markup

    def fit(value: object) -> object:
        return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    env = environment(fit, autoescape=True)
    page = _Reader(analysis, briefing).page()
    return env.from_string(shipped("explain.html.j2")).render(page=page).strip() + "\n"


class _Reader:
    """An analysis with the ways from its spans to its sentences."""

    def __init__(self, analysis: Analysis, briefing: Briefing) -> None:
        self.analysis = analysis
        self.briefing = briefing
        self.text = analysis.article.text
        self.starts = [judgement.span.start for judgement in analysis.judgements]
        self.replies = tuple(self._reply(evidence) for evidence in analysis.evidence)
        self.touching = self._touching((*a.source, *a.cue, *a.content) for a in analysis.attributions)
        self.hedged = self._touching((hedge.span,) for hedge in analysis.hedges)

    def page(self) -> Page:
        """Everything that the template shows."""
        analysis, briefing = self.analysis, self.briefing
        lines = tuple(self._line(row) for row in rows(analysis, briefing))
        judged = [line for line in lines if line.decider != "layout"]
        surest = max((line.confidence for line in judged), default=0.0)
        doubtful = sorted(
            (line for line in judged if line.confidence < surest), key=lambda line: line.confidence
        )
        return Page(
            title=briefing.title,
            title_notice=briefing.title_notice,
            provenance=briefing.provenance,
            warnings=analysis.article.warnings,
            tally=tuple(
                (sourcing, label, sum(line.sourcing == sourcing for line in lines))
                for sourcing, label in LABELS.items()
            ),
            least_sure=tuple(doubtful[:LEAST_SURE]),
            lines=lines,
            sources=tuple(self._listed(i, source) for i, source in enumerate(analysis.sources)),
            unsettled=tuple(self._said(a) for a in analysis.attributions if a.by is None),
            replies=self.replies,
        )

    def _touching(self, marked: Iterable[Sequence[Span]]) -> list[list[int]]:
        """For each sentence, the numbers of those whose spans share a character with it, in order."""
        found: list[list[int]] = [[] for _ in self.starts]
        for number, spans in enumerate(marked):
            for sentence in self._sentences(spans):
                found[sentence - 1].append(number)
        return found

    def _sentences(self, spans: Iterable[Span]) -> tuple[int, ...]:
        """The numbers, from 1, of the sentences that the spans stand in."""
        found: dict[int, None] = {}
        for span in spans:
            index = max(bisect_right(self.starts, span.start) - 1, 0)
            while index < len(self.starts) and self.starts[index] < span.end:
                if self.analysis.judgements[index].span.overlaps(span):
                    found[index + 1] = None
                index += 1
        return tuple(sorted(found))

    def _line(self, row: Row) -> Line:
        judgement, index = row.judgement, row.number - 1
        sentence = judgement.sentence
        numbers = tuple(dict.fromkeys((*judgement.attributions, *self.touching[index])))
        keys = [_letter(place) if len(numbers) > 1 else "" for place in range(len(numbers))]
        attributions = [self.analysis.attributions[number] for number in numbers]
        before = self.analysis.judgements[index - 1].sentence if index else None
        return Line(
            number=row.number,
            sourcing=judgement.sourcing,
            label=LABELS[judgement.sourcing],
            decider="layout" if sentence.is_furniture else _decider(judgement.rule),
            rule=(sentence.block.why if sentence.is_furniture else "") or judgement.rule,
            confidence=judgement.confidence,
            used=row.used,
            headline=sentence.is_headline,
            opens_paragraph=before is None or before.block.paragraph != sentence.block.paragraph,
            pieces=tuple(self._pieces(row, list(zip(keys, attributions, strict=True)))),
            said=tuple(self._said(a, key) for key, a in zip(keys, attributions, strict=True)),
            replies=tuple(r for r in self.replies if r.sentence == row.number),
            answers=tuple(r for r in self.replies if row.number in r.claims),
        )

    def _pieces(self, row: Row, keyed: list[tuple[str, Attribution]]) -> Iterable[Piece]:
        whole, parts = row.judgement.span, row.judgement.mixed
        marks = [
            (role, key, span)
            for key, attribution in keyed
            for role in ("source", "cue", "content")
            for span in getattr(attribution, role)
            if span.overlaps(whole)
        ]
        hedges = (self.analysis.hedges[number].span for number in self.hedged[row.number - 1])
        marks += [("hedge", "", span) for span in hedges]
        spans = [span for *_, span in marks] + [part.span for part in parts]
        edges = {whole.start, whole.end} | {edge for span in spans for edge in (span.start, span.end)}
        cuts = sorted(edge for edge in edges if whole.start <= edge <= whole.end)
        for here in (Span(*pair) for pair in pairwise(cuts)):
            on = [mark for mark in marks if mark[2].overlaps(here)]
            part = next((part for part in parts if part.span.overlaps(here)), None)
            # A content that goes on from the sentence before has no bracket here, and still its letter.
            contents = [(key, span) for role, key, span in on if role == "content"]
            others = [(key, span) for role, key, span in on if role in ("source", "cue")]
            yield Piece(
                text=here.slice(self.text),
                classes=tuple(dict.fromkeys(role for role, *_ in on)),
                part=None if part is None else part.sourcing,
                opens_part=part is not None and max(part.span.start, whole.start) == here.start,
                opens="[" * sum(span.start == here.start for _, span in contents),
                closes="]" * sum(span.end == here.end for _, span in contents),
                begun=_letters(key for key, span in contents if here.start == max(span.start, whole.start)),
                ended=_letters(key for key, span in others if here.end == min(span.end, whole.end)),
            )

    def _said(self, attribution: Attribution, key: str = "") -> Said:
        source = self._words(attribution.source)
        return Said(
            key=key,
            by=self._name(attribution.by),
            chain=tuple(name for i in attribution.chain if (name := self._name(i))),
            source=source,
            cue=self._words(attribution.cue),
            content=self._words(attribution.content),
            sentences=self._sentences(attribution.content or attribution.cue or attribution.source),
            decider=_decider(attribution.rule),
            rule=attribution.rule,
            probability=attribution.probability,
        )

    def _listed(self, index: int, source: Source) -> Listed:
        name = self._name(index)
        assert name is not None  # noqa: S101 -- for mypy: only `None` has no name
        attributions = self.analysis.attributions
        return Listed(
            name=name,
            identified=source.is_identified,
            plural=source.plural,
            ground_rule=source.ground_rule.slice(self.text) if source.ground_rule else "",
            reason=source.reason.slice(self.text) if source.reason else "",
            mentions=self._sentences(source.mentions),
            said=tuple(self._said(a) for a in attributions if a.by == index),
            relayed=tuple(self._said(a) for a in attributions if index in a.chain),
            replies=tuple(r for r in self.replies if r.by == name),
        )

    def _reply(self, evidence: Evidence) -> Reply:
        does, done = _REPLIES[evidence.kind]
        claims = tuple(claim + 1 for claim in evidence.claims)
        return Reply(does, done, self._name(evidence.by), evidence.sentence + 1, claims)

    def _name(self, index: int | None) -> Name | None:
        if index is None:
            return None
        source = self.analysis.sources[index]
        return Name(f"source-{index + 1}", _KINDS[source.kind], source.name or _NOBODY)

    def _words(self, spans: Iterable[Span]) -> str:
        return " … ".join(span.slice(self.text) for span in spans)


def _decider(rule: str) -> str:
    return "network" if rule == "model" else "rule"


def _letter(place: int) -> str:
    return _LETTERS[place] if place < len(_LETTERS) else f"({place + 1})"


def _letters(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in keys if key))
