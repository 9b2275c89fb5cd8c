"""Part of the attribute stage: what the network found, beside the layout and what the rules found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from allegedly.analysis import Found
from allegedly.article import Article, Span
from allegedly.quotations import left_open
from allegedly.stages.clauses import HALF_RE
from allegedly.stages.forecasts import compared
from allegedly.stages.heads import singular
from allegedly.stages.kinds import is_human
from allegedly.stages.wording import findings

_END_RE = re.compile(r"[.!?][\"”’']$")
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]+ ){1,4}[A-ZÀ-Þ][\w'’-]+"
_WRITES_RE = re.compile(
    r"\b(?:call|e-?mail|letter|memo|message|note|text) (?:to|with) [^.;,]{2,60}, "
    rf"{_NAME}, (?P<who>(?:the|his|her|its|their) [^.;,]{{2,60}}, {_NAME}),?$"
)
"""Who writes to somebody who is named as well: "a letter to the king, Olaf Ro, | the envoy, Ida Brandt,"."""
_APART_RE = re.compile(rf" at the time, (?P<name>{_NAME}),? ")
"""The name behind the office that somebody held: "Its chairman| at the time, Marek Oland, |told"."""
_SEEN_RE = re.compile(r"\b(?:obtained|reviewed|seen|viewed)$")
_SEEN_BY_RE = re.compile(r" by (?:the )?[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,3}")
"""Behind a paper, who has seen it: "an internal report reviewed| by the Post"."""
_QUOTED_BY_RE = re.compile(r"(?:(?:has|had) been|is|was|were) (?:\w+ )?(?:cited|quoted) by")
_SOMEBODY_ALONE_RE = re.compile(
    r"(?:\A|[.!?][”\"’']? |\n)"
    r"(?P<who>(?:An?|Another|One|Several|Three|Two|Unnamed) [^.!?\n“”\"]{3,120}?) \Z"
)
"""Who opens a sentence without a name, whom an outlet quotes: "| An official | was quoted by Kapital"."""
_PER_RE = re.compile(r"(?P<per>(?:as )?per) (?=\w)", re.IGNORECASE)
"""What stands in front of whose word it is: "as per | central bank data"."""
_STUDY = 400
_STUDY_RE = re.compile(r"\b(?:participants|poll|research|study|survey|trial)\b", re.IGNORECASE)
_FEELING_RE = re.compile(r" (?!finding|hearing|seeing|smelling)[a-z]+ing\b")
"""What those whom a study asked report of themselves: "sleeping better"."""
_NO_CUES = frozenset({"at", "than", "to"})
_COMPARED = 160
"""Characters on either side of whoever expected a result in which it is compared with theirs."""
_WRITTEN = 160
"""Characters in which both stand."""
_DENIES_RE = re.compile(r"\b(?:den(?:y|ied|ies)|reject(?:s|ed)?|dismiss(?:es|ed)?|refute[sd]?)\b")
_SENTENCE_END_RE = re.compile(r"[.!?][\"”’']?$")
_STOPS = (".", "!", "?", '"', "”")
_FRESH_RE = re.compile(r"(?:Another|An?|One|Two|Three|Several|Some) ")
_SOMEBODY_RE = re.compile(r"(?:Another|An?|One|The other|Two|Three|Several)(?:,| of| [a-z])")
_A_RE = re.compile(r"(?:an?|another|one|two|three|several|some|other) ")
_SAID = frozenset({"claim", "claimed", "said", "say", "says", "tell", "told"})
_KNOWN_RE = re.compile(r"(?:the|that|this|those|these|he|she|they|it|who|which|his|her|its|their)\b")
"""How somebody begins of whom the article has told."""
_PLAIN = frozenset({"quote-source-cue", "quote-cue-source", "source-cue-content"})
_BEHIND = "content-source-cue"
_RELATIVE_RE = re.compile(r"(?<=\w),?\s+(?:who|which)$")
_OPENS_RE = re.compile(
    r"(?:Added|Said|Says|Asked|Recalled|Wrote) (?P<name>(?:[A-Z][\w'’-]+ ){0,3}?[A-Z][\w'’-]+)[,:] ?[\"“]"
)
_NEXT = 4
"""Characters between the end of what somebody said and a quotation that goes on with it."""
_AROUND = 5
"""How many attributions away in reading order the one before it stands at most."""
_MARKS = ('"', "“", "'", "‘")
_HEARS_RE = re.compile(
    r"(?:(?:has|have|had) been|(?:is|are|was|were)(?: being)?)(?: \w+)? "
    r"(?:told|informed|advised|notified|warned)",
    re.IGNORECASE,
)


def reconciled(article: Article, read: Sequence[Found], ruled: Sequence[Found]) -> tuple[Found, ...]:
    """What the network read, without whoever only heard it, and without the headline's people in the text.

    "Union accuses minister ¶ Ann Coyle, a nurse, said": where the source stands in a headline and the cue
    below it, the rules' source of that cue takes its place, or nobody.
    """
    titles = [b.span for b in article.blocks if b.kind in ("headline", "standfirst")]
    prose = [b.span for b in article.blocks if b.kind == "paragraph"]
    by_cue = {one.cue[0].start: one for one in ruled if one.cue and one.source}
    told = [
        _nearer(article.text, _by_name(article.text, _at_home(one, titles, prose, ruled)), by_cue)
        for each in read
        if (one := _own_result(article.text, each, by_cue)) is not None and not was_told(article.text, one)
    ]
    _run_on(article, told)
    _ended(article, told)
    kept = (one for one in told if not _only_below(one, titles))
    return tuple(one for one in (_undenied(article.text, each) for each in kept) if one is not None)


def _own_result(text: str, found: Found, by_cue: dict[int, Found]) -> Found | None:
    """The attribution with who tells a result in place of who foresaw another; `None` for those alone.

    "Ekvall |said| that sales rose to 2 billion, above the forecast in | a poll of analysts |". `None` as well
    where the cue is only a preposition, or patients of a study "reported sleeping better".
    """
    if not found.source or not found.cue:
        return found
    cue, end = found.cue[-1].slice(text).lower(), found.cue[-1].end
    if len(found.cue) == 1 and cue in _NO_CUES:
        return None
    studied = _STUDY_RE.search(text, max(0, found.source[0].start - _STUDY), found.source[0].start)
    if studied and cue in {"report", "reported"} and _FEELING_RE.match(text, end):
        return None
    beside = _foreseen(text, found)
    if beside is None:
        return found
    ruled = by_cue.get(found.cue[0].start)
    if ruled is not None and not any(beside.overlaps(s) for s in (*ruled.source, *ruled.cue)):
        return replace(found, source=ruled.source)
    return None if beside.contains(found.cue[0]) or not found.content else found


def _foreseen(text: str, found: Found) -> Span | None:
    """The comparison of a result with what was expected in which the source stands, if it does."""
    start, end = found.source[0].start, found.source[-1].end
    beside = compared(text, max(0, start - _COMPARED), end + _COMPARED)
    return next((c for c in beside if all(c.contains(s) for s in found.source)), None)


def _only_below(found: Found, titles: Sequence[Span]) -> bool:
    """Whether a headline is taken to say what stands under it: "Police accused ¶ Residents fled"."""
    spoken = (*found.source, *found.cue)
    title = next((t for t in titles if spoken and all(t.contains(s) for s in spoken)), None)
    return title is not None and bool(found.content) and not any(title.contains(c) for c in found.content)


def _undenied(text: str, found: Found) -> Found | None:
    """The attribution of a denial without the sentences before it, which are what is denied; `None` if only
    those are left: ""We were told to be silent." ¶ The board strongly denied it".
    """
    cue = " ".join(c.slice(text) for c in found.cue)
    if not found.source or not found.content or not _DENIES_RE.search(cue):
        return found
    start = min(s.start for s in (*found.source, *found.cue))
    kept = tuple(c for c in found.content if c.end > start or not _SENTENCE_END_RE.search(c.slice(text)))
    return replace(found, content=kept) if kept else None


def _nearer(text: str, found: Found, by_cue: dict[int, Found]) -> Found:
    """The attribution with whom its cue is nearest to: who opens the second half of a sentence speaks there.

    "Alm said so, but | a clerk of his | said"; and who stands behind a cue that opens one.
    """
    if found.cue and found.source and (named := _OPENS_RE.match(text, found.cue[0].start)) is not None:
        return replace(found, source=(Span(*named.span("name")),))  # "Added | Ida Brandt|, "It is so.""
    ruled = by_cue.get(found.cue[0].start) if found.cue else None
    if ruled is not None and not found.source:
        return replace(found, source=ruled.source) if _is_unseen(text, found, ruled) else found
    if ruled is None or not found.source[-1].end < ruled.source[0].start < found.cue[0].start:
        return found
    start = ruled.source[0].start
    half = HALF_RE.search(text, max(0, start - 12), start)
    return replace(found, source=ruled.source) if half and _A_RE.match(text, start) else found


def _is_unseen(text: str, found: Found, ruled: Found) -> bool:
    """Whether the network saw the cue alone: of people without a name ("…, | sources there | have told us"),
    or of the court that hears it.
    """
    plain = ruled.rule in _PLAIN or ruled.rule == _BEHIND
    beside = text[ruled.source[0].end : ruled.cue[0].start] == " " and ruled.source[0].slice(text).islower()
    said = beside and ruled.cue[-1].slice(text).lower().split()[-1] in _SAID
    known = ruled.rule == "heard" or (plain and (said or _is_somebody(text, ruled)))
    return known and not any(c.overlaps(ruled.source[0]) for c in found.content)


def _by_name(text: str, found: Found) -> Found:
    """The attribution whose source ends with its name, not with the "who" behind it: "Mr Oland|, who".

    And who is not whoever the letter goes to.
    """
    if not found.source:
        return found
    last = found.source[-1]
    start = max(0, last.end - _WRITTEN)
    if found.cue and found.cue[-1].end < last.start and _QUOTED_BY_RE.fullmatch(found.cue[-1].slice(text)):
        at = max(0, found.cue[0].start - _WRITTEN)
        quoted = _SOMEBODY_ALONE_RE.search(text[at : found.cue[0].start])
        return found if quoted is None else replace(found, source=(_moved(Span(*quoted.span("who")), at),))
    if not found.cue and (per := _PER_RE.match(text, last.start, last.end)) is not None:
        return replace(
            found, source=(*found.source[:-1], Span(per.end(), last.end)), cue=(Span(*per.span("per")),)
        )
    if found.cue and (named := _APART_RE.fullmatch(text, last.end, max(last.end, found.cue[0].start))):
        return replace(found, source=(*found.source[:-1], Span(last.start, named.end("name"))))
    if (seen := _SEEN_BY_RE.match(text, last.end)) and _SEEN_RE.search(last.slice(text)):
        return replace(found, source=(*found.source[:-1], Span(last.start, seen.end())))
    if (writes := _WRITES_RE.search(text[start : last.end])) is not None:
        return replace(found, source=(Span(start + writes.start("who"), last.end),))
    if (tail := _RELATIVE_RE.search(last.slice(text))) is None:
        return found
    return replace(found, source=(*found.source[:-1], Span(last.start, last.start + tail.start())))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _ended(article: Article, told: list[Found]) -> None:
    """Gives a quotation with an end of its own to who spoke before it, not to who opens the next sentence.

    "…, according to a resident. | "They had lists." | A source said the post …", in one paragraph.
    """
    blocks = [b.span for b in article.blocks if b.kind == "paragraph"]
    ends = [max(s.end for s in (*f.source, *f.cue, *f.content)) for f in told]
    for k, other in enumerate(told):
        if not other.source or not other.content:
            continue
        first, source = other.content[0], other.source[0]
        said = first.slice(article.text)
        # Only somebody who is brought in there cannot have spoken before.
        fresh = _FRESH_RE.match(article.text, source.start) is not None
        opens = fresh and article.text[max(0, source.start - 3) : source.start].rstrip()[-1:] in _STOPS
        quoted = said[:1] in _MARKS and _END_RE.search(said) is not None
        block = next((b for b in blocks if b.contains(first)), first)
        below = not block.contains(source)  # who speaks in the next paragraph has not spoken in this one
        if not (quoted and (opens or below) and first.end <= source.start) or len(other.content) < 2:
            continue
        near = range(max(0, k - _AROUND), min(len(told), k + _AROUND))
        before = [j for j in near if block.start < ends[j] <= first.start <= ends[j] + _NEXT]
        if before and told[before[-1]].source:
            told[k] = replace(other, content=other.content[1:])
            told[before[-1]] = replace(told[before[-1]], content=(*told[before[-1]].content, first))


def _run_on(article: Article, told: list[Found]) -> None:
    """Gives a paragraph of a quotation that is still open to its speaker, not to who speaks below it.

    ""She was well. ¶ "He called her." ¶ A friend told how she …": the second paragraph is not the friend's.
    """
    prose = [b.span for b in article.blocks if b.kind == "paragraph"]
    running = [
        (one, two)
        for one, two in pairwise(prose)
        if article.text[two.start] in _MARKS and left_open(one.slice(article.text))
    ]
    begins = {c.start: k for k, f in enumerate(told) for c in f.content}
    for before, here in running:
        k = begins.get(here.start)
        if k is None or not told[k].source or told[k].source[0].start < here.end:
            continue
        near = range(max(0, k - _AROUND), min(len(told), k + _AROUND))
        owner = next((n for n in near if any(c.contains(_end(before)) for c in told[n].content)), None)
        inside = tuple(c for c in told[k].content if c.start == here.start and c.end >= here.end - 1)
        if owner is not None and owner != k and inside:
            told[k] = replace(told[k], content=tuple(c for c in told[k].content if c not in inside))
            told[owner] = replace(told[owner], content=(*told[owner].content, *inside))


def _end(span: Span) -> Span:
    """The last word of a paragraph, or some of it."""
    return Span(max(span.start, span.end - 4), span.end - 2)


def unread(
    text: str, ruled: Sequence[Found], read: Sequence[Found], sentences: Sequence[Span]
) -> list[Found]:
    """What only the rules found, of the kinds that are right where the network saw nothing.

    Of plain speech that is who is unnamed by the words alone: "An elder, who asked not to be named, said";
    and who tells the whole sentence, of which the network saw only what somebody told in it.
    """
    taken = sorted(s for one in read for s in (*one.cue, *one.content))
    cues = sorted(s for one in read for s in one.cue)
    silent = [span for span in sentences if not _touches((span,), taken)]
    own = (one for one in ruled if not one.source or _foreseen(text, one) is None)
    return [
        one
        for one in own
        if (one.rule.startswith("hearsay") and not _touches(one.cue, taken))
        or (one.rule in ("according-to", "heard") and _touches(one.cue, silent))
        or (_is_plain(text, one) and not _touches((*one.source, *one.cue), taken))
        or (one.rule in _PLAIN and _touches(one.cue, silent) and _is_unnamed(text, one, silent))
        or (one.rule in _PLAIN and _tells_of_another(text, one, taken, cues))
        or (one.rule == _BEHIND and _tells_it_all(text, one, taken, cues, silent) and _is_somebody(text, one))
    ]


def _is_plain(text: str, one: Found) -> bool:
    """Whether the plainest words say whose it is: "As per | the FIR, he fled", "has learned from | aides"."""
    cue = " ".join(c.slice(text) for c in one.cue)
    return one.rule == "according-to" and (cue == "As per" or cue.endswith(" from"))


def _tells_it_all(text: str, one: Found, taken: list[Span], cues: list[Span], silent: list[Span]) -> bool:
    """Whether nothing but what is said holds a cue: "They were told to lie, | three clerks have told us".

    Or nothing at all does: "It happened on the first day, | two crew members told us".
    """
    between = text[one.content[-1].end : one.source[0].start] if one.content and one.source else ""
    inside = _touches(one.content, cues) or _touches(one.cue, silent)
    return between.startswith(",") and inside and not _touches((*one.source, *one.cue), taken)


def _tells_of_another(text: str, one: Found, taken: list[Span], cues: list[Span]) -> bool:
    """Whether somebody without a name tells of what another said: "| One, a clerk, said | Oland wrote"."""
    somebody = one.source and _SOMEBODY_RE.match(text, one.source[0].start)
    return bool(somebody) and _touches(one.content, cues) and not _touches((*one.source, *one.cue), taken)


def _is_somebody(text: str, one: Found) -> bool:
    """Whether people speak whom their words leave unnamed: "three members of staff", "sources there"."""
    said = one.source[0].slice(text)
    known = any(is_human(word, singular(word)) for word in said.lower().split())
    spoke = one.cue[-1].slice(text).lower().split()[-1] in _SAID
    return known and spoke and said.islower() and _KNOWN_RE.match(said) is None


def _is_unnamed(text: str, one: Found, sentences: Sequence[Span]) -> bool:
    """Whether the words of the source alone show somebody without a name who speaks."""
    at = bisect_right(sentences, one.source[0].start, key=lambda s: s.start) - 1
    seen = findings(sentences[at].slice(text), sentences[at].start) if at >= 0 else ()
    return any(f.rule.endswith("-said") and f.span.overlaps(one.source[0]) for f in seen)


def _at_home(found: Found, titles: Sequence[Span], prose: Sequence[Span], ruled: Sequence[Found]) -> Found:
    """The attribution with a source, and with contents, that do not stand in another block's headline."""
    if not found.source or not found.cue:
        return found
    cue = found.cue[0]
    title = next((t for t in titles if t.contains(found.source[0])), None)
    if title is None:
        return _in_its_paragraph(found, prose, ruled)
    if title.contains(cue):  # "Deal near, sources say ¶ Shares rose": the rise is nobody's word
        inside = tuple(c for c in found.content if title.contains(c))
        return replace(found, content=inside or found.content)
    same = (one.source for one in ruled if one.source and any(c.overlaps(cue) for c in one.cue))
    return replace(found, source=next(same, ()))


def _in_its_paragraph(found: Found, prose: Sequence[Span], ruled: Sequence[Found]) -> Found:
    """The attribution with whom the rules see in front of its cue, not with the end of the paragraph before.

    "… leaves on Saturday. Ida Brandt for the Post ¶ His lawyer, Alan Kessel, said": a caption's last words.
    """
    cue = found.cue[0]
    if found.source[-1].end > cue.start:
        return found
    here = prose[max(0, bisect_right(prose, cue.start, key=lambda s: s.start) - 1)] if prose else cue
    if here.contains(found.source[0]) or found.source[0].start > here.start:
        return found
    near = (
        one for one in ruled if one.rule in _PLAIN and one.source and any(c.overlaps(cue) for c in one.cue)
    )
    same = next((o.source for o in near if here.contains(o.source[0]) and o.source[0].end <= cue.start), None)
    return found if same is None else replace(found, source=same)


def was_told(text: str, found: Found) -> bool:
    """Whether what passes for a source only heard it: "Residents have been told to leave"."""
    if not found.source or not found.cue or found.source[0].start > found.cue[0].start:
        return False
    return bool(_HEARS_RE.fullmatch(found.cue[-1].slice(text)))


def _touches(spans: tuple[Span, ...], taken: list[Span]) -> bool:
    """Whether any of `spans` overlaps one of `taken`, which are disjoint and in order."""
    for span in spans:
        at = bisect_left(taken, span.end, key=lambda s: s.start) - 1
        if at >= 0 and taken[at].end > span.start:
            return True
    return False
