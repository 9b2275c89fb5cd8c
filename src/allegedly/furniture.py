"""What on the page is not the article: ordered, named rules, each looking at one line or paragraph."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources
from itertools import islice

from allegedly.dates import DAY, MONTH, is_time
from allegedly.phrases import is_outlet
from allegedly.plugs import is_plug
from allegedly.units import Unit

Rule = Callable[[Unit], bool]

_LETTER_RE = re.compile(r"[^\W\d_]")
_WORD_RE = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_PAGE_RE = re.compile(r"(?=.{400})(?:.*?[.!?][”\"]? [A-Z“\"]){2}", re.DOTALL)
FULL_STOP_RE = re.compile(r"[.!?…][\"'”’)\]]*$")

_TAGS_RE = re.compile(r"(?:</?[a-z][^<>]{0,300}>|</?[a-z][a-z-]* [^<>]{0,300}$)", re.IGNORECASE)
_LIST_NUMBER_RE = re.compile(r"^(?:\(?\d{1,3}[.)]|[•*·▪-])$")
_BYLINE_RE = re.compile(
    r"^(?:(?:EXCLUSIVE|Exclusive)[:!]? )?(?:[Bb]y|BY|Written by|Story by|Posted by|Words by|Reported by"
    r"|Analysis by)[: ]\s*(?=[\"'“]?[^\W\d_a-z])"
)
_BYLINE_STOP_RE = re.compile(
    rf"^(?:{DAY}s?|{MONTH}|[Tt]oday|[Mm]idnight|[Nn]oon|[Nn]ight|[Tt]he|[Aa]n?|[Nn]ow|[Tt]hen"
    rf"|[Cc]ontrast|[Ff]ar|[Ll]aw)$"
)
_MADE_BY_RE = re.compile(r"(?:Key )?(?:[Hh]ighlights|[Ss]ummary|[Tt]akeaways) by (?:[A-Z]\w* ?){1,3}")
"""What a machine wrote in front of the article: "Takeaways by Sund News AI"."""
_COUNT_RE = re.compile(
    r"^(?:[\d.,]+[kKmM]?\s*)?(?:comments?|shares?|likes?|views?|retweets?|replies|reads?"
    r"|min(?:ute)?s? read|tweets?|followers)"
    r"(?:\s*[:(]?\s*[\d.,]+[kKmM]?\)?)?\.?$|^(?:share|tweet|email|e-mail|print|save|facebook|twitter"
    r"|whatsapp|pin|post|copy link|x|linkedin|\d+|\s|[|·•,/])++$",
    re.IGNORECASE,
)
_LINK_RE = re.compile(
    r"^[\"“(\[]?(?:(?:read (?:more|also|next|this|all the|the full (?:story|article|report|text|speech))"
    r"|more (?:on|from|about) this"
    r"|see also|also (?:read|see|on)|related(?: (?:story|stories|article|articles|coverage|content"
    r"|link|links|news))?|more stories"
    r"|don['’]t miss|you (?:may|might) also like|recommended|(?:click|tap) (?:here|on)"
    r"|further reading|in pictures|full coverage|full story"
    r"|watch (?:the )?(?:full|video|live|above|below|more|now)|listen (?:to|here|now|below|above)"
    r"|view (?:full|the full|more|gallery|photos|all|in (?:your )?browser)"
    r"|follow (?:live|our live)|scroll down)\b|(?:READ|MORE|WATCH|SEE|RELATED|LISTEN|VIDEO|PHOTOS"
    r"|GALLERY|LIVE|MORE FROM [A-Z ]+)\s?:|https?://\S+$|www\.\S+$|→|»|►|▶)",
    re.IGNORECASE,
)
# "Related companies were paid, too." is no link.
_ADJECTIVE_RE = re.compile(r"^(?i:related|recommended)(?! (?:stor|article|cover|link|news|content))\b[^:]{6}")
_LINK_SHOUT_RE = re.compile(
    r"^(?:READ|MORE|WATCH|SEE|RELATED|LISTEN|VIDEO)(?: MORE| ALSO)?\s*[:|–—-]|^READ MORE (?:ON|ABOUT)\b"
)
_TEASER_RE = re.compile(r"^[A-Z][A-Z'’]+(?: [A-Z'’]{2,}){1,3} [A-Z][a-z]+(?: \w+){3,}[^.!?\"”]$")
_TAIL_RE = re.compile(
    r"^[(\[]?\s*(?:(?:additional |further |extra )?(?:reporting|writing|editing|production|compiled"
    r"|research|graphics?|photography|written|edited|translation|translated)"
    r"(?: and (?:writing|editing|reporting))?(?: in \w+)? by\b|contributing\s?:|compiled from\b"
    r"|with (?:reporting|files|additional reporting|inputs?|agencies)\b|source\s?:\s)",
    re.IGNORECASE,
)
_CONTRIBUTED_RE = re.compile(
    r"\bcontributed (?:reporting |additional reporting )?(?:to|for) (?:this|the) (?:report|story"
    r"|article|piece)\b|\bcontributed (?:reporting|additional reporting)\b"
    r"|^[A-Z][^.]{3,80} contributed\.$|\breport(?:ed|ing) from [A-Z][^.]{1,60}\.?$"
)
_REPORTED_FROM_RE = re.compile(
    r"^(?:CNN['’]s )?[A-Z][^.]{2,80} (?:reported|wrote|reported and wrote) from [A-Z][^.]{1,80}\.?$"
)
_PLACE_RE = re.compile(
    r"^[A-Z]{3,}(?: [A-Z]{2,}){0,3}, (?:[A-Z][a-z]{2,12}|[A-Z]\.[A-Z])\.?\s?(?:\([A-Z][\w ]+\))?\s?[-–—]*$"
)
_HEADING_WORDS = 12
_SIGNATURE_RE = re.compile(r"^[-–—]{1,2} ?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}\.?$")
_RANKED_RE = re.compile(r"^\d{1,3}[.)]?\s+(?:[A-Z][\w.'’-]+ ?){1,4}(?:\(\d{1,3}\.?\))?\.?$")
_NOTE_RE = re.compile(
    r"^[\[(*•-]*\s*(?:(?:some |the )?names? (?:have|has) been changed\b|(?:full )?disclosures?\s?:"
    r"|(?:editor|publisher|author|writer)['’]?s?['’]? note\b|(?:correction|clarification"
    r"|note)s?(?: appended)?(?:,[^:]{0,40})?\s?:|a correction was made on [^:]{3,30}:"
    r"|(?:this|an earlier version of this|a previous version of this"
    r"|the original version of this) (?:article|story|post|report|piece|page|headline|column|interview"
    r"|version)\b.{0,80}"
    r"\b(?:updated|amended|corrected|edited|revised|first (?:published|appeared)"
    r"|originally (?:published|appeared)|misstated|incorrectly|misidentified|misspelled|appeared"
    r"|produced|said|stated|published|clarif))",
    re.IGNORECASE,
)
_COPYRIGHT_RE = re.compile(
    r"^(?:©|\(c\) ?(?:19|20)\d\d|copyright\b.{0,12}(?:©|\(c\)|(?:19|20)\d\d))|\ball rights reserved\b"
    r"|\bmay not be (?:published|reproduced|republished)\b.{0,60}\b(?:broadcast|rewritten"
    r"|redistributed|without)",
    re.IGNORECASE,
)
_CAPTION_START_RE = re.compile(
    r"^(?:FILE(?: PHOTO| PICTURE| IMAGE)?\b\s?[-–—:]|File (?:photo|picture|image)\b|(?:Image|Media"
    r"|Photo|Picture|Video) (?:caption|copyright|source|credit|courtesy)\b"
    r"|(?:Photo|Photos|Photograph|Photographs|Picture|Pictures|Image|Images|Credit|Caption"
    r"|Illustration|Graphic|Video|Pictured)\s?(?:by\b|:|/)|This (?:image|photo|picture) (?:shows"
    r"|released|taken)\b)"
)
_CREDIT_WORD_RE = re.compile(
    r"\b(?:Photo|Photos|Photograph|Photographs|Picture|Pictures|Image|Images|Credit|Illustration"
    r"|Graphic|PHOTO|PICTURE|IMAGE|CREDIT)(?:\s?(?::|/)|\s(?:by|courtesy(?: of)?)[: ])\s?[^.!?]{2,80}[.)\]]*$"
)
_TAKEN_FOR_RE = re.compile(
    r"[.!?”\"] (?:[A-Z][\w'’-]+ )(?:[A-Z]\. )?(?:[A-Z][\w'’-]+ )for (?:the |The )?[A-Z]\w+(?: [A-Z]\w+){0,2}$"
)
"""Whose picture it is and for whom: "… on Saturday. Ida Brandt for the Sund Post"."""
_BIO_RE = re.compile(
    r"^(?:[A-Z][\w.'’-]+ ){1,4}(?:\([^)]{1,40}\) )?(?:,[^,]{1,80}, )?(?:is|was|are) (?:a|an|the"
    r"|editor|author|on|co-\w+|professor|director|president|executive)\b.{0,300}"
    r"\b(?:columnist|contribut|correspondent|staff writer|editor|reporter|author|journalist|lecturer"
    r"|professor|fellow|analyst at|freelance|writer|blogger|founder|co-?founder|coordinator"
    r"|strategist|broadcaster)"
)
_BEAT_RE = re.compile(
    r"^[A-Z][\w'’-]+ (?:[A-Z]\.? )?[A-Z][\w'’-]+(?:, [^,]{3,60},)? (?:covers|reports (?:on|for|from)"
    r"|writes (?:about|for|on))\b"
)
_TIES_RE = re.compile(r"^The (?:author|columnist|writer) (?:holds|is an?|owns|was an?|works|worked)\b")
_OWNED_RE = re.compile(
    r"^(?P<outlet>(?:[A-Z][\w’'-]* ?){1,4}) is (?:(?:a )?(?:division|part|subsidiary|unit) of|owned by)"
    r" (?:the )?[A-Z][^.!?;]{2,60}\.$"
)
_TEAM_RE = re.compile(
    r"[A-Z][\w.'’ &-]{1,40} \((?:\d-){2,4}\d\)\s?:?\s+[A-Z]"
    r"|(?:Att(?:endance)?|Booked|Man of the match|Ref(?:eree)?|Sent off|Subs(?:titutes)?(?: not used)?)"
    r"\s?:\s+\S"
)
_COUNSEL_RE = re.compile(
    r"(?:The )?[\w.&,'’ -]{2,100} (?:is|are) represented by [A-Z]"
    r"|The (?:case|cases|lawsuit|suit) (?:is|are) .{5,250}\b(?:case|docket|index|no\.?)"
    r" (?:numbers?|nos?\.)? ?\S*\d"
)
_OPINION_RE = re.compile(
    r"\b(?:opinions?|views) (?:expressed|are (?:his|her|their|the author))\b|\b(?:are|do) (?:his|her"
    r"|their) own and\b",
    re.IGNORECASE,
)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(
        resources.files("allegedly.lang.en").joinpath("furniture.toml").read_text(encoding="utf-8")
    )
    return {name: tuple(values) for name, values in data.items()}


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one list in `lang/en/furniture.toml`, in small letters."""
    return frozenset(w.lower() for w in _words()[name])


@cache
def agency_pattern() -> str:
    """A regular expression, as text, for the agencies that take pictures and move copy."""
    return "(?:" + "|".join(re.escape(a) for a in sorted(_words()["agencies"], key=len, reverse=True)) + ")"


@cache
def _credit_end_re() -> re.Pattern[str]:
    """A line that ends in who took the picture: "… on Tuesday. Reuters", "REUTERS/Ida Brandt"."""
    agency = agency_pattern()
    return re.compile(
        rf"(?:[.!?)\]\"”’]\s+\|\s+[A-ZÀ-Þ][^.!?|]{{2,60}}"
        rf"|[.!?)\]\"”]\s+\(?(?:\w+ \w+ ?/ ?)?{agency}(?:\s?/\s?[^.!?/]{{2,40}})?[.)]*"
        rf"|(?:^|[\s(]){agency}(?: Photo| Images)?\s?/\s?(?:[A-Z][\w.'’-]+ ?){{1,3}}[.)]*"
        rf"|\b[A-Z][\w.'’-]+ ?[/|] ?{agency}(?:\s?/\s?[^.!?/]{{2,40}})?[.)]*"
        rf"|\b(?:via|courtesy of|copyright|credit) {agency}[.)]*"
        r"|[(\[](?:[A-Z][\w.'’-]* ){1,3}[A-Z][\w.'’-]* ?/ ?[A-Z][\w.'’ -]{1,40}[)\]])$"
    )


_DESCRIBING_RE = re.compile(r"\b(?:an?|the|no|his|her|their|its) \w+ed(?= \w)", re.IGNORECASE)


def has_verb(text: str) -> bool:
    """Whether one of the commonest verb forms of news, or a small word in -ed, stands in `text`."""
    verbs = listed("verbs")
    return any(
        word.lower().replace("’", "'") in verbs or (word.islower() and len(word) > 4 and word.endswith("ed"))
        for word in _WORD_RE.findall(text)
    )


def is_sentence(text: str) -> bool:
    """Whether `text` closes like a sentence and is long enough to be one, or is a page run into one line."""
    ends = FULL_STOP_RE.search(text) or _PAGE_RE.match(text)  # "… in 2012. jbh/jm (dpa)"
    return bool(ends) and len(list(islice(_WORD_RE.finditer(text), 5))) == 5


def _ornament(unit: Unit) -> bool:
    return not any(c.isalnum() for c in unit.text)


def _markup(unit: Unit) -> bool:
    return unit.text.startswith("<") and not _LETTER_RE.search(_TAGS_RE.sub("", unit.text))


def _list_number(unit: Unit) -> bool:
    """A number, "4." or "4. Ida Brandt (3.)": a place in a ranking, whose text comes below."""
    if _LIST_NUMBER_RE.match(unit.text):
        return True
    return bool(_RANKED_RE.match(unit.text)) and not has_verb(unit.text)


def _label(unit: Unit) -> bool:
    if _MADE_BY_RE.fullmatch(unit.text):
        return True
    return unit.text.strip(' .:|•·-–—»›>"“”').lower() in listed("labels")


@cache
def _with_agencies_re() -> re.Pattern[str]:
    """A writer and the agencies on whose copy the text goes, too: "Ida Brandt with AFP, dpa"."""
    agency = agency_pattern()
    name = r"[A-ZÀ-Þ][\w'’-]+(?: [A-Z]\.)?(?: [A-ZÀ-Þ][\w'’-]+){1,2}"
    return re.compile(
        rf"(?P<names>{name}(?:(?:, | and ){name}){{0,3}})"
        rf" \(?with {agency}(?:(?:, | and |, and ){agency}){{0,4}}\)?"
    )


def with_agencies(text: str) -> str:
    """The names of those whose copy goes on that of agencies, too, when `text` says just that; else `""`."""
    shared = _with_agencies_re().fullmatch(text)
    return shared["names"] if shared else ""


def byline_names(text: str) -> str | None:
    """The name part of a byline, `None` when `text` is none: capitals and joining words only, no sentence."""
    if names := with_agencies(text):
        return names
    if len(text) > 160 or not (match := _BYLINE_RE.match(text)):
        return None
    rest = text[match.end() :].rstrip(" .")
    name, _, role = rest.partition(", ")
    # "Ida Brandt, local government reporter": after the name a role may be in small letters.
    words = (name if _names_role(role) else rest).split()
    if not words or _BYLINE_STOP_RE.match(words[0].strip(",.")) or len(words) > 20:
        return None
    for word in words:
        core = word.strip(",.;:()|")
        if core and core[0].islower() and core.lower() not in listed("joiners"):
            return None
    return rest


def _names_role(text: str) -> bool:
    words = [w.lower() for w in _WORD_RE.findall(text)]
    return 1 <= len(words) <= 7 and words[-1] in listed("roles") and not has_verb(text)


def _byline(unit: Unit) -> bool:
    return byline_names(unit.text) is not None


def is_role(text: str) -> bool:
    """Whether a line says what a writer is, "Harbour correspondent", or gives the writer's handle."""
    if len(text) > 60 or FULL_STOP_RE.search(text) or _CREDIT_WORD_RE.search(text):
        return False  # "Staff at work. Photograph: Ida Brandt/The Monitor" is a caption
    words = [w.lower() for w in _WORD_RE.findall(text)]
    return text.startswith("@") or any(w in listed("roles") for w in words)


def _role(unit: Unit) -> bool:
    return byline_names(unit.before) is not None and is_role(unit.text)


def _timestamp(unit: Unit) -> bool:
    return is_time(unit.text)


def _counts(unit: Unit) -> bool:
    return len(unit.text) <= 80 and bool(_COUNT_RE.match(unit.text))


def _link(unit: Unit) -> bool:
    if len(unit.text) > 200 or (is_sentence(unit.text) and _ADJECTIVE_RE.match(unit.text)):
        return False
    above = unit.before.startswith(("READ MORE ON", "READ MORE ABOUT")) or _TEASER_RE.match(unit.before)
    if above and _TEASER_RE.match(unit.text):  # "READ MORE ON SUND ¶ | SHOCK EXIT Star leaves after 22 years"
        return True
    live = unit.index == 0 and unit.text[:5].lower() == "live:"  # a live blog's headline
    return not live and bool(_LINK_RE.match(unit.text) or _LINK_SHOUT_RE.match(unit.text))


def _plug(unit: Unit) -> bool:
    return is_plug(unit.text)


def _agency_tail(unit: Unit) -> bool:
    return unit.index > 0 and len(unit.text) <= 500 and bool(_TAIL_RE.match(unit.text))


def _contributors(unit: Unit) -> bool:
    if not unit.in_tail or len(unit.text) > 400 or '"' in unit.text or "“" in unit.text:
        return False
    return bool(
        _CONTRIBUTED_RE.search(unit.text) if "contribut" in unit.text else _REPORTED_FROM_RE.match(unit.text)
    )


def _place(unit: Unit) -> bool:
    """A dateline on a line of its own: "FORT SUND, Fla.", "SUND (AFP)"."""
    placed = _PLACE_RE.match(unit.text) or re.fullmatch(
        rf"[A-Z]{{3,}}(?:[ -][A-Z]{{2,}}){{0,3}}(?:, {MONTH} \d{{1,2}})? \({agency_pattern()}\)\s?[-–—]*",
        unit.text,
    )
    return unit.index < 4 and bool(placed)


def _signature(unit: Unit) -> bool:
    return unit.in_tail and bool(_SIGNATURE_RE.match(unit.text))


def _note(unit: Unit) -> bool:
    disclosed = unit.before.startswith("Disclosure") and _OWNED_RE.match(unit.text)
    return len(unit.text) <= 800 and bool(disclosed or _NOTE_RE.match(unit.text))


def _copyright(unit: Unit) -> bool:
    return len(unit.text) <= 400 and bool(_COPYRIGHT_RE.search(unit.text))


def _writer(unit: Unit) -> bool:
    """Who the writer is, below the last paragraph: "Ida Brandt is a freelance journalist in Sund."."""
    if unit.index < max(2, unit.count - 3) or len(unit.text) > 400:
        return False
    ties = _TIES_RE.match(unit.text) or (
        (owned := _OWNED_RE.match(unit.text)) and is_outlet(owned["outlet"].lower().split())
    )
    return bool(ties or _BIO_RE.match(unit.text) or _OPINION_RE.search(unit.text))


def _beat(unit: Unit) -> bool:
    """What the writer reports on, in the lower half: "Ida Brandt covers ports for the Sund Post."."""
    return 2 * unit.index > unit.count and len(unit.text) <= 400 and bool(_BEAT_RE.match(unit.text))


def _caption(unit: Unit) -> bool:
    if len(unit.text) > 400 or unit.text.startswith(('"', "“", "”")):
        # A quotation with its speaker behind a dash ends like a caption with its photographer.
        return False
    if _CAPTION_START_RE.match(unit.text) or _CREDIT_WORD_RE.search(unit.text):
        return True
    if _credit_end_re().search(unit.text) or _TAKEN_FOR_RE.search(unit.text):
        return True
    return _credited_fragment(unit.text) or (
        _credited_fragment(unit.after) and len(unit.text) >= 8 and unit.after.startswith(unit.text)
    )


def _credited_fragment(text: str) -> bool:
    """Names and a picture agency, no verb and no full stop: "Marek Oland Reuters"."""
    match = re.search(rf"\s{agency_pattern()}$", text)
    return (
        match is not None
        and len(text) <= 200
        and not has_verb(text)
        and text[: match.start()].rstrip()[-1:] not in ",-"
    )


def _team_sheet(unit: Unit) -> bool:
    """Who played, below a report: "Dunmere (4-4-2) Kelso; Whelan, Price …", "Referee: Ida Brandt"."""
    return unit.index > 1 and len(unit.text) <= 600 and bool(_TEAM_RE.match(unit.text))


def _counsel(unit: Unit) -> bool:
    """Who stands for whom, and the number of the case, in the lower half of a court report."""
    return 2 * unit.index > unit.count and len(unit.text) <= 500 and bool(_COUNSEL_RE.match(unit.text))


def _crosshead(unit: Unit) -> bool:
    """A short line without a verb between two paragraphs: a heading of its part of the page."""
    words = _WORD_RE.findall(unit.text)
    if unit.in_head or unit.index == 0 or not 1 <= len(words) <= 6 or len(unit.text) > 60:
        return False
    if unit.text[-1] == "." and (len(words) > 3 or words[0].lower() in listed("openers")):
        # "Not exactly." and "Enter the minister." are sentences of a livelier writer, not headings.
        return False
    plain = _DESCRIBING_RE.sub("", unit.text)  # the participle of "A divided board" is no verb of its own
    if unit.text[-1] in '?!,;:…"”’' or unit.text[0] in "\"“‘'-•*" or has_verb(plain):
        return False
    return is_sentence(unit.before) and (is_sentence(unit.after) or not unit.after or len(unit.after) < 60)


def _heading(unit: Unit) -> bool:
    """Some words without a full stop between two paragraphs with one: a heading, or the title of a link."""
    if unit.in_head or not (unit.text[0].isupper() and unit.text[-1].isalnum()):
        return False
    few = len(list(islice(_WORD_RE.finditer(unit.text), _HEADING_WORDS + 1))) <= _HEADING_WORDS
    return few and is_sentence(unit.before) and is_sentence(unit.after)


RULES: tuple[tuple[str, Rule], ...] = (
    ("ornament", _ornament),
    ("markup", _markup),
    ("list number", _list_number),
    ("label", _label),
    ("byline", _byline),
    ("byline", _role),
    ("timestamp", _timestamp),
    ("counts", _counts),
    ("agency tail", _agency_tail),
    ("contributors", _contributors),
    ("note", _note),
    ("dateline", _place),
    ("signature", _signature),
    ("copyright", _copyright),
    ("caption", _caption),
    ("link", _link),
    ("plug", _plug),
    ("writer", _writer),
    ("writer", _beat),
    ("team sheet", _team_sheet),
    ("counsel", _counsel),
    ("label", _crosshead),
    ("label", _heading),
)
"""The rules for a whole unit, in order: the first that holds names the reason."""


def why_furniture(unit: Unit) -> str:
    """The name of the rule that sets the whole unit aside, `""` when it belongs to the article."""
    return next((name for name, rule in RULES if rule(unit)), "")
