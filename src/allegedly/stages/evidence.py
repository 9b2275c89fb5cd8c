"""The sourcing of every sentence and clause, the hedges, and what supports or denies each claim."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allegedly.analysis import SIGNED, TURN, Analysis, Attribution, Judgement, Part, Source, Sourcing
from allegedly.article import Article, Sentence, Span
from allegedly.config import AGREED, ALLEGED, CALM, DOUBTED, THINKABLE, TOLD, TOLD_ON
from allegedly.stages.clauses import HALF_RE, joined
from allegedly.stages.heads import singular
from allegedly.stages.hedges import hedges
from allegedly.stages.kinds import is_human
from allegedly.stages.nameless import is_heard, is_per
from allegedly.stages.narration import heard_of, is_account, is_retold, is_told, points_back
from allegedly.stages.origins import with_origins
from allegedly.stages.own_word import bracketed, is_own_word, is_silence
from allegedly.stages.posts import unsigned_posts
from allegedly.stages.ratchet import precision, ratchet
from allegedly.stages.replies import replies
from allegedly.stages.scenes import Scene, agreed, answers_of, remembered, scenes_of

if TYPE_CHECKING:
    from allegedly.model.reading import Reading

TOGETHER = frozenset({"a-person-said", "continues-one", "group-said"})
"""Safety rules that are right only one time in four where no attribution agrees with them."""
PLAIN = 0.925
"""How precise a safety rule must be to stand against a named source whose own words hold what it saw."""
WORD_RE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule decided: the sourcing, how sure it is in 0..1, and the attributions that it rests on."""

    sourcing: Sourcing
    confidence: float
    attributions: tuple[int, ...] = ()


def evidence(
    article: Article,
    sentences: tuple[Sentence, ...],
    sources: tuple[Source, ...],
    attributions: tuple[Attribution, ...],
    reading: Reading | None = None,
) -> Analysis:
    """The analysis of an article whose attributions are known.

    With the network's `reading` it decides, and the rules may only move a sentence towards `allegation`,
    but for whoever signs a letter, is said to give a name, or is "he" or "the diplomat" here and named
    elsewhere; without it they decide alone.

    Every sentence gets one judgement, in order. A statement that rests on anybody unidentified, at any link
    of its chain, is an allegation, unless a named source's own words carry it. Sources may grow by those who
    only denied or declined to comment. Safety rules over the bare words can only add allegations.
    """
    findings = ratchet(article, sentences)
    scenes = scenes_of(article, sentences, sources, attributions, findings)
    if reading is not None:
        read = answers_of(reading, [scene.sentence.span for scene in scenes])
        scenes = tuple(replace(scene, answer=answer) for scene, answer in zip(scenes, read, strict=True))
        scenes = remembered(scenes, sources)
    decided = _judged(scenes, sources, reading)
    judgements = tuple(unsigned_posts(decided, article.text, sources, attributions))
    answers, grown = replies(article, judgements, sources, attributions)
    return Analysis(
        article=article,
        judgements=judgements,
        attributions=attributions,
        sources=grown,
        hedges=hedges(article, sentences),
        evidence=answers,
    )


def _judged(
    scenes: tuple[Scene, ...], sources: tuple[Source, ...], reading: Reading | None
) -> tuple[Judgement, ...]:
    """The judgement of each scene, in order: some lean on the one before."""
    out: list[Judgement] = []
    before: Judgement | None = None
    for scene in scenes:
        if before is not None and heard_of(before, scene):
            scene = replace(scene, points_back=points_back(before, scene))
        if before is not None and is_account(before, scene, sources):
            scene = replace(
                scene,
                goes_on=before.attributions,
                points_back=points_back(before, scene),
                retold=is_retold(before, scene),
            )
        elif before is not None and is_told(before, scene, sources):
            scene = replace(scene, told=before.attributions[:1])
        judgement = _judge(scene, reading)
        out.append(judgement)
        if judgement.sourcing != "furniture":
            before = judgement
    return with_origins(out, scenes, sources)


def furniture(scene: Scene) -> Decision | None:
    """Layout already set it aside."""
    return Decision("furniture", 1.0) if scene.sentence.is_furniture else None


def signed(scene: Scene) -> Decision | None:
    """It stands in a letter: whoever signs answers for all of it, whomever else it cites."""
    return _uncued(scene, SIGNED)


def answered(scene: Scene) -> Decision | None:
    """It stands in an answer of an interview: who gives it vouches for it, or nobody who is named."""
    return _uncued(scene, TURN)


def _uncued(scene: Scene, rule: str) -> Decision | None:
    """What an attribution by `rule`, without a cue, decides for the sentences of its content."""
    for i in scene.around:
        one = scene.attributions[i]
        if one.rule == rule:
            named: Sourcing = "on-record" if i in scene.firm else "allegation"
            return Decision(named, one.probability, (i,))
    return None


def unverified(scene: Scene) -> Decision | None:
    """It can only be the article's own word: what it could not check, a vote, or that nobody answered it."""
    said = scene.sentence.span.slice(scene.article.text)
    perhaps = scene.answer is None or scene.answer["allegation"] >= TOLD_ON
    if perhaps and is_silence(said):
        return Decision("fact", 1.0, scene.behind)  # who it is that would not say
    return Decision("fact", 1.0) if is_own_word(said) else None


def in_brackets(scene: Scene) -> Decision | None:
    """All of it is what somebody named answers, in brackets, to the account that goes on around it."""
    own = bracketed(scene.sentence.span.slice(scene.article.text), scene.article.text)
    return Decision("on-record", 1.0, scene.firm or scene.behind) if own else None


def model(scene: Scene) -> Decision | None:
    """The network takes it for an allegation."""
    if scene.answer is None or scene.introduced:
        return None
    if scene.answer["allegation"] < ALLEGED:
        return None
    # What nobody unnamed is found for, and no hearsay word, goes on with the account before it.
    unnamed = scene.weak or scene.doubtful or scene.faint or scene.finding
    behind = scene.behind if unnamed else scene.goes_on + scene.firm
    return Decision("allegation", scene.answer["allegation"], behind)


def doubted(scene: Scene) -> Decision | None:
    """Only an attribution finds somebody unidentified who says it, and the network is unsure."""
    if scene.answer is None or not scene.doubtful or scene.answer["allegation"] < DOUBTED:
        return None
    return Decision("allegation", scene.answer["allegation"], scene.behind)


def rests_on_unnamed(scene: Scene) -> Decision | None:
    """Somebody unidentified says it, or relays it, and no named source vouches."""
    told = agreed(scene)  # with somebody firm beside it, who speaks only in a relative clause
    plain = scene.promised or scene.cited or (told and scene.firm)
    least = THINKABLE if plain else AGREED if told else DOUBTED
    if not scene.weak or not (scene.known or _thinkable(scene, least)):
        return None
    sure = max(scene.attributions[i].probability for i in scene.weak)
    return Decision("allegation", sure, scene.weak + scene.firm)


def joined_on(scene: Scene) -> Decision | None:
    """Somebody unidentified says the second half: "It has begun|, but a second trustee told us that"."""
    text = scene.article.text
    for i in scene.weak + (scene.doubtful if scene.firm else ()):
        one = scene.attributions[i]
        if not one.source or not one.content or _carried(scene, one.source[0]):
            continue
        start = one.source[0].start
        seen = scene.finding is not None and scene.finding.span.overlaps(one.source[0])  # "aid groups"
        people = any(is_human(w, singular(w)) for w in one.source[0].slice(text).lower().split())
        if ((people and scene.firm) or seen) and HALF_RE.search(text, max(0, start - 12), start):
            return Decision("allegation", one.probability, scene.behind)
    return None


def wording(scene: Scene) -> Decision | None:
    """The words alone show an unnamed source or hearsay, whatever attribution was found or missed.

    A named source who passes it on answers for it, unless the words are the plainest ("sources said").
    """
    if scene.finding is None or scene.finding.rule in TOGETHER:
        return None
    plain = precision()[scene.finding.rule] >= PLAIN
    # What reporters hear themselves the network has not been taught.
    untaught = scene.finding.rule == "hearsay-i-am-told"
    weak = not untaught and not _relayed(scene) and not _thinkable(scene, THINKABLE)
    if not plain and (weak or _carried(scene, scene.finding.span)):
        return None
    known = scene.firm if scene.finding.rule.startswith("continues") else () if plain else scene.published
    if _resolved(scene, scene.finding.span, known):
        return None
    return Decision("allegation", precision()[scene.finding.rule], scene.behind)


def _relayed(scene: Scene) -> bool:
    """Whether rule and attribution agree that an outlet has it from somebody unnamed: "citing two guests"."""
    cited = scene.finding is not None and scene.finding.rule.startswith("cited-")
    return cited and any(scene.attributions[i].chain for i in scene.weak + scene.doubtful)


def _thinkable(scene: Scene, least: float) -> bool:
    """Whether the network, if asked, gives an allegation a chance: without any, weak rules misfire."""
    return scene.answer is None or scene.answer["allegation"] >= least


def goes_on(scene: Scene) -> Decision | None:
    """Unnamed people told the sentence before, nobody is named since, and it may be their account still."""
    if not (scene.goes_on or scene.points_back) or scene.firm or scene.answer is None:
        return None
    if scene.answer["allegation"] < (THINKABLE if scene.points_back else TOLD_ON):
        return None
    return Decision("allegation", scene.answer["allegation"], scene.behind or scene.goes_on)


def retold(scene: Scene) -> Decision | None:
    """Those who told the sentence before heard it, not the article: "He lost his temper, two people who were
    there said. “You lied,” he told the clerk".
    """
    if not scene.retold or not _thinkable(scene, THINKABLE):
        return None
    return Decision("allegation", TOLD_ON, scene.goes_on)


def accorded(scene: Scene) -> Decision | None:
    """Plain words that the network has not seen say whose word all of it is: "As per the complaint, …", or
    who heard it: "Jurors were told that …".
    """
    for i in scene.firm + scene.weak + scene.doubtful:
        one = scene.attributions[i]
        if is_per(scene.article.text, one) or is_heard(scene.article.text, one):
            calm: Sourcing = "on-record" if i in scene.firm else "allegation"
            return Decision(calm, one.probability, (i,))
    return None


def model_otherwise(scene: Scene) -> Decision | None:
    """What the network takes for likeliest when it is no allegation."""
    if scene.answer is None:
        return None
    calm: tuple[Sourcing, ...] = ("fact", "on-record", "furniture")
    best = max(calm, key=scene.answer.__getitem__)
    told = scene.told if scene.answer[best] >= TOLD else ()
    firm = (scene.firm + scene.doubtful or told) if best == "on-record" else ()
    return Decision(best, scene.answer[best], firm)


def _carried(scene: Scene, span: Span) -> bool:
    """Whether a named source's own words hold `span`, and do not cite it: a channel is no source."""
    rule = "" if scene.finding is None else scene.finding.rule
    if rule.startswith("cited-"):
        return False
    own = scene.firm if rule.startswith("hearsay") else (i for i in scene.firm if i not in scene.reported)
    return any(c.contains(span) for i in own for c in scene.attributions[i].content)


def _resolved(scene: Scene, span: Span, known: tuple[int, ...]) -> bool:
    """Whether `span`, by its words somebody unnamed, is the source of one of the attributions `known`."""
    return any(s.overlaps(span) for i in known for s in scene.attributions[i].source)


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
    signed,
    answered,
    unverified,
    in_brackets,
    model,
    rests_on_unnamed,
    joined_on,
    wording,
    doubted,
    goes_on,
    retold,
    accorded,
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


def _mixed(scene: Scene, reading: Reading | None) -> tuple[Part, ...]:
    """The sourcing of each clause where a plain one goes before the alleged ones and can stand alone.

    Only what stands before the first sign of the unnamed source is let go: behind it, "and" mostly continues
    what was said. Nothing is let go when the sign comes after the words that it covers ("…, officials said").
    """
    clauses = scene.sentence.clauses
    if len(clauses) < 2 and reading is not None:
        clauses = _clauses(scene, reading)
    if len(clauses) < 2:
        return ()
    unnamed = scene.weak + scene.doubtful + scene.faint
    signs = [s for i in unnamed for s in _signs(scene.attributions[i])]
    if scene.finding is not None:
        signs.append(scene.finding.span)
    named = [s for i in scene.firm for s in _pieces(scene.attributions[i])]
    text = scene.article.text
    first = next((k for k, c in enumerate(clauses) if any(c.overlaps(s) for s in signs)), 0)
    if reading is not None:
        answers = answers_of(reading, clauses[:first])
        calm_until = (k for k, answer in enumerate(answers) if answer["allegation"] > CALM)
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


def _clauses(scene: Scene, reading: Reading) -> tuple[Span, ...]:
    """The clauses that the network sees, where a conjunction joins two that can stand alone."""
    span = scene.sentence.span
    text = span.slice(scene.article.text)
    starts = [start - span.start for start in reading.clause_starts(span)]
    return tuple(Span(span.start + s, span.start + e) for s, e in joined(text, starts))


def _signs(attribution: Attribution) -> tuple[Span, ...]:
    """Where the attribution reaches; in the passive only its own clause ("and he is seen by many as X")."""
    pieces = _pieces(attribution)
    return (*attribution.source, *attribution.cue) if attribution.rule.startswith("passive") else pieces


def _pieces(attribution: Attribution) -> tuple[Span, ...]:
    return (*attribution.source, *attribution.cue, *attribution.content)


_OPENING = 4
"""Words in front of whom it is told by, where "according to …" opens its clause."""


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
    if finding.rule.startswith("according-to"):  # "A fell, and B rose, | according to people who saw it"
        return len(WORD_RE.findall(text, clause.start, finding.span.start)) <= _OPENING
    return len(WORD_RE.findall(text, finding.span.end, clause.end)) > 4
