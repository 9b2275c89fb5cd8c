"""Part of the source stage: bodies that a lead only describes, and the next sentence names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.stages.mentions import Mention

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_WATCHES = frozenset({"centre", "center", "group", "monitor", "network", "observatory", "watch"})
_KIN: dict[str, frozenset[str]] = {"monitor": _WATCHES, "watchdog": _WATCHES}
"""By which words in its name a body shows that it is what the lead called it, if that was "a war monitor"."""

_OPENING = 40
"""Characters from the start of a sentence within which its subject's name begins."""
_WORDS = 3
"""An article, what kind, and the noun: "a war monitor"."""
_SAYS_RE = re.compile(r"(?:, [^,.]{2,60},)? (?:said|says|reported|added|put|estimated|counted)\b")


def named_late(reading: Continuation, mention: Mention) -> int | None:
    """The body that the next two sentences name: "a war monitor said …. The Sund Rights Observatory said".

    `None` for what may be anybody's ("a charity"), where the body does not speak, or where the article had
    its name before, which is then another body's. A name that holds all the description's words ("a doctors'
    union", the Sund Doctors' Union) is that body's, whatever it is.
    """
    described = mention.core.slice(reading.text).lower().split()
    if described[:1] not in (["a"], ["an"]) or mention.plural or len(described) < _WORDS:
        return None
    kin = _KIN.get(mention.head, frozenset())
    own = reading.sentence_at(mention.span.start).span
    for ahead in reading.following(own.end, 2):
        for name in reading.names.between(ahead.start, ahead.end):
            opens = name.whole.start - reading.sentence_at(name.whole.start).span.start < _OPENING
            words = set(name.key.split())
            called = set(described[1:]) <= words or not kin.isdisjoint(words)
            says = _SAYS_RE.match(reading.text, name.whole.end) is not None
            if name.kind != "organisation" or not (opens and called and says):
                continue
            before = reading.names.between(0, mention.span.start)
            return None if any(n.key == name.key for n in before) else reading.named_body(name)
    return None
