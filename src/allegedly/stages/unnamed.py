"""Noun phrases whose head leaves somebody unnamed, and the names beside them that name them after all."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from allegedly.phrases import lexicon
from allegedly.stages.heads import is_several, singular

_ACCOUNTS = frozenset({"account", "count", "estimate", "reckoning", "telling", "version"})
_VOCABULARY = 8192
"""How many words are remembered, of an article's all."""
NAME_RE = re.compile(r"[A-ZÀ-Þ][\w'’.-]*")


class Word(NamedTuple):
    """A word or mark of a sentence, as printed and in small letters, with its offsets in the sentence."""

    text: str
    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase with an unnamed head: the tokens `first..head`, the kind of head, its determiner."""

    first: int
    head: int
    kind: str
    determiner: str
    plural: bool


Words = tuple[Word, ...]


@cache
def words(table: str, key: str) -> frozenset[str]:
    """The word list `key` of `table` in `lang/en/unnamed.toml`."""
    return frozenset(_unnamed()[table][key])


@cache
def _unnamed() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("allegedly.lang.en").joinpath("unnamed.toml").read_text("utf-8"))


@lru_cache(maxsize=_VOCABULARY)
def kind_of(word: str) -> str:
    """What kind of unnamed head the word is, by the tables of `unnamed.toml`; "" when it is none."""
    if (kind := _kinds().get(word)) is not None:
        return kind
    several = is_plural(word) and word not in words("heads", "bodies") and singular(word) in _people()
    return "trade" if several else ""


@cache
def _kinds() -> dict[str, str]:
    return dict.fromkeys(_people(), "singular") | {
        low: kind
        for kind in ("report", "quantity", "singular", "open", "plural", "source")
        for low in words("heads", kind)
    }


@cache
def _people() -> frozenset[str]:
    return lexicon("sources")["people"] - words("heads", "office")


def is_plural(word: str) -> bool:
    """Whether a noun in small letters speaks of several."""
    return is_several(word) or word.endswith(("children", "media", "men", "people"))


def named_after(toks: Words, head: int) -> bool:
    """Whether a personal name stands right behind the head: "aide Ida Brandt", "the analyst, John Smith,"."""
    ahead = toks[head + 1 : head + 4]
    if ahead and ahead[0].low == ",":
        named = len(ahead) == 3 and all(NAME_RE.fullmatch(t.text) for t in ahead[1:])
        behind = toks[head + 4] if head + 4 < len(toks) else None
        # "The daily, which cited three guests|, Ida Brandt called it": one name is not three guests.
        alone = behind is not None and behind.text.islower() and behind.low != "and"
        return named and not (alone and is_plural(toks[head].low))
    return (
        bool(ahead) and bool(NAME_RE.fullmatch(ahead[0].text)) and ahead[0].low not in words("words", "days")
    )


def exemplified(toks: Words, head: int) -> bool:
    """Whether a full name follows as an example ("historians like Walter Oyelaran"): who is named speaks."""
    at = head + 1
    at += at < len(toks) and toks[at].low == ","
    ahead = [t.low for t in toks[at : at + 2]]
    if ahead[:1] not in (["like"], ["including"]) and ahead != ["such", "as"]:
        return False
    named = [bool(NAME_RE.fullmatch(t.text)) for t in toks[at + 1 : at + 6]]
    return any(one and two for one, two in pairwise(named))


def joins_a_name(toks: Words, phrase: Phrase) -> bool:
    """Whether the phrase only joins whoever is named in front of it: "Sheriff Ida Ro and other aides"."""
    return any(
        toks[k].low == "and" and toks[k + 1].low == "other" and NAME_RE.fullmatch(toks[k - 1].text)
        for k in range(max(1, phrase.first - 1), phrase.head)
    )


def by_account(toks: Words, first: int) -> bool:
    """Whether whose account it is stands at `first`: "by the count of | local medics"."""
    front = [t.low for t in toks[max(0, first - 4) : first]]
    return (
        len(front) == 4
        and front[0] in {"by", "in", "on"}
        and front[1] == "the"
        and front[2].removesuffix("s") in _ACCOUNTS
        and front[3] == "of"
    )
