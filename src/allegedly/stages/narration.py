"""Part of the evidence stage: whether a sentence goes on with what the one before it told."""

from __future__ import annotations

import re
from itertools import islice

from allegedly.analysis import Judgement, Source
from allegedly.phrases import is_source_noun, lexicon
from allegedly.stages.scenes import Scene

_WORD_RE = re.compile(r"\w+")
_OPENING = 5
"""How many words of a sentence must be without a name for it to go on with what somebody told."""
_OTHERS_RE = re.compile(
    r"(?:Another|Many|Others|Some)\b|[A-Z][\w ]{2,40} (?:(?:was|were) (?:not able|unable) to|could not)"
    r" (?:immediately |independently )?(?:ascertain|confirm|determine|establish|verify)\b"
    r"|[A-Z][\w ]{2,40} (?:gave|offered|provided) no"
    r" (?:comment|details?|evidence|explanation|figures?|reasons?|source)"
    r"|It (?:is|was|remains?) (?:\w+ )?(?:not (?:\w+ )?|un)clear\b"
    r"|(?:It|This|That|(?:The|These|Those|All) [\w -]{3,40}?) (?:also )?(?:c[ao]mes?|follow(?:s|ed)?)"
    r" (?:just |less than |only )?(?:an?|after|ahead|amid|as|at a time|days|hours|in response|months|on the"
    r"|weeks|years)\b"
)
"""How a sentence opens that goes on with nobody's account: what none knows, or it follows, is an outlet's."""
_SEEN_AS_RE = re.compile(
    r"\b(?:is|are|was|were|been|being) (?:\w+ly )?(?:considered|described|hailed|regarded|seen|viewed) as\b"
)


_OWN_EYES_RE = re.compile(
    r"(?:[Aa]n?|[Oo]ne|[Tt]wo|[Oo]ur) (?:[\w-]+ ){0,3}?"
    r"(?:correspondent|crew|journalist|photographer|reporter)s?\b"
    r"[^.;,“”\"]{0,40}? (?:counted|heard|saw|watched|witnessed)\b"
)
"""What an outlet's own people saw, who goes on with nobody's account: "An AFP photographer saw two tanks"."""


_DENIES_RE = re.compile(r"\bden(?:y|ied|ies)\b")


def is_account(before: Judgement, scene: Scene, sources: tuple[Source, ...]) -> bool:
    """Whether unnamed people told the sentence before, in the same paragraph."""
    same = before.sentence.block.paragraph == scene.sentence.block.paragraph
    if not same or before.sourcing != "allegation":
        return False
    span = scene.sentence.span
    if _OWN_EYES_RE.match(scene.article.text, span.start):
        return False
    if _OTHERS_RE.match(scene.article.text, span.start) or _SEEN_AS_RE.search(
        scene.article.text, span.start, span.end
    ):
        return False  # by whom, it does not say: not by whoever told the sentence before
    told = (scene.attributions[i].by for i in before.attributions)
    return any(by is not None and sources[by].kind in {"unnamed", "collective"} for by in told)


def is_told(before: Judgement, scene: Scene, sources: tuple[Source, ...]) -> bool:
    """Whether the sentence may go on with what somebody identified told in the sentence before.

    A story told flat goes on in small words; a name, "the lawyer" or "the documents" may be whose word it is.
    """
    paragraphs = scene.sentence.block.paragraph - before.sentence.block.paragraph
    if before.sourcing != "on-record" or not before.attributions or paragraphs > 1:
        return False
    by = scene.attributions[before.attributions[0]].by
    span = scene.sentence.span
    opening = islice(_WORD_RE.finditer(scene.article.text, span.start, span.end), _OPENING)
    first, *rest = [word.group() for word in opening] or [""]
    somebody = first in {"The", "Those"} and any(is_source_noun(word.lower()) for word in rest[:2])
    small = first.lower() in lexicon("grammar")["plain"] and not any(word.istitle() for word in rest)
    known = by is not None and sources[by].is_identified
    return known and small and not somebody and not _denied_by_another(scene, by)


def _denied_by_another(scene: Scene, by: int | None) -> bool:
    """Whether the sentence says what somebody else denies: "Police said he fled. | He denies | it"."""
    span = scene.sentence.span
    return any(
        one.by != by and one.source and one.source[0].start == span.start
        for one in scene.attributions
        if any(span.contains(c) and _DENIES_RE.search(c.slice(scene.article.text)) for c in one.cue)
    )
