"""Where a page's paragraphs and lines part: hard-wrapped lines belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allegedly.article import Span
from allegedly.chrome import page_breaks
from allegedly.fragments import dateline_end, is_shouted_dateline
from allegedly.furniture import FULL_STOP_RE, byline_names, why_furniture
from allegedly.units import Unit

# Terminals, mail and plain-text editors wrap at 60 to 100; past 130 a line is a paragraph.
_MIN_WRAP, _MAX_WRAP = 40, 130

# Of the lines that are followed by another, so many must look wrapped before any are joined.
_WRAPPED_SHARE = 0.5

# In wrapped English prose two lines in three begin with a small letter.
_SMALL_START_SHARE = 0.3

# A ragged margin: lines may be so much longer than the widest sure wrap, or so much shorter.
_RAGGED_OVER, _RAGGED_UNDER = 1.1, 0.7

_MOST_SHOUTED = 3
"""So many lines in capitals may make one headline: "SINGER HELD | ... Lawyer Calls It a Lie"."""

_LINE_RE = re.compile(r"[^\n]+")
_FIRST_WORD_RE = re.compile(r"\S+")
_OPEN_END_RE = re.compile(r"[^.!?…:\"'”’)\]]$")
_BULLET_RE = re.compile(r"(?:[•*·▪‣◦-]|\d{1,3}[.)])\s")


def units_of(clear: str) -> Iterator[Span]:
    """The page's paragraphs and lines: hard-wrapped lines joined, everything else as it stands."""
    lines = [(m.start(), m.end()) for m in _LINE_RE.finditer(clear) if not m.group().isspace()]
    texts = [clear[s:e].strip() for s, e in lines]
    starts = [s + len(clear[s:e]) - len(clear[s:e].lstrip()) for s, e in lines]
    adjacent = [i > 0 and clear.count("\n", lines[i - 1][1], lines[i][0]) == 1 for i in range(len(lines))]
    width = _wrap_width(texts, adjacent)
    closed = _closed(texts, adjacent)
    breaks = page_breaks(tuple(texts))
    begin, stack = 0, _stack(texts)
    for i in range(1, len(lines) + 1):
        if i < stack:
            continue
        if i < len(lines) and not breaks & {i - 1, i}:
            indented = starts[i] - lines[i][0] > starts[i - 1] - lines[i - 1][0]
            prose = closed[i] and (i > 1 or bool(dateline_end(texts[0])))
            if adjacent[i] and not indented and _joins(texts[i - 1], texts[i], width, prose=prose):
                continue
            if not adjacent[i] and adjacent[i - 1] and _goes_over_gap(texts[i - 1], texts[i], width):
                continue
        yield Span(starts[begin], starts[i - 1] + len(texts[i - 1]))
        begin = i


def _stack(texts: list[str]) -> int:
    """How many lines at the top are one headline: shouted ones, and one that goes on with dots; else 0."""
    shouted = next((i for i, text in enumerate(texts) if not text.isupper()), 0)
    goes_on = 0 < shouted <= _MOST_SHOUTED and texts[shouted].startswith(("...", "…"))
    return shouted + 1 if goes_on else 0


def _closed(texts: list[str], adjacent: list[bool]) -> list[bool]:
    """For every line, whether it is in a run of neighbours set off by blank lines that ends as prose.

    Never, where the page has no blank lines to speak of: there a run is no paragraph.
    """
    closed = [False] * len(texts)
    if sum(adjacent) > 0.9 * len(texts):
        return closed
    ends = False
    for i in range(len(texts) - 1, -1, -1):
        if i + 1 == len(texts) or not adjacent[i + 1]:
            ends = bool(FULL_STOP_RE.search(texts[i]))
        closed[i] = ends
    return closed


def _wrap_width(texts: list[str], adjacent: list[bool]) -> int:
    """The column at which the page was wrapped by hand or machine; 0 when its lines are paragraphs."""
    followed = [len(texts[i - 1]) for i in range(1, len(texts)) if adjacent[i]]
    wrapped = [n for n in followed if _MIN_WRAP <= n <= _MAX_WRAP]
    if len(wrapped) < 2 or len(wrapped) < _WRAPPED_SHARE * len(followed):
        return 0
    # Wrapping cuts in the middle of a sentence; where every line begins with a capital, lines are paragraphs.
    # A long headline over a byline says nothing of the column: only what is surely a wrap does.
    small = [
        len(texts[i - 1])
        for i in range(1, len(texts))
        if adjacent[i] and len(texts[i - 1]) <= _MAX_WRAP and texts[i][0].islower()
    ]
    return max(small) if small and len(small) >= _SMALL_START_SHARE * len(wrapped) else 0


def _joins(line: str, following: str, width: int, *, prose: bool) -> bool:
    """Whether the break between two neighbouring lines is only a wrap, `prose` if they end as a paragraph."""
    if _BULLET_RE.match(following) or _is_byline(following):
        return False
    if width and len(line) <= _RAGGED_OVER * width:
        # A wrap comes where the next word did not fit; two columns of grace for justified and ragged text.
        word = _FIRST_WORD_RE.match(following)
        if len(line) + 1 + (len(word.group()) if word else 0) > width - 2:
            return not (_is_credit(line) or _is_credit(following) or is_shouted_dateline(following))
        # People who wrap by hand do it early; what is plainly open goes on.
        if prose and len(line) > _RAGGED_UNDER * width and _OPEN_END_RE.search(line):
            return following[0].islower() or not (
                _why_alone(line) or _why_alone(following) or dateline_end(following)
            )
    return len(line) > _MIN_WRAP and following[0].islower() and bool(_OPEN_END_RE.search(line))


def _goes_over_gap(line: str, following: str, width: int) -> bool:
    """Whether wrapped text goes on below a gap, as it does where one page of a PDF ends."""
    wide = bool(width) and _RAGGED_UNDER * width < len(line) <= _RAGGED_OVER * width
    return wide and following[0].islower() and bool(_OPEN_END_RE.search(line)) and not _BULLET_RE.match(line)


def _is_byline(line: str) -> bool:
    """Whether a line is a byline, "by Ida Brandt", and not the end of a sentence."""
    return byline_names(line) is not None and not FULL_STOP_RE.search(line)


def _is_credit(line: str) -> bool:
    """Whether a line is a byline or a time: no wrap leads into or out of these."""
    return _why_alone(line) in ("byline", "timestamp")


def _why_alone(line: str) -> str:
    """Why one line of several is plainly furniture, and not part of a paragraph."""
    return why_furniture(Unit(line, 0, 1, in_head=True, before="", after=""))
