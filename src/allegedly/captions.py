"""Whole sentences that are captions: whose picture it is stands on the line below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from allegedly.chrome import names_only
from allegedly.dates import is_time
from allegedly.fragments import is_given
from allegedly.furniture import FULL_STOP_RE, agency_pattern, byline_names, is_sentence, listed

_MOST, _MOST_CREDIT = 250, 100
"""A longer line is a paragraph, or no credit."""
_WORD_RE = re.compile(r"\w[\w'’-]*")
_HEAD = 15
"""So many lines from the top may have the byline."""

_NAME = r"[A-ZÀ-Þ][\w'’-]+(?: (?:[A-Z]\.|[A-ZÀ-Þ][\w'’-]+|de|van|von|al|bin)){1,3}"
_LABELLED_RE = re.compile(
    r"(?:Credits?|Graphic|Illustration|Images?|Photo(?:graph)?s?|Pictures?)(?: credit)?"
    r"(?:\s?[:/]|\s(?:by|courtesy of))\s?[^.!?:]{2,80}",
    re.IGNORECASE,
)
_STROKED_RE = re.compile(rf"(?:{_NAME}|[\w.]{{3,30}})\s?/\s?[A-Z][\w'’ &/.-]{{1,50}}")
_FOR_RE = re.compile(r"(?:[A-Z][A-Z.'’-]+ ){2,3}FOR (?:THE )?[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+){0,2}")
"""Whose picture it is and for whom, in capitals: "JAMIE ORDWAY FOR PHARMA LEDGER"."""
_SAYS_RE = re.compile(
    r"\b(?:according to|accused|alleged(?:ly)?|claim(?:s|ed)?|confirmed|denie[sd]|has learned|reported(?:ly)?"
    r"|reports?|said|says?|sources?|spokes\w+|told|tells?|warned|believed?|expect(?:s|ed)|familiar with"
    r"|(?-i:may|might)|rumou?r\w*|suspected|thought)\b",
    re.IGNORECASE,
)
_LEANS_RE = re.compile(
    r"(?:And|But|Both|He|Her|His|However|I|In addition|It|Its|Meanwhile|Nobody|None|Now|She|So|Still|That"
    r"|Their|Then|There|These|They|This|Those|We|You)\b"
)
_TWO_RE = re.compile(r"[a-z\d][.!?][\"”’)]* +[\"“‘(]?[A-ZÀ-Þ]")
_PAST_RE = re.compile(
    r"\b(?:came|could|did|fell|found|gave|got|had|lost|made|rose|took|was|went|were|will|won|would)\b"
    r"|(?<!\bis )(?<!\bare )(?<!\bbeen )(?<!\bbeing )\b[a-z]{3,}ed\b"
)
_PIPED_RE = re.compile(r"[.!?)\]\"”’]\s+\|\s+[A-ZÀ-Þ][^.!?|]{2,60}$")


def captions(lines: tuple[str, ...], found: Mapping[int, str]) -> Iterator[int]:
    """The lines that are captions or picture credits by what stands below or above, without those `found`.

    A caption is one sentence in which nobody says anything. The first sentence of a page may be its lead: of
    that the tense must be a caption's, too.
    """
    told = next((i for i, line in enumerate(lines) if i not in found and is_sentence(line)), len(lines))
    titled = next((i for i, line in enumerate(lines) if i not in found and len(line.split()) > 4), len(lines))
    signed = any(byline_names(line) is not None for line in lines[:_HEAD])
    told_of = Counter(word for line in lines for word in set(_WORD_RE.findall(line)))
    for i, line in enumerate(lines[:-1]):
        if i in found or not _may_be_caption(line, open_end=i > titled):
            continue
        if i <= told and _PAST_RE.search(line):
            continue
        if _is_credit(lines, i + 1) or ((signed or i > told) and _is_name(lines, i + 1, told_of)):
            yield i
            yield i + 1
        elif _PIPED_RE.search(lines[i + 1]) and _tells_the_same(line, lines[i + 1]):
            yield i  # what a page has for those who do not see the picture


def _may_be_caption(line: str, *, open_end: bool) -> bool:
    """Whether a line may be a caption, one without a full stop only below a headline, `open_end`."""
    if len(line) > _MOST or not line[0].isupper() or _LEANS_RE.match(line) or byline_names(line) is not None:
        return False
    if _SAYS_RE.search(line) or _TWO_RE.search(line):
        return False
    return is_sentence(line) or (open_end and len(line.split()) > 4 and not FULL_STOP_RE.search(line))


def _is_credit(lines: tuple[str, ...], at: int) -> bool:
    """Whether a line says whose the picture above it is, and nothing more."""
    line = lines[at]
    if len(line) > _MOST_CREDIT or is_time(line):
        return False
    if _LABELLED_RE.fullmatch(line):
        return True
    agency = re.fullmatch(rf"{agency_pattern()}(?: (?:for|via) [A-Z][\w&'’ ]{{1,30}})?", line)
    return agency is not None and _is_closed(lines, at)


def _is_name(lines: tuple[str, ...], at: int, told_of: Mapping[str, int]) -> bool:
    """Whether a line is whoever took the picture; the name alone is a heading where the text tells of it.

    On a page without a byline it may be the writer's. `told_of`: of words, in how many lines they stand.
    """
    line = lines[at]
    if _FOR_RE.fullmatch(line) or _STROKED_RE.fullmatch(line):
        return True
    if not (names_only(line, one=True) and is_given(line.split()[0])):
        return False
    signs = at + 1 == len(lines)  # whoever wrote the letter
    again = told_of[_WORD_RE.findall(line)[-1]] > 1
    return not (signs or again) and _is_closed(lines, at)


def _is_closed(lines: tuple[str, ...], at: int) -> bool:
    """Whether sentences stand around a line; otherwise what stands below it may be the caption."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    return is_sentence(lines[at - 1]) and (not below or is_sentence(below))


def _tells_the_same(line: str, caption: str) -> bool:
    names = {w for w in re.findall(r"\b[A-ZÀ-Þ]\w{3,}", line) if w.lower() not in listed("openers")}
    return any(re.search(rf"\b{name}\b", caption) for name in names)
