"""What a notice says of how a claim was answered: denied, supported, left without comment or not verified."""

from __future__ import annotations

import re

from allegedly.analysis import Analysis, Evidence
from allegedly.article import printable
from allegedly.descriptions import PRONOUNS, called, described
from allegedly.sayings import say
from allegedly.statements import Statement, count_words

MAX_QUOTE_WORDS = 16
"""A longer quotation in a notice is an item of its own."""

_TAKES_BACK_RE = re.compile(r"\b(?:but|though|although|while)\b")
_NO_MORE_RE = re.compile(
    r"\b(?:and|but|though|although|while|who) (?:he |it |she |they )?(?:\w+ly )?"
    r"(?:could not|declined|did not|refused|would not|wouldn['’]t) (?:to )?"
    r"(?:answer|comment|discuss|elaborate|give|go|name|provide|say|specify)\b(?!.*\b(?:but|said)\b)"
)
_NEITHER_RE = re.compile(r"neither confirm|confirm\w* n?or den", re.IGNORECASE)
_UNAWARE_RE = re.compile(r"aware of|familiar with|no (?:information|knowledge)", re.IGNORECASE)
_UNREMEMBERED_RE = re.compile(r"recall|recollection|memory|remember", re.IGNORECASE)
_REFERRED_RE = re.compile(r"\b(?:refer|direct)(?:red|ed|s)\b", re.IGNORECASE)
_UNANSWERED_RE = re.compile(r"not (?:address|answer (?:\w+ ){0,3}questions?)", re.IGNORECASE)
_UNCOMMENTED_RE = re.compile(
    r"(?:made|offered|issued|been) no (?:\w+ )?comment"
    r"|(?:has|have|had|did) ?n[o'’]t (?:\w+ )?comment(?:ed)?\b",
    re.IGNORECASE,
)
_DECLINED_RE = re.compile(
    r"declin|refus|(?:not|n['’]t|never) (?:\w+ly )?(?:comments?|discuss(?:es)?|speculates?)\b"
    r"|(?:do|does)(?: not|n['’]t) (?:reply|respond)|(?:we|i) never"
    r"|(?:could|can) ?not (?:\w+ )?(?:comment|confirm|discuss)"
    r"|would not|will not|wouldn['’]t|won['’]t|not (?:care|want|wish) to|opted not|running commentary"
    r"|no (?:\w+ )?comment|appropriate|improper|policy|passed on"
    r"|(?:able|position) to (?:comment|discuss)|nothing (?:\w+ )?to (?:add|say)",
    re.IGNORECASE,
)
_UNREACHED_RE = re.compile(r"reach|available|contact|located", re.IGNORECASE)
_SILENT_RE = re.compile(
    r"\b(?:answer|attend|elicit|hear|ignored|pick|receive|repl|respon|return|took|un(?:answer|return))|\bback\b",
    re.IGNORECASE,
)
_ASKED_RE = re.compile(r"^(?:approached|contacted|e-?mailed|messaged|reached out)", re.IGNORECASE)
_SILENCES = (
    ("silent", _ASKED_RE),
    ("neither", _NEITHER_RE),
    ("unaware", _UNAWARE_RE),
    ("unremembered", _UNREMEMBERED_RE),
    ("referred", _REFERRED_RE),
    ("unanswered", _UNANSWERED_RE),
    ("uncommented", _UNCOMMENTED_RE),
    ("declined", _DECLINED_RE),
    ("unreached", _UNREACHED_RE),
    ("silent", _SILENT_RE),
)
"""What a notice calls each way of not answering, by its words; "did not comment" is true of the rest."""
_QUOTED_RE = re.compile(r"“([^“”]{2,160})”|\"([^\"]{2,160})\"|(?<!\w)[‘']([^‘’']{2,160})[’'](?!\w)")


def answers(analysis: Analysis, statement: Statement) -> list[str]:
    """What the article says of corroboration and denial of the statement's sentences."""
    about = frozenset(statement.judgements)
    given = [
        e
        for e in analysis.evidence
        if about & frozenset(e.claims) and (e.sentence not in about or e.sentence in e.claims)
    ]
    confirmed = {(e.by, e.sentence) for e in given if e.kind == "corroboration"}
    # "Confirmed the meeting but would not say more": that is no silence on whether it took place.
    given = [e for e in given if e.kind != "no-comment" or (e.by, e.sentence) not in confirmed]
    known = {
        e.kind for e in given if e.by is not None
    }  # "Denied by Oland" and no "reports a denial" beside it
    return [_answer(analysis, e) for e in given if e.by is not None or e.kind not in known]


def _answer(analysis: Analysis, evidence: Evidence) -> str:
    text = analysis.article.text
    said = printable(evidence.span.slice(text))
    by = None if evidence.by is None else analysis.sources[evidence.by]
    name = None
    if by is not None and by.name and by.kind != "hearsay" and by.name.lower() not in PRONOUNS:
        name = called(analysis, by)
        if by.kind == "collective":
            name = say("allegation", "not_named", source=name)
        elif not by.is_identified:
            name = described(analysis, by)
    if evidence.kind == "denial":
        quote = _quoted(said)
        if name is None:
            return say("answer", "denial_nobody")
        if by is not None and by.is_identified and quote:
            return say("answer", "denial_quote", source=name, quote=quote)
        return say("answer", "denial", source=name)
    key: str = evidence.kind
    if key == "corroboration" and name is not None:
        # "The trust confirmed four cases but said …": what it takes back there is no support.
        rest = text[evidence.span.start : analysis.judgements[evidence.sentence].span.end]
        no_more = _NO_MORE_RE.search(rest)
        key = "corroboration_part" if _TAKES_BACK_RE.search(rest) else key
        key = "corroboration_bare" if no_more and not _TAKES_BACK_RE.search(rest, 0, no_more.start()) else key
    aside = name is not None and name.endswith(say("allegation", "not_named", source=""))
    if aside and not key.startswith("corroboration"):
        name = f"{name},"  # "The clerks, not named, declined"
    if evidence.kind == "no-comment":
        key = next((kind for kind, pattern in _SILENCES if pattern.search(said)), "uncommented")
    if key == "unverified":
        return say("answer", "unverified") if name is None else say("answer", "unverified_by", source=name)
    return say("answer", f"{key}_nobody") if name is None else say("answer", key, source=name)


def _quoted(said: str) -> str | None:
    """The longest short quotation in `said`, without its marks."""
    found = [next(g for g in m.groups() if g) for m in _QUOTED_RE.finditer(said)]
    found = [q.rstrip(",. ") for q in found if count_words(q) <= MAX_QUOTE_WORDS]
    return max(found, key=len, default=None)
