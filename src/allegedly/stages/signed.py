"""Part of the attribute stage: quotations in a row, each signed behind a dash by whoever said it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from allegedly.analysis import Found
from allegedly.article import Span

_SIGNED_RE = re.compile(
    r"[”\"]\s?[―—–]\s?(?P<name>[A-ZÀ-Þ][\w.'’-]+(?: (?:[a-z]{2,3} )?[A-ZÀ-Þ][\w.'’-]*){1,3}?)"
    r"\s*(?=$|\n|[.,]|[“\"])"
)
"""Behind a quotation, who said it: "… what it deserves.” ― Ida Brandt"."""
_ROW = 2
"""So many of them make a row; one alone may be a caption's credit."""
_QUOTE = 1500
"""The most characters of such a quotation."""


def signed(text: str, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """The attributions, with whoever signs a quotation as its source, not whoever signed the one before."""
    signatures = list(_SIGNED_RE.finditer(text))
    if len(signatures) < _ROW:
        return found
    ends = [m.start() for m in signatures]
    out = []
    for one in found:
        last = one.content[-1].end - 1 if one.content else len(text)
        at = bisect_right(ends, last - 1)
        at += at < len(ends) and ends[at] < one.content[0].start if one.content else 0
        name = _name(signatures[at]) if at < len(ends) else None
        if name is not None and not one.cue and _is_of(text, one, ends[at]):
            one = replace(one, source=(name,))
        out.append(one)
    return tuple(out)


def _name(signature: re.Match[str]) -> Span:
    """The signature without the full stop of its line."""
    start = signature.start("name")
    return Span(start, start + len(signature["name"].rstrip(".")))


def _is_of(text: str, one: Found, end: int) -> bool:
    """Whether one quotation goes on from the start of the content to the mark at `end`."""
    between = text[one.content[0].start + 1 : end]
    return 0 < len(between) <= _QUOTE and not any(mark in between for mark in "“”\n")
