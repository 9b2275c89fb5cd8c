"""On what terms a source spoke, when the article says so: the ground rule, and the reason given for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from allegedly.article import Sentence, Span
from allegedly.phrases import flattened

GROUND_RULE_RE = re.compile(
    r"(?:on|under)\s+(?:the\s+)?condition\s+of\s+(?:strict\s+)?anonymity"
    r"|on\s+(?:the\s+)?condition\s+(?:that\s+)?(?:he|she|they)\s+(?:would\s+)?not\s+be\s+(?:named|identified)"
    r"|on\s+(?:the\s+)?condition\s+(?:that\s+)?(?:his|her|their)\s+names?\s+(?:was\s+|were\s+)?not\s+(?:be\s+)?(?:used|given|published|printed)"
    r"|(?:asked|asks)\s+(?:us|me|reporters|the\s+\w+)\s+not\s+to\s+(?:(?:name|identify)\s+(?:him|her|them)"
    r"|(?:print|publish|use)\s+(?:his|her|their)\s+(?:full\s+|last\s+|real\s+)?names?)"
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


SOMEBODY_RE = re.compile(r"\b(?:an?|another) (?:[a-z-]+ ){1,4}$")
"""Somebody who has not spoken, in front of a ground rule: "shared by | a person | not authorized to"."""


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
