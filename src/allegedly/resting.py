"""On whom a statement rests: the attributions that touch it, without those that only stand near it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from allegedly.analysis import TURN, Analysis
from allegedly.article import Span

_MEANING = frozenset(
    {
        "considering",
        "discussing",
        "exploring",
        "gave",
        "mulling",
        "planning",
        "plans",
        "preparing",
        "traded",
        "weighing",
    }
)
_OPENING = 30
"""Characters from the start of a statement within which its own speaker stands."""
_RUMOUR_RE = re.compile(r"\b(?:allegedly|reportedly|(?:believed|said|thought|understood) to)\b")
_TELLING = frozenset({"according", "said", "say", "says", "told"})


def touching(analysis: Analysis, attributions: tuple[int, ...], spans: tuple[Span, ...]) -> tuple[int, ...]:
    """The attributions that have something in the slices, in their order."""
    found = ((i, analysis.attributions[i]) for i in attributions)
    found_here = [
        i for i, a in found if any(s.overlaps(x) for s in spans for x in (*a.content, *a.source, *a.cue))
    ]
    aside = only_told_of(analysis, found_here) | told_before(analysis, found_here, spans)
    return tuple(i for i in found_here if i not in aside)


def told_before(analysis: Analysis, attributions: list[int], spans: tuple[Span, ...]) -> frozenset[int]:
    """Those whose speaker stands elsewhere, where the statement opens with an unnamed speaker of its own.

    "Republicans said …. | Democrats called it a ploy": whoever is named may speak in somebody's account.
    """
    made = [(i, analysis.attributions[i]) for i in attributions]
    unnamed = {i for i, a in made if a.by is not None and not analysis.sources[a.by].is_identified}
    here = {
        i for i, a in made if a.rule == TURN or any(s.overlaps(x) for s in spans for x in (*a.source, *a.cue))
    }
    opens = spans[0].start + _OPENING
    own = any(
        i in here & unnamed and a.source and spans[0].start <= a.source[0].start < opens for i, a in made
    )
    words = " ".join(s.slice(analysis.article.text) for s in spans)
    rumour = bool(_RUMOUR_RE.search(words))  # it is hearsay in its own words, not in those of the headline
    return frozenset(
        i
        for i, a in made
        if i not in here
        and (own or (rumour and a.by is not None and analysis.sources[a.by].kind == "hearsay"))
    )


def only_told_of(analysis: Analysis, attributions: Iterable[int]) -> frozenset[int]:
    """Those of one sentence whose sources only mean to do what somebody unidentified tells of them.

    "Regulators | are considering | curbs, according to people familiar with the matter", "Thirty died, staff
    said, as the army | gave | another figure".
    """
    cues = {i: _cue_words(analysis, i) for i in attributions}
    meant = frozenset(i for i, words in cues.items() if words & _MEANING)
    told = (i for i, words in cues.items() if words & _TELLING and i not in meant)
    by = (analysis.attributions[i].by for i in told)
    return meant if any(n is not None and not analysis.sources[n].is_identified for n in by) else frozenset()


def _cue_words(analysis: Analysis, number: int) -> frozenset[str]:
    cue = analysis.attributions[number].cue
    return frozenset(w for s in cue for w in s.slice(analysis.article.text).lower().split())


def silences(analysis: Analysis) -> frozenset[int]:
    """The attributions whose cue is no more than that somebody declined to comment."""
    spans = sorted(e.span for e in analysis.evidence if e.kind == "no-comment")
    starts = [span.start for span in spans]
    out = set()
    for number, attribution in enumerate(analysis.attributions):
        for cue in attribution.cue:
            at = bisect_right(starts, cue.end - 1) - 1
            if at >= 0 and spans[at].overlaps(cue):
                out.add(number)
    return frozenset(out)
