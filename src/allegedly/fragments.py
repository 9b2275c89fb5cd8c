"""Datelines, dates, credits and promotions that a page runs into its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from allegedly.dates import MONTH, NUMERIC_DATE
from allegedly.furniture import FULL_STOP_RE, agency_pattern, byline_names
from allegedly.phrases import entries, is_outlet, lexicon

_DATE_HEAD_RE = re.compile(
    rf"^(?:[A-Z]\w+(?: [A-Z]\w+){{0,2}} \({MONTH} \d{{1,2}}, \d{{4}},? [^()]{{4,20}}\)\s*(?:—|–|--?)\s+"
    rf"|(?:date of publication\s?:?\s*)?(?:{NUMERIC_DATE}"
    rf"|\d{{1,2}} {MONTH} \d{{4}})(?:\s?\(updated [\d .:]+\))?"
    rf"(?:\s*Get short URL(?:\s\d+)*)?\s+)(?=[A-Z\"“‘'0-9])",
    re.IGNORECASE,
)


_SIGNED_RE = re.compile(
    r"^(?P<title>.*[^\s,;:])\s+(?P<byline>By (?P<given>[A-ZÀ-Þ][\w'’-]+) (?:[A-Z]\.? )?[A-ZÀ-Þ][\w'’-]+.*)$",
    re.DOTALL,
)

_LABEL_RE = re.compile(
    r"(?:ANALYSIS|BREAKING(?: NEWS)?|COMMENT|EXCLUSIVE|EXPLAINER|FEATURE|INTERVIEW|INVESTIGATION|LONG READ"
    r"|OPINION|PROFILE)(?:(?::|\s[|–—-])\s+(?=[\"“‘']?[A-ZÀ-Þ][\w'’]* )|\s+(?=(?P<next>[A-Z][a-z]*) [a-z]))"
)
_WHAT = (
    r"also|background|be smart|behind the scenes|between the lines|by the numbers|case in point"
    r"|catch up quick|context|details|driving the (?:day|news)|elsewhere|flashback|friction point|go deeper"
    r"|how it works|of note|our thought bubble|quick take|quote of the day|reality check|state of play"
    r"|the (?:backdrop|backstory|big picture|bottom line|details|impact|intrigue|latest|other side)"
    r"|threat level|what (?:happened|(?:he|she|they)['’]re saying|we['’]re (?:hearing|reading|watching))"
    r"|what['’]s (?:happening|new|next)|why (?:it matters|now)|worth noting|yes,? but|zoom (?:in|out)"
)
_HEADED_RE = re.compile(rf"(?:{_WHAT}):\s+(?=[\"“‘'(]?[A-ZÀ-Þ0-9$£€])", re.IGNORECASE)
"""What a newsletter sets in front of a paragraph: "| Why it matters: | The bank has no cash"."""
_LED_RE = re.compile(
    r"By (?P<given>[A-ZÀ-Þ][\w'’-]+) (?:[A-Z]\. )?[A-ZÀ-Þ][\w'’-]+"
    r"(?:,(?: [a-z]+){0,3} (?:correspondent|editor|reporter|writer))? "
    r"(?=(?P<next>[A-ZÀ-Þ][\w'’-]*) [a-zà-þ]|[A-Z]{3})"
)

_WHEN = (
    r"(?:(?:Posted|Published|Updated):? )?"
    rf"(?:Today|Yesterday|\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}}|\d{{1,2}}[:.]\d\d ?[ap]\.?m\.?)"
    r"(?:,? \d{4})?(?:,? \d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?)?"
)
_BY_RE = re.compile(
    r"(?<=[\w.!?”\"’] )By (?:(?P<loud>[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+){1,2})"
    r"|(?P<given>[A-Z][a-zà-þ'’-]+) (?:[A-Z]\. )?[A-Z][\w'’-]+)"
    r"(?:, [^.;:]{0,30}?(?:bureau|correspondent|editor|reporter|writer))?"
    rf"(?P<when> {_WHEN})? (?=(?P<next>[A-ZÀ-Þ][\w'’-]*) [\wà-þ])"
)
_NEXT_RE = re.compile(r"[\"'“‘(\[]*([\w'’-]+)")
_HEAD = 400
"""Characters of a paragraph within which a headline ends that ran into it, with its byline behind it."""


def run_in_byline(text: str) -> tuple[int, int]:
    """Where a byline stands between a headline and the text that ran into one paragraph; (0, 0) for nowhere.

    "… for spying By IDA BRANDT Today, 2:15 pm Prosecutors …": a name in capitals, or a time behind it, says
    where it ends; otherwise what follows must open a sentence.
    """
    opens = lexicon("grammar")["not_a_name"]
    for found in _BY_RE.finditer(text, 0, _HEAD + 80):
        sure = found["loud"] or found["when"] or found["next"].lower() in opens
        if found.start() < _HEAD and sure and (found["loud"] or is_given(found["given"])):
            return found.start(), found.end()
    return 0, 0


def opening_end(text: str) -> tuple[int, str]:
    """How much of a page's first paragraph is a label or a byline that ran into it, and which; else 0.

    "LONG READ When …", "By Ida Brandt The port …", "By Ida Brandt SUND: The …": names begin with a given
    name, and what follows them is no surname.
    """
    opens = lexicon("grammar")["not_a_name"]
    if (label := _LABEL_RE.match(text)) and (not label["next"] or label["next"].lower() in opens):
        return label.end(), "label"
    led = _LED_RE.match(text)
    if led is None or not is_given(led["given"]):
        return 0, ""
    goes_on = led["next"].lower() in opens if led["next"] else dateline_end(text[led.end() :])
    return (led.end(), "byline") if goes_on else (0, "")


def headed_end(text: str) -> int:
    """How much of a paragraph is the label that a newsletter sets in front of it; 0 without one."""
    found = _HEADED_RE.match(text)
    return found.end() if found is not None and found[0][0].isupper() else 0


def is_given(name: str) -> bool:
    """Whether a word is a given name."""
    return any(name.lower() in lexicon("given")[gender] for gender in ("male", "female", "either"))


def signed_at(headline: str) -> int:
    """Where the byline begins that a page runs into its headline: "Ferry to stop | By Ida Brandt"; else 0.

    Names begin with a given name; in a headline whose words all have capitals, "By" may be any "by".
    """
    match = _SIGNED_RE.match(headline)
    if match is None or byline_names(match["byline"]) is None:
        return 0
    if not is_given(match["given"]):
        return 0
    words = [w for w in match["title"].split()[1:] if w[0].isalpha() and len(w) > 3]
    small = sum(w.islower() for w in words)
    return match.start("byline") if words and 2 * small > len(words) else 0


@cache
def _dateline_re() -> re.Pattern[str]:
    """Place, perhaps date and agency, and a dash: in capitals, or with the agency in brackets."""
    caps = r"[A-Z][A-Z.'’]+(?:[ /-][A-Z][A-Z.'’]*){0,4}"
    mixed = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}"
    region = r"(?:, (?:[A-Z][\w.'’]+)(?: [A-Z][\w.'’]+){0,2}){0,2}"
    date = rf"(?:,? {MONTH} \d{{1,2}}(?:,? \d{{4}})?|,? \d{{1,2}} {MONTH}(?: \d{{4}})?)?"
    agency = r"\s?\((?P<by>(?:[A-Z][\w.'’&-]*|the)(?: (?:of (?:the )?)?[A-Z0-9][\w.'’&-]*){0,3})\)"
    dash = r"\s*(?:—|–|--|-(?=\s)|:(?=\s))\s*"
    follows = r"(?=[\"'“‘(\[]*[A-Z0-9À-Þ$£€])"
    named = rf"(?:{caps}|(?P<where>{mixed})){region}{date},?{agency}(?:(?P<dash>{dash})|\s*)"
    wired = rf"{MONTH} \d{{1,2}} \([A-Z][\w.'’&-]*(?: [A-Z0-9][\w.'’&-]*){{0,3}}\)\s*(?:—|–|--?)\s+"
    run_in = rf"{caps}, {MONTH} \d{{1,2}}\s+(?=[A-Z][a-z]* [a-z])"
    wire = rf"{caps}{region}{date}[.,]? /[A-Z]\w{{1,14}}/\.?\s?-{{0,2}}\s?"
    capital = rf"{caps}{region}{date}(?:\s?/\s?[A-Z][\w ]{{1,20}}/)?(?:\s*(?:—|–|--)\s*|\s+-\s+)"
    dated = rf"(?:{caps}|{mixed}){region},? (?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?{dash}"
    agented = rf"(?:{caps}|{mixed}), (?:{agency_pattern()}){dash}"
    known = rf"{agency_pattern()}(?: [A-Z][a-z]+)?|[A-Z]{{2,6}}(?=\)[A-Z])|The [A-Z]\w+ [A-Z]\w+(?=\)[A-Z])"
    bare = rf"\((?:{known})\)\s*(?:—|–|--|-)?\s*|\({mixed}\)\s*(?:—|–|--|-)\s+"
    plain = rf"{mixed}(?:, (?:UK|U\.K\.|UAE|USA|U\.S\.))?\s(?:—|–)\s"
    # "BEIRUT:" may be a label, "HATAY Turkey -" a name: `_dateline` asks whether the places are known.
    shouted = r"[A-Z]+(?: [A-Z]+){0,3}"
    labelled = rf"(?P<cities>{shouted}(?:/{shouted})?|{mixed})(?:,? (?P<of>[A-Z][a-z]+))?\s?:\s+"
    landed = rf"{caps} (?P<land>[A-Z][a-z]+){date}\s+(?:—|–|--?)\s+"
    label = (
        r"(?!(?:FILE|PHOTOS?|VIDEO|WATCH|READ|LIVE|BREAKING|EXCLUSIVE|UPDATED?|OPINION|ANALYSIS|RELATED)\b)"
    )
    return re.compile(
        rf"{label}(?:{named}|{wired}|{run_in}|{wire}|{capital}|{dated}|{agented}|{bare}|{plain}|{labelled}|{landed}){follows}"
    )


# Pieces inside a paragraph, for pages whose paragraphs were lost: the rule, what a paragraph must hold to be
# worth a look, and the pattern. Each must start the paragraph or follow the end of a sentence, and must say
# by itself where it ends.
_AFTER_END_RE = re.compile(r"(?:^|(?<=[.!?…\"'”’)\]])|(?<=[.!?…\"'”’)\]]\s)|(?<=\s\s))")
_PLACED: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "agency tail",
        "(",
        re.compile(r"\((?:Source\s?:|With|\w+(?: \w+)? and [Aa]gencies) ?[^()]{0,60}\)"),
    ),
    (
        "agency tail",
        "Source",
        re.compile(
            r"(?:- )?Source\s?:?\s?-?\s?[A-Z]\w+(?: [A-Z]\w+)?(?: and (?:news )?agencies| news agency)\.?$"
            r"|(?:- )?Source\s?:\s?-?\s?[A-Z]\w+(?: [A-Z]\w+)?$"
        ),
    ),
    (
        "agency tail",
        " page",
        re.compile(r"(?:[\w.]+@[\w.]+ )?\([A-Z]\w+(?: [A-Z]\w+){0,4} \d\d?/\d\d?/\d{4} page ?\d+\)$"),
    ),
    (
        "contributors",
        "contributed",
        re.compile(
            r"(?:CNN['’]s |[A-Z][a-z]+ )(?:[^.!?\"“”]"
            r"|(?<=[A-Z])\.){2,250} contributed (?:reporting )?to this (?:report|story"
            r"|article)(?: from [A-Z][\w, ]{2,40})?(?: ?\.|$)"
        ),
    ),
    (
        "contributors",
        "CNN",
        re.compile(
            r"CNN['’]s (?:[^.!?\"“”]|(?<=[A-Z])\.){2,250} (?:reported"
            r"|wrote)(?: and wrote)? from [^.!?\"“”]{2,120}\.$"
        ),
    ),
    (
        "copyright",
        "",
        re.compile(
            r"(?:(?:Copyright (?:©|\(c\)|(?:19|20)\d\d)|© ?(?:19"
            r"|20)\d\d)[^.!?]{2,80}\.(?: ?All rights reserved ?\.)?|All rights reserved ?\.)"
        ),
    ),
    (
        "copyright",
        "This material",
        re.compile(r"This material may not be published,? broadcast,? rewritten,? or redistributed ?\."),
    ),
    (
        "plug",
        "comments",
        re.compile(
            r"(?:Sorry,? )?[Ww]e are (?:not currently accepting|no longer accepting"
            r"|unable to accept) comments[^.!?]{0,80}\.?"
        ),
    ),
    (
        "plug",
        "Share this",
        re.compile(r"Share this (?:article|story|page)(?: Share| with)?(?: \d+)?(?: shares)?"),
    ),
    (
        "link",
        ":",
        re.compile(
            r"(?:Read (?:more|this|also)|READ(?: MORE| THIS| ALSO)?|RELATED|SEE ALSO|See also"
            r"|Related|WATCH|OPINION)\s?: [^.?!]{3,120}?(?:[.?!]|$|(?<=[a-z])(?=\s[\"“])"
            # A title that lost its line: "READ MORE: Gulls stay | The council said".
            r"|(?<=[a-z])(?=\s(?:An?|After|As|At|But|For|He|If|In|It|On|She|The|They|This|When|While) [a-z]))"
        ),
    ),
    # "(Luis Prado/Vista Images)": only credits pair two names with a stroke between brackets.
    (
        "caption",
        "/",
        re.compile(r"[(\[](?:[A-Z][\w.'’-]* ){1,3}?[A-Z][\w.'’-]* ?/ ?[A-Z][\w.'’ -]{1,40}[)\]]"),
    ),
    (
        "note",
        "",
        re.compile(
            r"(?:This|An earlier version of this) (?:article|interview|piece|story|report) (?:has been"
            r"|was) (?:updated|amended|corrected)[^.!?]{0,200}\."
            r"(?:(?<=\d\.)\s(?:An|The) (?:earlier|original|previous) version "
            r"(?:gave|had|misstated|said|stated)[^.!?]{0,200}\.)?"
        ),
    ),
    (
        "plug",
        "ollow ",
        re.compile(
            r"(?:You can )?[Ff]ollow (?:him|her|me|us|them|@\w+)[^.!?]{0,40} on (?:Twitter|Facebook"
            r"|Instagram|X)[^.!?]{0,80}(?:\.|$)"
        ),
    ),
    (
        "link",
        "",
        re.compile(
            r"(?:Watch the (?:full )?video|Watch (?:it )?(?:above|below)|Read the full \w+"
            r"|See (?:the )?photos [^.!?:]{3,40})\s?[:.]"
        ),
    ),
    ("link", "]", re.compile(r"\[(?:via |h/t )?[A-Z][^\[\]]{1,30}\]$")),
)
_INLINE: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "agency tail",
        "by ",
        re.compile(
            r"[(\[](?:Additional |Further )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|Compiled|Production"
            r"|Graphic)s?(?: and [a-z]{4,10})? by [^()\[\]]{3,400}[)\]]"
        ),
    ),
    ("plug", "Scroll down", re.compile(r"\bScroll down for (?:the )?(?:video|more)s?\b(?::| ?\.(?!\.))?")),
    ("markup", "tweet", re.compile(r"</?tweet\b[^<>]{0,300}>")),
    (
        "counts",
        "Comment via Facebook",
        re.compile(r"(?:\.\.\. ?\d* )?(?:Related|Tags) [^.!?]{0,800}Comment via Facebook.*$"),
    ),
    ("plug", "Get short URL", re.compile(r"\bGet short URL(?: \d+){0,2}\b")),
    # "Two held over dam | Special Correspondent SUND | Two men …": a desk, and its town in capitals.
    *(
        (
            "byline",
            desk,
            re.compile(
                rf"(?<=[^\s,;:])\s(?:By )?(?:Our|Senior|Special|Staff) {desk}s?\s[A-Z]{{3,}}(?: [A-Z]{{3,}})*"
                r"(?=\s[\"“‘']?[A-Z](?:[a-z]|\s))"
            ),
        )
        for desk in ("Correspondent", "Reporter")
    ),
)

_TAIL_CODE_RE = re.compile(r"(?:[A-Z][\w.'’-]*|al-[A-Z]\w+|\d{1,4}(?:-\d{1,3})?)(?:\s?/\s?|\s)?")
_SHOUTED_PLACE_RE = re.compile(r"[A-Z][A-Z.'’]{2,}[ /,(—–-]")
_LAST_STOP_RE = re.compile(r"[.!?)][\"'”’)\]]*\s+")


def dateline_end(text: str) -> int:
    """How many characters at the start of a paragraph are its dateline, dash included; 0 when it has none."""
    match = _dateline(text)
    return match.end() if match else 0


def is_shouted_dateline(text: str) -> bool:
    """Whether a paragraph opens with a dateline whose place is in capitals, which nothing else looks like."""
    match = _dateline(text)
    return match is not None and bool(_SHOUTED_PLACE_RE.match(match.group()))


def _dateline(text: str) -> re.Match[str] | None:
    match = _dateline_re().match(text[:120])
    if match is None:
        return None
    bodies = lexicon("bodies")
    if any(match[land] and match[land].lower() not in bodies["places"] for land in ("of", "land")):
        return None
    if match["where"] and not match["dash"] and not _is_wired(match, text):
        return None
    if match["cities"]:
        # Lands speak ("RUSSIA: It did"), and without a full stop it is a headline: "BEIRUT: Port shuts".
        known = bodies["capitals"].union(entries("bodies", "cities"))
        if not FULL_STOP_RE.search(text) or not known.issuperset(match["cities"].lower().split("/")):
            return None
    return match


def _is_wired(match: re.Match[str], text: str) -> bool:
    """Whether a place and brackets without a dash behind them are a dateline: "Sund (AFP) Two men".

    "District Officer (DO) Marek Oland" has an office and its letters: a name goes on.
    """
    known = re.fullmatch(agency_pattern(), match["by"]) or is_outlet(match["by"].lower().split())
    follows = _NEXT_RE.match(text, match.end())
    return bool(known) or (follows is not None and follows[1].lower() in lexicon("grammar")["not_a_name"])


def date_end(text: str) -> int:
    """How many characters at the start of the page are its date, run into the text; 0 when it has none."""
    match = _DATE_HEAD_RE.match(text[:200])
    return match.end() if match else 0


def inline_furniture(text: str, *, is_last: bool) -> Iterator[tuple[int, int, str]]:
    """Start, end and rule of each piece inside a paragraph that is plainly not the article's, in any order.

    `is_last` allows what only the end of a page has: the initials of agency desks ("R.J/ Ghossoun").
    """
    for why, hint, pattern in _INLINE:
        for match in pattern.finditer(text) if hint in text else ():
            yield match.start(), match.end(), why
    start, end = run_in_byline(text) if "By " in text[:_HEAD] else (0, 0)
    if end:
        yield start, end, "byline"
    placed = [(why, pattern) for why, hint, pattern in _PLACED if hint in text]
    for place in _AFTER_END_RE.finditer(text):
        for why, pattern in placed:
            if found := pattern.match(text, place.start()):
                yield found.start(), found.end(), why
    if is_last and len(text) > 400:
        cut = max((m.end() for m in _LAST_STOP_RE.finditer(text, len(text) - 120)), default=0)
        tail = text[cut:]
        # Initials have full stops of their own: the whole of "R.J/ Ghossoun/R. Milhem" goes.
        if slash := re.search(
            r"(?<=[.!?\"'”’)]\s)(?:[A-Z][\w.-]* ?(?:al-\w+ ?)?/ ?)+(?:[\w.-]++ ?/? ?){0,5}$", text[-120:]
        ):
            yield len(text) - len(text[-120:]) + slash.start(), len(text), "agency tail"
        elif (
            cut
            and tail
            and len(tail) <= 40
            and len(tail.split()) <= 2
            and not FULL_STOP_RE.search(tail)
            and _only_codes(tail)
        ):
            yield cut, len(text), "agency tail"


def _only_codes(tail: str) -> bool:
    at = 0
    while at < len(tail):
        match = _TAIL_CODE_RE.match(tail, at)
        if match is None or match.end() == at:
            return False
        at = match.end()
    return True
