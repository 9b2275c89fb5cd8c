"""How replies are worded: where one stands in a sentence, and what its subject and its object look like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from allegedly.analysis import EvidenceKind
from allegedly.article import Span
from allegedly.dates import MONTH
from allegedly.stages.heads import singular
from allegedly.stages.kinds import is_human

ENDING_RE = re.compile(r"(?<=\w{4})(?:ing|ed|es?|ions?)$|['’]?s$")
OWNED_RE = re.compile(r"['’]s$|(?<=s)['’]$")
BLANK_RE = re.compile(r"\s")
WORD_RE = re.compile(r"\w+(?:[-'’]\w+)*")
NAME = (
    r"[A-ZÀ-Þ][\w'’.&-]*"
    r"(?:\s+(?:(?:of|de|al|bin|van|von|for|and)\s+)?(?:(?:al|el|an|ar|as|ad|bin)[-'’])?[A-ZÀ-Þ][\w'’.&-]*)*"
)
NAMES = rf"{NAME}(?:,\s+(?:and\s+)?{NAME})*"
"""One name or several, of which the last has the "and": "Corvane, Lazard and Hallmeer"."""
SUBJECT_RE = re.compile(
    rf"(?P<for>(?:(?:[Aa]n?|[Tt]he)\s+(?:\w+\s+){{0,3}}?\w+|(?:[Aa]ttorneys|[Ll]awyers|[Rr]ep(?:resentative)?s|[Ss]pokes(?:men|people)))"
    rf"\s+(?:for|of)\s+(?:(?:the\s+)?{NAMES}|both(?:\s+[a-z]+){{0,2}}|(?:her|his|the|their)\s+[a-z]+))$"
    rf"|(?P<several>{NAME}(?:,\s+{NAME})+,?\s+and\s+{NAME})$"
    rf"|(?P<spokes>(?:[Aa]n?|[Tt]he)\s+{NAME}\s+spokes(?:man|woman|person|people))$"
    rf"|(?P<theirs>(?!(?:An?|Another|Her|His|Its|One|The|Their)\b){NAME}\s+(?:[a-z]+\s+){{0,2}}?(?:agent|attorney|barrister|camp|campaign|commissioner|counsel|embassy|executive|family"
    r"|forces|government|lawyer|leader|manager|minister|ministry|office|official|police|prosecutor|publicist|rep"
    r"|representative|side|solicitor|team)s?)$"
    rf"|(?P<name>{NAME})$"
    r"|(?P<body>\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir)\s+(?:[\w'’-]+\s+){0,2}[\w'’-]+)$"
)
FOR_IS_RE = re.compile(
    r"(?:[Aa]n?|[Tt]he)\s+(?:[\w-]+\s+){0,2}(?:attorney|lawyer|rep(?:resentative)?|spokes(?:man|person|woman))"
    r"\s+(?:for|of)\s+[^,]+(?:,[^,]+)*,\s+(?P<name>[A-ZÀ-Þ][\w'’-]+(?:\s+[A-ZÀ-Þ][\w.'’-]*){1,3})$"
)
"""Who speaks for somebody, by name behind that: "A spokesman for the Trust, | Marek Oland|, denied it"."""
START_RE = re.compile(rf"\W*(?P<name>{NAME})")
EXPLAINED_RE = re.compile(
    rf"(?:The|Its|His|Her|Their)(?: [\w'’-]+){{1,5}}, (?P<name>{NAME})(?=,| (?:of|who|which)\b)"
)
"""A name behind what it is: "The ship's owner, | Blue Lagoon|, has no website and did not answer"."""
SPOKES_RE = re.compile(
    rf"(?:spokes(?:man|men|woman|person|people)|[Aa]ttorneys|[Ll]awyers|[Rr]ep(?:resentative)?s|[Ss]pokes(?:men|people))"
    rf"\s+(?:for|of)\s+(?:the\s+)?(?P<name>{NAMES})"
    rf"|^(?:[Aa]n?|[Tt]he)\s+(?P<body>{NAME})\s+spokes(?:man|woman|person|people)$"
)
TAIL_RE = re.compile(
    r"(?:[\s,(]+(?:who|which|that|has|have|had|also|later|then|since|(?<!for\s)both|again|always|long"
    r"|on\s+\w+day|(?!(?:ally|assembly|family)\b)[a-z]+ly|himself|herself|itself|themselves|neither|not|did|does|was|were))*[\s,(]*$"
)
OPENER_RE = re.compile(
    r"^(?:(?:but|however),?\s+)?(?:despite|in\s+spite\s+of)\b[^,]*,\s+"
    r"|^(?:although|but|while|and|though|however|when|because|after|before|through|in|on|as|if|yet|so|since|for),?\s+"
    r"|^(?:asked|approached|contacted|pressed|questioned|reached|reacting|replying|responding|speaking)\b[^,]*,\s+",
    re.IGNORECASE,
)
RELATIVE_RE = re.compile(r"(?<=\w),\s+(?:which|whose|who)\s+[^,]+$")
"""What is told of a subject between commas: "Corvo Ratings, | which left in August, | declined"."""
THEY_RE = re.compile(
    r"(?:He|She|They|Both|(?:All|Both) of them|When (?:I|we) (?:put|read|showed) (?:it|that|this))\b"
)
"""What opens a sentence about what somebody said in the one before."""
PRONOUN_RE = re.compile(r"\b(?:he|she|they)\s*$", re.IGNORECASE)
PLURAL_RE = re.compile(
    r"(?<!other )\b(?:accounts|allegations|assertions|claims|accusations|charges|reports|rumou?rs|stories"
    r"|suggestions|(?:the|that|this) (?:account|article|report|reporting|story)|(?:it|them) all|everything"
    r"|(?:both|either|neither) (?:account|allegation|claim|report|version)s?"
    r"|all of (?:it|that|this)|denie[ds] (?:that )?(?:any(?:body|one|thing)|any of (?:it|that|this)))\b",
    re.IGNORECASE,
)
ONE_RE = re.compile(r"\b(?:that|the|this) (?:account|story)\b", re.IGNORECASE)
"""One account, told by whomever."""
THESE_RE = re.compile(
    r"\b(?:all(?: (?:of )?the)?|the|these|those) (?:\w+ )?"
    r"(?:accusations|allegations|assertions|claims|reports|rumou?rs|stor(?:ies|y)|suggestions)\b",
    re.IGNORECASE,
)
"""All that was told of whoever denies it."""
THAT_RE = re.compile(
    r"\b(?:that|this|the) (?:\w+ )?(?:report|claim|allegation|story|accusation|account|suggestion)\b",
    re.IGNORECASE,
)
THAT_REPORT_RE = re.compile(r"\b(?:that|this|the) (?:article|report|story)\b", re.IGNORECASE)
REPORTED_RE = re.compile(r"\b[Rr]eported\b|\b[Rr]eports? (?:by|from|in) (?:the )?[A-ZÀ-Þ]")
TOPIC_OF_RE = re.compile(
    r"\b(?:the|those|these) (?:(?P<before>(?!late|new|false|wild|serious|anonym|other)[a-z-]{4,}) "
    r"(?:accusations?|allegations?|claims?)|accounts? of (?:the|that|those) (?P<of>[a-z]{4,}))\b"
)
"""The matter of what is denied: "the | smuggling | accusations", "the account of the | meeting"."""
SPEAKS_FOR_RE = re.compile(
    r"\b(?:agent|attorney|counsel|lawyer|representative|solicitor|spokes\w+) (?:for|of) (?:the )?"
    rf"(?P<whom>{NAME})"
)
ITS_LAWYER_RE = re.compile(
    rf"(?P<whom>{NAME})['’]s (?:\w+ )?(?:agent|attorney|counsel|lawyer|representative|solicitor|spokes\w+),"
    rf" (?={NAME})"
)
"""Whose lawyer somebody is, in front of the name: "| Mr. Oland|'s lawyer, Ida Brandt"."""
ONLY_ASKS_RE = re.compile(
    r"(?:All|Both|The(?:se|y)?|Those)\b[^,;]{0,60}? (?:asked (?:for|not)|requested|(?:insist|spoke)\w* on)\b"
    r"[^,;“\"]{0,40}\b(?:anonymity|identified|named)\b(?! (?:said|told))[^“\"]*$"
)
"""How those who tell spoke, which nobody denies."""
TIMES = frozenset({"afternoon", "evening", "morning", "night", "today", "tonight", "yesterday"})
ANY = "*"
GOES_ON_RE = re.compile(r"\b(?:brand|call|describ|dismiss|label|reject|term)(?:l?ing)\b")
"""How a denial goes on in its sentence: "denied it, | calling | it a fantasy"."""
JOINED_RE = re.compile(r"\b(?:and|but)\s+(?:(?:also|then|later|\w+ly)\s+)?$")
DAY_RE = re.compile(rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{MONTH})\b")
OBJECT_RE = re.compile(
    r"(?:\s+that)?\s+(?:an?|the|this|his|her|its|their)\s+(?P<noun>[a-z]{4,})"
    r"(?:(?P<bare>[.,;]|\s+(?:after|and|but|in|on|saying|though|to|when)\b)|\s+(?:took\s+place|happened|occurred)\b)"
)
UNFOLDED = frozenset(
    {"account", "accounts", "attack", "claim", "claims", "deaths", "incident", "news", "report", "reports"}
)
"""What was just told, whatever its words were, when nothing specifies it: "confirmed the incident"."""
_JUST_TOLD = UNFOLDED | {"development", "developments"}
"""The same where it is confirmed, not asked about."""
PASSIVE_RE = re.compile(
    r"(?:an?|the|this|that|his|her|its|their)\s+(?:\w+\s+){0,2}?(?P<noun>[a-z]{4,})\s+$", re.IGNORECASE
)
"""In front of "was confirmed by": what was."""
_THIS_WAS_RE = re.compile(r"(?:^|[,;] (?:and |but )?)(?:it|that|this) (?:ha[ds] )?$", re.IGNORECASE)
ACCOUNT_RE = re.compile(
    r" (?:(?:the )?(?:\w+ )?(?:details?|essence|gist|outlines?|substance) of )?"
    r"(?:it|this|that|(?:his|her|that|the|their|this) (?:account|allegation|claim|report|story|version)s?)"
    r"(?=[.,;]|$| (?:after|and|at|but|by|in|on|through|to|via|when)\b)"
)
"""What was just told, confirmed in so many words: "confirmed | the outlines of that account |"."""
THAT_CLAUSE_RE = re.compile(r" that [^,.;]+")
AGENT_RE = re.compile(
    r"(?:the|his|her|its|their)\s+[\w'’-]+(?:\s+[\w'’-]+){0,2}?(?=\s*$|[.,;]|\s+(?:and|but|on|in|at|who|which|for)\b)"
)
TOPIC_RE = re.compile(
    r"(?: (?!and\b|but\b)[\w'’]+){0,4}?\s*(?:for (?:further )?comment |further |directly |publicly )?"
    r"(?:(?:(?:any |the )?questions )?(?:on|about)|regarding|whether|why|how)\b"
    r"((?:(?! (?:and|but|nor) (?:also |\w+ly )?(?:could|declin|did|ha[sd] |refus|sa(?:id|ys)|would))[^.;])*)"
)
INNOCENCE_RE = re.compile(r"\b(?:innocence|not guilty)\b", re.IGNORECASE)
ASKED_RE = re.compile(r"(?:Asked|Pressed|Questioned) (?:about|on) (?:it|that|this)\b")
ASKED_OF_RE = re.compile(
    r"(?:When )?(?:asked|pressed|questioned|quizzed) (?:about|if|on|over|whether) (?P<what>[^,;.]+),",
    re.IGNORECASE,
)
"""In front of a silence, what it was about: "Asked about | the letter|, he ended the call"."""
ROLE_RE = re.compile(r" (?:having )?(?:any|a) (?:hand|involvement|part|role)\b")
WRONGDOING_RE = re.compile(r"(?:\s+\w+){0,2}?\s+(?:misconduct|wrongdoing)\b")
INVOLVED_RE = re.compile(r" (?:that )?(?:\w+ ){1,3}(?:are|been|be|is|was|were) (?:in any way )?involved\b")
COMING_RE = re.compile(r"\b(?:will|would|could|may|might)\b")
"""In a claim about what is to come, whose wrong it is not: "prosecutors | will | summon him"."""
FURTHER_RE = re.compile(r"\s+(?:any )?further\b")
NEGATION_RE = re.compile(r"\b(?:not|never|no|without|nobody|none|failed|refused|\w+n['’]t)\b", re.IGNORECASE)
NO_SUCH_RE = re.compile(r"\b(?:any|no) such (?P<noun>[a-z]{4,})")
"""What is denied by its noun: "no such | warning | reached her"."""
NAME_WORD_RE = re.compile(r"(?<=[a-z,'’“\"] )[A-ZÀ-Þ][a-zà-ÿ]{2,}|^[A-ZÀ-Þ][a-zà-ÿ]{2,}(?=['’]s)")
OTHER_RE = re.compile(
    r"\s*(?:whether|why|how)\b|\s*(?:on|about|regarding) the (?:other |same )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b"
)
OR_RE = re.compile(r"\b(?:and|or)\b")
TOLD_OF_IT_RE = re.compile(r"(?<=[a-z]{4}) (?:he|it|she|that|they|which|who)\b.*")
"""What is only said of a matter: "questions on the data | it gave to investors |"."""
TITLED_RE = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir)\.?\s+{NAME}")
BY_RE = re.compile(r"\s+(?:by|(?<=comment )from(?: the)?)\s+", re.IGNORECASE)
THE_CHARGE_RE = re.compile(r"\b(?:the|that|this) (?:accusation|allegation|charge|claim)\b", re.IGNORECASE)
CHARGE_RE = re.compile(r"\b(?:accus|alleg|claim|complain|lawsuit|sued\b|charged with)", re.IGNORECASE)
"""A sentence with one of these tells of an accusation, whoever vouches for it."""
COUNTED_RE = re.compile(r"(?:the )?(?:(?:two|three|four|five|six|seven|eight|nine|ten|several|\d+) )?")
"""In front of what a group is called."""
THEIR_RE = re.compile(
    r" (?:any of )?(?:their|his|her) (?:accounts?|allegations?|claims?|stor(?:y|ies)|versions?)\b"
)
"""What could not be verified is all that somebody told."""
COPULA_RE = re.compile(r"(?:is|are|was|were)\b")
CLAIM_NOUN_RE = re.compile(
    r"\b(?:accusations?|allegations?|claims?|reports?|rumou?rs?|speculation|suggestions?)\b[^.;]*\b(?:of|that)\b",
    re.IGNORECASE,
)
OWN_TOPIC_RE = re.compile(
    r"(?:\s+\w+){0,2}?\s+(?:accusations?|claims?|reports?|rumou?rs?|speculation|stor(?:y|ies)|suggestions?)"
    r"(?:\s+(?:by|from|in)\s+(?:\w+\s+){1,4}?)?\s+(?:of|saying|suggesting|that)\b",
    re.IGNORECASE,
)
"""What is denied in the denial's own words: "denied | reports that", "Claims that … are false"."""
CLAIM_END_RE = re.compile(
    r"(?:estimates?|claims?|reports?|rumou?rs?|speculation|stor(?:y|ies)|suggestions?)$"
)
TOPIC_THAT_RE = re.compile(r"(?:\s+(?:by|from|in)\s+(?:\w+\s+){1,4}?)?\s+(?:of|saying|suggesting|that)\b")
HE_RE = re.compile(r"\b(?:[Hh]e|[Hh]is|him|[Ss]he|[Hh]er)\b")
"""In a claim that may be about whoever denies it: "he had never opened the boxes"."""
FIGURE_RE = re.compile(r"(?:estimates?|figures?|numbers?)$")
GENUINE_RE = re.compile(r"\b(?:authenticity|genuineness) (?:(?:has|had) been |was |were )?$")
TOLL_RE = re.compile(r"\b(?:death toll|toll|number of (?:dead|deaths|casualties|victims)) $", re.IGNORECASE)
"""Before "could not be verified": what could not is how many died."""
DEATH_RE = re.compile(r"\b(?:bodies|casualties|dead|deaths?|died|kill(?:ed|ing|s)|lives|victims)\b")
DIGIT_RE = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?)\b")
WHICH_SAID_RE = re.compile(
    rf"(?P<name>{NAME}|\b[Tt]he\s+[a-z]+(?:\s+[a-z]+)?)(?:\s+\([A-Z]+\))?,\s+which\s+(?:has\s+|have\s+)?"
    r"(?:(?:said|says|added)\s+(?:that\s+)?it\s*)?$"
)
"""Who says that it cannot: "referred to the Nursing Council (NC), which said it | could not comment"."""
POINTED_RE = re.compile(
    r"(?:branded|called|calls|described|dismissed|disputed|rejected|termed) (?:it|that|this)\b", re.IGNORECASE
)
"""What was just said is what is denied: "called | that | a fantasy"."""
_THING = (
    r"(?:audio|clip|document|email|e-mail|footage|image|letter|memo|note|photo|photograph|picture|recording"
    r"|screenshot|slip|tape|video)s?"
)
PAPER_RE = re.compile(
    rf"(?: when| where)? (?:the|its|his|her|their|these|those|this) (?:\w+ )?(?P<behind>{_THING})\b"
    rf"|\b(?P<before>{_THING}) $"
)
"""What is not verified is a thing, not what was told: "could not verify the | document |"."""
OF_TELLER_RE = re.compile(
    r"\b(?:the|those|her|his|their) (?P<who>[a-z][\w-]+)(?:['’]s|s['’]) "
    r"(?:accounts?|accusations?|allegations?|claims?|stor(?:y|ies)|versions?)\b"
)
SAID_WRONG_RE = re.compile(
    r"(?:\w+ ){0,2}?(?:accounts?|allegations?|claims?|reports?|story|stories) (?:is|are|was|were)\b"
)
BY_TRADE_RE = re.compile(r"(?:The|Her|His|Their) (?:[A-ZÀ-Þ]?[\w-]+ ){0,2}?(?P<noun>[a-z][\w-]+), [A-ZÀ-Þ]")
"""Whom the claim leaves unnamed: "a manager told her", "The | manager, | Joost Ruud, denied it"."""
UNFOLDING_RE = re.compile(r"\s+(?:(?:that|having|being|ever)\s+\w+|\w+ing\b)")
WHICH_RE = re.compile(
    r"(?:,\s+|\s*(?:—|–|--?)\s*)"
    r"(?:(?:something|which)\s+(?P<one>(?:[\w'’-]+[.\s]+){1,4})"
    r"|(?:an?\s+)?(?:account|accusation|allegation|assertion|charge|claim|figure|number|report|suggestion|toll"
    r"|version)s?(?:\s+(?:that|which))?\s+(?P<other>(?:[\w'’-]+[.,]?\s+){1,6}))$"
)
IT_RE = re.compile(
    r"(?: (?:on|about|to))? (?:it|them|this|that)"
    r"(?=[.,;]|$| (?:after|and|at|but|before|during|in|last|on|saying|through|too|via|when)\b)"
)
"""What was just said: "denied | it", "declined to comment | on that"."""
HALF_RE = re.compile(r"(?:,|;|\s[—–-])\s(?:(?:even )?though|although|but|while|whereas)\s|;\s")
"""What stands in front of the half of a sentence that answers the other half."""
WHO_RE = re.compile(
    rf"(?P<name>{NAME})(?:,\s(?:an?|the|his|her|its|now|then|\d+)\b[^,]*)?,\swho(?:\s(?:also|had|has|have|later))*\s$"
)
"""Somebody named who is told of, and did not answer: "went to | Marek Oland|, a developer, who | did not"."""
UNCHECKED_RE = re.compile(
    r"\b(?:(?:that|the|this) (?:account|assertion|claim|number|report|statement|toll)"
    r"|(?:her|his|its|that|the|their|this|those|[\w’']+['’]s) figures?)\b"
)
"""What could not be verified is one thing that was told."""
NOT_ANY_RE = re.compile(r"\s+that\s+(?:any|there)\b")
"""What is denied whatever it was: "denied | that any | meeting took place"."""
THEN_RE = re.compile(r"(?: (?:it|them|this|that))? at the time\b")
HANGS_RE = re.compile(r"\b(?:about|at|from|in|of|on|with) $")
CLIENT_RE = re.compile(r"(?:[Hh]is|[Hh]er|[Tt]heir) clients?\b")
ASIDE_RE = re.compile(r",? (?:aged|believed|based|considered|known|regarded|said|thought) [^,.;]+, ")
SOMEBODY_RE = re.compile(
    r"\W*(?P<who>(?:[Aa]n?|[Aa]nother|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]everal)(?: [a-z][\w'’-]*){0,3}?"
    r" (?P<noun>[a-z]+)(?: (?:at|from|in|of) (?:the |his |her |its |their )?[\w'’-]+(?: [\w'’-]+)?"
    r"| (?:close to|familiar with|with (?:direct |first-hand )?knowledge of) (?:[\w'’-]+ ?){1,5})?)"
    r"(?:, who [^,]+,)? ?$"
)
OF_GROUP_RE = re.compile(r"(?:one|another|the (?:first|second|third|fourth|other)) of ")
SPOKEN_OF_RE = re.compile(r"(?:address|discuss|go into)(?: the| that| this)?$", re.IGNORECASE)
ADVERB_RE = re.compile(
    r"\W*(?!(?:Beverly|Billy|Carly|Connelly|Connolly|Daly|Dolly|Donnelly|Emily|Healy|Holly|Italy|July|Kelly|Kimberly"
    r"|Lily|Molly|Polly|Reilly|Sally|Scully|Tully|Willy)\b)[A-Z][a-z]+ly,"
)
OWN_RULE_RE = re.compile(
    r"(?:(?:do|does|can|could|will|would)(?:n['’]t| ?not)|never) (?:\w+ )?(?:comment|discuss|speculate)"
)
"""How those who speak put their own silence: "said the company | does not comment |"."""
THAT_WAS_RE = re.compile(r"(?:That|This|It|All of (?:that|this|it))(?: (?:is|was)|['’]s)\b", re.IGNORECASE)
TOLD_RE = re.compile(
    r"\b(?:was|were|been) (?:assured|informed|promised|told)\b|\b(?:assured|promised|told) (?:me|us)\b"
)
"""What somebody was told, as they tell it."""
POINTS_RE = re.compile(r"\s*(?:this|that)\b(?! (?:he|she|it|they|the|any)\b)")


@dataclass(frozen=True, slots=True)
class Reply:
    """What stands at `span`, in the sentence of that number, and what kind of reply it is.

    `plain`: it says only that something is not so, or that there is none, which is a denial of what speaks of
    the same.
    """

    kind: EvidenceKind
    span: Span
    sentence: int
    plain: Literal["", "not-so", "none"] = ""


def stem(word: str) -> str:
    """A word without the ending that tells a verb from its noun, or one from several."""
    return ENDING_RE.sub("", word)


CHANGES = frozenset(
    stem(noun)
    for noun in {
        "appointment",
        "arrest",
        "breach",
        "call",
        "conversation",
        "cuts",
        "deal",
        "death",
        "decision",
        "departure",
        "dismissal",
        "exit",
        "firing",
    }
    | {
        "hack",
        "hiring",
        "investigation",
        "layoffs",
        "leak",
        "meeting",
        "move",
        "payment",
        "plan",
        "probe",
        "purchase",
        "raid",
        "resignation",
    }
    | {"sacking", "sale", "signing", "strike", "suspension", "talks", "transfer", "visit"}
)
"""What has just been told, under the noun for what happened: "confirmed his | departure"."""


def confirmed(text: str, sentence: Span, reply: Reply) -> str:
    """The stem of what is confirmed ("that a | raid | took place"), `ANY` for what was just told itself."""
    if reply.span.slice(text).lower().endswith(" by"):
        found = PASSIVE_RE.search(text[sentence.start : reply.span.start])
        told = found is not None and found["noun"] in _JUST_TOLD
        if told or _THIS_WAS_RE.search(text[sentence.start : reply.span.start]):
            return ANY  # "That account | was borne out by", "This has | been confirmed by"
        return stem(found["noun"]) if found else ""
    if ACCOUNT_RE.match(text, reply.span.end, sentence.end):
        return ANY
    found = OBJECT_RE.match(text, reply.span.end, sentence.end)
    if found is None or is_human(found["noun"], singular(found["noun"])):
        return ""
    whole = found["bare"] and found["noun"] in _JUST_TOLD
    return ANY if whole else stem(singular(found["noun"]))


def same_subject(text: str, one: Reply, other: Reply) -> bool:
    """Whether both are what one subject does: "confirmed a raid took place and | declined to comment"."""
    between = text[one.span.end : other.span.start]
    joined = JOINED_RE.search(between) or (GOES_ON_RE.match(text, other.span.start) and "," in between)
    return one.sentence == other.sentence and one.kind != "unverified" and bool(joined)


def goes_on(text: str, one: Reply, other: Reply) -> bool:
    """Whether a denial only says how it was put: "denied it, | calling | it a fantasy"."""
    said = GOES_ON_RE.match(text, other.span.start) is not None
    return one.kind == other.kind == "denial" and said and same_subject(text, one, other)
