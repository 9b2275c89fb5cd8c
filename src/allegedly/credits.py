"""Who wrote a page, for whom and when, as the lines of its head say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from allegedly.article import Block
from allegedly.chrome import names_only
from allegedly.dates import DAY, MONTH, is_time
from allegedly.fragments import is_given
from allegedly.furniture import agency_pattern, byline_names, has_verb, is_role, with_agencies
from allegedly.phrases import is_outlet, lexicon

_LEAD_RE = re.compile(
    r"(?:(?:News|Sport|Business|Politics|Opinion|EXCLUSIVE|Exclusive)[:!]? )?"
    r"(?:By|BY|by|Written by|Story by|Posted by|Author(?: of the article)?|Text|[Ww]riter)(?::\s*|\s+)"
    r"(?=[A-ZÀ-Þ])"
)
_PARTS_RE = re.compile(r"\s*[|·•]\s*|\s+[-–—]\s+|\s+/\s+")
_WHEN_RE = re.compile(
    rf"(?:^|[\s,]+)(?=(?:(?:first|last) )?(?:published|updated|posted)\b|{DAY}\b|{MONTH} \d"
    rf"|\d{{1,2}} {MONTH}\b|\d{{1,4}}[-./]\d{{1,2}}[-./]\d)",
    re.IGNORECASE,
)
_BESIDES_RE = re.compile(
    r"[\s|·•,]+(?:(?:[Rr]eading [Tt]ime:?\s*)?\d{1,2} min(?:ute)?s?\.?(?: to)? read"
    r"|Edited by [A-Z][\w.'’ -]{2,60}|(?:and|with) (?:agencies|news agencies|wires|wire reports)"
    r"|(?<=[|·•] )(?:Listen|Print|Save|Share)(?: (?:to )?(?:the |this )?(?:article|story))?)(?=$|\s*[|·•])"
)
"""What a line of credits has besides: "| 4 min read", "| Edited by Ida Brandt", "and agencies"."""
_TIME_AND_OUTLET_RE = re.compile(
    r"(?P<when>[^|]*\d[^|]*?), (?P<outlet>(?:The )?[A-Z][\w'’]+(?: [A-Z][\w'’]+){0,3})"
)
"""The time and the outlet alone: "Saturday February 15 2025, 12.01am GMT, The Times"."""
_MAIL_RE = re.compile(r"[\w.+-]+@[\w.-]+")
_NAME = r"[A-ZÀ-Þ][\w'’.-]+(?: (?:[A-Z]\.|[A-ZÀ-Þ][\w'’-]+|de|van|von|al|bin)){1,2}?"
_WRITES = "(?:Analyst|Columnist|Correspondent|Editor|Reporter|Writer)s?"
_TITLED_RE = re.compile(
    rf"(?P<name>{_NAME})"
    rf"(?:,? (?:[A-Z][\w&'’-]* ){{0,3}}{_WRITES}|(?:,| [A-Z][a-z&-]+) (?:[a-z&-]+ ){{0,3}}{_WRITES.lower()})"
)
_ALL_RE = re.compile(rf"{_NAME}(?:, {_NAME})*,? (?:and|&) {_NAME}")
_SECTION_RE = re.compile(r"[A-Z][\w'’-]+(?: (?:&|and|[A-Z][\w'’-]+)){0,3}")
_POST_RE = re.compile(rf"(?:[A-Z][\w'’-]* ){{0,3}}{_WRITES} (?=[A-Z])")
"""What a writer is, in front of the name: "| Political Editor | Ida Brandt"."""
_WHERE_RE = re.compile(r" in [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}(?=, [A-Z]| and [A-Z]|$)")
_CAPITALS_RE = re.compile(
    r"(?:[A-Z0-9][\w'’&.-]*|of|and|the)(?: (?:[A-Z0-9][\w'’&.-]*|of|and|the|for|on|in))*"
)
_NAMES_END_RE = re.compile(r"\s*(?:[|·•(@]|,| [-–—] | for | FOR | in |\bon\b|\bat\b| \d).*$")
_SHOUTED_RE = re.compile(r"[^\W\d_a-z]{3,}(?![a-z])|\b(?:AL|EL)(?=-)")
_SMALL = frozenset({"AL", "AND", "EL", "FOR"})
_STAFF_RE = re.compile(
    r"(?:the )?(?P<outlet>[A-Z][\w'’]+(?: [A-Z][\w'’]+){0,3}) (?:correspondents|newsroom|reporters|staff)"
)
"""An outlet whose people wrote it together: "By Sund News staff"."""
_STATED_RE = re.compile(r"(?:(?:first|last) )?(?:published|updated|posted)\b", re.IGNORECASE)
_BEHIND_RE = re.compile(r",\s+| (?:for|FOR) ")
_ASKS_RE = re.compile(
    r"\b(?:The\s+)?(?P<outlet>[A-Z][\w'’]{1,30}(?:\s[A-Z][\w'’]{1,30}){0,3})\s(?:has|have)\s"
    r"(?:contacted|approached|asked)\s[^.]{2,120}\sfor\s(?:a\s|further\s)?(?:comment|response)\b"
)
_APPEARED_RE = re.compile(
    r"\b(?:originally|first) (?:appeared|published) (?:in|on) (?:the )?"
    r"(?P<outlet>[A-Z][\w'’]+(?: [A-Z][\w'’]+){0,3})(?=[:.]|$)",
    re.MULTILINE,
)
_OWNER_RE = re.compile(
    r"(?:©|\(c\)|\b(?i:copyright))\s*(?:©\s*)?(?:(?:19|20)\d\d,?\s+)?(?:by\s+)?(?:[Tt]he\s+)?"
    r"(?P<owner>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}?)"
    r"(?=\s+(?:(?:19|20)\d\d|L\.?P|Ltd|Inc|LLC|All)\b|[.,]|$)"
)
SHOWN = r"(?:(?:approached|contacted|obtained|reviewed|seen|viewed) by|shared with|shown to)"
"""In front of the outlet that papers were shown to, or that asked."""
REPORTED = r"(?:first |also |has )?(?:quoted|reported|reports|revealed|wrote)\b"
"""What stands behind the name of another outlet, on whose report the article goes."""
_SPEAKS = r"\b(?:speaking to|spoke to|tells?|told)"
_TOLD = rf"(?:{_SPEAKS}|\b(?:described|leaked|provided|read) to|\b{SHOWN})"
_THIS = (
    r"(?i:told|speaking to|leaked to|(?:contacted|obtained|reviewed|seen) by) "
    r"this (?:masthead|newspaper|paper|publication|website)\b"
)
_ITSELF = r"(?:[A-Z][\w'’-]{1,30} ){0,3}[A-Z][\w'’-]{1,30}"
_LEARNS_RE = re.compile(
    rf"\b(?P<the>[Tt]he )?(?P<outlet>{_ITSELF}) "
    r"(?:(?P<says>understands|can (?:exclusively )?(?:disclose|reveal)"
    r"|(?:has|have) (?:established|learn(?:ed|t)))"
    r"|investigations? (?:revealed|showed)|(?:has agreed not to|is not|will not) (?:identify|nam)(?:e|ing)?"
    r"|(?:has|have) (?:approached|contacted|seen)"
    r"|(?:could not|was unable to|was not able to) (?:immediately |independently )?(?:establish|reach|verify)"
    r"|(?:has )?(?:spoke|spoken) to (?:about |more than |over )?(?:a dozen|dozens|\d+))\b"
)
"""An outlet that writes of itself: people speak to it, and it says what it "has learned"."""
_SHOWN_RE = re.compile(
    r"\b(?:(?:obtained|reviewed|seen|viewed) by|(?:described|leaked|read|shown) to|showed) "
    rf"(?P<the>[Tt]he )?(?P<outlet>{_ITSELF})"
)
_INVESTIGATED_RE = re.compile(
    rf"\b[Ii]nvestigation by (?P<the>[Tt]he )?(?P<outlet>{_ITSELF})(?: and [A-Z][^.,;]{{1,40}}?)? "
    r"(?:has |can )?(?:established|found|reveal(?:ed|s)?|shows?|uncovered)\b"
)
_OWN_WORD = r"(?:argued|confirmed|declined|denied|did|hired|paid|said|says|sold|told)\b"
_TELL = 2
"""How often people must have told an outlet something that no word of its name shows to be one."""
_LOOKED_AT = 9
_TRIED = 3
"""How many names are looked at, and for how many the text is searched: work stays linear."""
_AGENCY_RE = re.compile(r"[(/]([A-Z][^()/]{1,30})[)/]")
_DAY_RE = re.compile(rf"{MONTH} \d{{1,2}},? \Z")
_SIGN_OFF_RE = re.compile(
    r"Source\s?:?\s?-?\s?(?P<source>[A-Z]\w+(?: [A-Z]\w+)?)(?: and| news|$)"
    r"|\((?P<paper>[A-Z]\w+(?: [A-Z]\w+){0,4}) [\d/]+ page"
)
"""Whose copy it was, at the end: "Source: Sund News and agencies", "(Orford Weekly 12/09/2016 page27)"."""
_MASTHEAD_RE = re.compile(r"(?!News|World)[A-Z][\w'’-]+(?: (?:of|and|[A-Z][\w'’-]+)){1,4}(?<!News|NEWS)")
"""A paper's name above the headline: "The Harrow Valley Examiner", and not "World News"."""
_MANY = 3
_MOST = 160
"""A longer line is prose."""


@dataclass(frozen=True, slots=True)
class Credit:
    """What one line of the head says: the writers' names, the outlet and the time, each `""` when missing."""

    names: str = ""
    outlet: str = ""
    when: str = ""


def credit(line: str) -> Credit | None:
    """The names, the outlet and the time that a line consists of; `None` when there is anything else in it.

    "By Ida Brandt | Sund News | Updated May 5, 2019", "Marek Oland Published July 14, 2021".
    """
    text = _BESIDES_RE.sub("", line.replace(" ,", ",").strip())
    lead = _LEAD_RE.match(text)
    if not lead and (told := _TIME_AND_OUTLET_RE.fullmatch(text)) and is_time(told["when"]):
        return Credit("", told["outlet"], told["when"]) if _is_outlet(told["outlet"]) else None
    if len(text) > _MOST or text.endswith((".", ":", "?", "!")) or has_verb(_WHEN_RE.split(text)[0]):
        return None
    names = outlet = when = ""
    others = 0
    parts = [_without_time(p) for p in _PARTS_RE.split(text[lead.end() if lead else 0 :]) if p]
    timed = any(time for _, time in parts)
    for number, (rest, time) in enumerate(parts):
        if rest and time and not lead and not _STATED_RE.match(time):
            return None  # "Milan Hora, 5 May 2019" is a caption
        when = when or time
        who, whose = _who(rest) if not names else ("", "")
        if who:
            names, outlet = who, outlet or whose
            others += _TITLED_RE.fullmatch(rest) is not None
        elif _MAIL_RE.fullmatch(rest):
            others += 1
        elif rest and _is_outlet(rest):
            outlet = outlet or rest
        elif rest and (is_role(rest) or (number and timed and _SECTION_RE.fullmatch(rest))):
            others += 1  # "Ida Brandt | Sund | Updated: 5 May"
        elif rest:
            return None
    plain = bool(when and others and not lead) or bool(lead and outlet)
    if not plain and not (names and (lead or when or outlet or others)):
        return None
    return Credit(names, outlet, when)


def _without_time(part: str) -> tuple[str, str]:
    """The part without the time at its end, and that time."""
    for found in _WHEN_RE.finditer(part):
        if is_time(part[found.end() :]):
            return part[: found.start()].strip(" ,"), part[found.end() :]
    return part.strip(" ,"), ""


def _is_outlet(text: str) -> bool:
    words = text.lower().split()
    return is_outlet(words) and words[-1] != "reporter" and not has_verb(text)


def _who(text: str) -> tuple[str, str]:
    """The names in a part, and the outlet behind the last of them: "Ida Brandt Fox News"."""
    if titled := _TITLED_RE.fullmatch(text):
        return titled["name"], ""
    if (house := _STAFF_RE.fullmatch(text)) and not is_given(house["outlet"].split()[0]):
        return text, house["outlet"]
    words = text.split()
    for cut in range(len(words) - 1, 1, -1):
        names = words[: cut - (words[cut - 1] in {"for", "FOR"})]  # "By Ida Brandt for | Sund News"
        rest = " ".join(names).rstrip(",")
        if len(rest.split()) > 1 and _is_outlet(" ".join(words[cut:])) and names_only(rest, one=True):
            return rest, " ".join(words[cut:])
    if names_only(text) or names_only(text, one=True) or _ALL_RE.fullmatch(text):
        return ("", "") if _is_outlet(text) else (text, "")
    return "", ""


def byline(line: str) -> str:
    """The byline that a line is, as it is printed: "By" and the names, without role, place or date.

    `""` when it has no names.
    """
    line = line.replace(" ,", ",")
    found = credit(line)
    names = found.names if found else byline_names(line) or ""
    if not names and (names_only(line) or names_only(line, one=True)):
        return f"By {title_case(_WHERE_RE.sub('', line))}"
    writers = ", ".join(_writers(_POST_RE.sub("", _WHERE_RE.sub("", names), count=1)))
    return f"By {title_case(writers)}" if writers else ""


def _writers(names: str) -> Iterator[str]:
    """The writers' names, one comma apart: behind the first, only what begins with a given name is one.

    Where "and" stands before the last of several, or they are three and more of two words, all are names.
    """
    if _ALL_RE.fullmatch(names):
        yield names
        return
    parts = names.split(", ")
    all_names = len(parts) >= _MANY and all(
        names_only(part, one=True) and not _is_outlet(part) for part in parts
    )
    for at, part in enumerate(parts):
        first = part.removeprefix("and ").partition(" ")[0].rstrip(".")
        if at and not is_given(first) and not all_names:
            break
        if bare := _NAMES_END_RE.sub("", part).strip():
            yield bare


def title_case(words: str) -> str:
    """`words` with shouted names in small letters: "IDA B. BRANDT" is "Ida B. Brandt"."""
    return _SHOUTED_RE.sub(lambda m: m[0].lower() if m[0] in _SMALL else m[0].capitalize(), words)


def outlet_of(clear: str, blocks: tuple[Block, ...]) -> str | None:
    """Whose copy it is: who asks for a comment, stands behind a byline, in the dateline or the copyright, or
    in the last line; `None` when no line says.
    """
    for stated in (_ASKS_RE.search(clear), _APPEARED_RE.search(clear)):
        name = " ".join(stated["outlet"].split()) if stated else ""
        told = name and re.search(rf"{_SPEAKS} (?:[Tt]he )?{re.escape(name)}\b", clear)
        if name and (told or is_outlet(name.lower().split())):
            return name
    for block in blocks:
        if block.why == "byline":
            line = " ".join(block.span.slice(clear).split())
            if (found := credit(line)) and found.outlet:
                return _as_in_text(found.outlet, clear)
            if with_agencies(line):
                continue
            *names, last = _BEHIND_RE.split(line)
            alone = len(line.split()) > 1 and not line.lower().startswith("by ")  # on a line of its own
            if (
                (names or alone)
                and _CAPITALS_RE.fullmatch(last)
                and is_outlet(last.lower().split())
                and last.split()[-1].lower() != "reporter"
            ):
                return _as_in_text(last, clear)
    return next(filter(None, (_stated(block, clear) for block in blocks)), None) or _itself(clear)


def _as_in_text(outlet: str, clear: str) -> str:
    """A shouted outlet as the text writes it, else with its words' capitals alone: "DAILYSTAR ONLINE"."""
    if not outlet.isupper():
        return outlet
    written = re.finditer(re.escape(outlet), clear, re.IGNORECASE)
    return next((found[0] for found in written if not found[0].isupper()), title_case(outlet))


def _itself(clear: str) -> str | None:
    """The outlet that the text shows to be its own: "Newsbeat has learned", and "told Newsbeat".

    Not one that "reported" it, or "according to" whom it is: that is another.
    """
    this = re.search(rf"\b{_THIS}", clear) is not None
    own = chain(_LEARNS_RE.finditer(clear), _INVESTIGATED_RE.finditer(clear))
    learns = [name for name, found in _first_of(own) if _may_be_outlet(found, clear)]
    shown = [name for name, found in _first_of(_SHOWN_RE.finditer(clear)) if _may_be_outlet(found, clear)]
    for name in list(dict.fromkeys(learns + shown))[:_TRIED]:
        last = rf"(?:[A-Z][\w'’-]{{1,30}} ){{0,3}}{re.escape(name.split()[-1])}\b"
        another = re.search(rf"{last} {REPORTED}|\b[Aa]ccording to (?:the )?{last}", clear)
        told = re.search(rf"{_TOLD if name in learns else _SPEAKS} (?:[Tt]he )?(?P<whole>{last})", clear)
        told = told or (_spelt_out(name, clear) if name.isupper() else None)
        reveals = re.search(rf"{last} can (?:exclusively )?reveal\b", clear)  # nobody says it of another
        if another is None and (told or this or reveals):
            name = max(name, told["whole"] if told else "", key=len)
            return f"The {name}" if re.search(rf"[a-z] The {re.escape(name)}\b", clear) else name
    return None


def _first_of(matches: Iterable[re.Match[str]]) -> list[tuple[str, re.Match[str]]]:
    """The first names that were found, each with where it first was."""
    first: dict[str, re.Match[str]] = {}
    for found in matches:
        first.setdefault(found["outlet"], found)
        if len(first) == _LOOKED_AT:
            break
    return list(first.items())


def _spelt_out(letters: str, clear: str) -> re.Match[str] | None:
    """Where somebody told those whose letters they are: "told the Financial Courier" is of "the FC"."""
    told = re.finditer(rf"{_SPEAKS} (?:[Tt]he )?(?P<whole>(?:[A-Z][a-z]+ ){{1,3}}[A-Z][a-z]+)", clear)
    return next((t for t in told if "".join(w[0] for w in t["whole"].split()) == letters), None)


def _may_be_outlet(found: re.Match[str], clear: str) -> bool:
    """Whether those to whom papers were shown, or who "have learned" it, may be an outlet: no board or place,
    and nobody whose first name or title the text has.
    """
    words = found["outlet"].lower().split()
    if is_outlet(words, article=bool(found["the"])):
        return True
    bodies = lexicon("bodies")
    named = bodies["endings"] | bodies["places"] | bodies["capitals"] | lexicon("sources")["organisations"]
    if found["the"]:
        return words[-1] not in named
    # "Viewed by Axial": people tell it things, and it says nothing itself.
    name = re.escape(found["outlet"])
    told = len(re.findall(rf"{_SPEAKS} {name}\b", clear)) >= _TELL
    listens = told and re.search(rf"\b{name}(?:['’]s \w+)? (?:also |has |have )?{_OWN_WORD}", clear) is None
    says = found.groupdict().get("says") is not None or listens
    says = says and len(words) == 1 and words[0] not in named
    return (
        says and re.search(rf"\b(?!The\b)[A-Z][\w.'’]{{0,30}} {re.escape(found['outlet'])}\b", clear) is None
    )


def _stated(block: Block, clear: str) -> str | None:
    """The outlet in a line of furniture: the copyright's owner, the dateline's agency, who signs off."""
    text = " ".join(block.span.slice(clear).split())
    if block.why == "copyright" and (owner := _OWNER_RE.search(text)):
        name = owner["owner"].strip()
        return name if is_outlet(name.lower().split()) else None
    if block.why == "outlet":
        return text
    if block.why == "label" and _MASTHEAD_RE.fullmatch(text) and _is_outlet(text):
        return title_case(text)
    if block.why == "agency tail" and (signed := _SIGN_OFF_RE.search(text)):
        return str(signed["source"] or signed["paper"])
    if block.why == "dateline" and (agency := _AGENCY_RE.search(text)):
        name = agency[1]
        known = rf"{agency_pattern()}(?: [A-Z][a-z]+)?|[A-Z]{{2,5}}(?: \d+)?"
        wire = text[agency.start()] == "/" or not agency.start()  # "(Newsbeat) - A lawsuit"
        wire = wire or _DAY_RE.search(text, 0, agency.start()) is not None  # "SUND, Nov 24 (Newsbeat) -"
        unable = rf"\b{re.escape(name)} (?:could|did|has|was) (?:not|unable)\b"  # "has not heard the tapes"
        wire = wire or re.search(unable, clear) is not None
        wire = wire or re.search(rf"{_TOLD} (?:[Tt]he )?{re.escape(name)}\b", clear) is not None
        return name if wire or re.fullmatch(known, name) or is_outlet(name.lower().split()) else None
    return None
