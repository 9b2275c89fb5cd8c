"""What the network says of a text, word by word, from one pass over overlapping windows."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from allegedly.article import Span
from allegedly.model import labels
from allegedly.model.words import OPENS_PARAGRAPH, Words, bundled_tokenizer, cut_words

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]

WINDOW = 288
"""Word pieces of a window with its two marks: the length that the network was trained on."""

LEFT, RIGHT = 48, 8
"""Word pieces of context on each side of the words that a window answers for: the speaker stands before a
quotation that goes on more often than after it."""

SPREAD = 100
"""Word pieces on both sides over which a cut must be the best one: windows then hold about twice that."""

MARK = 12
"""Words on both sides of a sentence end that its mark is made of."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The network's answers for one text; every array has one row for each word of `words`.

    `answers` holds raw outputs side by side, see `allegedly.model.labels.WORD_OUTPUTS`; `nulls` (words, 2)
    the scores of the links to nothing, source and cue.
    """

    words: Words
    answers: Floats
    nulls: Floats

    def of(self, output: str) -> Floats:
        """The raw answers (words, size) of one output."""
        return self.answers[:, _columns(output)]

    def sourcing(self, spans: Sequence[Span]) -> Floats:
        """The probabilities (spans, 4) of `labels.SOURCINGS` for sentences or clauses; even ones where there
        is no word.
        """
        out = np.full((len(spans), len(labels.SOURCINGS)), 1 / len(labels.SOURCINGS), np.float32)
        ranges = [self.words.range_of(span.start, span.end) for span in spans]
        some = [i for i, (first, last) in enumerate(ranges) if first < last]
        if some:
            heads = bundled_heads()
            pooled = gelu(self._pooled([ranges[i] for i in some]))
            logits = (pooled @ heads["sourcing_weight"].T + heads["sourcing_bias"]) / heads["temperature"]
            exp = np.exp(logits - logits.max(1, keepdims=True))
            out[some] = exp / exp.sum(1, keepdims=True)
        return out

    def clause_starts(self, span: Span) -> tuple[int, ...]:
        """The offsets inside `span` at which a clause (subject and finite verb) likelier opens than not."""
        first, last = self.words.range_of(span.start, span.end)
        opens = self.of("clause")[first:last, 0] >= 0  # even odds, as a logit
        return tuple(self.words.starts[first + i] for i in np.flatnonzero(opens))

    def _pooled(self, ranges: Sequence[tuple[int, int]]) -> Floats:
        """Mean and maximum (ranges, 2 * `FEATURE_SIZE`) of the features of each range of words."""
        start, stop = min(first for first, _ in ranges), max(last for _, last in ranges)
        rows = self.of("feature")[start:stop]
        # What lies between two ranges is reduced too, and passed over; the last ends where the rows do.
        rows = np.concatenate((rows, rows[:1]))
        flat = [place - start for pair in ranges for place in pair]
        sizes = np.array([[last - first] for first, last in ranges], np.float32)
        means, most = (how.reduceat(rows, flat)[::2] for how in (np.add, np.maximum))
        return np.concatenate((means / sizes, most), 1)


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit, by the error function (Hendrycks and Gimpel, 2016)."""
    # Abramowitz and Stegun 7.1.26, error under 1.5e-7: numpy has no erf, and scipy is a heavy import for one.
    z = np.abs(x) / np.sqrt(2.0)
    t = 1.0 / (1.0 + 0.3275911 * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1.0 - poly * np.exp(-z * z))
    return np.asarray(0.5 * x * (1.0 + erf), np.float32)


@cache
def bundled_heads() -> dict[str, Floats]:
    """The small matrices behind the encoder, from `config.json`."""
    data = json.loads(resources.files("allegedly.model").joinpath("config.json").read_text(encoding="utf-8"))
    return {name: np.asarray(value, np.float32) for name, value in data["heads"].items()}


@cache
def bundled_session() -> InferenceSession:
    """The bundled network, ready to run on one thread: many articles go to many processes instead."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The file was optimised when it was made; rewriting it again at each start costs more than it ever saves.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    data = resources.files("allegedly.model").joinpath("network.onnx").read_bytes()
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def plan_windows(words: Words, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Windows as (begin, from, to, end): words `from` to `to` are answered for, the rest is context.

    Cuts fall between `sentences` (word ranges, in order) wherever a sentence fits into a window, and depend
    on the words around them alone (content-defined chunking, as in Muthitacharoen et al., LBFS, 2001): a
    paragraph put in front of an article moves no cut further down, and so changes no answer there.
    """
    room = WINDOW - 2 - LEFT - RIGHT
    sizes = [len(p) for p in words.pieces]
    places = [0, *accumulate(sizes)]
    ends = sorted({last for first, last in sentences if first < last})
    marks = [_mark(words, end) for end in ends]
    start = 0
    for stop in [*_lowest(ends, marks, places), len(sizes)]:
        while start < stop:
            cut = stop
            if places[stop] - places[start] > room:
                cut = _fallback(start, ends, marks, places, room)
            yield _grow(sizes, start, -1, LEFT), start, cut, _grow(sizes, cut, 1, RIGHT)
            start = cut


def _mark(words: Words, end: int) -> int:
    """How good a cut is at a sentence's end, the lower the better: paragraphs first, then by chance.

    What follows a paragraph's end leans less on what stands before it.
    """
    inside = end < len(words) and words.shapes[end] < OPENS_PARAGRAPH
    return crc32(repr(words.pieces[max(0, end - MARK) : end + MARK]).encode()) + (inside << 32)


def _lowest(ends: Sequence[int], marks: Sequence[int], places: Sequence[int]) -> Iterator[int]:
    """The sentence ends whose mark is the lowest within `SPREAD` word pieces on both sides."""
    for i, (end, mark) in enumerate(zip(ends, marks, strict=True)):
        beaten = False
        for step in (-1, 1):
            k = i + step
            while 0 <= k < len(ends) and abs(places[ends[k]] - places[end]) <= SPREAD and not beaten:
                beaten = marks[k] <= mark
                k += step
        if not beaten:
            yield end


def _fallback(start: int, ends: Sequence[int], marks: Sequence[int], places: Sequence[int], room: int) -> int:
    """Where to cut a stretch that does not fit: at the lowest mark in the half before the room runs out."""
    limit = bisect_right(places, places[start] + room) - 1
    low = bisect_right(places, places[start] + room // 2)
    first, last = bisect_left(ends, low), bisect_right(ends, limit)
    if first < last:
        return ends[min(range(first, last), key=lambda k: (marks[k], k))]
    return max(limit, start + 1)


def _grow(sizes: Sequence[int], at: int, step: int, room: int) -> int:
    """How far context reaches from word boundary `at`, within `room` pieces."""
    while room > 0 and (at > 0 if step < 0 else at < len(sizes)):
        room -= sizes[at - 1 if step < 0 else at]
        if room < 0:
            break
        at += step
    return at


def read(text: str, paragraphs: Sequence[int], sentences: Sequence[Span], session: Any = None) -> Reading:
    """The network's reading of `text`; work grows in a straight line with its length.

    `paragraphs` are the offsets where paragraphs start; `sentences` the spans that windows should not cut.
    A `session` other than the bundled one serves measuring: anything with onnxruntime's `run`.
    """
    tokenizer = bundled_tokenizer()
    words = cut_words(text, paragraphs, tokenizer)
    run = session or bundled_session()
    marks = np.array([tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]")], np.int64)
    answers = np.zeros((len(words), sum(labels.WORD_OUTPUTS.values())), np.float32)
    nulls = np.zeros((len(words), 2), np.float32)
    reading = Reading(words, answers, nulls)
    keys = [_columns("source_key"), _columns("cue_key")]
    queries = [_columns("source_query"), _columns("cue_query")]
    distance = bundled_heads()["distance"]
    sizes = [len(p) for p in words.pieces]
    places = np.array([0, *accumulate(sizes)])
    pieces = np.fromiter(chain.from_iterable(words.pieces), np.int64, places[-1])
    shapes = np.repeat(np.array(words.shapes, np.int64), sizes)
    ranges = [words.range_of(s.start, s.end) for s in sentences]
    for begin, start, stop, end in plan_windows(words, ranges):
        window = slice(places[begin], places[end])
        feed = {
            "pieces": np.concatenate((marks[:1], pieces[window], marks[1:]))[None],
            "shapes": np.concatenate(([0], shapes[window], [0]))[None],
            "asked": np.concatenate(([0], places[start:stop] - places[begin] + 1)),
        }
        (out,) = run.run(None, feed)
        answers[start:stop] = out[0, 1:]
        for which in (0, 1):
            null = answers[start:stop, queries[which]] @ out[0, 0, keys[which]]
            nulls[start:stop, which] = null / 8 + distance[which, -1]
    return reading


@cache
def _columns(output: str) -> slice:
    start = 0
    for name, size in labels.WORD_OUTPUTS.items():
        if name == output:
            return slice(start, start + size)
        start += size
    raise KeyError(output)
