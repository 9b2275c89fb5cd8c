"""The last line of a brief: how many sources of each sort, who they are, and what was left out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from allegedly.analysis import Analysis, Attribution, Judgement, Source
from allegedly.article import Span
from allegedly.briefing import SectionKind
from allegedly.descriptions import PART_RE, called, group_of, short
from allegedly.notices import is_itself
from allegedly.relays import spoken_to
from allegedly.resting import only_told_of, silences
from allegedly.sayings import say
from allegedly.statements import openers

LISTED = 6
"""How many sources of one sort the last line names; the others it counts."""

_WORD_RE = re.compile(r"\w[\w'’.&-]*")
_GENDERED_RE = re.compile(r"(?:Mr|Mrs|Ms|Miss)\b")
_TITLE_RE = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Sir)\.? ")
_LINKS = frozenset({"a", "an", "and", "at", "de", "for", "of", "on", "the"})


def listing(analysis: Analysis, left: Mapping[SectionKind, int]) -> str:
    """The last line. A source under two names is counted once, as far as the names themselves show it."""
    resting = _resting(analysis)
    counted = set().union(*resting)
    spoken = counted - silences(analysis)
    outside = ((i, a) for i, a in _outside_allegations(analysis) if not is_itself(analysis, a))
    told = {a.by for i, a in outside if i in spoken} | {
        e.by for e in analysis.evidence if e.kind != "no-comment"
    }
    named = {analysis.attributions[i].by for i in counted}
    chains = (analysis.attributions[i].chain for i in counted)
    relays = {k for chain in chains for k in chain if spoken_to(analysis, chain) is None}
    sorts: dict[str, list[Source]] = {"record": [], "relaying": [], "unnamed": []}
    hearsay = _sourceless(analysis, resting)
    for index, source in enumerate(analysis.sources):
        if not _is_somebody(source):
            continue
        if not source.is_identified and index in named | relays:
            sorts["unnamed"].append(source)
        elif source.is_identified and index in told | relays:
            sorts["record" if index in told else "relaying"].append(source)
    below = {sort: _below_headline(analysis, sources) for sort, sources in sorts.items()}
    sorts = below if any(below.values()) else sorts
    record = _names(analysis, sorts["record"])
    relaying = _names(analysis, sorts["record"] + sorts["relaying"])[
        len(record) :
    ]  # whoever speaks too is counted there
    parts = [
        say("sources", key, count=len(names), names=_first(names))
        for key, names in (
            ("record", record),
            ("relaying", relaying),
            ("unnamed", _names(analysis, sorts["unnamed"])),
        )
        if names
    ]
    if hearsay:
        parts.append(say("sources", "hearsay", count=hearsay))
    missing = [say("sources", f"left_{kind}", count=count) for kind, count in left.items() if count]
    return say(
        "sources",
        "line",
        parts="; ".join(parts) or say("sources", "nobody"),
        left=", ".join(missing) or "nothing",
    )


def _below_headline(analysis: Analysis, sources: list[Source]) -> list[Source]:
    """The sources that the text names, without those of the headline alone.

    "Doctor says clinic hid deaths": the text below has her again, by name or in other words.
    """
    headline = analysis.article.headline
    return [s for s in sources if headline is None or any(m.start >= headline.end for m in s.mentions)]


def _resting(analysis: Analysis) -> list[set[int]]:
    """The attributions that each statement rests on; none for a fact: it tells of views and plans itself."""
    starts = [j.span.start for j in analysis.judgements]
    out = [set(j.attributions) for j in analysis.judgements]
    for number, attribution in enumerate(analysis.attributions):
        for span in attribution.cue or attribution.content:
            at = bisect_right(starts, span.start) - 1
            judged = analysis.judgements[at]  # whom an interview's answer cites did not speak to the article
            if at >= 0 and judged.sourcing in {"allegation", "on-record"} and judged.rule != "answered":
                out[at].add(number)
    return [numbers - only_told_of(analysis, numbers) for numbers in out]


def _sourceless(analysis: Analysis, resting: Sequence[set[int]]) -> int:
    """How many allegations nobody is shown to make."""
    somebody = {i for i, source in enumerate(analysis.sources) if _is_somebody(source)}
    made = ({analysis.attributions[i].by for i in numbers} & somebody for numbers in resting)
    alleged = (j.sourcing == "allegation" and not j.sentence.is_headline for j in analysis.judgements)
    return sum(is_alleged and not makers for is_alleged, makers in zip(alleged, made, strict=True))


def _outside_allegations(analysis: Analysis) -> Iterator[tuple[int, Attribution]]:
    """The attributions, with their numbers, of which some words stand outside every allegation.

    What a named source is heard to say only inside somebody unnamed's account was not said on the record.
    """
    spans = sorted(s for j in analysis.judgements if j.sourcing == "allegation" for s in _alleged(j))
    starts = [s.start for s in spans]
    for number, attribution in enumerate(analysis.attributions):
        for piece in (*attribution.content, *attribution.cue):
            at = bisect_right(starts, piece.start) - 1
            if at < 0 or spans[at].end < piece.end:
                yield number, attribution
                break


def _alleged(judgement: Judgement) -> tuple[Span, ...]:
    parts = tuple(p.span for p in judgement.mixed if p.sourcing == "allegation")
    return parts or (judgement.span,)


def _is_somebody(source: Source) -> bool:
    words = {w.lower() for w in _WORD_RE.findall(source.name)}
    return source.kind != "hearsay" and bool(words - set(openers()["nobody"]))


def _first(names: Sequence[str]) -> str:
    more = [say("sources", "more", more=len(names) - LISTED)] if len(names) > LISTED else []
    return ", ".join([*names[:LISTED], *more])


def _names(analysis: Analysis, sources: Sequence[Source]) -> list[str]:
    """The names in order of their first mention, one for each source, the fullest that it has."""
    out: list[tuple[str, Source]] = []
    for source in sources:
        name = short(source.name)
        same = next((n for n, (other, of) in enumerate(out) if _same(name, source, other, of)), None)
        if same is None:
            out.append((name, source))
        elif len(name) > len(out[same][0]) and not PART_RE.match(name):
            out[same] = (name, source)
    return [called(analysis, source) if name == short(source.name) else name for name, source in out]


def _same(name: str, source: Source, other: str, of: Source) -> bool:
    """Whether one of two names is the other in short: its last words, its initials, a part of the group."""
    if name.casefold() == other.casefold():
        return True
    if source.is_identified is not of.is_identified:
        return False
    if not source.is_identified:
        part = PART_RE.match(name) or PART_RE.match(other)
        return bool(part) and group_of(name) == group_of(other)
    if len({found[0] == "Mr" for n in (name, other) if (found := _GENDERED_RE.match(n))}) > 1:
        return False  # Mr and Mrs Oland
    few, many = sorted((_WORD_RE.findall(_TITLE_RE.sub("", n)) for n in (name, other)), key=len)
    if source.kind == "person" or of.kind == "person":
        same = many[-len(few) :] == few or (len(few) == 1 and many[-1].endswith(f"-{few[0]}"))
        return source.kind == of.kind and same and few[-1][0].isupper()
    few, many = ([w for w in words if w.lower() not in _LINKS] for words in (few, many))
    if not few or not all(w[0].isupper() for w in (*few, *many)):
        return False
    initials = "".join(w[0] for w in many)
    return (len(few) == 1 and few[0].replace(".", "") == initials) or _in_order(few, many)


def _in_order(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether all of `few` stand among `many`, in their order; a possessive is another word."""
    places = [many.index(w) if w in many else -1 for w in few]
    return -1 not in places and all(a < b for a, b in pairwise(places))
