"""Part of the evidence stage: all that is known about each sentence before anybody decides."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from allegedly.analysis import Attribution, Source, Sourcing
from allegedly.article import Article, Sentence, Span
from allegedly.config import ALLEGED
from allegedly.phrases import lexicon
from allegedly.stages.kinds import LISTENERS, SOME
from allegedly.stages.nameless import (
    finds,
    is_per,
    is_somebody,
    names_another,
    plainly_said,
    relayed,
    writes_in,
)
from allegedly.stages.ratchet import GOES_BY_RE
from allegedly.stages.scan import QUOTE_MARKS
from allegedly.stages.unnamed import words
from allegedly.stages.wording import Finding

if TYPE_CHECKING:
    from allegedly.model.reading import Reading

COVERS = 0.3
"""The share of a sentence that an unnamed source's words must fill to decide it: less is in passing."""


_HIDDEN = frozenset({"anonymity", "anonymous", "anonymously", "unidentified", "unnamed"})
_PHRASE = 6
"""Words within which a noun phrase has its head: "a senior Norlandic security official"."""
_POINTING = 4
"""Words of a description that points at somebody known: "the Norlandic top diplomat"."""

ATTITUDES = frozenset({"attitude", "expectation", "hearsay-noun", "model"})
"""Rules whose attributions may stand for the narrator's view into a mind: their cue must be one of speech."""


UNSAID_RE = re.compile(
    r"(?:\b(?:not|never|no)|n't)(?: \w+){0,2}? (?:said?|says|tell|told|specif(?:y|ied)|disclosed?"
    r"|mention(?:ed)?|announced?|reveal(?:ed)?|identif(?:y|ied)|elaborated?|explain(?:ed)?|provided?|give|given)\b",
    re.IGNORECASE,
)
IN_ASIDE_RE = re.compile(r", (?:which|whom) (?:the )?\Z", re.IGNORECASE)
"""In front of whoever speaks only in a relative clause: ", which | the Audit Office | said"."""
_IN_PUBLIC_RE = re.compile(
    r"\btold (?:an?|the) (?:[\w’'-]+ ){0,4}?"
    r"(?:committee|commission|court|hearing|inquest|inquiry|jury|panel|tribunal)\b"
)
"""What is told in public is on the record, by whomever."""
_MUTE_RE = re.compile(
    r"(?:did not|didn't|does not|doesn't|never) (?:disclose|mention|reveal)\b|ma(?:de|kes?) no mention"
    r"|(?:has|have|had) (?:not|never) (?:acknowledged|disclosed|mentioned|revealed|told)\b"
)
"""A cue of what somebody kept back, which is not their word."""
WORD_RE = re.compile(r"\w+")

Answer = dict[Sourcing, float]
"""The network's probability of each sourcing."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a rule may look at for one sentence.

    `weak` rest on somebody unidentified, `firm` on identified sources, `doubtful` on sources of which only
    the attribution says that they are unidentified. `known`: the source of a weak one is a person whom the
    network takes for unidentified in some sentence; `promised`: one that was not to be named; `cited`: an
    outlet says that it has it from them, or another's name describes them. `introduced`: who speaks has given
    a name somewhere ("an officer who gave his name as Toure"), or is called "he" or "the diplomat" and named
    elsewhere, so is identified. `around`: the attributions whose content holds the whole sentence.
    `reported`: the firm ones that an outlet tells. `published`: those whose people are a body.
    `goes_on`: the attributions of the sentence before, where unnamed people told it; `points_back`: it opens
    with what they told of; `retold`: a quotation in the scene that they told. `told`: the first of
    them, where somebody identified did.
    """

    article: Article
    sentence: Sentence
    finding: Finding | None
    weak: tuple[int, ...]
    firm: tuple[int, ...]
    doubtful: tuple[int, ...]
    faint: tuple[int, ...]
    attributions: tuple[Attribution, ...]
    introduced: bool
    answer: Answer | None = None

    @property
    def behind(self) -> tuple[int, ...]:
        """The attributions that an allegation rests on, those of unnamed sources first."""
        return self.weak + self.doubtful + self.faint + self.firm

    known: bool = False
    promised: bool = False
    cited: bool = False
    published: tuple[int, ...] = ()
    reported: tuple[int, ...] = ()
    around: tuple[int, ...] = ()
    goes_on: tuple[int, ...] = ()
    points_back: bool = False
    retold: bool = False
    told: tuple[int, ...] = ()


def answers_of(reading: Reading, spans: Sequence[Span]) -> list[Answer]:
    """The network's probabilities for sentences or clauses."""
    from allegedly.model.labels import SOURCINGS

    return [dict(zip(SOURCINGS, row, strict=True)) for row in reading.sourcing(spans).tolist()]


def scenes_of(
    article: Article,
    sentences: tuple[Sentence, ...],
    sources: tuple[Source, ...],
    attributions: tuple[Attribution, ...],
    findings: tuple[Finding | None, ...],
) -> tuple[Scene, ...]:
    """One scene for each sentence, in order, without the network's answers."""
    starts = [s.span.start for s in sentences]
    ends = [s.span.end for s in sentences]
    touching: list[list[int]] = [[] for _ in sentences]
    for i, attribution in enumerate(attributions):
        seen: set[int] = set()
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            seen.update(range(bisect_right(ends, span.start), bisect_left(starts, span.end)))
        for k in sorted(seen):
            touching[k].append(i)
    unnamed = {i for i, s in enumerate(sources) if s.ground_rule is not None and not s.is_identified}
    shown = (
        _shown(sources, findings)
        | unnamed
        | {a.by for a in attributions if a.by is not None and _looks_unnamed(article.text, a)}
        | {a.by for a in attributions if a.by is not None and is_somebody(article.text, a, sources)}
    )
    introduced = {i for i, source in enumerate(sources) if _gives_name(article.text, source)}
    scenes = []
    for sentence, finding, touched in zip(sentences, findings, touching, strict=True):
        wide = {i: _filled(attributions[i], sentence.span) for i in touched}
        weak, firm, doubtful, faint = [], [], [], []
        for i in sorted(touched, key=lambda i: (-wide[i], i)):
            attribution = attributions[i]
            if attribution.by is None:
                continue
            paper = sources[attribution.by].kind == "document"
            found = paper and finds(article.text, attribution)
            relayed = not sources[attribution.by].is_identified and _relays(article.text, attribution)
            if not (found or relayed or _spoken(article.text, attribution)):
                continue
            links = (attribution.by, *attribution.chain)
            if all(sources[k].is_identified for k in links):
                firm.append(i)
            elif _vouched(attribution, touched, sources, attributions):
                continue
            elif wide[i] < COVERS:
                faint.append(i)
            elif attribution.chain or any(k in shown and not sources[k].is_identified for k in links):
                weak.append(i)
            else:
                doubtful.append(i)
        plain = not (doubtful or faint or finding) and not _brings_in(article.text, sentence.span)
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
                not weak
                and any(
                    attributions[i].by in introduced
                    or (plain and _is_known(article.text, attributions[i], sources))
                    for i in firm[:1]
                ),
                around=tuple(
                    i for i in touched if any(c.contains(sentence.span) for c in attributions[i].content)
                ),
                published=tuple(i for i in firm if _is_of_body(sources, attributions[i].by)),
                reported=tuple(i for i in firm if _is_outlets(sources, attributions[i].by)),
            )
        )
    return tuple(scenes)


def _brings_in(text: str, span: Span) -> bool:
    """Whether a sentence brings in somebody without a name, who may be its "he": "an official … he said"."""
    said = [w.lower() for w in WORD_RE.findall(text, span.start, span.end)]
    people = lexicon("sources")["people"]
    some = (k for k, word in enumerate(said) if word in SOME)
    return any(not people.isdisjoint(said[k + 1 : k + _PHRASE]) for k in some) or not _HIDDEN.isdisjoint(said)


def _is_known(text: str, attribution: Attribution, sources: tuple[Source, ...]) -> bool:
    """Whether "he" or "the diplomat" is somebody whom the article names in full: the network reads a window
    and cannot tell. Where nothing else in the sentence is unnamed, it was right 63 times in 64 on the
    training news.
    """
    said = " ".join(s.slice(text) for s in attribution.source).lower().split()
    points = said in (["he"], ["she"]) or (said[:1] == ["the"] and len(said) <= _POINTING)
    if not points or attribution.by is None or sources[attribution.by].kind != "person":
        return False
    titles = lexicon("titles")["roles"] | lexicon("titles")["short"]
    called = [w for w in WORD_RE.findall(sources[attribution.by].name) if w.lower() not in titles]
    return any(one[0].isupper() and two[0].isupper() for one, two in pairwise(called))


def _is_of_body(sources: tuple[Source, ...], by: int | None) -> bool:
    """Whether the source is people who are taken for their body: only those who publish for it are."""
    return by is not None and sources[by].kind == "organisation" and sources[by].plural


def _is_outlets(sources: tuple[Source, ...], by: int | None) -> bool:
    return by is not None and sources[by].kind == "outlet"


def _gives_name(text: str, source: Source) -> bool:
    """Whether the source gives its own name: "a witness named Ahmad", not "Brandt, of one named Ahmad"."""
    given = (m for span in source.mentions for m in GOES_BY_RE.finditer(text, span.start, span.end + 40))
    called = WORD_RE.findall(source.name)
    return source.is_identified and any(
        word.group() in called for m in given if (word := WORD_RE.match(text, m.end() - 1))
    )


def remembered(scenes: tuple[Scene, ...], sources: tuple[Source, ...]) -> tuple[Scene, ...]:
    """The scenes, told whose source is a person whom the network takes for unidentified in some sentence.

    What that person goes on to say needs no second sign: by itself "the student said" reads like somebody
    whom the article names. Groups do not go on like that: the next "officials" may well be others.
    """

    def unnamed(scene: Scene, numbers: tuple[int, ...]) -> set[int]:
        links = {k for i in numbers for k in (scene.attributions[i].by, *scene.attributions[i].chain)}
        return {k for k in links if k is not None and sources[k].kind == "unnamed" and not sources[k].plural}

    alleged = [s for s in scenes if s.answer is not None and s.answer["allegation"] >= ALLEGED]
    alone = ((i, s) for i, s in enumerate(sources) if s.kind == "unnamed" and not s.plural)
    granted = {i for i, s in alone if s.ground_rule or s.name.startswith("somebody called ")}
    seen = granted | {k for scene in alleged for k in unnamed(scene, scene.weak + scene.doubtful)}
    out = []
    for scene in scenes:
        turned = tuple(i for i in scene.doubtful if unnamed(scene, (i,)) & seen)
        doubtful = tuple(i for i in scene.doubtful if i not in turned)
        weak = scene.weak + turned
        known = bool(unnamed(scene, weak) & seen)
        promised = any((by := scene.attributions[i].by) is not None and sources[by].ground_rule for i in weak)
        told = [scene.attributions[i] for i in weak]
        text = scene.article.text
        cited = not scene.firm and any(
            relayed(one, sources)
            or names_another(text, one)
            or plainly_said(text, one)
            or is_somebody(text, one, sources)
            or writes_in(text, one)
            for one in told
        )
        out.append(replace(scene, weak=weak, doubtful=doubtful, known=known, promised=promised, cited=cited))
    return tuple(out)


def agreed(scene: Scene) -> bool:
    """Whether rule and attribution see one person without a name, and nobody else: "a clerk said"."""
    seen = scene.finding
    text, start = scene.article.text, scene.sentence.span.start
    # "One minister said it was lost, which | the Audit Office | said was so": of what it says, not of all.
    firm = [i for i in scene.firm if not _opens_with_which(text, start, scene.attributions[i])]
    if seen is None or seen.rule != "a-person-said" or firm:
        return False
    if _IN_PUBLIC_RE.search(scene.article.text, scene.sentence.span.start, scene.sentence.span.end):
        return False
    return any(s.overlaps(seen.span) for i in scene.weak for s in scene.attributions[i].source)


def _opens_with_which(text: str, start: int, attribution: Attribution) -> bool:
    """Whether the source speaks only in a relative clause: ", which | the Audit Office | said"."""
    source = attribution.source[0].start if attribution.source else start
    return IN_ASIDE_RE.search(text, start, source) is not None


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
    """Whether the source's words are a group that mostly goes unnamed, so many of some kind without a name
    ("three members of staff"), or "a" person of some kind.
    """
    printed = [w for s in attribution.source for w in WORD_RE.findall(s.slice(text))]
    said = [w.lower() for w in printed]
    if len(said) > 1 and said[0] in words("words", "counts") and not any(w[0].isupper() for w in printed[1:]):
        return True
    if any(w in words("heads", kind) for w in said for kind in ("source", "plural", "open", "quantity")):
        return True
    return (
        bool(said)
        and said[0] in words("words", "indefinite")
        and any(w in words("heads", "singular") or w in lexicon("sources")["people"] for w in said)
    )


def _spoken(text: str, attribution: Attribution) -> bool:
    """Whether the cue reports words, not an attitude or a plan: "wants", "is expected to" need no source.

    Neither does what was left unsaid ("have not said when"). What stands in quotation marks was spoken,
    whatever the cue ("'It suits my time.' She remains adamant").
    """
    cue = " ".join(c.slice(text) for c in attribution.cue).replace("’", "'")
    if _MUTE_RE.match(cue):
        return False
    if attribution.rule not in ATTITUDES or any(text[c.start] in QUOTE_MARKS for c in attribution.content):
        return True
    if UNSAID_RE.search(cue):
        return False
    if is_per(text, attribution):
        return True
    said = {w.lower() for w in WORD_RE.findall(cue)}
    if said & {"heard", "hears"}:
        return any(w.lower() in LISTENERS for s in attribution.source for w in WORD_RE.findall(s.slice(text)))
    both = attribution.source and attribution.cue
    accords = both and 0 <= attribution.source[0].start - attribution.cue[-1].end <= 1
    return ("according" in said and bool(accords)) or not said.isdisjoint(words("cues", "speech") | {"cited"})


def _relays(text: str, attribution: Attribution) -> bool:
    """Whether somebody passes on what others told: "According to the daily, which cited three guests"."""
    cue = "".join(c.slice(text).lower() for c in attribution.cue)
    return bool(attribution.chain) and cue.startswith("according")


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
