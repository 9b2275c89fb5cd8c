"""The quotations of an article, marks included, whatever their style."""

from __future__ import annotations

import re

from allegedly.article import Article, Span

_MARK_RE = re.compile(r"``|''|[\"“”„‟«»＂]|(?<!\w)['‘](?=\w)")
_OPENING, _CLOSING = frozenset({"“", "„", "‟", "«", "``"}), frozenset({"”", "»"})
_SINGLE_CLOSE_RE = re.compile(r"(?<=\S)['’](?!\w)")
_SINGLE_LIMIT = 600
"""A quotation in single marks that has not closed after so many characters was an apostrophe."""


def quotations(article: Article) -> tuple[Span, ...]:
    """The quotations of the article, marks included, disjoint and in order.

    A quotation over several paragraphs, each opening with a mark and only the last closing, gives one span a
    paragraph. A mark that never finds its partner is passed over, unless it can only open. Single marks count
    when they stand like quotation marks and nothing else is open.
    """
    out: list[Span] = []
    blocks = [b.span for b in article.blocks if b.kind != "furniture"]
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        goes_on = following is not None and article.text[following.start] in "\"“«'‘"
        out.extend(_quotations(article.text, block, goes_on=goes_on))
    return tuple(out)


def _quotations(text: str, block: Span, *, goes_on: bool) -> list[Span]:
    out: list[Span] = []
    opened: int | None = None
    skip = block.start
    for match in _MARK_RE.finditer(text, block.start, block.end):
        if match.start() < skip:
            continue
        if match.group() in {"'", "‘"}:
            if opened is None and (close := _single_close(text, match.start(), block.end)):
                out.append(Span(match.start(), close))
                skip = close
        elif _opens(text, match, block, is_open=opened is not None):
            opened = match.start()
        elif opened is not None:
            out.append(Span(opened, match.end()))
            opened = None
        elif not out and match.end() - block.start < _SINGLE_LIMIT:
            out.append(Span(block.start, match.end()))
    if opened is not None:
        # A mark that can only open has lost its partner.
        torn = text[opened] in "“«" and block.end - opened < _SINGLE_LIMIT
        if goes_on or torn or opened == block.start:
            out.append(Span(opened, block.end))
    return out


def _opens(text: str, match: re.Match[str], block: Span, *, is_open: bool) -> bool:
    """Whether a double mark opens: by its shape, else by the side on which it has air, else by turns."""
    if match.group() in _OPENING:
        return True
    if match.group() in _CLOSING:
        return False
    before = match.start() == block.start or _is_air(text[match.start() - 1])
    after = match.end() >= block.end or _is_air(text[match.end()])
    return not is_open if before == after else before


def _is_air(char: str) -> bool:
    return char.isspace() or char in "([—–-"


def _single_close(text: str, start: int, end: int) -> int | None:
    first = None
    for match in _SINGLE_CLOSE_RE.finditer(text, start + 2, min(end, start + _SINGLE_LIMIT)):
        before = text[match.start() - 1]
        if before in ".,!?;:…":
            return match.end()
        plural = before == "s" and text[match.end() : match.end() + 2].strip()[:1].islower()
        if first is None and not plural:
            first = match.end()
    return first
