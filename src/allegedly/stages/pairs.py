"""Part of the source stage: two that speak together, each by a name: "Brandt and Oland said"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.analysis import SourceKind
from allegedly.stages.bodies import whole_body
from allegedly.stages.genders import is_given
from allegedly.stages.mentions import Mention
from allegedly.stages.names import Name

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation


def together(reading: Continuation, mention: Mention) -> int:
    """The source that two are who speak together, each called as the article first names them."""
    (first, kind), (second, other) = (_called(reading, name) for name in mention.pair)
    both: SourceKind = kind if kind == other else "organisation"
    return reading.registry.put(both, f"{first} and {second}", mention.span, plural=True)


def _called(reading: Continuation, name: Name) -> tuple[str, SourceKind]:
    """What one of them is called in full, and the kind of source that they are."""
    printed = name.whole.slice(reading.text)
    if name.kind == "person":
        full = reading.meant(name, name.core.start)
        if full is not None:
            return (reading.with_office(full) if full.core.start < name.core.start else printed), "person"
        if " " in name.key or name.titled or is_given(name.key):
            return printed, "person"
    body = whole_body(reading, replace(name, kind="organisation"))
    return (printed if body is None else reading.registry[body].name), (
        "organisation" if name.kind == "person" else name.kind
    )
