"""The key of a claim: its words as they are compared with those of other articles.

Words stand in their order, stemmed (Porter 2, as in the ranker), numbers in digits, the short names of people
in full; articles, the perfect's "have" and appositions of somebody who is named are left out. A key is made
only where the words themselves settle who is meant: with a proper name, and without a pronoun, a first person
or "the minister" that leans on another sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from allegedly.analysis import Analysis
from allegedly.article import Span
from allegedly.nltk_parts import part
from allegedly.phrases import is_source_noun, lexicon

Key = tuple[str, ...]

MIN_CONTENT = 3
"""A key with fewer words that mean something fits too many events."""

APPOSITION = 8
"""Words of an apposition, at most: "Marek Oland, the head of Verland's port authority,"."""

_TOKEN_RE = re.compile(
    r"(?P<money>[$€£])(?=\d)|\d+(?:[.,]\d+)*|%"
    r"|[^\W\d_]+(?:[-.][^\W\d_]+)*(?P<owner>['’]s\b)?(?P<joined>['’][^\W\d_]+)?|[,;:?()—–]"
)
_NAME_AHEAD_RE = re.compile(r" ([A-ZÀ-Þ]\w+)")
_PLURAL_RE = re.compile(r"[^su]s$")


@dataclass(frozen=True, slots=True)
class Word:
    """One token: as it is compared (`form`), and as it stands (`lower`)."""

    form: str
    lower: str
    is_name: bool = False
    start: int = 0


@cache
def lists() -> dict[str, Any]:
    """The word lists, each as a set; `numbers` stays a table."""
    data = tomllib.loads((files("allegedly.lang.en") / "claims.toml").read_text("utf-8"))
    return {k: frozenset(v) if isinstance(v, list) else v for k, v in data.items()}


@cache
def _stem() -> Callable[[str], str]:
    stem: Callable[[str], str] = part("nltk.stem.snowball", "nltk.corpus.stopwords").EnglishStemmer().stem
    return stem


def keys_of(names: Names, spans: Iterable[Span]) -> tuple[Key, ...] | None:
    """The key of the slices, and behind it those of the openings that hold on their own ("…, after …").

    None where it cannot be known who or what is meant, or too little is said to know the claim again.
    """
    words = list(_read(names, spans))
    if any(word.lower == "?" for word in words):
        return None
    words = _without_appositions(words)
    if not _is_settled(words) or not _is_telling(key := _key(words), words):
        return None
    return (key, *_heads(words))


class Names:
    """The proper names of an article: which capitals are names, and who "Oland" is in full."""

    def __init__(self, analysis: Analysis) -> None:
        self.text = analysis.article.text
        named = (s.name for s in analysis.sources if s.is_identified)
        self.known = {
            w.lower() for name in named for w in name.split() if w[:1].isupper() and not _is_plain(w)
        }
        self.first = {j.span.start for j in analysis.judgements}
        self.common = frozenset(re.findall(r"\b[a-z]+\b", self.text))
        runs: dict[str, set[str]] = {}
        people = {s.name.lower() for s in analysis.sources if s.kind == "person"}
        for judgement in analysis.judgements:
            if judgement.sourcing == "furniture" or judgement.sentence.is_headline:
                continue
            run: list[str] = []
            for number, found in enumerate([*_TOKEN_RE.finditer(self.text, *_edges(judgement.span)), None]):
                word = _bare(found) if found else ""
                if found and number and word[:1].isupper() and not _is_plain(word):
                    self.known.add(word.lower())
                if found and word[:1].isupper() and not _is_plain(word):
                    run.append(word.lower())
                    continue
                name = " ".join(_untitled(run))
                if " " in name and (name in people or name.split()[0] in _given()):
                    runs.setdefault(name.rpartition(" ")[2], set()).add(name)
                run = []
        self.full = {last: next(iter(all_)) for last, all_ in runs.items() if len(all_) == 1}

    def is_name(self, found: re.Match[str]) -> bool:
        """Whether a token is a proper name; at the head of a sentence, whether it is one elsewhere."""
        word = _bare(found)
        if not word[:1].isupper() or _is_plain(word):
            return False
        opens = not self.text[max(0, found.start() - 1) : found.start()].strip("\"“'‘ \n")
        at_start = found.start() in self.first or (opens and found.start() - 1 in self.first)
        lower = word.lower()
        if not at_start or lower in self.known or lower in _given():
            return True
        # In front of a name: part of it, as far as the article has no such word.
        ahead = _NAME_AHEAD_RE.match(self.text, found.end())
        is_word = lower in self.common or is_source_noun(lower) or lower in _titles()
        return ahead is not None and not is_word and not _is_plain(ahead[1])


@cache
def _given() -> frozenset[str]:
    return lexicon("given")["male"] | lexicon("given")["female"]


@cache
def _titles() -> frozenset[str]:
    return lexicon("titles")["short"] | lexicon("titles")["roles"]


def _untitled(run: Sequence[str]) -> list[str]:
    """A capitalised run without the titles in front of a name of two words or more."""
    at = next((i for i, word in enumerate(run) if word.rstrip(".") not in _titles()), len(run))
    return list(run[at:]) if len(run) - at > 1 else list(run)


def _is_plain(word: str) -> bool:
    """Whether a capital says nothing: a function word at the head of a sentence, or a day."""
    lower = word.lower()
    words = lists()
    kinds = ("dropped", "opening", "be", "pronouns", "pointers", "light", "determiners", "days")
    return any(lower in words[kind] for kind in kinds)


def _edges(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _bare(found: re.Match[str]) -> str:
    word = found[0]
    return word[: -len(found["owner"])] if found["owner"] else word


def _read(names: Names, spans: Iterable[Span]) -> Iterator[Word]:
    """The tokens of the slices, names of several words as one, short names in full."""
    run: list[str] = []
    at = 0

    def name() -> Iterator[Word]:
        if run:
            bare = _untitled(run)
            full = names.full.get(bare[0], bare[0]) if len(bare) == 1 else " ".join(bare)
            if " " not in full and len(run) > 1:
                full = " ".join(run)
            yield Word(full, full, True, at)
            run.clear()

    for span in spans:
        for found in _TOKEN_RE.finditer(names.text, span.start, span.end):
            if names.is_name(found):
                at = at if run else found.start()
                run.append(_bare(found).lower())
                if not found["owner"]:
                    continue
            yield from name()
            if not names.is_name(found):
                yield from _plain(found)
            if found["owner"]:
                yield Word("'s", "'s", start=found.start())
        yield from name()


def _plain(found: re.Match[str]) -> Iterator[Word]:
    """A token that is no name, in the form in which it is compared."""
    words = lists()
    lower = _bare(found).lower().replace("’", "'")
    if lower.endswith("n't") or lower == "cannot":
        yield Word(lower[:-3].rstrip("'"), lower, start=found.start())
        yield Word("not", "not", start=found.start())
    elif lower[0].isdigit():
        yield Word(lower.replace(",", ""), lower, start=found.start())
    elif lower in words["numbers"]:
        yield Word(words["numbers"][lower], lower, start=found.start())
    elif lower in words["be"]:
        yield Word("be", lower, start=found.start())
    elif lower in words["days"] and found[0][0].isupper():
        yield Word(lower, lower, start=found.start())
    else:
        # One minister is not several: where the stem would hide it, the plural stays.
        yield Word(_stem()(lower) + ("+s" if _PLURAL_RE.search(lower) else ""), lower, start=found.start())


def _without_appositions(words: list[Word]) -> list[Word]:
    """The tokens without what only describes somebody who is named in full.

    "Marek Oland, the head of the port," and "Marek Oland, 58," become the name, as does "the contractor,
    Bluewater," at the front. A list of people, and a clause with "who", stay.
    """
    out: list[Word] = []
    i = 0
    while i < len(words):
        out.append(words[i])
        i += 1
        before = out[-2].lower if len(out) > 1 else ""
        if not out[-1].is_name or " " not in out[-1].form or before in lists()["settling"]:
            continue
        end = _closing_comma(words, i)
        if end is not None:
            i = end + 1
    return _without_role(out)


def _closing_comma(words: list[Word], at: int) -> int | None:
    """The comma that ends an apposition which begins with the comma at `at`."""
    if at + 1 >= len(words) or words[at].lower != ",":
        return None
    opens = words[at + 1].lower
    if opens not in {"the", "a", "an"} and not opens.isdigit():
        return None
    for end in range(at + 2, min(len(words), at + APPOSITION + 3)):
        if words[end].lower in {"who", "which", ";", ":", "?"}:
            return None
        if words[end].lower == ",":
            follows = words[end + 1].lower if end + 1 < len(words) else "and"
            return None if follows in {"and", "or", "the", "a", "an"} else end
    return None


def _without_role(words: list[Word]) -> list[Word]:
    """The tokens without a description in front of the name at the head.

    "The contractor, Bluewater, …", "The head of Verland's port authority, Marek Oland, …", "The dredging firm
    Bluewater …". Nothing in it may be a verb: it is a role, and at most "of" a name and two nouns.
    """
    known = lists()
    i = 1 if words and words[0].lower in {"the", "a", "an"} else 0
    for _ in range(2):
        if i < len(words) and _is_noun(words[i]) and not _is_role(words[i]):
            i += 1
    if i >= len(words) or not (_is_role(words[i]) or (i and words[i - 1].lower not in {"the", "a", "an"})):
        return words
    if _is_role(words[i]):
        i += 1
        if i < len(words) and words[i].is_name:
            return words[i:]
        if i < len(words) and words[i].lower in known["settling"]:
            i += 1
            i += i < len(words) and words[i].is_name
            i += i < len(words) and words[i].lower == "'s"
            for _ in range(2):
                i += i < len(words) and _is_noun(words[i])
    named = words[i + 1 : i + 3]
    if len(named) == 2 and words[i].lower == named[1].lower == "," and named[0].is_name:
        return [named[0], *words[i + 3 :]]
    return words


def _is_noun(word: Word) -> bool:
    """Whether a token may be a noun or adjective, as far as the lists know."""
    known = lists()
    kinds = ("light", "pronouns", "pointers", "determiners", "be", "dropped", "days")
    return word.lower[:1].isalpha() and not word.is_name and not any(word.lower in known[k] for k in kinds)


def _is_role(word: Word) -> bool:
    return not word.is_name and (is_source_noun(word.lower) or word.lower in _titles())


def _is_settled(words: list[Word]) -> bool:
    """Whether the words themselves say who and what is meant."""
    known = lists()
    named = False
    for i, word in enumerate(words):
        if word.is_name:
            named = True
        elif (
            word.lower in known["pointers"]
            or (word.lower in known["pronouns"] and not named)
            or (word.lower in known["determiners"] and _leans(words, i))
        ):
            return False
    return named


def _leans(words: list[Word], at: int) -> bool:
    """Whether "the" at `at` opens a person, body or number that only another sentence makes known."""
    for i in range(at + 1, min(at + 5, len(words))):
        word = words[i]
        if word.is_name:
            return False
        if word.form.isdigit() and i == at + 1:
            return True
        if is_source_noun(word.lower):
            follows = words[i + 1] if i + 1 < len(words) else None
            if follows is not None and (follows.is_name or is_source_noun(follows.lower)):
                continue
            ahead = words[i + 2 : i + 6] if follows and follows.lower in lists()["settling"] else []
            return not any(w.is_name for w in ahead)
        if word.lower in lists()["light"] or word.lower in {",", "'s"}:
            return False
    return False


def _key(words: Iterable[Word]) -> Key:
    """The forms that are compared, in order."""
    known = lists()
    out: list[str] = []
    for word in words:
        if not word.is_name and (
            word.lower in known["dropped"] or not any(c.isalnum() or c in "%'" for c in word.form)
        ):
            continue
        if not out and not word.is_name and word.lower in known["opening"]:
            continue
        if word.form == "be" and out and out[-1] == "be":
            continue
        form = {"per": "", "cent": "%"}.get(word.lower, word.form)
        if form:
            out.append(form.upper() if word.is_name else form)
    return tuple(out)


def _is_telling(key: Key, words: Iterable[Word]) -> bool:
    """Whether enough is said to know the claim again."""
    light = lists()["light"]
    return any(w.is_name for w in words) and len([form for form in key if form not in light]) >= MIN_CONTENT


def _heads(words: list[Word]) -> Iterator[Key]:
    """The keys of the openings of a claim that hold whatever follows: up to "after …" or ", and …"."""
    known = lists()
    for i, word in enumerate(words):
        comma = i > 0 and words[i - 1].lower == ","
        dated = word.lower in {"in", "on"} and i + 1 < len(words) and words[i + 1].lower in known["days"]
        if (
            dated
            or word.lower in known["going_on"]
            or (comma and word.lower in known["going_on_after_comma"])
        ):
            head = words[:i]
            if _is_telling(key := _key(head), head):
                yield key
