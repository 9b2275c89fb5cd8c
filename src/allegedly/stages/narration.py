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
_STEM = 4
"""Letters that a noun and the verb of the same have in common: "closures", "close"."""
_PLANS = (
    r"(?:agreement|appointment|bid|closures?|cuts|deal|dismissal|layoffs|merger|move|offer|package|payments|plans?"
    r"|programme|project|proposal|purge|reshuffle|resignation|sale|scheme|takeover|talks|transfer)"
)
"""What there is only if it is true what people told of it."""
_POINTS_RE = re.compile(rf"(?:That|The|This|Those) (?:[a-z]+ )?(?P<noun>{_PLANS})\b(?!['’])")
_QUOTE_RE = re.compile(r"[“\"]")
_LISTENER_RE = re.compile(
    r"(?:told|tells|warned|shouted at|yelled at) (?:an?|her|him|his|one|the|them|their)\b"
    r"(?! (?:[A-Z]|broadcaster|committee|conference|court|daily|hearing|inquiry|jury|magazine|newspaper|paper"
    r"|parliament|press|reporter))"
)
"""To whom the words were said, who is no reporter."""
_SPOKE_RE = re.compile(
    r"\b(?:shouted|told|urged|warned|yelled) (?:aides|an?|bankers|colleagues|employees|executives|her|him|his"
    r"|managers|ministers|staff|the|their|them|those|workers)\b"
)
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


_SHARE_RE = re.compile(
    r"\d ?(?:%|per ?cent\b|percent\b)"
    r"|\b(?:half|(?:two|three)[- ](?:thirds|quarters)|one in \w+|a (?:quarter|third) of)\b"
)
_OWN_EYES_RE = re.compile(
    r"(?:[Aa]n?|[Oo]ne|[Tt]wo|[Oo]ur) (?:[\w-]+ ){0,3}?"
    r"(?:correspondent|crew|journalist|photographer|reporter)s?\b"
    r"[^.;,“”\"]{0,40}? (?:counted|heard|saw|watched|witnessed)\b"
)
"""What an outlet's own people saw, who goes on with nobody's account: "An AFP photographer saw two tanks"."""


_QUOTE_ENDS = ('."', ".”", '!"', "!”", '?"', "?”")
_PUBLIC_RE = re.compile(
    r"(?:All|An?|Both|Four|No|Several|The|Three|Two) (?:[a-z-]+ ){1,4}?(?:was|were|has been|have been)"
    r" (?:later )?(?:arrested|cordoned off|evacuated|rescued|taken to hospital|treated)\b"
    r"|The (?:[a-z]+ )?(?:airport|bridge|line|motorway|port|road|school|station|street)s? (?:was|were)"
    r" (?:\w+ )?(?:closed|reopened)\b"
)
"""What is done in public, and behind a quotation is told by nobody in it: "The road was closed"."""
_DENIES_RE = re.compile(r"\bden(?:y|ied|ies)\b")


def is_account(before: Judgement, scene: Scene, sources: tuple[Source, ...]) -> bool:
    """Whether unnamed people told the sentence before, in the same paragraph."""
    same = before.sentence.block.paragraph == scene.sentence.block.paragraph
    if not same or before.sourcing != "allegation":
        return False
    span = scene.sentence.span
    if _OWN_EYES_RE.match(scene.article.text, span.start):
        return False
    ended = before.sentence.span.slice(scene.article.text).endswith(_QUOTE_ENDS)
    if ended and _PUBLIC_RE.match(scene.article.text, span.start, span.end):
        return False
    if _OTHERS_RE.match(scene.article.text, span.start) or _SEEN_AS_RE.search(
        scene.article.text, span.start, span.end
    ):
        return False  # by whom, it does not say: not by whoever told the sentence before
    told = (scene.attributions[i].by for i in before.attributions)
    return any(by is not None and sources[by].kind in {"unnamed", "collective"} for by in told)


def heard_of(before: Judgement, scene: Scene) -> bool:
    """Whether the sentence before, in the same paragraph, is what the outlet itself "has learned"."""
    same = before.sentence.block.paragraph == scene.sentence.block.paragraph
    return same and before.rule in {"hearsay-i-am-told", "hearsay-outlet-told"}


def is_retold(before: Judgement, scene: Scene) -> bool:
    """Whether somebody's words stand in a scene that unnamed people told: "…, people who were there said.
    “You lied,” | he | told the clerk".

    Whoever is "he" must be told of there, and the words be said to somebody who is no reporter, or there have
    been others: "warned managers …, three people said. “Nobody is safe,” she said".
    """
    text, span = scene.article.text, scene.sentence.span
    if len(scene.firm) != 1 or _QUOTE_RE.match(text, span.start) is None:
        return False
    one = scene.attributions[scene.firm[0]]
    he = " ".join(s.slice(text) for s in one.source).lower()
    if he not in {"he", "she"} or not one.cue:
        return False
    listener = _LISTENER_RE.match(text, one.cue[-1].start, span.end) is not None
    spoke = _SPOKE_RE.search(text, before.span.start, before.span.end) is not None
    return listener or spoke


def points_back(before: Judgement, scene: Scene) -> bool:
    """Whether a sentence opens with what the claim before it told of: "will close two. | The closures |".

    That there is such a thing only the people know who told of it.
    """
    text = scene.article.text
    opening = _POINTS_RE.match(text, scene.sentence.span.start, scene.sentence.span.end)
    if opening is None:
        return False
    told = {w.lower()[:_STEM] for w in _WORD_RE.findall(before.span.slice(text)) if len(w) > 2}
    return opening["noun"].lower()[:_STEM] in told


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
    if by is None or not sources[by].is_identified:
        return False
    surveys = lexicon("sources")["surveys"]
    if sources[by].kind == "document" and not surveys.isdisjoint(sources[by].name.lower().split()):
        figure = _SHARE_RE.search(scene.article.text, span.start, span.end)
        # "Among under-30s the figure was 51%", "The poll of 2,104 adults was carried out in May".
        if figure is not None or (first in {"The", "This"} and not surveys.isdisjoint(rest[:1])):
            return True
    somebody = first in {"The", "Those"} and any(is_source_noun(word.lower()) for word in rest[:2])
    small = first.lower() in lexicon("grammar")["plain"] and not any(word.istitle() for word in rest)
    return small and not somebody and not _denied_by_another(scene, by)


def _denied_by_another(scene: Scene, by: int | None) -> bool:
    """Whether the sentence says what somebody else denies: "Police said he fled. | He denies | it"."""
    span = scene.sentence.span
    return any(
        one.by != by and one.source and one.source[0].start == span.start
        for one in scene.attributions
        if any(span.contains(c) and _DENIES_RE.search(c.slice(scene.article.text)) for c in one.cue)
    )
