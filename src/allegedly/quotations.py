"""Quotation marks: where one is open, whatever its style."""

from __future__ import annotations

import re
from collections.abc import Sequence

from allegedly.article import Span

# Double marks of every style, two apostrophes in a row among them; single ones only where they stand in front
# of a word or behind one, which no apostrophe inside a word does.
_MARK_RE = re.compile(
    r"(?P<open>[“«]|(?:(?<=[\s(\[—–:-])|^)(?:\"|''|``|[‘'])(?=[^\W\d]))"
    r"|(?P<close>[”»]|(?<=[\w.,!?;:…%)—–'’-])(?:\"|''|``|[’'])(?!\w))"
)
_NOT_OPENING_RE = re.compile(r"['‘](?:em|til|tis|twas|cause|n|bout|round)\b", re.IGNORECASE)

MAX_OPEN = 4
"""A quotation that is open for more sentences lost its closing mark."""


def open_at(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """Which of the `spans`, in reading order, begin inside a quotation that an earlier one opened.

    A new opening mark begins a new quotation, so that a mark that was lost spoils little: a single one closes
    no double one and the reverse.
    """
    out: set[int] = set()
    mark, since = "", 0
    for number, span in enumerate(spans):
        if mark and number - since > MAX_OPEN:
            mark = ""
        piece = span.slice(text)
        if mark and not _opens(piece):
            out.add(number)
        mark, again = _after(piece, mark)
        since = number if again else since
    return frozenset(out)


def left_open(piece: str) -> bool:
    """Whether a quotation that is opened in `piece` is not closed in it."""
    return bool(_after(piece, "")[0])


def _opens(piece: str) -> bool:
    return (found := _MARK_RE.match(piece)) is not None and found["open"] is not None


def _after(piece: str, mark: str) -> tuple[str, bool]:
    """The kind of mark that is open behind `piece`, "" for none, and whether it was opened in it."""
    again = False
    for found in _MARK_RE.finditer(piece):
        kind = "'" if found[0] in ("'", "‘", "’") else '"'
        if found["open"] is not None:
            if _NOT_OPENING_RE.match(piece, found.start()) or (mark and kind != mark):
                continue
            mark, again = kind, True
        elif kind == mark:
            mark = ""
    return mark, again
