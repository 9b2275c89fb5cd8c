"""Part of the evidence stage: where another outlet has from what it reports, told a sentence or more away."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from allegedly.analysis import Attribution, Judgement, Source
from allegedly.article import Span
from allegedly.stages.kinds import SOME
from allegedly.stages.scenes import Scene
from allegedly.stages.unnamed import words

_PAPER = (
    r"(?:account|agency|article|blog|broadcaster|channel|daily|magazine|network|newspaper|outlet|paper|piece"
    r"|publication|report|site|station|story|tabloid|website|weekly)"
)
_QUOTED_RE = re.compile(
    rf"(?:The|That) {_PAPER}(?:(?: \w+)? (?:attribut|bas|cit|quot)(?:ed|es)\b"
    r"|,? (?:which|that) (?:cit|quot)(?:ed|es)\b)"
    rf"|It (?:attribut|bas|cit|quot)(?:ed|es)\b|Its {_PAPER} (?:is|was) (?:attributed|based|sourced)\b"
)
_SILENT_RE = re.compile(
    rf"(?:It|(?:The|That) {_PAPER})(?: \w+)? (?:(?:cited|gave|named) no sources?"
    r"|(?:did not|didn['’]t|does not|doesn['’]t) (?:cite|disclose|identify|name|reveal)"
    r" (?:any |its |the )?sources?)\b"
    rf"|(?:It|The {_PAPER}) sa(?:id|ys) (?:that )?it (?:had |has )?(?:been told|spoken|spoke|was told)\b"
    rf"|(?:It|The {_PAPER}) (?:attributed|credited|sourced) (?:it|that|the \w+|this)(?: to)? [\"“]"
    rf"|(?:It|The {_PAPER}) (?:credited|relied on) (?:[\"“]|an? |one |two |unnamed )"
    rf"|(?:It|The {_PAPER}) (?:did not|didn['’]t|does not|doesn['’]t) (?:reveal|say)"
    r" (?:from whom|how|where|who)\b"
    rf"|(?:It|The {_PAPER})(?: also)? (?:based (?:it|its \w+|the \w+) on (?:conversations|interviews) with"
    r"|(?:spoke|talked) (?:to|with)|interviewed) [^.;“”\"]{0,120}?"
    r"(?:\banonym|\binsiders?\b|\bnot (?:to )?be (?:identified|named)|\bsources?\b"
    r"|\bun(?:identified|named)\b)"
)
"""An outlet that gave no source for what it reported, or none with a name."""
_QUOTED_SOMEWHERE_RE = re.compile(
    r"(?:is|was|were) (?:also |further |later )?(?:cited|quoted|reported) as (?:saying|telling)"
)
"""A cue of words that somebody has only been quoted with, by whom it does not say there."""
_SAME_REPORT_RE = re.compile(rf"(?:its|that|the|this) {_PAPER}", re.IGNORECASE)
_LABEL_RE = re.compile(
    r"(?:Behind the scenes|Between the lines|Inside the room|State of play|The intrigue|Zoom in):",
    re.IGNORECASE,
)
_REPORT_IN_RE = re.compile(r"(?:an?|the) (?:\w+ )?(?:article|report|story) (?:by|from|in|on) ")
_IT_RE = re.compile(rf"it|(?:the|that|its) {_PAPER}", re.IGNORECASE)
_SAID = frozenset(
    {
        "according",
        "added",
        "adds",
        "alleged",
        "claimed",
        "claims",
        "reported",
        "reports",
        "said",
        "says",
        "wrote",
    }
)
_POINTS_BACK_RE = re.compile(
    r"(?:At least,? )?(?:(?:[Tt]hat|[Tt]his|[Ss]uch) (?:is|was)(?: at least)? (?:the|a) (?:\w+ )?"
    r"(?:account|accusation|allegation|assessment|belief|claim|opinion|suspicion|verdict|version|view) of"
    r"|[Ss]o (?:say|says|said|claim|claims)) (?P<who>.+)"
)
"""What tells whose word the sentence before was: "So say | people in the council"."""
_WHO = 8
"""Words among which the noun stands of whoever it was."""
_NEXT = 2
"""How many sentences on an outlet may say from whom it had its report."""
_BACK = 4
"""How many sentences back the report may stand whose origin is told."""


def with_origins(
    made: Sequence[Judgement], scenes: Sequence[Scene], sources: tuple[Source, ...]
) -> tuple[Judgement, ...]:
    """The judgements, with allegations for what an outlet had from people whom the article leaves unnamed.

    "The tape exists, the Herald reported. The report quoted three officials": at whichever link, the weakest
    decides. What the same outlet goes on to report is the same report: "It was Monday, the Herald said"; so
    is what "the report said" in the next sentences, and what somebody "was quoted as saying".
    """
    trail = _Trail(list(made), scenes, sources, _papers(scenes, sources))
    for k in range(len(made)):
        trail.read(k)
    return tuple(trail.out)


@dataclass(slots=True)
class _Trail:
    """The reports of other outlets up to a sentence, and whom they had them from.

    `origins`: of outlets by number, the attributions that show whom they had it from, or none. `last`: the
    last sentence on record that an outlet told, and the outlet. `relayed`: the last one whose origin has no
    name, and what shows it. `papers`: the sentences that rest on a report, with it as a source.
    """

    out: list[Judgement]
    scenes: Sequence[Scene]
    sources: tuple[Source, ...]
    papers: dict[int, int]
    origins: dict[int, tuple[int, ...]] = field(default_factory=dict)
    last: tuple[int, int] | None = None
    relayed: tuple[int, tuple[int, ...]] | None = None

    def read(self, k: int) -> None:
        """Goes on to sentence `k`, and settles it and those before it whose origin it tells."""
        judgement, scene = self.out[k], self.scenes[k]
        fresh = self._relays(judgement, scene)
        self.origins |= {outlet: (i,) for outlet, i in fresh.items()}
        if self.last is not None and self.last[1] in fresh and k - self.last[0] <= _NEXT:
            # "According to a report in the Herald …. | The paper said it, citing two aides |"
            self._settle(self.last[0], (fresh[self.last[1]],))
        own = _outlet(judgement, scene, self.sources, self.origins)
        own = self.papers.get(k) if own is None else own
        self._goes_on(k, own, judgement, scene)
        self._looks_back(k, judgement, scene)
        near = self.relayed if self.relayed is not None and k - self.relayed[0] <= _NEXT else None
        if near is not None and _is_of_it(self.out[k], scene, self.sources):
            self._settle(k, near[1])
        unsourced = own in self.origins or _is_unsourced(scene)
        if fresh or (unsourced and self.out[k].sourcing == "allegation"):
            self.relayed = k, tuple(fresh.values())
        if own is not None and judgement.sourcing == "on-record":
            self.last = k, own
        if k and _labelled(self.scenes[k - 1], self.out[k - 1]) and self.out[k].sourcing == "allegation":
            self._settle(k - 1, judgement.attributions)
        if k and self.out[k - 1].sourcing in {"fact", "on-record"} and _points_back(scene, self.out[k - 1]):
            for both in (k - 1, k):
                self._settle(both, judgement.attributions)

    def _relays(self, judgement: Judgement, scene: Scene) -> dict[int, int]:
        """Who passes on what people without a name told there, with the attribution that shows them."""
        out: dict[int, int] = {}
        for i in judgement.attributions:
            attribution = scene.attributions[i]
            if attribution.by is not None and self.sources[attribution.by].kind in {"unnamed", "collective"}:
                out |= {relay: i for relay in attribution.chain if self.sources[relay].kind != "person"}
        return out

    def _goes_on(self, k: int, own: int | None, judgement: Judgement, scene: Scene) -> None:
        """Whether the outlet `own` goes on with a report of which more is known."""
        if own is None:
            return
        if judgement.sourcing == "allegation" and _is_unsourced(scene):
            self.origins.setdefault(own, ())  # "the paper claimed, citing what it said was a source"
        if judgement.sourcing == "on-record":
            same = (o for o in self.origins if _same(self.sources[own], self.sources[o]))
            known = next((self.origins[o] for o in same), None)
            if known is not None:
                self._settle(k, known)

    def _looks_back(self, k: int, judgement: Judgement, scene: Scene) -> None:
        """Whether it tells of the report before it whom that was from: nobody, or people without a name."""
        if self.last is None or k - self.last[0] > _BACK:
            return
        text, span = scene.article.text, judgement.span
        if k - self.last[0] <= _NEXT and _SILENT_RE.match(text, span.start, span.end) is not None:
            self._settle(self.last[0], ())
            self.origins.setdefault(self.last[1], ())
            self.relayed = k, ()
        if judgement.sourcing == "allegation" and _QUOTED_RE.match(text, span.start, span.end):
            self._settle(self.last[0], judgement.attributions)

    def _settle(self, k: int, behind: tuple[int, ...]) -> None:
        """Makes an allegation of sentence `k`, which rests on the attributions `behind`."""
        before = self.out[k]
        told = (*behind, *(i for i in before.attributions if i not in behind))
        self.out[k] = replace(before, sourcing="allegation", rule="origin-unnamed", attributions=told)


def _is_unsourced(scene: Scene) -> bool:
    """Whether the words alone show an outlet that cites nobody with a name."""
    return scene.finding is not None and scene.finding.rule.startswith(("cited-", "hearsay-outlet-silent"))


def _labelled(scene: Scene, judgement: Judgement) -> bool:
    """Whether a newsletter's label promises what insiders tell, and nobody is told of there yet.

    "Behind the scenes: The two no longer speak. | Two board members told us that they tried".
    """
    text = scene.sentence.span.slice(scene.article.text)
    return judgement.sourcing == "fact" and not judgement.attributions and bool(_LABEL_RE.match(text))


def _is_of_it(judgement: Judgement, scene: Scene, sources: tuple[Source, ...]) -> bool:
    """Whether it is of the report just before it: "…, | the report | said", "he | was quoted as saying |"."""
    first = next((scene.attributions[i] for i in judgement.attributions[:1]), None)
    if first is None or first.by is None or judgement.sourcing != "on-record":
        return False
    text = scene.article.text
    paper = sources[first.by].kind in {"document", "outlet"} and not first.chain
    called = _text(text, first.source)
    itself = called.lower() == sources[first.by].name.lower() or sources[first.by].kind == "document"
    told = paper and itself and _SAME_REPORT_RE.fullmatch(called) is not None
    return told or _QUOTED_SOMEWHERE_RE.search(_text(text, first.cue)) is not None


def _papers(scenes: Sequence[Scene], sources: tuple[Source, ...]) -> dict[int, int]:
    """The sentences that rest on a report in another outlet, with that report as a source."""
    starts = [scene.sentence.span.start for scene in scenes]
    out: dict[int, int] = {}
    for attribution in scenes[0].attributions if scenes else ():
        by = attribution.by
        called = _text(scenes[0].article.text, attribution.source)
        if by is not None and sources[by].kind == "document" and _REPORT_IN_RE.match(called):
            out[bisect_right(starts, attribution.source[0].start) - 1] = by
    return out


def _points_back(scene: Scene, before: Judgement) -> bool:
    """Whether the sentence says that what stands right before it, without a source, is unnamed people's."""
    span, text = scene.sentence.span, scene.article.text
    found = _POINTS_BACK_RE.match(text, span.start, span.end)
    if found is None or before.attributions or before.sentence.block.kind == "headline":
        return False
    said = found["who"].lower().replace(",", "").split()[:_WHO]
    heads = {w for kind in ("source", "plural", "open") for w in words("heads", kind)} | {"people", "those"}
    one = any(
        a in SOME and not words("heads", "singular").isdisjoint(said[k + 1 : k + 4])
        for k, a in enumerate(said)
    )
    return one or scene.finding is not None or not heads.isdisjoint(said)


def _same(one: Source, other: Source) -> bool:
    """Whether one is the other's name, or the beginning of it: "Meridian News", "Meridian"."""
    short, long = sorted((s.name.lower().removeprefix("the ").split() for s in (one, other)), key=len)
    return long[: len(short)] == short


def _outlet(
    judgement: Judgement, scene: Scene, sources: tuple[Source, ...], origins: Collection[int]
) -> int | None:
    """The outlet whose reporting the sentence is; `None` for its spokeswoman, or for anybody else."""
    first = next((scene.attributions[i] for i in judgement.attributions[:1]), None)
    if first is None or first.by is None or first.chain or not first.source or not first.cue:
        return None
    if sources[first.by].kind == "person":
        return None  # "according to Meridian News analyst Ida Brandt"
    text = scene.article.text
    called, name = _text(text, first.source), sources[first.by].name.lower()
    itself = called.lower().removeprefix("the ") == name.removeprefix("the ")
    itself = itself or _IT_RE.fullmatch(called) is not None
    itself = itself or (sources[first.by].kind == "outlet" and called.lower().endswith(f" {name}"))
    said = not _SAID.isdisjoint(_text(text, first.cue).lower().split())
    known = any(_same(sources[first.by], sources[o]) for o in origins)
    outlet = known or sources[first.by].kind == "outlet" or _reports(text, first)
    return first.by if itself and said and outlet else None


def _reports(text: str, attribution: Attribution) -> bool:
    """Whether the cue is that of a news outlet, whatever its name looks like."""
    return _text(text, attribution.cue).lower().split()[0] in {"reported", "reports"} or bool(
        _IT_RE.fullmatch(_text(text, attribution.source))
    )


def _text(text: str, spans: tuple[Span, ...]) -> str:
    return " ".join(s.slice(text) for s in spans).strip(" ,")
