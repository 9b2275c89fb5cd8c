"""On what terms a source spoke, when the article says so: the ground rule, and the reason given for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from allegedly.article import Sentence, Span
from allegedly.phrases import flattened

GROUND_RULE_RE = re.compile(
    r"(?:on|under)\s+(?:the\s+)?condition\s+of\s+(?:strict\s+)?anonymity"
    r"|on\s+(?:the\s+)?condition\s+(?:that\s+)?(?:he|she|they)\s+(?:would\s+)?not\s+be\s+(?:named|identified)"
    r"|on\s+(?:the\s+)?condition\s+(?:that\s+)?(?:his|her|their)\s+names?\s+(?:was\s+|were\s+)?not\s+(?:be\s+)?(?:used|given|published|printed)"
    r"|(?:asked|asks)\s+(?:us|me|reporters|the\s+\w+)\s+not\s+to\s+(?:name|identify)\s+(?:him|her|them)"
    r"|(?:none|neither)\s+(?:of\s+(?:them|whom)\s+)?(?:agreed|wanted|wished|(?:was|were)\s+willing)\s+to\s+be\s+"
    r"(?:named|identified|quoted(?:\s+by\s+name)?)"
    r"|(?:none|neither)\s+(?:of\s+(?:them|whom)\s+)?would\s+be\s+(?:named|identified|quoted)"
    r"|on\s+(?:the\s+)?condition\s+(?:that\s+)?(?:we|this\s+\w+)\s+(?:did|do|would)\s+not\s+(?:identify|name)\s+(?:him|her|them)"
    r"|on\s+the\s+understanding\s+that\s+(?:(?:he|she|they)|(?:his|her|their)\s+names?)\s+(?:will|would)\s+not\s+be\s+"
    r"(?:identified|named|printed|published|used)"
    r"|(?:asked|asking|requested)\s+that\s+(?:his|her|their)\s+(?:full\s+|last\s+|real\s+)?names?\s+(?:be\s+withheld|not\s+be\s+(?:used|given|printed|published))"
    r"|(?:asked|asking|requested|wished|preferred|wanted|agreed\s+to\s+talk\s+only\s+if)\s+(?:not\s+to\s+be|to\s+remain|to\s+stay|to\s+speak)\s+"
    r"(?:named|identified|quoted(?:\s+by\s+name)?|anonymous(?:ly)?|unnamed|unidentified)"
    r"|(?:requested|requesting|asked\s+for|asking\s+for|insisted\s+on|insisting\s+on|demanded|craved|craving|pleaded(?:\s+for)?|pleading(?:\s+for)?|sought|seeking|was\s+granted|were\s+granted|granted)\s+anonymity"
    r"|(?:declined|declining|refused|refusing)\s+to\s+(?:be\s+(?:named|identified|quoted\s+by\s+name)|give\s+(?:his|her|their|a)\s+(?:full\s+)?names?)"
    r"|(?:did\s+not|didn['’]t|does\s+not|do\s+not|would\s+not|wouldn['’]t)\s+(?:want|wish|like)\s+to\s+be\s+(?:named|identified)"
    r"|(?:would\s+not|wouldn['’]t|did\s+not|didn['’]t)\s+give\s+(?:his|her|their)\s+(?:full\s+)?names?"
    r"|(?:cannot|could\s+not|can\s+not|can['’]t)\s+be\s+(?:named|identified)"
    r"|(?:was|were|is|are)(?:\s+not|n['’]t)\s+(?:authori[sz]ed|permitted|allowed|cleared)\s+to\s+(?:speak|talk|comment|discuss|brief)"
    r"(?:\s+(?:publicly|on\s+the\s+record|to\s+the\s+(?:media|press)|to\s+reporters|about\s+the\s+\w+|the\s+\w+))*"
    r"|not\s+(?:authori[sz]ed|permitted|allowed)\s+to\s+(?:speak|talk|comment|discuss)(?:\s+(?:publicly|on\s+the\s+record|the\s+\w+))*"
    r"|(?:spoke|speaking|said|talked)\s+(?:on\s+(?:deep\s+)?background|off\s+the\s+record|anonymously)"
    r"|(?:on|under)\s+(?:deep\s+)?background(?=[\s,.])"
    r"|whose\s+names?\s+(?:has|have|had|was|were|is|are)\s+(?:been\s+|being\s+)?(?:withheld|changed)"
    r"|asked\s+for\s+(?:his|her|their)\s+names?\s+to\s+be\s+withheld"
    r"|(?:asked|asking|condition|requested|requesting)\s+that\s+neither\s+(?:he|she|they)\s+nor\s+"
    r"(?:his|her|their|the)\s+[\w-]+\s+be\s+(?:named|identified)"
    r"|whom\s+[A-Z][\w ]{1,30}?\s+agreed\s+not\s+to\s+(?:identify|name)"
    r"|(?:asked|asking|agreed|wanted|wished|preferred)\s+to\s+be\s+(?:identified|named|known|quoted)\s+only\s+"
    r"(?:as\s+\w+|by\s+(?:his|her|their|a)\s+(?:\w+\s+)?(?:name|nickname|initials?))"
    r"|(?:is|are)\s+not\s+(?:identifying|naming)\s+(?:him|her|them)"
    r"|agreed\s+(?:not\s+to\s+(?:identify|name)\s+(?:him|her|them)|to\s+withhold\s+(?:his|her|their)\s+names?)"
    r"|not\s+(?:his|her|their)\s+real\s+names?",
    re.IGNORECASE,
)
_HINTS = (
    "anonym",
    "name",
    "naming",
    "identifying",
    "identify",
    "identified",
    "quoted",
    "authori",
    "permitted",
    "allowed",
    "cleared",
    "background",
    "record",
)
"""No ground rule is without one of these; looking for them is fifty times faster than for the rule."""
_REASON_RE = re.compile(
    r"[\s,]+(?P<reason>(?:because|as\s+(?=(?:he|she|they|it|the)\b)|since|for\s+fear\s+of|fearing|out\s+of\s+fear|citing|due\s+to|in\s+order\s+to"
    r"|so\s+as\s+to|to\s+(?=(?:discuss|describe|speak|talk|protect|avoid|be\s+candid|share)\b))[^,.;:\"“”—]{3,200})",
    re.IGNORECASE,
)
_REFUSES_RE = re.compile(
    r"\b(?:anonymity|anonymously|declin\w+|refus\w+|not\s+(?:comment|to\s+be)\b|withh[eo]ld\w*"
    r"|(?:(?:can|could|did|do|does|had|has|have|will|would)\s+not|cannot|(?:ca|could|did|has|have|wo|would)n['’]t)"
    r"\s+(?:\w+ly\s+|be\s+|been\s+|yet\s+)?(?:answer|comment|disclos|discuss|elaborat|give|identif|name|provid|publish"
    r"|releas|reveal|sa(?:y|id)|shar|specif|speak))[^.;]*$"
)
_GROUNDS_RE = re.compile(
    r"\s+(?:[\w’'-]+\s+){0,3}?(?:agreements?|concerns?|confidentiality|fears?|inquir(?:y|ies)|investigations?"
    r"|laws?|lawsuits?|litigation|probes?|(?<=ongoing )reviews?|(?<=pending )reviews?|(?<=internal )reviews?"
    r"|polic(?:y|ies)|privacy|proceedings|protocols?|restrictions?|rules?|safety|security|sensitivit\w+)\b"
)
"""In front of and behind the "citing" of a reason: "declined to comment, | citing | privacy rules"."""

_BEFORE = 200
"""Characters in front of a reason in which the refusal stands."""


def _name(group: str) -> str:
    """Somebody's name, in quotation marks or not."""
    small = r"(?:(?:al|bin|da|de|der|di|dos|el|ibn|van|von)[ -])?"
    more = rf"(?: {small}(?:[A-ZÀ-Þ][\w'’-]{{0,40}}|\d{{1,3}}(?:\.\d)?\b))"
    return rf"[\"“‘']?(?P<{group}>[A-ZÀ-Þ][\w'’-]{{1,40}}{more}{{0,3}})[\"”’']?"


_SHADY = (
    r"(?:accounts?|activist|author|blogger|channel|commander|dealer|fighter|hacker|informant|leaker|officer|operator"
    r"|page|poster|smuggler|soldier|source|spokes(?:man|person|woman)|tipster|trafficker|troll|user|whistle-?blower"
    r"|witness|writer)"
)
"""Who goes by another name, where it need not be said that it is another one."""


_ALIAS_RE = re.compile(
    rf"\b(?:(?:[Ww]e|I)(?:['’]ll|\s+will|\s+shall)\s+call\s+(?:him|her|them)\s+{_name('given')}"
    rf"|\b[Ww]e\s+call\s+(?:him|her|them)\s+{_name('dubbed')}"
    rf"|whom?\s+(?:(?:we|I)(?:['’](?:ll|re|m)|\s+will|\s+shall|\s+are|\s+am)?\s+call(?:ing)?"
    rf"|(?:this|the|The|[A-Z])[\w ]{{1,30}}?\s+is\s+calling"
    rf"|(?:we|I)(?:['’]ve|\s+have)\s+(?:called|named))\s+{_name('called')}"
    r"|to\s+whom\s+(?:we|I)(?:['’]ve|\s+have)?\s+(?:gave|given)\s+the\s+(?:name|pseudonym)\s+(?:of\s+)?"
    rf"{_name('given_to')}"
    rf"|gave\s+(?:only|just)\s+(?:his|her|their|a)\s+(?:(?:first|given)\s+name|surname|nickname|call[\s-]?sign|initials?),?\s+"
    rf"{_name('first')}"
    rf"|ask(?:ed|s)?\s+(?:(?:us|me)\s+to|that\s+(?:we|I))\s+call\s+(?:him|her|them)\s+{_name('requested')}"
    rf"|(?:ask|want|wish|prefer)(?:ed|ing)?\s+to\s+be\s+(?:called|known\s+as|referred\s+to\s+as)\s+"
    rf"(?:(?:just|only|simply)\s+)?{_name('asked')}"
    r"|(?:ask|agree|want|wish|prefer)(?:ed|ing)?\s+to\s+be\s+(?:identified|named|known|quoted|referred\s+to)\s+only\s+"
    r"(?:as|by\s+(?:his|her|their|a)\s+[\w -]{0,20}(?:name|nickname|initials?|call[\s-]?sign),?)\s+"
    rf"{_name('short')}"
    rf"|(?:gave|gives|giving)\s+(?:his|her|their)\s+name\s+(?:only|simply|just)\s+as\s+{_name('gave')}"
    rf"|(?:identified|introduced)\s+(?:him|her)self\s+(?:only|simply|just)\s+as\s+{_name('introduced')}"
    r"|(?:can|could|may|must)\s+(?:only\s+)?be\s+(?:identified|named|known|referred\s+to)\s+(?:only\s+)?as\s+"
    rf"{_name('only')}"
    rf"|\b(?:[Ww]e|I)(?:['’](?:re|m)|\s+are|\s+am)\s+calling\s+{_name('calling')}"
    rf"|{_name('nick')}(?:,\s+[^.,;“”\"]{{1,60}}?)?,?\s+who\s+(?:gave|offered|provided)\s+(?:only|just)\s+"
    r"(?:his|her|their|an?)\s+(?:alias|nickname|nom\s+de\s+guerre|pseudonym)"
    r"|(?:(?:simply|only)\s+(?:identified|known)\s+as"
    r"|(?:identified|known)\s+(?:(?:by|in|to)\s+[^.,;“”\"]{1,40}?\s+)?(?:only|simply)\s+(?:as|by\s+the\s+name))\s+"
    rf"{_name('so_called')}"
    rf"|{_name('pseudo')}\s?[,(–—-]\s?(?:which\s+is\s+)?an?\s+(?:alias|false\s+name|made-up\s+name|nom\s+de\s+guerre|pseudonym)\b"
    rf"|(?:alias|pseudonym)\s+(?:of\s+)?{_name('feigned')}"
    rf"|{_name('false')}\s?[,(–—-]\s?(?:(?:which|that)\s+is\s+)?not\s+(?:his|her|their)\s+real\s+name"
    rf"|{_name('forename')}(?:,\s+[^.,;“”\"]{{1,60}}?)?,?\s+who\s+(?:[^.,;“”\"]{{1,60}}\s+and\s+)?(?:asked|asked\s+us|declined|did\s+not\s+want|preferred|refused|would)"
    r"\s+(?:not\s+)?(?:to\s+)?(?:give\s+|provide\s+|share\s+|that\s+)?(?:his|her|their)\s+(?:(?:full|last|real)\s+name|surname)(?:\s+(?:be\s+withheld|not\s+be\s+\w+|printed|published|used))?"
    rf"|{_name('changed')}(?:,\s+[^.,;“”\"]{{1,60}}?)?,?(?:\s[(–—-]|\s[–—-]\s|\s)whose\s+name\s+"
    r"(?:(?:has|have|had|was|is)\s+(?:been\s+)?|we(?:['’]ve|\s+have)\s+)changed(?!\s+(?:from\b|to\s+[A-ZÀ-Þ\"“]))"
    rf"|{_name('withheld')}(?:,\s+[^.;“”\"]{{1,60}}?)?,?\s+(?:[(–—-]\s?)?whose\s+(?:(?:full|last|real)\s+)?"
    r"(?:identity|names?|surname)(?:,\s+[^.;“”\"]{1,60}?,)?\s+(?:(?:has|have|had|was|is|are)\s+(?:been\s+|being\s+)?"
    r"(?:changed(?!\s+(?:from\b|to\s+[A-ZÀ-Þ\"“]))|concealed|omitted|protected|withheld)"
    r"|(?:we|I|this\s+\w+|(?:the\s+)?[A-Z]\w*(?:\s[A-Z]\w*){0,3})\s+(?:(?:has|have|is|are|agreed\s+to)\s+)*"
    r"(?:chang(?:ed|ing)|conceal(?:ed|ing)?|protect(?:ed|ing)?|with(?:held|hold|holding)))"
    rf"|{_name('unreal')}(?:,\s+[^.;“”\"]{{1,60}}?)?,?\s+who\s+(?:asked|requested)\s+that\s+(?:his|her|their)\s+real\s+name\b(?:\s+(?:be\s+withheld|not\s+be\s+\w+))?"
    rf"|{_name('one_name')}(?:,\s+[^.;“”\"]{{1,60}}?)?,?\s+who\s+(?:agree|ask|prefer|request|want|wish)(?:ed)?\s+(?:that|to\s+be\s+"
    r"(?:called|identified|known|named|quoted|referred\s+to)\s+(?:only\s+)?by|to\s+(?:go\s+by|use))\s+"
    r"(?:(?:just|only)\s+)?(?:an?|his|her|their)\s+(?:first|given|middle)\s+name\b(?!,?\s+[\"“‘]?[A-ZÀ-Þ])"
    rf"|{_name('assumed')}(?:,\s+[^.;“”\"]{{1,60}}?)?,?\s+(?:who\s+)?(?:sp(?:oke|eaks)|speaking|talk(?:ed|ing|s))\s+(?:to\s+[^.,;]{{2,30}}\s+)?"
    r"(?:under|using)\s+an?\s+(?:alias|assumed\s+name|false\s+name|pseudonym)"
    rf"|{_name('bracketed')},?\s[(\[]names?\s+(?:has\s+been\s+)?changed"
    rf"|{_name('as_called')},\s+as\s+(?:we|I)(?:['’]ll|\s+will|\s+shall)?\s+call\s+(?:him|her|them)\b"
    r"|(?:call|identify|name|refer\s+to)\s+(?:him|her|them|the\s+[\w-]+(?:\s[\w-]+)?)\s+(?:(?:just|only)\s+)?(?:as|by|under)\s+"
    rf"(?:an?|his|her|the|their)\s+(?:(?:code|first|middle)\s+name|nickname|pseudonym),?\s+{_name('by_name')}"
    r"|introduced\s+(?:him|her)self\s+as\s+(?P<one_word>[A-ZÀ-Þ][\w'’-]{1,40})(?!\s[A-ZÀ-Þ])"
    rf"|\b(?:account|hacker|man|member|poster|user|woman)\s+(?:called|dubbed|named|nicknamed)\s+(?=[\"“])"
    rf"{_name('handle')}"
    rf"|\b(?:hacker|poster|user)\s+(?:dubbed|nicknamed)\s+{_name('nicknamed')}"
    r"|(?:go(?:es|ing)|went)\s+by\s+(?:(?:just|only|simply)\s+)?(?:(?:an?|his|her|the)\s+(?:alias|call[\s-]?sign|handle"
    rf"|(?:\w+\s+)?name|nickname|nom\s+de\s+guerre|pseudonym)(?:\s+of)?,?\s+)?{_name('goes_by')}"
    r"|(?:call[\s-]?sign|nom\s+de\s+(?:guerre|plume)|(?:uses|using|under)\s+(?:an?|his|her|the)\s+"
    rf"(?:alias|handle|pseudonym|(?:online|pen|screen)\s+name))(?:\s+(?:is|of)|,)?\s+{_name('sign')}"
    rf"|(?:call(?:ed|ing|s)|styl(?:ed|es|ing))\s+(?:him|her)self\s+(?:only\s+|simply\s+)?{_name('styled')}"
    rf"|\b{_SHADY}(?:\s+for\s+[^.,;]{{2,30}})?,?\s+(?:(?:who|which|that)\s+is\s+)?known\s+"
    rf"(?:\w+\s+|(?:in|on|to)\s+[^.,;]{{2,30}}\s+)?as\s+{_name('known')}"
    rf"|\b{_SHADY},?\s+(?:(?:who|which)\s+)?(?:post|tweet|writ|publish)(?:s|es|ing)\s+(?:[^.,;]{{2,30}}\s+)?"
    rf"(?:as|under\s+the\s+(?:handle|name)(?:\s+of)?)\s+{_name('posts')}"
    rf"|\b(?:leaker|tipster)\s+{_name('leaker')}"
    rf"|{_name('masked')},?\s+(?:\([^)]{{1,30}}\)\s+)?(?:is\s+)?an?\s+(?:anonymous|pseudonymous)\s+(?:[\w-]+\s+){{0,2}}?{_SHADY}\b"
    rf"|{_name('only_first')},\s+(?:an?\s+[^.,;“”\"]{{3,60}}?,?\s+)?who\s+(?:gave|offered|used|would\s+(?:only\s+)?(?:give|use)|provided)"
    r"\s+(?:(?:just|only)\s+)?(?:his|her|their|an?)\s+(?:first|given)\s+name\b"
    rf"|{_name('no_last')},\s+(?:an?\s+[^.,;“”\"]{{3,60}}?,?\s+)?who\s+(?:(?:did\s+not|didn['’]t|would\s+not|wouldn['’]t)\s+(?:give|share)"
    r"|asked\s+that)\s+(?:his|her|their)\s+(?:last\s+|sur)name\b(?:\s+(?:be\s+withheld|not\s+be\s+\w+))?"
    rf"|{_name('hidden')}\s+asked\s+(?:us|(?:the|The|[A-Z])[\w ]{{1,30}}?)\s+"
    r"(?:not\s+to\s+(?:print|publish|use)|to\s+withhold)\s+"
    r"(?:his|her|their)\s+(?:(?:full|last|real)\s+)?(?:sur)?name\b"
    rf"|granted\s+{_name('granted')}(?:\s+and\s+{_name('granted_too')})?\s+anonymity\b"
    rf"|\bsurnamed\s+{_name('surnamed')}"
    r"|(?<=[\"“])(?P<quoted>[A-ZÀ-Þ][\w’'-]{1,40})(?:[\"”],|,[\"”])\s+an?\s+[^.,;“”\"]{3,80},\s+"
    r"(?:recalls|recalled|said|says|tells|told)\b)"
)
SOMEBODY_RE = re.compile(r"\b(?:an?|another) (?:[a-z-]+ ){1,4}$")
"""Somebody who has not spoken, in front of a ground rule: "shared by | a person | not authorized to"."""
_ALIAS_HINT_RE = re.compile(
    r"alias|anonym|\bcall(?:ed|ing|s)?[ -]|handle\b|identified|identity|initial|known|leaker|made-up|name"
    r"|nom de|pseudonym|referred|\bself\b|tipster|(?:him|her)self|[\"”],? an? |go(?:es|ing) by"
    r"|went by|post(?:s|ing) |tweet|writ"
)
_STARRED_RE = re.compile(r"(?P<starred>[A-ZÀ-Þ][\w'’-]{1,40}(?: [A-ZÀ-Þ][\w'’-]{1,40})?)\*")
_STARS_RE = re.compile(
    r"\*\s?(?:All |Some )?(?:[Nn]ames?|[Ii]dentit(?:y|ies)|[Pp]seudonyms?)\b[^.\n]{0,60}?(?:changed|\.|\n|\Z)"
    r"|\b(?:asterisk|starred)\b[^.\n]{0,60}? changed|[Nn]ot (?:his|her|their) real names?\b[^.\n]{0,20}\Z"
)
"""The note that tells what a star behind a name stands for."""
_AROUND = 200
"""Characters around one of these in which a name may be told that is not the whole or not the real one."""


def aliases(text: str) -> dict[str, Span]:
    """The names under which somebody is told of who is not identified, and the words that say so.

    A name that the outlet gave, a first name that is all that may be printed: in lower case, whole and by its
    last word.
    """
    out: dict[str, Span] = {}
    starred = list(_STARRED_RE.finditer(text)) if _STARS_RE.search(text) else []
    for match in (*_alias_matches(text), *starred):
        for which, found in match.groupdict().items():
            if found is None:
                continue
            name = found.lower().rstrip("'’")
            start = match.end(which) if match.start(which) == match.start() else match.start()
            start = next((k for k in range(start, match.end()) if text[k].isalpha()), match.start())
            last = name.split()[-1]
            for key in (name,) if last in {"a", "i"} or last.isdigit() else {name, last}:  # "Engineer | X"
                out.setdefault(key, Span(start, match.end()))
    return out


def _alias_matches(text: str) -> Iterator[re.Match[str]]:
    """Where a name is told that is not the whole or not the real one, looked for around its small words."""
    places: list[tuple[int, int]] = []
    for hint in _ALIAS_HINT_RE.finditer(text):
        start, end = max(0, hint.start() - _AROUND), hint.end() + _AROUND
        if places and start <= places[-1][1]:
            places[-1] = places[-1][0], end
        else:
            places.append((text.find(" ", start) + 1 if start else 0, end))  # not from a word's middle
    for start, end in places:
        yield from _ALIAS_RE.finditer(text, start, end)


def gives_reason(text: str, start: int, at: int) -> bool:
    """Whether a "citing" that ends at `at` gives the reason for a refusal that stands behind `start`."""
    return (
        _GROUNDS_RE.match(text, at) is not None
        and _REFUSES_RE.search(text[max(start, at - _BEFORE) : at]) is not None
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground rule: where it stands, the reason when one is given, and the number of its sentence."""

    rule: Span
    reason: Span | None
    sentence: int


def grounds(text: str, sentences: tuple[Sentence, ...]) -> tuple[Ground, ...]:
    """The ground rules that the article states, in order; rule and reason are verbatim slices."""
    out = []
    low = flattened(text)
    for number, sentence in enumerate(sentences):
        if not any(low.find(hint, sentence.span.start, sentence.span.end) >= 0 for hint in _HINTS):
            continue
        for match in GROUND_RULE_RE.finditer(text, sentence.span.start, sentence.span.end):
            reason = _REASON_RE.match(text, match.end(), sentence.span.end)
            why = None
            if reason is not None:
                body = reason["reason"].rstrip()
                for verb in _SAID_RE.finditer(body):
                    body = body[: verb.start()].rstrip()
                    break
                why = Span(reason.start("reason"), reason.start("reason") + len(body))
            out.append(Ground(Span(*match.span()), why, number))
    return tuple(out)


_SAID_RE = re.compile(
    r"(?<!\bbeen)(?<!\bbe)(?<!\bwas)(?<!\bwere)(?<!\bare)(?<!\bis)(?<!\bhad)(?<!\bhas)(?<!\bhave)(?<!\bnot)\s(?:said|told|added|confirmed|described|says)\b"
)
