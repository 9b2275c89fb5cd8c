"""The sourcing of every sentence and clause, the hedges, and what supports or denies each claim."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allegedly.analysis import Analysis, Attribution, Judgement, Part, Source, Sourcing
from allegedly.article import Article, Sentence, Span
from allegedly.config import ALLEGED, CALM, THINKABLE
from allegedly.phrases import lexicon
from allegedly.stages.ratchet import precision, ratchet
from allegedly.stages.replies import hedges, replies
from allegedly.stages.wording import Finding, words

if TYPE_CHECKING:
    from allegedly.model.reading import Reading

COVERS = 0.3
"""The share of a sentence that an unnamed source's words must fill to decide it: less is in passing."""

TOGETHER = frozenset({"a-person-said", "group-said", "some-said", "continues-one"})
"""Safety rules that are right only one time in four where no attribution agrees with them."""
PLAIN = 0.95
"""How precise a safety rule must be to stand against a named source whose own words hold what it saw."""
ATTITUDES = frozenset({"attitude", "expectation", "hearsay-noun", "model"})
"""Rules whose attributions may stand for the narrator's view into a mind: their cue must be one of speech."""

WORD_RE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule decided: the sourcing, how sure it is in 0..1, and the attributions that it rests on."""

    sourcing: Sourcing
    confidence: float
    attributions: tuple[int, ...] = ()


Answer = dict[Sourcing, float]
"""The network's probability of each sourcing."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a rule may look at for one sentence.

    `weak` rest on somebody unidentified, `firm` on identified sources, `doubtful` on sources of which only
    the attribution says that they are unidentified. `known`: the source of a weak one is a person whom the
    network takes for unidentified in some sentence.
    """

    article: Article
    sentence: Sentence
    finding: Finding | None
    weak: tuple[int, ...]
    firm: tuple[int, ...]
    doubtful: tuple[int, ...]
    faint: tuple[int, ...]
    attributions: tuple[Attribution, ...]
    answer: Answer | None = None

    @property
    def behind(self) -> tuple[int, ...]:
        """The attributions that an allegation rests on, those of unnamed sources first."""
        return self.weak + self.doubtful + self.faint + self.firm

    known: bool = False


def evidence(
    article: Article,
    sentences: tuple[Sentence, ...],
    sources: tuple[Source, ...],
    attributions: tuple[Attribution, ...],
    reading: Reading | None = None,
) -> Analysis:
    """The analysis of an article whose attributions are known.

    With the network's `reading` it decides, and the rules may only move a sentence towards `allegation`;
    without it they decide alone.

    Every sentence gets one judgement, in order. A statement that rests on anybody unidentified, at any link
    of its chain, is an allegation, unless a named source's own words carry it. Sources may grow by those who
    only denied or declined to comment. Safety rules over the bare words can only add allegations.
    """
    findings = ratchet(article, sentences)
    scenes = _scenes(article, sentences, sources, attributions, findings)
    if reading is not None:
        scenes = tuple(replace(scene, answer=_answer(reading, scene.sentence.span)) for scene in scenes)
        scenes = _remembered(scenes, sources)
    judgements = tuple(_judge(scene, reading) for scene in scenes)
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


def _answer(reading: Reading, span: Span) -> Answer:
    from allegedly.model.labels import SOURCINGS

    return {name: float(p) for name, p in zip(SOURCINGS, reading.sourcing(span), strict=True)}


def model(scene: Scene) -> Decision | None:
    """The network takes it for an allegation."""
    if scene.answer is None or scene.answer["allegation"] < ALLEGED:
        return None
    return Decision("allegation", scene.answer["allegation"], scene.behind)


def rests_on_unnamed(scene: Scene) -> Decision | None:
    """Somebody unidentified says it, or relays it, and no named source vouches."""
    if not scene.weak or not (scene.known or _thinkable(scene)):
        return None
    sure = max(scene.attributions[i].probability for i in scene.weak)
    return Decision("allegation", sure, scene.weak + scene.firm)


def wording(scene: Scene) -> Decision | None:
    """The words alone show an unnamed source or hearsay, whatever attribution was found or missed.

    A named source who passes it on answers for it, unless the words are the plainest ("sources said").
    """
    if scene.finding is None or scene.finding.rule in TOGETHER:
        return None
    if precision()[scene.finding.rule] < PLAIN and not _thinkable(scene):
        return None
    if precision()[scene.finding.rule] < PLAIN and _carried(scene, scene.finding.span):
        return None
    return Decision("allegation", precision()[scene.finding.rule], scene.behind)


def _thinkable(scene: Scene) -> bool:
    """Whether the network, if asked, gives an allegation any chance: without any, weak rules misfire."""
    return scene.answer is None or scene.answer["allegation"] >= THINKABLE


def model_otherwise(scene: Scene) -> Decision | None:
    """What the network takes for likeliest when it is no allegation."""
    if scene.answer is None:
        return None
    calm: tuple[Sourcing, ...] = ("fact", "on-record", "furniture")
    best = max(calm, key=scene.answer.__getitem__)
    firm = scene.firm + scene.doubtful if best == "on-record" else ()
    return Decision(best, scene.answer[best], firm)


def _carried(scene: Scene, span: Span) -> bool:
    """Whether a named source's own words hold `span`."""
    return any(c.contains(span) for i in scene.firm for c in scene.attributions[i].content)


def on_record(scene: Scene) -> Decision | None:
    """An identified source says it."""
    if not scene.firm:
        return None
    return Decision("on-record", max(scene.attributions[i].probability for i in scene.firm), scene.firm)


def on_record_perhaps(scene: Scene) -> Decision | None:
    """Somebody says it whose words do not look like an unnamed source's: mostly one named elsewhere."""
    if not scene.doubtful:
        return None
    return Decision("on-record", 0.5, scene.doubtful)


RULES: tuple[Callable[[Scene], Decision | None], ...] = (
    furniture,
    model,
    rests_on_unnamed,
    wording,
    model_otherwise,
    on_record,
    on_record_perhaps,
)
"""In order: the first that decides is recorded with the judgement; when none does, it is a fact."""


def _judge(scene: Scene, reading: Reading | None) -> Judgement:
    for rule in RULES:
        decision = rule(scene)
        if decision is not None:
            name = "model" if rule is model_otherwise else rule.__name__.replace("_", "-")
            if rule is wording and scene.finding is not None:
                name = scene.finding.rule
            return Judgement(
                scene.sentence,
                decision.sourcing,
                decision.confidence,
                name,
                decision.attributions,
                _mixed(scene, reading) if decision.sourcing == "allegation" else (),
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
    shown = _shown(sources, findings) | {
        a.by for a in attributions if a.by is not None and _looks_unnamed(article.text, a)
    }
    scenes = []
    for sentence, finding, touched in zip(sentences, findings, touching, strict=True):
        wide = {i: _filled(attributions[i], sentence.span) for i in touched}
        weak, firm, doubtful, faint = [], [], [], []
        for i in sorted(touched, key=lambda i: (-wide[i], i)):
            attribution = attributions[i]
            if attribution.by is None or not _spoken(article.text, attribution):
                continue
            links = (attribution.by, *attribution.chain)
            if all(sources[k].is_identified for k in links):
                firm.append(i)
            elif _vouched(attribution, touched, sources, attributions):
                continue
            elif wide[i] < COVERS:
                faint.append(i)
            elif any(k in shown and not sources[k].is_identified for k in links):
                weak.append(i)
            else:
                doubtful.append(i)
        scenes.append(
            Scene(
                article,
                sentence,
                finding,
                tuple(weak),
                tuple(firm),
                tuple(doubtful),
                tuple(faint),
                attributions,
            )
        )
    return tuple(scenes)


def _remembered(scenes: tuple[Scene, ...], sources: tuple[Source, ...]) -> tuple[Scene, ...]:
    """The scenes, told whose source is a person whom the network takes for unidentified in some sentence.

    What that person goes on to say needs no second sign: by itself "the student said" reads like somebody
    whom the article names. Groups do not go on like that: the next "officials" may well be others.
    """

    def unnamed(scene: Scene, numbers: tuple[int, ...]) -> set[int]:
        links = {k for i in numbers for k in (scene.attributions[i].by, *scene.attributions[i].chain)}
        return {k for k in links if k is not None and sources[k].kind == "unnamed" and not sources[k].plural}

    alleged = [s for s in scenes if s.answer is not None and s.answer["allegation"] >= ALLEGED]
    seen = {k for scene in alleged for k in unnamed(scene, scene.weak + scene.doubtful)}
    out = []
    for scene in scenes:
        turned = tuple(i for i in scene.doubtful if unnamed(scene, (i,)) & seen)
        doubtful = tuple(i for i in scene.doubtful if i not in turned)
        weak = scene.weak + turned
        known = bool(unnamed(scene, weak) & seen)
        out.append(replace(scene, weak=weak, doubtful=doubtful, known=known))
    return tuple(out)


def _shown(sources: tuple[Source, ...], findings: tuple[Finding | None, ...]) -> frozenset[int]:
    """The unidentified sources that the safety rules, too, have seen speak somewhere.

    On the training articles an unnamed source that only an attribution knows is wrong nine times in ten: a
    body or a person whom the article names elsewhere.
    """
    seen = sorted(f.span for f in findings if f is not None and not f.rule.startswith("hearsay"))
    starts = [s.start for s in seen]
    out = set()
    for i, source in enumerate(sources):
        for mention in () if source.is_identified else source.mentions:
            at = bisect_left(starts, mention.end) - 1
            if at >= 0 and seen[at].overlaps(mention):
                out.add(i)
    return frozenset(out)


def _looks_unnamed(text: str, attribution: Attribution) -> bool:
    """Whether the source's words are a group that mostly goes unnamed, or "a" person of some kind."""
    said = [w.lower() for s in attribution.source for w in WORD_RE.findall(s.slice(text))]
    if any(w in words("heads", kind) for w in said for kind in ("source", "plural", "open", "quantity")):
        return True
    return (
        bool(said)
        and said[0] in words("words", "indefinite")
        and any(w in words("heads", "singular") or w in lexicon("sources")["people"] for w in said)
    )


def _spoken(text: str, attribution: Attribution) -> bool:
    """Whether the cue reports words, not an attitude or a plan: "wants", "is expected to" need no source."""
    if attribution.rule not in ATTITUDES:
        return True
    return any(
        w.lower() in words("cues", "speech") for c in attribution.cue for w in WORD_RE.findall(c.slice(text))
    )


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


def _mixed(scene: Scene, reading: Reading | None) -> tuple[Part, ...]:
    """The sourcing of each clause where a plain one goes before the alleged ones and can stand alone.

    Only what stands before the first sign of the unnamed source is let go: behind it, "and" mostly continues
    what was said. Nothing is let go when the sign comes after the words that it covers ("…, officials said").
    """
    clauses = scene.sentence.clauses
    if len(clauses) < 2:
        return ()
    signs = [s for i in scene.weak for s in _signs(scene.attributions[i])]
    if scene.finding is not None:
        signs.append(scene.finding.span)
    named = [s for i in scene.firm for s in _pieces(scene.attributions[i])]
    text = scene.article.text
    first = next((k for k, c in enumerate(clauses) if any(c.overlaps(s) for s in signs)), 0)
    if reading is not None:
        calm_until = (k for k, c in enumerate(clauses[:first]) if _answer(reading, c)["allegation"] > CALM)
        first = next(calm_until, first)
    if not first or not _leads(text, scene, clauses[first]):
        return ()
    if any(len(WORD_RE.findall(c.slice(text))) < 4 for c in (clauses[0], clauses[first])):
        return ()
    parts = []
    for k, clause in enumerate(clauses):
        calm: Sourcing = "on-record" if any(clause.overlaps(s) for s in named) else "fact"
        parts.append(Part(clause, calm if k < first else "allegation"))
    return tuple(parts)


def _signs(attribution: Attribution) -> tuple[Span, ...]:
    """Where the attribution reaches; in the passive only its own clause ("and he is seen by many as X")."""
    pieces = _pieces(attribution)
    return (*attribution.source, *attribution.cue) if attribution.rule.startswith("passive") else pieces


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
