"""An analysis laid open: each sentence, its sourcing, what decided it, and whether it made the brief."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import StringIO
from typing import Any

from allegedly.analysis import Analysis, Attribution, Evidence, Judgement, Sourcing
from allegedly.article import Span
from allegedly.briefing import Briefing

LABELS: dict[Sourcing, str] = {
    "fact": "fact",
    "on-record": "on record",
    "allegation": "ALLEGATION",
    "furniture": "furniture",
}
"""What a reader sees of a sourcing, with or without colour."""

_STYLES: dict[Sourcing, str] = {
    "fact": "cyan",
    "on-record": "green",
    "allegation": "bold yellow",
    "furniture": "dim",
}
# Line breaks, control characters (an escape sequence would reach the terminal), marks that turn the direction
# of writing, and what no file may contain: each becomes one space, so that offsets still hold.
_UNPRINTABLE_RE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)


@dataclass(frozen=True, slots=True)
class Row:
    """What is known about one sentence.

    `attributions` has the deciding one first; `used` says where the brief has it ("title", "facts",
    "allegations"); `evidence` is what it says about other sentences.
    """

    number: int
    judgement: Judgement
    attributions: tuple[Attribution, ...]
    used: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def rows(analysis: Analysis, briefing: Briefing) -> tuple[Row, ...]:
    """One row for each judgement, in reading order, numbered from 1."""
    return tuple(
        Row(
            index + 1,
            judgement,
            tuple(analysis.attributions[i] for i in judgement.attributions),
            _used(analysis, briefing, judgement),
            tuple(e for e in analysis.evidence if e.sentence == index),
        )
        for index, judgement in enumerate(analysis.judgements)
    )


def explain_json(analysis: Analysis, briefing: Briefing) -> str:
    """The analysis's JSON, each sentence with its text, its attributions and its place in the brief added."""
    out = analysis.to_dict()
    text = analysis.article.text
    for sentence, row in zip(out["sentences"], rows(analysis, briefing), strict=True):
        sentence["text"] = row.judgement.span.slice(text)
        sentence["attributions"] = [
            _with_words(analysis.attribution_dict(a), a, text)
            for a in (analysis.attributions[i] for i in row.judgement.attributions)
        ]
        sentence["brief"] = list(row.used)
        if row.judgement.sentence.is_furniture:
            sentence["why"] = row.judgement.sentence.block.why
    out["title"] = briefing.title
    return json.dumps(out, ensure_ascii=False, indent=2) + "\n"


def explain_text(analysis: Analysis, briefing: Briefing) -> str:
    """Plain text, two lines or more for a sentence, not wrapped: for a file, a pipe or a screen reader."""
    out = [clean(briefing.title), _tally(analysis), ""]
    for row in rows(analysis, briefing):
        label = LABELS[row.judgement.sourcing]
        out.append(f"{row.number:>3}  {label:<10}  {_words(analysis, row.judgement.span)}")
        out.extend(f"{'':17}{detail}" for detail in _details(analysis, row))
    return "\n".join(out) + "\n"


def explain_terminal(analysis: Analysis, briefing: Briefing, *, width: int) -> str:
    """The same for a terminal of `width` columns: wrapped, coloured, sources underlined and cues in bold.

    `NO_COLOR` in the environment takes the colours away; the labels say the same.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=StringIO(), force_terminal=True, width=width, highlight=False)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column()
    for row in rows(analysis, briefing):
        span, sourcing = row.judgement.span, row.judgement.sourcing
        body = Text(_words(analysis, span), style="dim" if sourcing == "furniture" else "")
        for attribution in row.attributions:
            for style, marked in (("underline", attribution.source), ("bold", attribution.cue)):
                for piece in marked:
                    body.stylize(style, max(piece.start - span.start, 0), max(piece.end - span.start, 0))
        for detail in _details(analysis, row):
            body.append(f"\n{detail}", style="dim italic")
        grid.add_row(str(row.number), Text(LABELS[sourcing], style=_STYLES[sourcing]), body)
    console.print(Text(clean(briefing.title), style="bold"))
    console.print(Text(_tally(analysis)))
    console.print()
    console.print(grid)
    assert isinstance(console.file, StringIO)  # noqa: S101 -- for mypy: the file given above
    return console.file.getvalue()


def _used(analysis: Analysis, briefing: Briefing, judgement: Judgement) -> tuple[str, ...]:
    used: list[str] = []
    title = " ".join(briefing.title.split())
    if (
        judgement.sentence.is_headline
        and " ".join(judgement.span.slice(analysis.article.text).split()) in title
    ):
        used.append("title")
    used += [
        section.kind
        for section in briefing.sections
        if any(judgement.span.overlaps(span) for item in section.items for span in item.spans)
    ]
    return tuple(used)


def _with_words(listed: dict[str, Any], attribution: Attribution, text: str) -> dict[str, Any]:
    return listed | {
        f"{role}_text": [span.slice(text) for span in getattr(attribution, role)]
        for role in ("source", "cue", "content")
    }


def _details(analysis: Analysis, row: Row) -> list[str]:
    judgement = row.judgement
    if judgement.sentence.is_furniture:
        return [f"set aside: {judgement.sentence.block.why or judgement.rule}"]
    decided = f"decided by {judgement.rule}, {judgement.confidence:.2f}"
    used = f"in the brief: {' and '.join(row.used)}" if row.used else "not in the brief"
    out = [f"{decided} · {used}"]
    if judgement.mixed:
        parts = (f"{LABELS[part.sourcing]} “{_words(analysis, part.span)}”" for part in judgement.mixed)
        out.append("mixed: " + " | ".join(parts))
    out.extend(_attributed(analysis, attribution) for attribution in row.attributions[:1])
    out.extend(_evidence(analysis, evidence) for evidence in row.evidence)
    return out


def _attributed(analysis: Analysis, attribution: Attribution) -> str:
    pieces = []
    by = None if attribution.by is None else analysis.sources[attribution.by]
    if attribution.source:
        pieces.append(f"source “{_joined(analysis, attribution.source)}”")
    if by is not None:
        pieces.append(f"{by.kind}: {clean(by.name)}" if by.name else by.kind)
    if attribution.chain:
        pieces.append("through " + ", ".join(clean(analysis.sources[i].name) for i in attribution.chain))
    if attribution.cue:
        pieces.append(f"cue “{_joined(analysis, attribution.cue)}”")
    pieces.append(f"found by {attribution.rule}, {attribution.probability:.2f}")
    return " · ".join(pieces)


def _evidence(analysis: Analysis, evidence: Evidence) -> str:
    about = ", ".join(str(claim + 1) for claim in evidence.claims)
    by = "" if evidence.by is None else f" by {clean(analysis.sources[evidence.by].name)}"
    return f"{evidence.kind}{by}" + (f", about {about}" if about else "")


def _tally(analysis: Analysis) -> str:
    counts = dict.fromkeys(LABELS, 0)
    for judgement in analysis.judgements:
        counts[judgement.sourcing] += 1
    return " · ".join(f"{count} {LABELS[sourcing]}" for sourcing, count in counts.items())


def _joined(analysis: Analysis, spans: tuple[Span, ...]) -> str:
    return " … ".join(_words(analysis, span) for span in spans)


def _words(analysis: Analysis, span: Span) -> str:
    return clean(span.slice(analysis.article.text))


def clean(text: str) -> str:
    """`text` with a space for each character that must not reach a screen or a page; offsets still hold."""
    return _UNPRINTABLE_RE.sub(" ", text)
