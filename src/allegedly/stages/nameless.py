"""Part of the evidence stage: what the words of one attribution show of somebody without a name."""

from __future__ import annotations

import re

from allegedly.analysis import Attribution, Source
from allegedly.stages.kinds import FORUMS
from allegedly.stages.unsigned import FEW, SPEAKS_FOR_RE

_BEFORE = 100
_FEW_RE = re.compile(rf"{FEW} ")
_IN_PAPER_RE = re.compile(
    r"\b[Ii]n (?:an?|another|one) (?:[\w-]+ ){0,3}?(?:complaint|e-?mail|letter|memo|memorandum|message|note"
    r"|petition|statement)\b[^.;,“”\"]{0,60}?, \Z"
)
_HEARD_RE = re.compile(r"(?:(?:had|has|have) been|was|were) (?:\w+ )?told")
_FINDINGS = frozenset(
    {"concluded", "concludes", "estimated", "estimates", "finds", "found", "put", "puts", "showed", "shows"}
)
"""Verbs for what a poll or a study says."""
_STOP_RE = re.compile(r"[.!?][”\"’']?\s+")
_OPENS_RE = re.compile(r"(?:^|[.!?][”\"’']?\s|\n)(?:[A-Z][a-z ]{2,30}, )?\Z")
_FRONT = 50
"""Characters in front of a subject that opens its sentence: "In the canteen, | a constable | waited"."""
_PLAINLY = frozenset({"accused", "added", "alleged", "claimed", "said", "says", "wrote"})
_NAMES_ANOTHER_RE = re.compile(
    r"(?:An?|Another|One) (?:(?! who )[^,])*? (?:for|of|to) (?:(?! who )[^,])*, "
    r"(?:[A-ZÀ-Þ][\w.'’-]+ ){1,3}?[A-ZÀ-Þ][\w'’-]+,?\Z"
)
_WORD_RE = re.compile(r"\w+")


def is_somebody(text: str, attribution: Attribution, sources: tuple[Source, ...]) -> bool:
    """Whether "He" goes on with the subject of the sentence before: "A director laughed. | He | says"."""
    if attribution.by is None or not attribution.source or finds(text, attribution):
        return False
    he, source = attribution.source[0], sources[attribution.by]
    told = [m for m in source.mentions if m.end < he.start]
    if he.slice(text) not in {"He", "She"} or source.kind != "unnamed" or "spokes" in source.name or not told:
        return False
    between = text[told[-1].start : he.start]
    opens = _OPENS_RE.search(text, max(0, told[-1].start - _FRONT), told[-1].start) is not None
    one = between.lower().startswith(("a ", "an ", "another ", "one "))
    return one and opens and len(_STOP_RE.findall(between)) == 1 and _STOP_RE.search(between[-3:]) is not None


def plainly_said(text: str, attribution: Attribution) -> bool:
    """Whether nothing but "said" stands beside one without a name: "…, a county deputy said".

    A spokeswoman is of some body that the article named before.
    """
    if not (attribution.source and attribution.cue):
        return False
    cue = " ".join(s.slice(text) for s in attribution.cue).lower()
    source = attribution.source[0].slice(text).lower()
    beside = attribution.cue[0].start - attribution.source[-1].end <= 1
    one = source.startswith(("a ", "an ", "one ")) and "spokes" not in source
    return cue in _PLAINLY and beside and one


def is_per(text: str, attribution: Attribution) -> bool:
    """Whether the cue is "as per" or "per", which the network has hardly met."""
    return any(c.slice(text).lower() in {"as per", "per"} for c in attribution.cue)


def is_heard(text: str, attribution: Attribution) -> bool:
    """Whether it is told to those who sit in public: "Jurors | were told | that it was lost"."""
    source = {w.lower() for s in attribution.source for w in _WORD_RE.findall(s.slice(text))}
    cue = " ".join(c.slice(text) for c in attribution.cue)
    return not source.isdisjoint(FORUMS) and _HEARD_RE.fullmatch(cue) is not None


def writes_in(text: str, attribution: Attribution) -> bool:
    """Whether a paper of theirs stands in front of several or one: "In a letter, | ten editors | wrote"."""
    if not attribution.source or not _FEW_RE.match(text, attribution.source[0].start):
        return False
    start = attribution.source[0].start
    for_another = SPEAKS_FOR_RE.search(attribution.source[0].slice(text)) is not None
    return not for_another and _IN_PAPER_RE.search(text, max(0, start - _BEFORE), start) is not None


def names_another(text: str, attribution: Attribution) -> bool:
    """Whether somebody is described by another, who has a name: "A neighbour of the singer, Ida Noll,"."""
    return any(_NAMES_ANOTHER_RE.match(s.slice(text)) for s in attribution.source[:1])


def relayed(attribution: Attribution, sources: tuple[Source, ...]) -> bool:
    """Whether an outlet has it from people without a name: "Citing two directors, the Chronicle said"."""
    by = attribution.by
    people = by is not None and sources[by].kind in {"collective", "unnamed"}
    return people and bool(attribution.chain) and all(sources[k].kind == "outlet" for k in attribution.chain)


def finds(text: str, attribution: Attribution) -> bool:
    """Whether the cue tells what a paper came to, which has no mind to look into: "a poll | found"."""
    cue = {w.lower() for c in attribution.cue for w in _WORD_RE.findall(c.slice(text))}
    return bool(cue & _FINDINGS)
