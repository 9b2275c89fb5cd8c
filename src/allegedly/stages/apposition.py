"""Part of the source stage: the name that stands behind a description and says who it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from allegedly.phrases import Token
from allegedly.stages.names import Name, Names

_NAMED_RE = re.compile(
    r",?\s+(?:(?:who|that)\s+)?(?:named|called|(?:was\s+|is\s+)?identified\s+(?:only\s+)?as|gave\s+(?:his|her|their)\s+name\s+as"
    r"|(?:identified|identifying|identifies)\s+(?:him|her|them)sel(?:f|ves)\s+(?:only\s+)?as|known\s+as)\s+",
    re.IGNORECASE,
)


def apposed(tokens: Sequence[Token], core: int, names: Names) -> Name | None:
    """The personal name that stands as an appositive behind a description: "the head of Y, Marek Oland,"."""
    if core >= len(tokens) or tokens[core - 1].is_capital or not tokens[-1].end > tokens[core - 1].end:
        return None
    start = None
    plural = tokens[core - 1].lower.endswith("s") and tokens[0].lower not in {"a", "an", "one"}
    for at in range(core - 1, len(tokens)):
        if tokens[at].text == "," and at + 2 < len(tokens) and tokens[at + 1].is_capital:
            start = tokens[at + 1].start
            segment_end = next((t.start for t in tokens[at + 2 :] if t.text == ","), tokens[-1].end)
            if plural and len(people := names.between(start, tokens[-1].end)) < 2 and people:
                continue  # "two drivers for the company, Bluewater Stone": one name is not two drivers
            for name in names.between(start, segment_end):
                if name.kind == "person" and name.core.start <= start + 12 and " " in name.key:
                    return name
        if tokens[at].lower in {"who", "which", "whose"}:
            return None
    return None


def told(text: str, start: int, end: int, names: Names) -> Name | None:
    """The name that somebody goes by: "a witness | named Ahmad", "an officer who gave his name as Toure".

    `None` when the words behind `start` do not name anybody.
    """
    match = _NAMED_RE.match(text, start, end)
    if match is None:
        return None
    for name in names.between(match.end(), end):
        if name.kind in {"person", "organisation"} and name.whole.start <= match.end() + 1:
            return replace(name, kind="person", titled=True)
    return None
