"""Part of the source stage: bodies that a lead only describes, and the next sentence names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.stages.mentions import Mention

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_WATCHES = frozenset({"agency", "authority", "board", "commission", "council", "office", "ombudsman"})
_GATHERS = frozenset(
    {"alliance", "association", "campaign", "coalition", "committee", "forum", "front", "group", "network"}
)
_KIN: dict[str, frozenset[str]] = {
    "agency": frozenset({"administration", "agency", "office", "programme", "service"}),
    "association": _GATHERS,
    "body": _WATCHES | _GATHERS,
    "charity": frozenset({"aid", "charity", "foundation", "fund", "society", "trust"}) | _GATHERS,
    "group": frozenset({"centre", "center", "initiative", "international", "observatory", "watch"})
    | _GATHERS,
    "monitor": frozenset({"centre", "center", "group", "network", "observatory", "watch"}),
    "organisation": _GATHERS | {"organisation"},
    "organization": _GATHERS | {"organization"},
    "regulator": _WATCHES,
    "union": frozenset({"association", "congress", "federation", "guild", "union"}),
    "watchdog": _WATCHES,
}
"""By which words in its name a body shows that it may be what the lead called it."""

_OPENING = 40
"""Characters from the start of a sentence within which its subject's name begins."""


def named_late(reading: Continuation, mention: Mention) -> int | None:
    """The body that the next two sentences name: "a war monitor said …. The Sund Rights Observatory said".

    `None` where the article had the name before, which is then another body's.
    """
    kin = _KIN.get(mention.head)
    described = mention.span.slice(reading.text).lower().startswith(("a ", "an "))
    if kin is None or mention.plural or not described:
        return None
    own = reading.sentence_at(mention.span.start).span
    for ahead in reading.following(own.end, 2):
        for name in reading.names.between(ahead.start, ahead.end):
            opens = name.whole.start - reading.sentence_at(name.whole.start).span.start < _OPENING
            if name.kind != "organisation" or not opens or kin.isdisjoint(name.key.split()):
                continue
            before = reading.names.between(0, mention.span.start)
            return None if any(n.key == name.key for n in before) else reading.named_body(name)
    return None
