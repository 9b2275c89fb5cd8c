"""Attributions out of a reading: the best legal tag sequence, then who belongs to what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from allegedly.analysis import Found
from allegedly.article import Span
from allegedly.model import labels
from allegedly.model.reading import Floats, Reading, bundled_heads
from allegedly.model.words import Words
from allegedly.quotations import left_open

REACH = 160
"""Words between a content and its source or cue, at most: a page of quotation keeps its speaker, no more."""

FAR = 256
"""Distances in words beyond this share the last bucket."""

END_MARKS = frozenset({".", "!", "?"})

OTHERS_BETWEEN, SENTENCE_BETWEEN = 1.0, 1.0
"""What it costs, in log probability, that another source or cue, or a sentence end, stands between."""

LEANING = {"source": 0.5, "cue": -0.1, "content": -0.45}
"""Added to each role's log probability: raw, the network finds too few sources and too much content."""

LEAVING = 1.5
"""What it costs, in log probability, to leave a content for anything but another: the network, which decides
word by word, breaks long ones off too early. From 0.6 to 2.0 the dev figures differ by less than a point."""

FORBIDDEN = 1e4
"""A cost, in log probability, that no sequence of allowed tags can reach."""

GIVES_UP = 4.0
"""How much likelier, in log probability, a content's first choice of cue may be than an idle one that claims
it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words with one role; `first` and `last` (inclusive) are word indices."""

    role: str
    first: int
    last: int


def log_softmax(x: Floats) -> Floats:
    """Log probabilities along the last axis."""
    x = x - np.maximum.reduce(x, -1, keepdims=True)
    return np.asarray(x - np.log(np.add.reduce(np.exp(x), -1, keepdims=True)), np.float32)


def _leaning() -> Floats:
    return np.array([LEANING.get(tag[2:], 0.0) for tag in labels.TAGS], np.float32)


def best_tags(scores: Floats) -> list[int]:
    """The likeliest tag sequence in which no span begins with `I-` (Viterbi, 1967); `scores` (words,
    tags).

    `O` and `B-` may follow anything, `I-` only its own role: two maxima and three comparisons a word.
    """
    # One line for each tag, not a loop over them: this runs for every word of every article.
    first, *rest = scores.tolist()
    o, bs, _, bq, _, bc, _ = first
    is_ = iq = ic = -FORBIDDEN
    back: list[tuple[int, ...]] = []
    for to_o, to_bs, to_is, to_bq, to_iq, to_bc, to_ic in rest:
        outside = (o, bs, is_, bq, iq)
        outer, inner = max(outside), max(bc, ic)
        at_outer, at_inner = outside.index(outer), 5 if bc >= ic else 6
        stay, at_stay = (outer, at_outer) if outer >= inner else (inner, at_inner)
        left = inner - LEAVING
        leave, at_leave = (outer, at_outer) if outer >= left else (left, at_inner)
        at_s, at_q = 2 if is_ > bs else 1, 4 if iq > bq else 3
        back.append((at_leave, at_leave, at_s, at_leave, at_q, at_stay, at_inner))
        o, bs, is_, bq, iq, bc, ic = (
            leave + to_o,
            leave + to_bs,
            max(bs, is_) + to_is,
            leave + to_bq,
            max(bq, iq) + to_iq,
            stay + to_bc,
            inner + to_ic,
        )
    last = (o, bs, is_, bq, iq, bc, ic)
    out = [last.index(max(last))]
    for came_from in reversed(back):
        out.append(came_from[out[-1]])
    return out[::-1]


def runs_of(tags: Sequence[int]) -> list[Run]:
    """The tagged runs, in order."""
    out: list[Run] = []
    for i, tag in enumerate(tags):
        if not tag:
            continue  # "O", as most are
        name = labels.TAGS[tag]
        if name.startswith("B-") or not out or out[-1].role != name[2:] or out[-1].last != i - 1:
            out.append(Run(name[2:], i, i))
        else:
            out[-1] = Run(out[-1].role, out[-1].first, i)
    return out


def find_attributions(
    text: str, reading: Reading, sentences: Sequence[Span] = (), furniture: Sequence[Span] = ()
) -> tuple[Found, ...]:
    """The attributions that the network finds, in reading order of their contents.

    A content is cut where one of `sentences` ends, unless a quotation goes on there. What begins in one of
    `furniture`, in order, is no part of any: who stands in a caption says nothing in the text below.

    Contents that share a cue are one attribution ("…", he said, "…"); a source may serve several.
    """
    if not len(reading.words):
        return ()
    scores = log_softmax(reading.of("tag")) + _leaning()
    runs = _tidied(text, reading.words, _joined(runs_of(best_tags(scores))))
    runs = _cut(text, reading.words, runs, sentences)
    runs = [r for r in runs if not _inside(reading.words.starts[r.first], furniture)]
    sources, cues, contents = ([r for r in runs if r.role == role] for role in ("source", "cue", "content"))
    breaks = _breaks(text, reading)
    stops = _stops(reading.words, sentences)
    cue_of = _settle(_affinity(reading, 1, contents, cues, breaks), len(cues))
    source_of = _affinity(reading, 0, contents, sources, breaks)
    groups: dict[int, list[int]] = {}
    for i in range(len(contents)):
        cue = cue_of[i]
        groups.setdefault(cue if cue is not None else -1 - i, []).append(i)
    out = []
    for key, members in groups.items():
        cue_run = cues[key] if key >= 0 else None
        last = max(r.last for r in (*(contents[i] for i in members), *((cue_run,) if cue_run else ())))
        source_run = _source(source_of, members, sources, _stop_after(stops, last))
        inside = [contents[i] for i in members] + [r for r in (cue_run, source_run) if r is not None]
        sure = min(1.0, float(np.exp(np.mean([scores[r.first : r.last + 1].max(-1).mean() for r in inside]))))
        out.append(
            Found(
                source=(_span(reading, source_run),) if source_run else (),
                cue=(_span(reading, cue_run),) if cue_run else (),
                content=tuple(_span(reading, contents[i]) for i in members),
                rule="model",
                probability=sure,
            )
        )
    return tuple(sorted(out, key=lambda f: f.content[0].start))


def _span(reading: Reading, run: Run) -> Span:
    return Span(reading.words.starts[run.first], reading.words.ends[run.last])


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs of one role that touch, as one: a role never stands right beside itself in PolNeAR."""
    out: list[Run] = []
    for run in runs:
        if out and out[-1].role == run.role and out[-1].last + 1 == run.first:
            out[-1] = Run(run.role, out[-1].first, run.last)
        else:
            out.append(run)
    return out


def _tidied(text: str, words: Words, runs: Sequence[Run]) -> list[Run]:
    """Contents without commas at their ends; a stray mark goes to the content that it closes."""
    out: list[Run] = []
    for run in runs:
        if run.role != "content":
            out.append(run)
            continue
        first, last = run.first, run.last
        while first < last and _word(text, words, first) in ",;":
            first += 1
        while first < last and _word(text, words, last) in ",;:–—":
            last -= 1
        before = out[-1] if out else None
        if not any(_is_wordlike(text, words, i) for i in range(first, last + 1)):
            near = before is not None and before.role == "content" and first - before.last <= 2
            if (
                before is not None
                and near
                and not any(_is_wordlike(text, words, i) for i in range(before.last + 1, first))
            ):
                out[-1] = Run("content", before.first, last)
            continue
        out.append(Run("content", first, last))
    return out


def _cut(text: str, words: Words, runs: Sequence[Run], sentences: Sequence[Span]) -> list[Run]:
    """Runs cut at the ends of `sentences`, but for a quotation of several sentences."""
    stops = _stops(words, sentences)
    out: list[Run] = []
    for run in runs:
        first = run.first
        for stop in stops[bisect_right(stops, first) : bisect_right(stops, run.last)]:
            said = text[words.starts[first] : words.ends[stop - 1]]
            single = said[0] in "‘'" and left_open(said)
            if single or said.count("“") > said.count("”") or said.count('"') % 2:
                continue
            out.append(Run(run.role, first, stop - 1))
            first = stop
        out.append(Run(run.role, first, run.last))
    return out


def _inside(place: int, spans: Sequence[Span]) -> bool:
    at = bisect_right(spans, place, key=lambda s: s.start) - 1
    return at >= 0 and place < spans[at].end


def _stops(words: Words, sentences: Sequence[Span]) -> list[int]:
    """The word after the last of each sentence, ascending."""
    return sorted({words.range_of(s.start, s.end)[1] for s in sentences})


def _stop_after(stops: Sequence[int], word: int) -> float:
    """The stop of the sentence that `word` stands in; infinity when it is in none."""
    at = bisect_right(stops, word)
    return stops[at] if at < len(stops) else float("inf")


def _word(text: str, words: Words, i: int) -> str:
    return text[words.starts[i] : words.ends[i]]


def _is_wordlike(text: str, words: Words, i: int) -> bool:
    return text[words.starts[i]].isalnum()


def _breaks(text: str, reading: Reading) -> NDArray[np.int64]:
    """For each word how many sentence ends, roughly, stand before it."""
    words = reading.words
    count, out = 0, np.zeros(len(words) + 1, np.int64)
    for i in range(len(words)):
        out[i] = count
        if text[words.starts[i] : words.ends[i]] in END_MARKS:
            count += 1
    out[-1] = count
    return out


def _affinity(
    reading: Reading, which: int, contents: Sequence[Run], heads: Sequence[Run], breaks: NDArray[np.int64]
) -> list[list[tuple[float, int | None]]]:
    """For each content the sources (or cues) in reach with their scores, best first; `None` stands for
    none.
    """
    role = ("source", "cue")[which]
    queries, keys = reading.of(f"{role}_query"), reading.of(f"{role}_key")
    bias = bundled_heads()["distance"][which][_buckets()]
    firsts = np.array([h.first for h in heads], np.int64)
    lasts = np.array([h.last for h in heads], np.int64)
    out: list[list[tuple[float, int | None]]] = []
    for content in contents:
        low = int(np.searchsorted(firsts, content.first - REACH))
        high = int(np.searchsorted(firsts, content.last + REACH, "right"))
        rows = slice(content.first, content.last + 1)
        near = firsts[low:high]
        away = near - np.arange(content.first, content.last + 1)[:, None]
        scores = np.empty((len(away), len(near) + 1), np.float32)
        scores[:, :-1] = queries[rows] @ keys[near].T / 8 + bias[away.clip(-FAR, FAR) + FAR]
        scores[:, -1] = reading.nulls[rows, which]
        means = np.add.reduce(log_softmax(scores)) / np.float32(len(away))
        means[:-1] -= _strain(content, near, lasts[low:high], breaks)
        ranked: list[tuple[float, int | None]] = [(float(means[-1]), None)]
        ranked.extend((float(mean), low + i) for i, mean in enumerate(means[:-1]))
        ranked.sort(key=lambda x: -x[0])
        out.append(ranked)
    return out


@cache
def _buckets() -> NDArray[np.int64]:
    """The bucket of every distance from `-FAR` to `FAR`."""
    return np.array([labels.distance_bucket(d) for d in range(-FAR, FAR + 1)], np.int64)


def _strain(
    content: Run, firsts: NDArray[np.int64], lasts: NDArray[np.int64], breaks: NDArray[np.int64]
) -> Floats:
    """How much stands between a content and each source (or cue) near it, `firsts` to `lasts`: others of the
    same role, and sentence ends.
    """
    places = np.arange(len(firsts))
    ahead = firsts > content.last
    between = np.where(
        ahead,
        places - np.searchsorted(firsts, content.last, "right"),
        np.maximum(0, np.searchsorted(lasts, content.first) - places - 1),
    )
    crossed = np.where(ahead, breaks[firsts] - breaks[content.last], breaks[content.first] - breaks[lasts])
    return np.asarray(OTHERS_BETWEEN * between + SENTENCE_BETWEEN * np.maximum(0, crossed), np.float32)


def _settle(ranked: Sequence[Sequence[tuple[float, int | None]]], cues: int) -> list[int | None]:
    """The cue of each content. A cue left without content takes the one that gives up least by changing."""
    out = [choices[0][1] for choices in ranked]
    used = {c for c in out if c is not None}
    for cue in range(cues):
        if cue in used:
            continue
        offers = []
        for i, choices in enumerate(ranked):
            score = next((s for s, c in choices if c == cue), None)
            now = out[i]
            if score is None or (now is not None and sum(1 for c in out if c == now) < 2):
                continue
            offers.append((next(s for s, c in choices if c == now) - score, i))
        if offers and min(offers)[0] < GIVES_UP:
            out[min(offers)[1]] = cue
    return out


def _source(
    ranked: Sequence[Sequence[tuple[float, int | None]]],
    members: Sequence[int],
    sources: Sequence[Run],
    stop: float,
) -> Run | None:
    """The source that the contents of one attribution agree on.

    It begins before `stop`, where the sentence of cue and content ends: of 6,100 attributions in the labelled
    news one has its source in a later sentence.
    """
    votes: dict[int | None, float] = {}
    for i in members:
        for score, source in ranked[i]:
            if source is not None and sources[source].first >= stop:
                continue
            votes[source] = votes.get(source, 0.0) + max(score, -12.0) + 12.0
    best = max(votes, key=lambda s: votes[s])
    return None if best is None else sources[best]
