"""A file, bytes or text in, an `Article` out: paragraphs, headline and furniture by layout alone."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path

from allegedly.article import Article, Block, BlockKind, Span
from allegedly.blocks import blocks_of
from allegedly.captions import captions
from allegedly.chrome import above_headline, is_masthead, names_only, page_furniture
from allegedly.config import MAX_INPUT_BYTES
from allegedly.credits import byline, credit, outlet_of, title_case
from allegedly.dates import date_of, is_time
from allegedly.decoding import decode, require_size, require_text, shadow, unspoken
from allegedly.errors import InputError
from allegedly.fragments import dateline_end, is_given
from allegedly.furniture import (
    FULL_STOP_RE,
    byline_names,
    has_verb,
    is_role,
    is_sentence,
    why_furniture,
)
from allegedly.language import foreign_language
from allegedly.sections import is_section
from allegedly.transcripts import with_turns
from allegedly.units import Unit
from allegedly.wrapping import units_of

__all__ = ["decode", "ingest", "read_article"]

_MAX_HEADLINE_CHARS = 180
_MAX_HEADLINE_WORDS = 28
_MAX_STANDFIRST_CHARS = 350
_BELOW = 8
"""So many lines from the top may say whether the first is a headline."""

# The article's tail is counted from so far past its last sentence, however long the page goes on.
_TAIL_PAST_TEXT = 4

_SAID_RE = re.compile(
    r"\b(?:according to|has learned|[Ii] hear|per|reportedly|reports say|said|says?|sources|told)\b"
)
_NOT_WORD_RE = re.compile(r"[\W_]+")
_OUTLET_SUFFIX_RE = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")
_PLACE_END_RE = re.compile(r"\s*\(.*$|\s*[—–:/-]+\s*$")
_PLACE_DATE_RE = re.compile(r",?\s+(?:\d{1,2}\s+[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.?\s+\d).*$|,\s*[A-Z]{2,}$")


def read_article(
    source: str | PathLike[str] | bytes,
    *,
    id: str | None = None,  # noqa: A002 -- the name in the JSON schema
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    byline: str | None = None,
) -> Article:
    """The article in the file `source`, or in `source` itself when it is bytes (standard input).

    Raises `InputError` for a file that is missing, a directory or unreadable, and as `decode` and
    `ingest` do.
    """
    text, warnings = read_text(source)
    return ingest(
        text,
        id=id,
        title=title,
        outlet=outlet,
        published=published,
        url=url,
        byline=byline,
        warnings=warnings,
    )


def read_text(source: str | PathLike[str] | bytes) -> tuple[str, tuple[str, ...]]:
    """The decoded text of the file `source`, or of `source` itself when it is bytes, and warnings.

    Raises `InputError` for a file that is missing, a directory or unreadable, and as `decode` does.
    """
    if isinstance(source, bytes):
        return decode(source)
    path = Path(source)
    try:
        if path.is_dir():
            raise InputError(f"{path} is a directory: name one file with the text of one article")
        with path.open("rb") as file:
            # One byte past the bound tells too large from just large enough, whatever the file is.
            data = file.read(MAX_INPUT_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{path} does not exist: check the name, or use - to read standard input") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path} cannot be read ({reason}): check the name and its permissions") from None
    require_size(len(data))
    return decode(data)


def ingest(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 -- the name in the JSON schema
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    byline: str | None = None,
    warnings: tuple[str, ...] = (),
) -> Article:
    """The article that `text` holds, every visible character of it in one block.

    Characters that print nothing (zero-width, control) count as white space, and what a page says of its
    links to screen readers is blanked. What is given from outside goes before what the text says. Raises
    `InputError` for text that is blank, binary, too large or not English.
    """
    require_text(text)
    text = unspoken(text)
    clear = shadow(text)
    if language := foreign_language(clear):
        raise InputError(f"the text looks like {language}, not English: allegedly reads English only")
    units = tuple(units_of(clear))
    lines = tuple(_line(unit.slice(clear)) for unit in units)
    kinds = _kinds(lines, title)
    blocks = with_turns(clear, tuple(blocks_of(clear, units, kinds)))
    headline = _headline(blocks)
    return Article(
        text=text,
        blocks=blocks,
        id=id,
        title=_given(title) or (_one_line(headline.slice(clear)) if headline else None),
        headline=headline,
        outlet=_given(outlet) or outlet_of(clear, blocks),
        published=_published(clear, blocks) if published is None else _given(published),
        url=_given(url),
        byline=_given(byline) or _byline(clear, blocks),
        dateline=_dateline(clear, blocks),
        warnings=warnings + _broken(blocks),
    )


_SUBJECT_RE = re.compile(r"Subject\s?:\s+\w")
_NEWLINE_RE = re.compile(r"[ ]*\n[ ]*|[ ]{2,}")
_GAP_RE = re.compile(r"[ ]{2,}")
_MENU_WORDS = 3


def _line(unit: str) -> str:
    """A unit in one line; several blanks between a few words each are the bars of a menu that lost them."""
    parts = _GAP_RE.split(unit)
    if len(parts) > 2 and "\n" not in unit and all(0 < len(p.split()) <= _MENU_WORDS for p in parts):
        return " | ".join(parts)
    return _NEWLINE_RE.sub(" ", unit)


def _broken(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    if any(block.why == "page break" for block in blocks):
        return ("a sentence that runs over the end of a page is left out: join its halves to keep it",)
    return ()


def _given(value: str | None) -> str | None:
    return _one_line(value) or None if value is not None else None


def _one_line(text: str) -> str:
    return " ".join(shadow(text).split())


def _kinds(lines: tuple[str, ...], title: str | None) -> list[tuple[BlockKind, str]]:
    """Kind and reason of every unit, in order."""
    kinds: list[tuple[BlockKind, str]] = []
    reasons = page_furniture(lines) if len(lines) > 1 else {}
    pictures = frozenset(captions(lines, reasons))
    reasons |= dict.fromkeys(pictures, "caption")
    head = _head_length(lines, reasons)
    last = max((i for i, line in enumerate(lines) if is_sentence(line)), default=-1)
    wanted = _key(title) if title else ""
    above = 0 if wanted else above_headline(lines, head, reasons)
    headline = -1
    for i, line in enumerate(lines):
        unit = Unit(
            line,
            i,
            min(len(lines), last + _TAIL_PAST_TEXT),
            i < head,
            lines[i - 1] if i else "",
            lines[i + 1] if i + 1 < len(lines) else "",
        )
        if i < head and wanted and headline < 0 and _same_title(line, wanted):
            kinds.append(("headline", ""))
            headline = i
        elif (
            why := (_credited(unit) if i < head and i not in pictures else "")
            or reasons.get(i)
            or _why(unit, lines)
        ):
            kinds.append(("furniture", why))
        elif i < above or (
            i < head and headline < 0 and not wanted and is_section(line, lines[i + 1 : min(head, i + 13)])
        ):
            kinds.append(
                ("furniture", "outlet" if i < above and is_masthead(line, lines[head:]) else "label")
            )
        elif (
            i < min(head, last)
            and headline < 0
            and not wanted
            and _is_headline(line, lines[i + 1 : i + _BELOW])
        ):
            kinds.append(("headline", ""))
            headline = i
        elif i < head:
            kinds.append(_under_headline(unit, lines[headline] if headline >= 0 else ""))
        else:
            kinds.append(("paragraph", ""))
    if headline < 0 and not wanted:
        subject = next((i for i, why in reasons.items() if why == "mail" and _SUBJECT_RE.match(lines[i])), -1)
        if subject >= 0:
            kinds[subject] = ("headline", "")  # a letter without a headline of its own
    if all(kind == "furniture" for kind, _ in kinds):
        # A page that is all labels is an article after all: nothing may vanish because the rules were keen.
        return [("paragraph", "") for _ in kinds]
    return kinds


def _credited(unit: Unit) -> str:
    """Why a line of the head that only says who wrote the page, and when, is set aside; else `""`."""
    found = credit(unit.text)
    if found is None or (not unit.index and (found.names or found.outlet)):
        return ""
    return "byline" if found.names or found.outlet else "timestamp"


def _why(unit: Unit, lines: tuple[str, ...]) -> str:
    # A page of one unit has no furniture of its own: there must be something that it is furniture to.
    return why_furniture(unit) if len(lines) > 1 else ""


def _head_length(lines: tuple[str, ...], reasons: dict[int, str]) -> int:
    """How many units stand before the first full paragraph, without those that have `reasons`."""
    for i, line in enumerate(lines):
        if i in reasons:
            continue
        if dateline_end(line) and is_sentence(line):
            return i
        if is_sentence(line) and (
            len(line) > _MAX_HEADLINE_CHARS
            or not (_is_title_case(line) or (i == 0 and _is_short_opening(line, lines[1:_BELOW])))
        ):
            # A standfirst can be a sentence; it is one when the byline or the dateline is still to come.
            above = sum(k not in reasons for k in range(i))
            if len(line) <= _MAX_STANDFIRST_CHARS and 0 < above < 4 and _opens_later(lines[i + 1 : i + 4]):
                continue
            return i
    return len(lines)


def _is_short_opening(line: str, below: tuple[str, ...]) -> bool:
    """Whether a first line with a full stop reads as a headline: far shorter than the paragraph under it.

    One that says who says so is the lead where nothing under it tells the same.
    """
    prose = line if FULL_STOP_RE.search(line) and line[-1] not in "?!" else ""
    said = _SAID_RE.search(line) is not None
    following = next((other for other in below if not prose and is_sentence(other)), "".join(below[:1]))
    told = set(_key(" ".join(below)).split())
    wanted = [word for word in _key(prose).split() if len(word) > 3]
    return (
        len(line) <= 90
        and len(following) > 1.6 * len(line)
        and len(line.split()) <= 14
        and _starts_afresh(line)
        and (not said or 2 * sum(word in told for word in wanted) >= len(wanted))
    )


def _starts_afresh(line: str) -> bool:
    return line[0] not in "\"“‘'" and not dateline_end(line)


def _opens_later(lines: tuple[str, ...]) -> bool:
    credited = any((found := credit(line)) is not None and found.names for line in lines)
    return credited or any(byline_names(line) is not None or dateline_end(line) for line in lines)


def _is_title_case(line: str) -> bool:
    words = [w for w in line.split() if w[0].isalpha() and len(w) > 3]
    return len(words) >= 3 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _is_headline(line: str, below: tuple[str, ...]) -> bool:
    """Whether the first line that is not furniture is a headline, given the next ones."""
    if len(line) > _MAX_HEADLINE_CHARS or len(line.split()) > _MAX_HEADLINE_WORDS or line[-1] in ",;:-–—":
        return False
    if dateline_end(line) or not any(c.isalpha() for c in line):
        return False
    return not is_sentence(line) or line[-1] in "?!" or _is_title_case(line) or _is_short_opening(line, below)


def _under_headline(unit: Unit, headline: str) -> tuple[BlockKind, str]:
    """What a line between headline and text is, when no rule has named it."""
    line = unit.text
    words = len(line.split())
    if not headline:
        return "paragraph", ""
    if _key(line).startswith(_key(headline)) or _key(headline).startswith(_key(line)):
        return "furniture", "repeat"
    if names_only(line.replace(" ,", ",")) or (
        names_only(line, one=True)
        and (
            is_time(unit.after) or is_role(unit.after) or (is_time(unit.before) and is_given(line.split()[0]))
        )
    ):
        return "furniture", "byline"
    if words <= 4 and not has_verb(line) and not is_sentence(line):
        # Four capitalised words and no verb: the writer's name without "By", or a label.
        return "furniture", "label"
    return ("standfirst", "") if len(line) <= _MAX_STANDFIRST_CHARS else ("paragraph", "")


def _key(text: str) -> str:
    return _NOT_WORD_RE.sub(" ", text).strip().lower()


def _same_title(line: str, wanted: str) -> bool:
    return len(line) <= 2 * _MAX_HEADLINE_CHARS and wanted in (
        _key(line),
        _key(_OUTLET_SUFFIX_RE.sub("", line)),
    )


def _headline(blocks: tuple[Block, ...]) -> Span | None:
    return next((b.span for b in blocks if b.kind == "headline"), None)


def _byline(clear: str, blocks: tuple[Block, ...]) -> str | None:
    """The first byline as it is printed: "By" and the names, without role, place or date."""
    lines = [_one_line(block.span.slice(clear)) for block in blocks if block.why == "byline"]
    lines.sort(key=lambda line: not line.lower().startswith(("by ", "by:")))  # "Verity Desk", "By Ida Brandt"
    found = (byline(line) for line in lines)
    return next(filter(None, found), None) or _lone_name(clear, blocks)


def _lone_name(clear: str, blocks: tuple[Block, ...]) -> str | None:
    """The name alone under a headline, of whom the text does not tell: who wrote it."""
    for block in blocks:
        if block.kind == "paragraph":
            return None
        line = _one_line(block.span.slice(clear))
        if block.why == "label" and names_only(line, one=True) and is_given(line.split()[0]):
            return byline(line) if clear.count(line.split()[-1]) == 1 else None
    return None


def _published(clear: str, blocks: tuple[Block, ...]) -> str | None:
    """The day that stands over the text, or below its first line; behind the text other pages have theirs."""
    lines = []
    paragraphs = 0
    for block in blocks:
        line = _one_line(block.span.slice(clear)) if block.why in {"byline", "timestamp"} else ""
        found = credit(line) if line else None
        if found and found.when:
            lines.append(found.when)
        elif block.why == "timestamp":
            lines.append(line)
        elif block.kind == "paragraph":
            paragraphs += 1
            if paragraphs > 1:
                break
    return date_of(tuple(lines))


def _dateline(clear: str, blocks: tuple[Block, ...]) -> str | None:
    """The place of the first dateline: "Washington", without agency, date or dash."""
    for block in blocks:
        if block.why == "dateline":
            place = _PLACE_END_RE.sub("", _one_line(block.span.slice(clear)))
            place = _PLACE_DATE_RE.sub("", place).strip(" ,—–-/")
            if place and not is_time(place):
                return title_case(place)
    return None
