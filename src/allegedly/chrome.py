"""What only the whole page shows to be no part of the article: menus, lists of links, running heads, mail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from allegedly.dates import MONTH, is_time
from allegedly.furniture import (
    FULL_STOP_RE,
    agency_pattern,
    has_verb,
    is_sentence,
    listed,
    why_furniture,
)
from allegedly.phrases import lexicon
from allegedly.units import Unit

# A list of links begins only under the article, or in its middle: two full sentences must have come.
_SENTENCES_BEFORE_LIST = 2

# What a link in a list is at most; a longer line is a paragraph that lost its full stop.
_MAX_LINK_CHARS, _MAX_LINK_WORDS = 120, 20

# A headline has so many words at least, and what it tells stands in so many lines below the head.
_TITLE_WORDS, _TOLD_WITHIN = 4, 10

_MAX_RUNNING_HEAD = 80
_MAIL_HEAD_WITHIN = 25
_MAX_SIGNATURE_LINES = 6

_WORD_RE = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_BAR_RE = re.compile(r"\s*[|•·›»>]\s*")
_ARROW_RE = re.compile(r"\s[›»>]\s")
_SKIP_RE = re.compile(
    r"^(?:skip (?:to|past)\b.{0,40}|accessibility (?:help|links)|(?:main|site) (?:menu|navigation))$",
    re.IGNORECASE,
)
_COOKIES_RE = re.compile(
    r"^(?:(?:we|this (?:web)?site|our (?:web)?site|by (?:continuing|using|clicking)|to (?:give|improve)"
    r"|cookies|your privacy|the [\w ]{2,30} (?:uses|use))\b.{0,200}\bcookies?\b.{0,200}"
    r"\b(?:accept|experience|consent|policy|settings|preferences|continu\w+|agree|necessary|sites?)\b"
    r"|(?:cookie|privacy) (?:notice|policy|settings)\b|we and our (?:\d+ )?partners\b"
    r"|for more information,? see our privacy policy|we use google recaptcha\b)",
    re.IGNORECASE,
)
_NOTICE_RE = re.compile(
    r"^(?:(?:IE ?\d+|internet explorer|this browser|your browser)\b.{0,60}\b(?:supported|date|javascript)\b"
    r"|\[?an error (?:has )?occurred\b|e-?mail this (?:article|page|story|to)\b"
    r"|we['’]re sorry, (?:this|but this)\b.{0,60}\b(?:unavailable|available)\b"
    r"|this advertisement has not loaded\b|(?:this|the) (?:older|archived) (?:story|article|page) is kept\b"
    r"|content created by .{3,60} is available\b"
    r"|[A-Z]\w+ is an? (?:nonprofit|non-profit|independent) newsroom\b(?!.*\b(?:said|says|told)\b)"
    r"|you can (?:reach|contact) .{3,60} (?:on signal|at \d|by e-?mail)|no comments yet\b)",
    re.IGNORECASE,
)
_TWEETED_RE = re.compile(r"[—–-]{1,2} ?(?P<who>[^@\n]{2,60}?) ?\(@\w+\)")
_ABOVE_LINK_RE = re.compile(
    r"(?i:see also|read more|read also|also read|related|more on this|recommended(?: from .{3,30})?):?"
)
_LINKED_RE = re.compile(
    r"(?:also read|read (?:also|more|next)|related|see also)(?:\s?:.{0,180})?$", re.IGNORECASE
)
"""What stands over other pages' titles, or in front of the first of them."""
_OUTSIDE_RE = re.compile(
    r"\bnot responsible for the content of (?:external|other)\b|^our standards: ", re.IGNORECASE
)
_GREETING_RE = re.compile(r"^(?:Dear|Good (?:afternoon|evening|morning)|Hello|Hi)\b.{0,50}$")
_MAIL_FIELD_RE = re.compile(r"^(?:From|To|Cc|Bcc|Sent|Date|Subject|Reply-To)\s?:\s", re.IGNORECASE)
_MAIL_RE = re.compile(
    r"^(?:[-_ ]{2,}\s?(?:forwarded|original) message\s?[-_ ]*|begin forwarded message:|on .{5,90} wrote:"
    r"|sent from my \w[\w ]{1,20}\.?|get outlook for \w+)$",
    re.IGNORECASE,
)
_PAGE_RE = re.compile(
    r"^(?:\d{1,3}|(?:page|p\.)\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s*(?:of|/)\s*\d{1,3}|[-–—]\s*\d{1,3}\s*[-–—]"
    r"|https?://\S+\s+\d{1,3}/\d{1,3}|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}\b.{0,120})$",
    re.IGNORECASE,
)
_MASTHEAD_RE = re.compile(
    r"^(?:[A-Z][\w.'’&-]*\s+){1,6}(?:[|·•,–-]\s*)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    rf"(?:{MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {MONTH},? \d{{4}})(?:\s+Page \d{{1,3}})?$"
)
_NAMED_CAPTION_RE = re.compile(r"^(?:image|media|photo|picture) caption\s?[,:]?$", re.IGNORECASE)
_QUOTED_HEADING_RE = re.compile(r"^['‘\"“][A-Z][^'‘’\"“”.!?]{2,50}['’\"”]$")
_DATE_RE = re.compile(
    rf"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{MONTH})\b[,.]?|\bpage\b", re.IGNORECASE
)
_LIST_RE = re.compile(
    r"^(?:most|more|related|trending|top|latest|recommended|popular|sponsored|promoted)(?: [\w'’]+){0,2} "
    r"(?:stories|articles|news|topics|links|content|headlines|videos|posts|reading)$",
    re.IGNORECASE,
)
_DISCLAIMER_RE = re.compile(
    r"^this (?:e-?mail|message)\b.{0,80}\b(?:confidential|privileged|intended|attachments)\b", re.IGNORECASE
)
_NAME = r"[A-Z][\w'’-]+(?: (?:[A-Z]\.|[A-Z][\w'’-]+|de|van|von|al|bin)){1,3}"
_NAMES_RE = re.compile(
    rf"^{_NAME} in [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?:(?:,| and|, and) {_NAME}(?: in [A-Z][\w'’-]+)?){{0,4}}$"
    rf"|^{_NAME}(?:(?:,| and|, and) {_NAME}(?: in [A-Z][\w'’-]+)?){{1,4}}$"
)
_ONE_NAME_RE = re.compile(rf"^{_NAME}$")
_WILL_RE = re.compile(r"(?:^|(?<=, )|(?<=and ))Will (?=[A-Z])")  # a given name, no verb
_CAPITALS_RE = re.compile(r"(?:[A-Z][\w'’-]+ ?)+")
_MASTHEAD_WORDS = 4
_NOT_KEY_RE = re.compile(r"[\W\d_]+")


def page_furniture(lines: tuple[str, ...]) -> dict[int, str]:
    """The rule that sets aside each unit of a page that is furniture by what stands around it, by index."""
    found: dict[int, str] = {}
    heads = _running_heads(lines)
    mail = _is_mail(lines)
    sentences, in_list = 0, False
    for i, line in enumerate(lines):
        if in_list and not _is_link(line):
            in_list = False
        if sentences >= _SENTENCES_BEFORE_LIST and (_names_list(line) or _LINKED_RE.match(line)):
            in_list = True
        if why := _why(lines, i, mail=mail):
            found[i] = why
        elif i in heads:
            found[i] = "running head"
        elif in_list:
            found[i] = "link" if ":" in line and _LINKED_RE.match(line) else "list of links"
        elif is_sentence(line):
            sentences += 1
    for i in _below_text(lines, found):
        found.setdefault(i, "label")
    for i in _signature(lines):
        found[i] = "signature"
    return found


def above_headline(lines: tuple[str, ...], head: int, found: dict[int, str]) -> int:
    """How many lines of the head stand above the headline that the text tells of; 0 when the first may be it.

    "Connect with us", "Markets closed": the page's own words come first, and none of them comes again below.
    The way to the page ends in its headline: "Home / Business / Bank to sell".
    """
    first = next((i for i in range(head) if i not in found), head)
    titles = [i for i in range(first + 1, head) if i not in found and _may_be_title(lines[i])]
    if first >= head or not titles:
        return 0
    trail = _WORD_RE.findall(lines[first].lower())
    for i in titles:
        words = _WORD_RE.findall(lines[i].lower())
        if len(trail) > len(words) and trail[-len(words) :] == words and "/" in lines[first]:
            return i
    told = {w for line in lines[head : head + _TOLD_WITHIN] for w in _long_words(line)}
    plain = (
        listed("chrome").issuperset(w for w in trail if w.isalpha()) and not _long_words(lines[first]) & told
    )
    if not plain and not is_masthead(lines[first], lines[head : head + _TOLD_WITHIN]):
        return 0
    return next(
        (i for i in titles if len(shared := _long_words(lines[i]) & told) > 1 and _mostly(shared, lines[i])),
        0,
    )


def is_masthead(line: str, below: Sequence[str]) -> bool:
    """Whether a line above the headline is the name of the paper to which people speak in the text below.

    "The Wyre Lantern", and "told the Lantern", "the Lantern has seen".
    """
    words = line.split()
    if len(words) > _MASTHEAD_WORDS or not _CAPITALS_RE.fullmatch(line) or has_verb(line):
        return False
    name = rf"(?:[A-Z][\w'’-]+ ){{0,2}}{re.escape(words[-1])}\b"
    told = (
        rf"\b(?:told|shared with|shown to|(?:approached|contacted|obtained|reviewed|seen) by) (?:the )?{name}"
    )
    has = (
        rf"\b(?:the )?{name} (?:approached|can reveal|has (?:agreed|contacted|seen)|interviewed|is not naming"
        r"|understands|(?:could not|couldn['’]t|was unable to) (?:verify|confirm|determine|reach))\b"
    )
    return any(re.search(rf"{told}|{has}", text, re.IGNORECASE) for text in below)


def _may_be_title(line: str) -> bool:
    words = len(_WORD_RE.findall(line))
    return _TITLE_WORDS <= words <= _MAX_LINK_WORDS and not FULL_STOP_RE.search(line) and not is_time(line)


def _long_words(line: str) -> set[str]:
    words = (w for w in _WORD_RE.findall(line.lower()) if len(w) > 3 and w.isalpha())
    return {w.removesuffix("s") for w in words if w not in lexicon("grammar")["plain"]}


def _mostly(shared: set[str], line: str) -> bool:
    return len(shared) >= 0.4 * len(_long_words(line))


def _below_text(lines: tuple[str, ...], found: dict[int, str]) -> Iterator[int]:
    """A few words without a verb or a full stop below the last sentence, which no other rule will name."""
    last = max(
        (i for i, line in enumerate(lines) if i not in found and is_sentence(line)), default=len(lines)
    )
    for i in range(last + 1, len(lines)):
        line = lines[i]
        if len(line.split()) > 4 or FULL_STOP_RE.search(line) or has_verb(line):
            continue
        unit = Unit(
            line, i, len(lines), in_head=False, before=lines[i - 1], after="".join(lines[i + 1 : i + 2])
        )
        if not why_furniture(unit):
            yield i


def page_breaks(lines: tuple[str, ...]) -> set[int]:
    """Which lines of a page are page numbers or shouted running heads: text wraps around them."""
    numbers = {i for i, line in enumerate(lines) if len(line) <= 200 and _PAGE_RE.match(line)}
    return numbers | {i for i in _running_heads(lines) if _is_shouted(lines[i])}


def _is_shouted(line: str) -> bool:
    bare = _DATE_RE.sub("", line)
    return bare.isupper() and len(_WORD_RE.findall(re.sub(r"\d+", "", bare))) <= 4 and not has_verb(line)


def _why(lines: tuple[str, ...], i: int, *, mail: bool) -> str:
    line = lines[i]
    if (
        _MAIL_RE.match(line)
        or _DISCLAIMER_RE.match(line)
        or (mail and i < _MAIL_HEAD_WITHIN and (_MAIL_FIELD_RE.match(line) or _GREETING_RE.match(line)))
    ):
        return "mail"
    if _is_navigation(line):
        return "navigation"
    if len(line) <= 800 and _COOKIES_RE.match(line):
        return "cookies"
    if (len(line) <= 200 and _OUTSIDE_RE.search(line)) or (len(line) <= 400 and _NOTICE_RE.match(line)):
        return "note"
    if _PAGE_RE.match(line) and not is_time(line):
        return "page number"
    if len(line) <= 120 and i < 4 and _is_masthead(line):
        return "running head"
    if i and _under_credit(lines[i - 1], line):
        return "caption"
    posted = next((m for other in lines[i : i + 2] if (m := _TWEETED_RE.match(other))), None)
    if posted is not None and len(line) <= 400 and not _is_told_of(posted["who"], lines):
        return "tweet"
    if i and _ABOVE_LINK_RE.fullmatch(lines[i - 1]) and not FULL_STOP_RE.search(line):
        return "list of links"
    return "label" if _is_quoted_heading(lines, i) else ""


def _is_navigation(line: str) -> bool:
    """A menu or the way to the page: "Home | News | Sport", "News > Local"."""
    if len(line) > 200 or _SKIP_RE.match(line):
        return len(line) <= 200
    if FULL_STOP_RE.search(line) or any(c.isdigit() for c in line) or line.startswith(("By ", "BY ")):
        return False
    parts = [part for part in _BAR_RE.split(line) if part]
    if len(parts) < 2 or any(len(part.split()) > 4 or has_verb(part) for part in parts):
        return False
    return len(parts) > 2 or bool(_ARROW_RE.search(line)) or all(p.lower() in listed("labels") for p in parts)


def _is_masthead(line: str) -> bool:
    """The paper and its date, "THE MERROW POST, Tuesday, March 3, 2024", and not "Published 3 March 2024"."""
    return bool(_MASTHEAD_RE.match(line)) and not (is_time(line) or has_verb(line))


def _is_mail(lines: tuple[str, ...]) -> bool:
    fields = {
        line.partition(":")[0].strip().lower()
        for line in lines[:_MAIL_HEAD_WITHIN]
        if _MAIL_FIELD_RE.match(line)
    }
    return len(fields) > 1


def _under_credit(before: str, line: str) -> bool:
    """Whether a line is a caption by the bare "Image caption," or name of an agency over or before it.

    A quotation is none: with its speaker behind a dash it ends without a full stop, as captions do.
    """
    if len(line) > 300 or line.startswith(('"', "“", "”")):
        return False
    if not FULL_STOP_RE.search(line) and re.match(rf"{agency_pattern()} [A-Z][a-z]+ [a-z]", line):
        return is_sentence(before)
    if _NAMED_CAPTION_RE.match(before):
        return True
    return bool(re.fullmatch(rf"{agency_pattern()}(?: ?/ ?[A-Z][\w .'’-]{{1,40}})?", before)) and not (
        FULL_STOP_RE.search(line) or is_time(line)
    )


def _is_told_of(name: str, lines: tuple[str, ...]) -> bool:
    """Whether the page tells of who posted something, so that the post is part of what it tells."""
    last = name.split()[-1]
    return sum(last in line for line in lines) > 1


def _is_quoted_heading(lines: tuple[str, ...], i: int) -> bool:
    """A few quoted words without a full stop between two paragraphs: "'Not surprised'"."""
    return (
        0 < i < len(lines) - 1
        and len(lines[i].split()) <= 6
        and bool(_QUOTED_HEADING_RE.match(lines[i]))
        and is_sentence(lines[i - 1])
        and is_sentence(lines[i + 1])
    )


def _running_heads(lines: tuple[str, ...]) -> set[int]:
    """Short lines that come again on every page; the first may be the headline, unless it shouts a title."""
    keys = [
        _NOT_KEY_RE.sub(" ", _DATE_RE.sub(" ", line)).strip().lower()
        if len(line) <= _MAX_RUNNING_HEAD and not FULL_STOP_RE.search(line)
        else ""
        for line in lines
    ]
    counts = Counter(key for key in keys if len(key) > 3)
    seen: set[str] = set()
    found = set()
    for i, (line, key) in enumerate(zip(lines, keys, strict=True)):
        if counts[key] < 2:
            continue
        if key in seen or _is_shouted(line):
            found.add(i)
        seen.add(key)
    return found


def _names_list(line: str) -> bool:
    name = line.strip(" :|").replace("’", "'").lower()
    return len(line) <= 60 and (name in listed("lists") or bool(_LIST_RE.match(name)))


def _is_link(line: str) -> bool:
    """Whether a line may be one of a list: the title of another page, or its date or number."""
    if len(line) > _MAX_LINK_CHARS or len(line.split()) > _MAX_LINK_WORDS or line.endswith(":"):
        return False
    closed = FULL_STOP_RE.search(line) and not line.endswith("?")
    return not closed or len(_WORD_RE.findall(line)) <= 4


def _signature(lines: tuple[str, ...]) -> range:
    """The lines under "--" at the end of a mail: who sent it."""
    for i in range(max(0, len(lines) - _MAX_SIGNATURE_LINES - 1), len(lines)):
        if lines[i] == "--" and all(len(line) <= 80 and not is_sentence(line) for line in lines[i:]):
            return range(i, len(lines))
    return range(0)


def names_only(text: str, *, one: bool = False) -> bool:
    """Whether a line is a byline without "By": "Ida Brandt in Sund and Marek Oland", or just `one` name."""
    pattern = _ONE_NAME_RE if one else _NAMES_RE
    given = _WILL_RE.sub("", text)
    return len(text) <= 100 and bool(pattern.match(text)) and not has_verb(given)
