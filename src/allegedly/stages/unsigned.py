"""Part of the source stage: papers, recordings and posts that nobody signs, and those who wrote them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from allegedly.article import Span
from allegedly.stages.heads import singular
from allegedly.stages.kinds import is_human

_FROM_RE = re.compile(
    r" (?P<by>from (?:an?|another|one) (?:[a-z-]+ )*?(?P<head>[a-z-]+))"
    r"(?=\.|,(?! [A-ZÀ-Þ])| (?:at|in|of|on|that|who)\b| [a-z]+(?:ed|s)\b)"
)
_PAPER = (
    r"(?:account|blog|complaint|dossier|e-?mail|letter|memo|memorandum|note|op-ed|page|post|statement|submission"
    r"|tip-off)"
)
_ANONYMOUS_RE = re.compile(
    rf"\b(?:anonymous|pseudonymous|unattributed|unsigned) (?:[a-z-]+ )?{_PAPER}s?\b"
    r"|\bunsourced (?:[a-z-]+ )?(?:article|report|story)\b"
    rf"|\bwhistle-?blower(?:['’]s)? (?:[a-z-]+ )?(?:{_PAPER}|disclosure)s?\b"
    r"(?!(?-i:[^.;“”\"]{0,40}? (?:(?:brought|filed|lodged|made|submitted|written) by|from) "
    r"(?:[a-z]+ ){0,3}[A-ZÀ-Þ]))",
    re.IGNORECASE,
)
"""What a paper is called that nobody signs."""
_SAYS_SO_RE = re.compile(
    r"\b(?:author|sender|writer)s? (?:(?:are|is|remained|remains?|was|were) (?:anonymous|not identified"
    r"|not known|unidentified|unknown|unnamed)|ha(?:s|ve) not been (?:identified|named)"
    r"|could not be (?:determined|identified))\b"
    r"|\b(?:complaint|dossier|e-?mail|it|letter|memo|message|note|which) (?:is|was) (?:(?:sent|submitted) )?"
    r"(?:anonymous(?:ly)?|not signed|unsigned)\b"
    r"|\bwho (?:drew it up|sent it|wrote (?:it|the [a-z]+|them)) (?:is|remains|was) (?:not (?:clear|known)"
    r"|unclear|unknown)\b"
    r"|\b(?:not|un)(?: \w+)? ?(?:clear|known) who (?:sent|wrote) (?:it|the [a-z]+|them)\b"
    r"|\b(?:left|posted|pushed|put|slipped) (?:at|on|through|under) (?:an?|her|his|the|[\w’'-]+['’]s)"
    r" (?:[\w’'-]+ ){0,2}?(?:desk|door|doorstep|letterbox|scene|windscreen|windshield)\b"
    r"|\bfiled by [^.;“”\"]{0,60}?(?:identified only as|(?:Jane|John) (?:Doe|Roe)"
    r"|has not been (?:identified|named))\b"
    r"|\b(?:authenticity|origin|provenance)(?: of which)? (?:could|has|have) not be(?:en)? (?:\w+ )?"
    r"(?:confirmed|determined|established|verified)\b",
    re.IGNORECASE,
)
"""What says of a paper, in it or soon behind, that nobody knows whose it is."""
_BY_SOMEBODY_RE = re.compile(
    r"[^.;:“”\"]{0,60}?\b(?P<by>(?:compiled|drafted|drawn up|filed|lodged|made|penned|prepared|sent|shared"
    r"|submitted|written)(?: [^.;,:“”\"]{0,30}?)? by (?:an?|another|one) (?:[a-z-]+ )*?(?P<head>[a-z-]+))"
    r"(?=\.|,(?! [A-ZÀ-Þ])| (?:at|from|in|of|on|that|who|whom|whose|with)\b| [a-z]+(?:ed|s)\b)"
)
"""Behind a paper, who wrote it, of whom no name is told: "a complaint | filed in May by an employee"."""
_PAPER_RE = re.compile(rf"(?:the |an? )?(?:[\w-]+ ){{0,3}}?(?P<noun>{_PAPER})\b", re.IGNORECASE)
_AUTHOR_RE = re.compile(r"(?:the|its) (?:author|sender|writer)\b", re.IGNORECASE)
_OF_NOBODY_RE = re.compile(
    r"\b(?:anonymous|unsigned) (?:[a-z-]+ )?"
    r"(?:article|book|column|e-?mail|essay|letter|memo|note|op-ed|post)\b"
    r"|\b(?:article|book|column|e-?mail|essay|letter|memo|note|op-ed|post) (?:written )?by an?"
    r" (?:anonymous|unidentified|unnamed) [a-z]+",
    re.IGNORECASE,
)
"""A paper whose author is nobody who is known."""
_GOES_ROUND_RE = re.compile(
    r"(?:an? )?(?:\w+ )?(?:audio|clip|message|post|recording|video)\b"
    r"(?!(?-i:[^.;“\"]{0,60} by (?:the )?(?:police|[A-ZÀ-Þ])))[^.;“\"]{0,60}? "
    r"(?:by an? (?:\w+ ){0,2}?account|circulat\w+|shared|viewed|watched)\b"
    r"|(?:an? )?(?:[\w-]+ )?(?:document|dossier|draft|leaflet|letter|list|memo|note|one-pager|screenshot)s?"
    r"(?: that (?:has been|is|was))? circulat(?:ing (?:around|in|on|online|widely|within)|(?:ed|ing) among)\b"
    r"|(?:an? )?(?:[\w-]+ )?dossier (?:handed|leaked|passed|sent|shown) to\b",
    re.IGNORECASE,
)
"""What goes round on the networks: "a video | watched more than 3 million times"."""
_WRITTEN = frozenset({"complaint", "e-mail", "email", "letter", "memo", "note", "statement", "submission"})
_WROTE_RE = re.compile(
    r"\b(?:[Aa]n?|[Aa]nother|[Oo]ne) (?:[a-z-]+ )*?(?P<head>[a-z-]+)"
    r"(?: (?:at|from|in|of|on) (?:the |an? )?[\w -]{2,40}?)?"
    r"(?:, who [^,]{3,80},)? (?:complained|e-?mailed|filed|sent|told|wrote)\b"
)
FEW = (
    r"(?:[Aa]n?|[Aa]nother|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven"
    r"|[Tt]welve|\d+|[Ss]everal|[Ss]ome|[Dd]ozens of|[Aa] group of)"
)
_IN_IT_RE = re.compile(
    rf"[^.;,“”\"]{{0,60}}?, (?P<who>{FEW} (?:[a-z-]+ )*?(?P<head>[a-z-]+) (?:accused?|alleged?"
    r"|claim(?:ed)?|described?|said|say|says|told|urged?|warn(?:ed|s)?|wr(?:ite|ites|ote)))\b"
)
"""Behind a paper, who wrote in it, of whom no name is told: "In a memo| to the board, an auditor warned"."""
_PUT_IN_RE = re.compile(
    rf"\b(?P<who>{FEW} (?:[a-z-]+ )*?(?P<head>[a-z-]+) (?:accused|alleged|claimed|described|said|told|warned"
    r"|wrote))\b[^.;“”\"]{0,80}? in $"
)
"""In front of a paper, the same: "An executive described it in | a sworn statement"."""
SPEAKS_FOR_RE = re.compile(r"attorney|counsel|lawyer|solicitor|spokes")
"""Who writes for somebody who is told of."""
_SOON = 250
"""Characters behind a document's first mention in which it may be called unsigned."""
_RECALL = 1000
"""Characters in front of "the complaint" in which it was called "an unsigned complaint"."""


def is_anonymous(text: str, span: Span) -> bool:
    """Whether it is a paper that is called so: "an anonymous tip-off"."""
    return _ANONYMOUS_RE.search(text, span.start, span.end) is not None


def unsigned(text: str, span: Span, aliases: Mapping[str, Span]) -> Span | None:
    """What says that nobody who is identified stands behind a document, first mentioned at `span`.

    "Witness K's statement", of one of the `aliases`; "an email, …. The sender was anonymous"; "a complaint
    filed by an employee"; "the complaint", behind "an unsigned complaint"; "a video shared on the networks".
    """
    plain = _ANONYMOUS_RE.search(text, span.start, span.end)
    if plain is not None:
        return Span(*plain.span())
    owner = re.split(r"['’]s? ", span.slice(text).lower(), maxsplit=1)[0]
    if owner in aliases:
        return aliases[owner]
    paper = _PAPER_RE.match(text, span.start, span.end + 1)
    by = None
    if paper is not None:
        end = paper.end("noun")
        by = _BY_SOMEBODY_RE.match(text, end, span.end + _SOON) or _FROM_RE.match(text, end, span.end + _SOON)
    if by is not None and is_human(by["head"], by["head"]):
        return Span(*by.span("by"))
    for found in (
        _SAYS_SO_RE.search(text, span.start, span.end + _SOON),
        _GOES_ROUND_RE.match(text, span.start, span.end + _SOON),
    ):
        if found is not None:
            return Span(*found.span())
    if paper is None:
        return None
    noun = paper["noun"]
    return _called(text, span, noun) or _wrote(text, span, noun) or _written_in(text, span)


def _wrote(text: str, span: Span, noun: str) -> Span | None:
    """Somebody without a name who wrote it just before: "A nurse wrote to the board. | The letter | says"."""
    pointed = re.match(r"(?:her|his|the|their|in the) ", text[span.start : span.end], re.IGNORECASE)
    if pointed is None or noun.lower() not in _WRITTEN:
        return None
    found = list(_WROTE_RE.finditer(text, max(0, span.start - _SOON), span.start))
    if not found or not is_human(found[-1]["head"], found[-1]["head"]):
        return None
    return Span(*found[-1].span())


def _written_in(text: str, span: Span) -> Span | None:
    """Somebody without a name whose words stand in a paper, where it is brought in: "In | a memo |, a nurse".

    Not whoever writes for another ("a lawyer for the firm").
    """
    if not text.startswith(("a ", "an ", "another ", "one ", "her ", "his ", "their "), span.start):
        return None
    before = text[max(0, span.start - _SOON) : span.start]
    inside = _IN_IT_RE.match(text, span.end) if before.endswith(("In ", "in ")) else None
    found = inside or _PUT_IN_RE.search(before)
    if (
        found is None
        or SPEAKS_FOR_RE.search(found["who"])
        or not is_human(found["head"], singular(found["head"]))
    ):
        return None
    at = 0 if inside else span.start - len(before)
    return Span(at + found.start("who"), at + found.end("who"))


def _called(text: str, span: Span, noun: str) -> Span | None:
    """What the paper was called that "the complaint" goes on about: "an unsigned complaint"."""
    if not span.slice(text).lower().startswith("the "):
        return None
    start, word = max(0, span.start - _RECALL), re.escape(noun)
    before = re.compile(
        r"\b(?:anonymous|pseudonymous|unattributed|unsigned|whistle-?blower(?:['’]s)?)"
        rf"(?: [a-z-]+)? {word}(?:ger)?\b",
        re.IGNORECASE,
    )
    if (found := before.search(text, start, span.start)) is not None:
        return Span(*found.span())
    for paper in re.finditer(rf"\b[Aa]n? (?:[\w-]+ ){{0,3}}?{word}\b", text[start : span.start]):
        by = _BY_SOMEBODY_RE.match(text, start + paper.end(), span.start)
        if by is not None and is_human(by["head"], by["head"]):
            return Span(*by.span("by"))
    return None


def unknown_author(text: str, span: Span) -> Span | None:
    """What says that "the author" at `span` is nobody who is known: "In the anonymous op-ed, the author"."""
    if not _AUTHOR_RE.match(text, span.start, span.end):
        return None
    found = _OF_NOBODY_RE.search(text, max(0, span.start - _RECALL), span.start)
    return None if found is None else Span(*found.span())
