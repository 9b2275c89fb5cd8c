"""Part of the evidence stage: where another outlet has from what it reports, told a sentence or more away."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

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
)
"""An outlet that gave no source for what it reported, or none with a name."""
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
    decides. What the same outlet goes on to report is the same report: "It was Monday, the Herald said".
    """
    out = list(made)
    origins: dict[int, int] = {}  # of outlets: the attribution that shows whom they had it from
    papers = _papers(scenes, sources)
    last: tuple[int, int] | None = None  # the last sentence that an outlet told, and the outlet
    for k, (judgement, scene) in enumerate(zip(made, scenes, strict=True)):
        fresh: dict[int, int] = {}
        for i in judgement.attributions:
            attribution = scene.attributions[i]
            if attribution.by is not None and sources[attribution.by].kind in {"unnamed", "collective"}:
                fresh |= {relay: i for relay in attribution.chain if sources[relay].kind != "person"}
        origins |= fresh
        if last is not None and last[1] in fresh and k - last[0] <= _NEXT:
            # "According to a report in the Herald …. | The paper said it, citing two aides |"
            out[last[0]] = _unnamed(out[last[0]], (fresh[last[1]],))
        own = _outlet(judgement, scene, sources, origins)
        own = papers.get(k) if own is None else own
        if own is not None and judgement.sourcing == "on-record":
            known = next((origins[o] for o in origins if _same(sources[own], sources[o])), None)
            if known is not None:
                out[k] = _unnamed(judgement, (known,))
        cited = judgement.sourcing == "allegation"
        if last is not None and k - last[0] <= _NEXT and _names_none(scene):
            out[last[0]] = _unnamed(out[last[0]], ())
        if last is not None and cited and k - last[0] <= _BACK:
            span = judgement.span
            if _QUOTED_RE.match(scene.article.text, span.start, span.end):
                out[last[0]] = _unnamed(out[last[0]], judgement.attributions)
        if own is not None and judgement.sourcing == "on-record":
            last = k, own
        if k and out[k - 1].sourcing in {"fact", "on-record"} and _points_back(scene, out[k - 1]):
            out[k - 1], out[k] = (_unnamed(j, judgement.attributions) for j in (out[k - 1], judgement))
    return tuple(out)


def _names_none(scene: Scene) -> bool:
    """Whether the outlet of the sentence before gave no source: "The magazine did not name its sources"."""
    span = scene.sentence.span
    return _SILENT_RE.match(scene.article.text, span.start, span.end) is not None


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


def _unnamed(judgement: Judgement, behind: tuple[int, ...]) -> Judgement:
    told = (*behind, *(i for i in judgement.attributions if i not in behind))
    return replace(judgement, sourcing="allegation", rule="origin-unnamed", attributions=told)


def _same(one: Source, other: Source) -> bool:
    """Whether one is the other's name, or the beginning of it: "Meridian News", "Meridian"."""
    short, long = sorted((s.name.lower().removeprefix("the ").split() for s in (one, other)), key=len)
    return long[: len(short)] == short


def _outlet(
    judgement: Judgement, scene: Scene, sources: tuple[Source, ...], origins: dict[int, int]
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
