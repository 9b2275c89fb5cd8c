"""Part of the evidence stage: whom an article could not reach, where they are not the subject."""

from __future__ import annotations

import re

from allegedly.article import Span
from allegedly.phrases import lexicon

_WHO = r"(?!(?:about|again|and|at|but|by|for|in|on|via)\b)(?P<who>(?:(?:[Dd]r|[Mm]rs?|[Mm]s)\. )?[^.;,]+?)"
_END = (
    r"\s*(?=\.|[,;…?]|$|(?<= )(?:about|and|as|at|because|before|but|by|despite|for|in|on|over|regarding|so"
    r"|through|to|until|via|when|yet)\b)"
)
_SOUGHT_RES = tuple(
    re.compile(wording)
    for wording in (
        r"\b(?:[Ee]fforts|[Aa]ttempts) to (?:contact|get|reach|speak (?:to|with)) (?P<who>[^.;]+?),? "
        r"(?:failed|proved|were)\b",
        r"(?i:\b(?:calls|e-?mails?|letters?|mails|messages|quer(?:ies|y)|questionnaires?|questions|requests|texts)"
        r"(?: (?:addressed|e-?mailed|for comment|left|put|seeking comment|sent))*"
        r" (?:for|to|with) (?P<who>[^.;]+?),? "
        r"(?:(?:seeking|for|about|on|asking|requesting) [^.;]+? )?"
        r"(?:did not|didn['’]t|had not|have not|remained?|was|were|went)\b)",
        r"\b(?:could(?: not|n['’]t)|unable to|not able to|failed to|not manage to) "
        rf"(?:immediately |independently )*(?:contact|get (?:hold of|in touch with|through to)|locate|reach) "
        rf"{_WHO}{_END}",
        rf"\b(?:approached|contacted|e-?mailed|messaged|reached out to) {_WHO}{_END}",
        rf"\b(?:tried|trying) to (?:call|contact|get in touch with|reach|speak (?:to|with)) {_WHO}{_END}",
        r"\b[Nn]o (?:\w+ )?(?:answer|reply|response)(?: yet)?"
        rf"(?: was (?:available|forthcoming|received))? from {_WHO}{_END}",
        r"\b[Nn]either (?=[A-ZÀ-Þ]|(?:her|his|its|the|their) )(?P<who>[^.;,]+?) nor\b",
    )
)
"""Whom nobody could reach, or got an answer from.

"Efforts to reach | the clerk, Ida Brandt,| proved abortive", "Queries e-mailed to | Vayu Air | did not elicit
a response", "could not reach | Oland |", "reached out to | the club |, so far no response", "tried to contact
| Oland | but he did not attend the call", "neither | Oland | nor his lawyer could be reached".
"""
_ON_RE = re.compile(
    r"(?: (?:about|by|for|on|over|via)\b[^,;.]*?)?\W*(?:and|but|yet)?\W*(?:he|it|she|they|which|who)?"
    r"\W*(?:ha[ds]|have)?\W*"
)
"""Between whom an outlet asked and the silence, where nobody else comes in."""
REPORTER_RE = re.compile(
    r"(?:^|[,;] |\bbut |\band )(?:i|we|reporters?|(?:the|this) (?:newspaper|paper|programme|website|reporter"
    rf"|(?:[\w'-]+ ){{0,3}}(?:{'|'.join(sorted(lexicon('outlets')['endings']))}))) $"
)
"""In front of "could not reach him", in small letters: who tried is an outlet, not a lifeboat."""


def whom_sought(text: str, sentence: Span, reply: Span) -> Span | None:
    """Whom a silence is of by the words inside it or before: "The Post could not | reach Oland |"."""
    for wording in _SOUGHT_RES:
        for found in wording.finditer(text, sentence.start, sentence.end):
            behind = text[found.end("who") : reply.start]
            if found.start() < reply.end and (found.end() > reply.start or _ON_RE.fullmatch(behind)):
                return Span(*found.span("who"))
    return None
