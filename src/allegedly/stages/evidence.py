"""The sourcing of every sentence and clause, the hedges, and what supports or denies each claim."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from allegedly.analysis import Analysis, Attribution, Judgement, Part, Source, Sourcing
from allegedly.article import Article, Sentence, Span
from allegedly.stages.ratchet import precision, ratchet
from allegedly.stages.replies import hedges, replies
from allegedly.stages.wording import Finding

COVERS = 0.3
"""The share of a sentence that an unnamed source's words must fill to decide it: less is in passing."""

WORD_RE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule decided: the sourcing, how sure it is in 0..1, and the attributions that it rests on."""

    sourcing: Sourcing
    confidence: float
    attributions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a rule may look at for one sentence."""

    article: Article
    sentence: Sentence
    finding: Finding | None
    weak: tuple[int, ...]
    firm: tuple[int, ...]
    unsettled: tuple[int, ...]
    attributions: tuple[Attribution, ...]


def evidence(
    article: Article,
    sentences: tuple[Sentence, ...],
    sources: tuple[Source, ...],
    attributions: tuple[Attribution, ...],
) -> Analysis:
    """The analysis of an article whose attributions are known.

    Every sentence gets one judgement, in order. A statement that rests on anybody unidentified, at any link
    of its chain, is an allegation, unless a named source's own words carry it. Sources may grow by those who
    only denied or declined to comment. Safety rules over the bare words can only add allegations.
    """
    findings = ratchet(article, sentences)
    scenes = _scenes(article, sentences, sources, attributions, findings)
    judgements = tuple(_judge(scene) for scene in scenes)
    answers, grown = replies(article, judgements, sources, attributions)
    return Analysis(
        article=article,
        judgements=judgements,
        attributions=attributions,
        sources=grown,
        hedges=hedges(article, sentences),
        evidence=answers,
    )


def furniture(scene: Scene) -> Decision | None:
    """Layout already set it aside."""
    return Decision("furniture", 1.0) if scene.sentence.is_furniture else None


def rests_on_unnamed(scene: Scene) -> Decision | None:
    """Somebody unidentified says it, or relays it, and no named source vouches."""
    if not scene.weak:
        return None
    sure = max(scene.attributions[i].probability for i in scene.weak)
    return Decision("allegation", sure, scene.weak + scene.firm)


def wording(scene: Scene) -> Decision | None:
    """The words alone show an unnamed source or hearsay, whatever attribution was found or missed."""
    if scene.finding is None:
        return None
    return Decision("allegation", precision()[scene.finding.rule], scene.weak + scene.unsettled + scene.firm)


def on_record(scene: Scene) -> Decision | None:
    """An identified source says it."""
    if not scene.firm:
        return None
    return Decision("on-record", max(scene.attributions[i].probability for i in scene.firm), scene.firm)


def unsettled(scene: Scene) -> Decision | None:
    """Somebody says it and nobody can be found who that is."""
    if not scene.unsettled:
        return None
    return Decision("allegation", 0.5, scene.unsettled)


RULES: tuple[Callable[[Scene], Decision | None], ...] = (
    furniture,
    rests_on_unnamed,
    wording,
    on_record,
    unsettled,
)
"""In order: the first that decides is recorded with the judgement; when none does, it is a fact."""


def _judge(scene: Scene) -> Judgement:
    for rule in RULES:
        decision = rule(scene)
        if decision is not None:
            name = rule.__name__.replace("_", "-")
            if rule is wording and scene.finding is not None:
                name = scene.finding.rule
            return Judgement(
                scene.sentence,
                decision.sourcing,
                decision.confidence,
                name,
                decision.attributions,
                _mixed(scene) if decision.sourcing == "allegation" else (),
            )
    return Judgement(scene.sentence, "fact", 0.8, "own-voice")


def _scenes(
    article: Article,
    sentences: tuple[Sentence, ...],
    sources: tuple[Source, ...],
    attributions: tuple[Attribution, ...],
    findings: tuple[Finding | None, ...],
) -> tuple[Scene, ...]:
    starts = [s.span.start for s in sentences]
    ends = [s.span.end for s in sentences]
    touching: list[list[int]] = [[] for _ in sentences]
    for i, attribution in enumerate(attributions):
        seen: set[int] = set()
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            seen.update(range(bisect_right(ends, span.start), bisect_left(starts, span.end)))
        for k in sorted(seen):
            touching[k].append(i)
    scenes = []
    for sentence, finding, touched in zip(sentences, findings, touching, strict=True):
        weak, firm, open_ = _sorted_by_source(sentence, touched, sources, attributions)
        scenes.append(Scene(article, sentence, finding, weak, firm, open_, attributions))
    return tuple(scenes)


def _sorted_by_source(
    sentence: Sentence, touched: list[int], sources: tuple[Source, ...], attributions: tuple[Attribution, ...]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """The deciding attributions, widest first: those by unnamed sources, by named ones, by nobody."""
    wide = {i: _filled(attributions[i], sentence.span) for i in touched}
    order = sorted(touched, key=lambda i: (-wide[i], i))
    weak, firm, unsettled_ = [], [], []
    for i in order:
        attribution = attributions[i]
        if attribution.by is None:
            unsettled_.append(i)
        elif all(sources[k].is_identified for k in (attribution.by, *attribution.chain)):
            firm.append(i)
        elif wide[i] >= COVERS and not _vouched(attribution, touched, sources, attributions):
            weak.append(i)
    return tuple(weak), tuple(firm), tuple(unsettled_)


def _filled(attribution: Attribution, span: Span) -> float:
    """The share of the sentence that the attribution's content, source and cue fill."""
    pieces = (*attribution.content, *attribution.source, *attribution.cue)
    covered = sum(max(0, min(p.end, span.end) - max(p.start, span.start)) for p in pieces)
    return covered / max(1, len(span))


def _vouched(
    inner: Attribution, touched: list[int], sources: tuple[Source, ...], attributions: tuple[Attribution, ...]
) -> bool:
    """Whether a named person's own words hold the whole of `inner`: then that person answers for it."""
    pieces = (*inner.source, *inner.cue)
    if not pieces:
        return False
    for i in touched:
        outer = attributions[i]
        if outer is inner or outer.by is None or sources[outer.by].kind != "person" or outer.chain:
            continue
        if all(any(c.contains(p) for c in outer.content) for p in pieces):
            return True
    return False


def _mixed(scene: Scene) -> tuple[Part, ...]:
    """The sourcing of each clause where a plain clause goes before the alleged ones and can stand alone.

    Only what stands before the first sign of the unnamed source is let go: behind it, "and" mostly continues
    what was said. Nothing is let go when the sign comes after the words that it covers ("…, officials said").
    """
    clauses = scene.sentence.clauses
    if len(clauses) < 2:
        return ()
    signs = [s for i in scene.weak + scene.unsettled for s in _pieces(scene.attributions[i])]
    if scene.finding is not None:
        signs.append(scene.finding.span)
    named = [s for i in scene.firm for s in _pieces(scene.attributions[i])]
    text = scene.article.text
    first = next((k for k, c in enumerate(clauses) if any(c.overlaps(s) for s in signs)), 0)
    if not first or not _leads(text, scene, clauses[first]):
        return ()
    if any(len(WORD_RE.findall(c.slice(text))) < 4 for c in (clauses[0], clauses[first])):
        return ()
    parts = []
    start = scene.sentence.span.start
    for k, clause in enumerate(clauses):
        end = clauses[k + 1].start if k + 1 < len(clauses) else scene.sentence.span.end
        calm: Sourcing = "on-record" if any(clause.overlaps(s) for s in named) else "fact"
        parts.append(Part(Span(start, end), calm if k < first else "allegation"))
        start = end
    return tuple(parts)


def _pieces(attribution: Attribution) -> tuple[Span, ...]:
    return (*attribution.source, *attribution.cue, *attribution.content)


def _leads(text: str, scene: Scene, clause: Span) -> bool:
    """Whether the clause holds its own claim, so that its source does not speak for the clause before.

    A known content span settles it; by words alone, "…, experts say" at the very end points backwards.
    """
    if any(scene.attributions[i].content for i in scene.weak):
        return True
    finding = scene.finding
    if finding is None:
        return False
    if finding.rule.startswith(("hearsay", "by-")):
        return True
    return len(WORD_RE.findall(text, finding.span.end, clause.end)) > 4
