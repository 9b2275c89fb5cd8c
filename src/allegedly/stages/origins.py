"""Part of the evidence stage: where another outlet has from what it reports, told a sentence or more away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from allegedly.analysis import Attribution, Judgement, Source
from allegedly.article import Span
from allegedly.stages.scenes import Scene

_PAPER = r"(?:account|agency|article|broadcaster|newspaper|outlet|paper|piece|report|site|story)"
_QUOTED_RE = re.compile(
    rf"(?:The|That) {_PAPER}(?:(?: \w+)? (?:cit|quot)(?:ed|es)\b|,? (?:which|that) (?:cit|quot)(?:ed|es)\b)"
)
_IT_RE = re.compile(rf"it|(?:the|that|its) {_PAPER}", re.IGNORECASE)
_SAID = frozenset({"added", "adds", "reported", "reports", "said", "says", "wrote"})
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
    last: tuple[int, int] | None = None  # the last sentence that an outlet told, and the outlet
    for k, (judgement, scene) in enumerate(zip(made, scenes, strict=True)):
        for i in judgement.attributions:
            attribution = scene.attributions[i]
            if attribution.by is not None and sources[attribution.by].kind in {"unnamed", "collective"}:
                origins |= {relay: i for relay in attribution.chain if sources[relay].kind != "person"}
        own = _outlet(judgement, scene, sources, origins)
        if own is not None and judgement.sourcing == "on-record":
            known = next((origins[o] for o in origins if _same(sources[own], sources[o])), None)
            if known is not None:
                out[k] = _unnamed(judgement, (known,))
        cited = scene.finding is not None and scene.finding.rule.startswith("cited-")
        if last is not None and cited and k - last[0] <= _BACK:
            span = judgement.span
            if _QUOTED_RE.match(scene.article.text, span.start, span.end):
                out[last[0]] = _unnamed(out[last[0]], judgement.attributions)
        if own is not None and judgement.sourcing == "on-record":
            last = k, own
    return tuple(out)


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
    text = scene.article.text
    called, name = _text(text, first.source), sources[first.by].name.lower()
    itself = called.lower().removeprefix("the ") == name.removeprefix("the ") or _IT_RE.fullmatch(called)
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
