"""Sentences -> salience: the house ranker, and sumy's summarisers each by its own name.

Sumy's base class costs a sixth of a second to import (it brings an HTTP client), so nothing of sumy is loaded
until one of its rankers, or `HouseSummarizer`, is asked for: that class is made on first use.
"""

from __future__ import annotations

import heapq
import math
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from allegedly.article import Article, Sentence
from allegedly.errors import OptionError
from allegedly.nltk_parts import part

if TYPE_CHECKING:
    HouseSummarizer: Any

Stemmer = Callable[[str], str]

SUMY_RANKERS = {
    "lex-rank": ("lex_rank", "LexRankSummarizer"),
    "text-rank": ("text_rank", "TextRankSummarizer"),
    "lsa": ("lsa", "LsaSummarizer"),
    "luhn": ("luhn", "LuhnSummarizer"),
    "edmundson": ("edmundson", "EdmundsonSummarizer"),
    "kl": ("kl", "KLSummarizer"),
    "sum-basic": ("sum_basic", "SumBasicSummarizer"),
    "reduction": ("reduction", "ReductionSummarizer"),
}
"""Sumy's module and class for each of its algorithms, by the name that sumy itself gives it."""

RANKERS = ("house", *SUMY_RANKERS)
"""Every ranker that can be chosen."""

WEIGHTS: Mapping[str, float] = {
    "log position": -2.4,
    "lead": 4.7,
    "over 25 words": -3.4,
    "under 8 words": -2.6,
    "centroid": 7.5,
    "frequent terms": 7.7,
    "new topics": 6.7,
    "pronoun first": -1.6,
    "first person": -21.0,
    "quotation": -1.5,
    "number": 0.25,
    "frequent name": 0.56,
}
"""What each feature of a sentence adds to its salience.

Fitted by `tests/quality/fit_ranker.py`: with these, three sentences drawn with the exponential of their
summed salience have the highest expected ROUGE-1 F on 391 human-written summaries, less an L2 penalty.
"""

REDUNDANCY = 5.0
"""What a sentence loses when all that it says is said by those chosen before it.

The fit gives 3.5; ROUGE is level from 0 to 5 and falls from 6: a page of many items gains from the upper end.
"""

WORD_RE = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
QUOTE_RE = re.compile(r"(?:^|[\s(\[—–-])['‘\"“]|[“”]")

THIRD_PERSON_RE = re.compile("he|she|it|they|this|that|these|those|his|her|their|its|him|them|there")
FIRST_PERSON_RE = re.compile("(?:i|we|you)(?:['’](?:m|ve|re|d|ll))?|my|our|me|us|your|it['’]s|don['’]t")
"""Words of speech: sentences made of them are quotations, which summaries leave out."""

STIGMA_WORDS = ("however", "meanwhile", "also", "perhaps", "example", "instance", "besides", "anyway")
"""Words of asides, for Edmundson's cue method."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One sentence as the house ranker sees it: its features, and the tf-idf mass of its terms.

    The masses are the squares of a vector of length one: they sum to 1, or to 0 in a sentence of stop words.
    """

    features: dict[str, float]
    mass: dict[str, float]

    @property
    def salience(self) -> float:
        """The features weighted by `WEIGHTS`."""
        return sum(weight * self.features[name] for name, weight in WEIGHTS.items())


def rank(texts: Sequence[str], *, ranker: str = "house", title: str | None = None) -> tuple[float, ...]:
    """One salience per sentence of an article in reading order; higher is more telling.

    Saliences compare within one call only: their scale and zero mean nothing. Redundancy is not in them;
    `choose` adds it. Equal saliences mean that the ranker could not tell: reading order decides. Only
    Edmundson's method looks at `title`. The house ranker is linear in the text; sumy's lex-rank, text-rank,
    reduction, sum-basic and kl are not. Raises `OptionError` for an unknown ranker.
    """
    _check_ranker(ranker)
    if ranker == "house":
        return tuple(measured.salience for measured in measure(texts, _stemmer()))
    return _sumy_rank(tuple(texts), ranker, title)


def choose(
    texts: Sequence[str],
    *,
    sentences: int | None = None,
    words: int | None = None,
    ranker: str = "house",
    title: str | None = None,
) -> tuple[int, ...]:
    """The indices, in reading order, of at most `sentences` sentences, or of what fits into `words`.

    Words are runs without white space. The most salient sentence that still fits is taken first; the house
    ranker lowers what the sentences taken already say. The same sentence is never taken twice, whatever the
    ranker. When not even one sentence fits into `words`, the shortest is taken alone: a summary is never
    empty unless `texts` is. Raises `OptionError` for an unknown ranker, for both bounds or none, and for a
    bound under one.
    """
    _check_ranker(ranker)
    _check_bounds(sentences, words)
    lengths = [len(text.split()) for text in texts]
    if words is not None and lengths and min(lengths) > words:
        return (min(range(len(texts)), key=lambda i: (lengths[i], i)),)
    limit, room = len(texts) if sentences is None else sentences, sum(lengths) if words is None else words
    taken: list[int] = []
    said: set[str] = set()
    for i in _best_first(texts, ranker, title):
        if len(taken) == limit or room <= 0:
            break
        key = " ".join(texts[i].split()).casefold()
        if lengths[i] <= room and key not in said:
            taken.append(i)
            said.add(key)
            room -= lengths[i]
    return tuple(sorted(taken))


def pick(
    article: Article,
    sentences_of: Sequence[Sentence],
    *,
    sentences: int | None = None,
    words: int | None = None,
    ranker: str = "house",
) -> tuple[Sentence, ...]:
    """The sentences of `article` that `choose` takes, in reading order; never furniture, nor the headline.

    An article of headlines alone gives headlines. Raises `OptionError` as `choose` does.
    """
    body = [s for s in sentences_of if not s.is_furniture and not s.is_headline]
    if not body:
        body = [s for s in sentences_of if not s.is_furniture]
    texts = [s.span.slice(article.text) for s in body]
    taken = choose(texts, sentences=sentences, words=words, ranker=ranker, title=article.title)
    return tuple(body[i] for i in taken)


def _check_ranker(ranker: str) -> None:
    if ranker not in RANKERS:
        raise OptionError(f"there is no ranker {ranker!r}: choose one of {', '.join(RANKERS)}")


def _check_bounds(sentences: int | None, words: int | None) -> None:
    if (sentences is None) == (words is None):
        raise OptionError("give either a number of sentences or a number of words")
    for name, bound in (("sentences", sentences), ("words", words)):
        if bound is not None and bound < 1:
            raise OptionError(f"the number of {name} must be at least 1, not {bound}")


def _best_first(texts: Sequence[str], ranker: str, title: str | None) -> Iterator[int]:
    if ranker == "house":
        return _without_repeating(measure(texts, _stemmer()))
    saliences = rank(texts, ranker=ranker, title=title)
    return iter(sorted(range(len(texts)), key=lambda i: (-saliences[i], i)))


# --- the house ranker ---------------------------------------------------------------------------------------


def _without_repeating(measured: Sequence[Measured]) -> Iterator[int]:
    """Indices, best first, each chosen with a penalty for what those before it have said already.

    The penalty is the part of a sentence's squared tf-idf mass that is covered. It can only grow, so a
    sentence whose refreshed score still leads the queue is the best of all.
    """
    covered: dict[str, float] = {}
    salience = [m.salience for m in measured]
    queue = [(-s, i) for i, s in enumerate(salience)]
    heapq.heapify(queue)
    while queue:
        _, i = heapq.heappop(queue)
        mass = measured[i].mass
        repeated = sum(min(x, covered[term]) for term, x in mass.items() if term in covered)
        entry = (REDUNDANCY * repeated - salience[i], i)
        if queue and entry > queue[0]:
            heapq.heappush(queue, entry)
            continue
        yield i
        for term, x in mass.items():
            if x > covered.get(term, 0.0):
                covered[term] = x


def measure(texts: Sequence[str], stem: Stemmer) -> tuple[Measured, ...]:
    """What the house ranker knows of each sentence. Work grows in a straight line with the text."""
    words = [WORD_RE.findall(text) for text in texts]
    terms = _terms(words, stem)
    frequency: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for counts in terms:
        frequency.update(counts)
        spread.update(counts.keys())
    vectors = [
        _unit({t: (1 + math.log(n)) * math.log(1 + len(terms) / spread[t]) for t, n in counts.items()})
        for counts in terms
    ]
    centroid = _centroid(vectors)
    names = _frequent_names(words)
    top = max(frequency.values(), default=1)
    seen: set[str] = set()
    measured = []
    for i, (text, sentence, counts, vector) in enumerate(zip(texts, words, terms, vectors, strict=True)):
        low = [word.lower() for word in sentence]
        features = {
            "log position": math.log(i + 1),
            "lead": 1 / (i + 1),
            "over 25 words": max(0.0, math.log(max(1, len(low)) / 25)),
            "under 8 words": float(len(low) < 8),
            "centroid": sum(x * centroid[term] for term, x in vector.items()),
            "frequent terms": sum(n * frequency[t] for t, n in counts.items()) / max(1, counts.total()) / top,
            "new topics": sum(t not in seen and spread[t] > 1 for t in counts) / max(1, len(counts)),
            "pronoun first": float(bool(low and THIRD_PERSON_RE.fullmatch(low[0]))),
            "first person": sum(bool(FIRST_PERSON_RE.fullmatch(w)) for w in low) / max(1, len(low)),
            "quotation": float(QUOTE_RE.search(text) is not None),
            "number": float(any(character.isdigit() for character in text)),
            "frequent name": float(any(word in names for word in low)),
        }
        seen.update(counts)
        measured.append(Measured(features, {term: x * x for term, x in vector.items()}))
    return tuple(measured)


def _terms(words: Sequence[Sequence[str]], stem: Stemmer) -> list[Counter[str]]:
    """How often each stem that is not a stop word stands in each sentence."""
    stop_words = _stop_words()
    stems: dict[str, str] = {}
    terms = []
    for sentence in words:
        content = [low for low in map(str.lower, sentence) if len(low) > 1 and low not in stop_words]
        for low in content:
            if low not in stems:
                stems[low] = stem(low)
        terms.append(Counter(stems[low] for low in content))
    return terms


def _centroid(vectors: Sequence[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for vector in vectors:
        for term, x in vector.items():
            total[term] = total.get(term, 0.0) + x
    return _unit(total)


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(x * x for x in vector.values())) or 1.0
    return {term: x / norm for term, x in vector.items()}


def _frequent_names(words: Sequence[Sequence[str]]) -> frozenset[str]:
    """Words that stand with a capital at least three times where no sentence begins."""
    capitals = Counter(word.lower() for sentence in words for word in sentence[1:] if word[0].isupper())
    return frozenset(word for word, n in capitals.items() if n >= 3 and word not in _stop_words())


@cache
def _stop_words() -> frozenset[str]:
    """Sumy's English stop words, read past `sumy.utils`, which would load an HTTP client."""
    data = pkgutil.get_data("sumy", "data/stopwords/english.txt")
    if data is None:  # only a loader without data files gives None
        raise LookupError("sumy is installed without its stop words")
    return frozenset(data.decode("utf-8").split())


@cache
def _stemmer() -> Stemmer:
    stem: Stemmer = part("nltk.stem.snowball", "nltk.corpus.stopwords").EnglishStemmer().stem
    return stem


# --- sumy ---------------------------------------------------------------------------------------------------


class _Words:
    """What sumy calls a tokenizer, without the Punkt data that its own would download."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(WORD_RE.findall(text))


def _sumy_rank(texts: tuple[str, ...], ranker: str, title: str | None) -> tuple[float, ...]:
    """The ratings that a sumy summariser gives, all 0 where it has none: reading order then decides.

    Sumy's algorithms divide by nothing on sentences of stop words alone, and LSA warns when there
    are fewer words than sentences.
    """
    import warnings
    from importlib import import_module

    module, name = SUMY_RANKERS[ranker]
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)(_stemmer())
    if ranker == "edmundson":
        _set_edmundson_words(summarizer, texts, title)
    else:
        summarizer.stop_words = _stop_words()
    ratings: dict[int, float] = {}

    def note_ratings(infos: list[Any]) -> list[Any]:
        # Sumy hands every sentence with its rating to the count that it was given, and to nobody else.
        ratings.update((info.order, float(info.rating)) for info in infos)
        return infos

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        summarizer(_sumy_document(texts, title), note_ratings)
    if not all(map(math.isfinite, ratings.values())):
        return (0.0,) * len(texts)
    # Sumy sums over sets, whose order changes from run to run: unrounded, near ties would fall either way.
    return tuple(round(ratings.get(i, 0.0), 9) for i in range(len(texts)))


def _sumy_document(texts: tuple[str, ...], title: str | None) -> Any:
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence

    class Occurrence(SumySentence):  # type: ignore[misc]
        """A sentence equal only to itself: sumy's tables of ratings then keep a repeated one apart."""

        __slots__ = ()
        __eq__ = object.__eq__
        __ne__ = object.__ne__
        __hash__ = object.__hash__

    words = _Words()
    heading = [Occurrence(title, words, is_heading=True)] if title else []
    return ObjectDocumentModel([Paragraph([*heading, *(Occurrence(text, words) for text in texts)])])


def _set_edmundson_words(summarizer: Any, texts: tuple[str, ...], title: str | None) -> None:
    """Edmundson's cue words: the headline's, else the first sentence's, which says the same in news."""
    source = title if title and _content(title) else " ".join(texts[:1])
    summarizer.null_words = _stop_words()
    # An empty set is an error to sumy; a blank matches no word.
    summarizer.bonus_words = _content(source) or (" ",)
    summarizer.stigma_words = STIGMA_WORDS


def _content(text: str) -> tuple[str, ...]:
    return tuple(word for word in map(str.lower, WORD_RE.findall(text)) if word not in _stop_words())


@cache
def _house_summarizer() -> Any:
    from sumy.summarizers._summarizer import AbstractSummarizer

    class HouseSummarizer(AbstractSummarizer):  # type: ignore[misc]
        """The house ranker as a sumy summariser: `HouseSummarizer(stemmer)(document, sentences_count)`.

        Returns sentences of the document in reading order. `sentences_count` is whatever sumy takes: a
        number, "20%", or a callable. Headings are not looked at.
        """

        def __call__(self, document: Any, sentences_count: Any) -> tuple[Any, ...]:
            sentences = document.sentences
            order = _without_repeating(measure([str(s) for s in sentences], self.stem_word))
            place = {i: -rank for rank, i in enumerate(order)}
            ratings = iter(range(len(sentences)))
            best: tuple[Any, ...] = self._get_best_sentences(
                sentences, sentences_count, lambda _: place[next(ratings)]
            )
            return best

    HouseSummarizer.__qualname__ = "HouseSummarizer"  # so that it pickles
    return HouseSummarizer


def __getattr__(name: str) -> Any:
    if name != "HouseSummarizer":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _house_summarizer()
