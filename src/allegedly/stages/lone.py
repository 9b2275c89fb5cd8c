"""Part of the source stage: people whom an article calls by one word, with or without a relative by name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.fragments import is_given
from allegedly.phrases import Token, is_source_noun, lexicon
from allegedly.stages.name_words import bare

if TYPE_CHECKING:
    from allegedly.stages.names import Name

_ALONE = 3
"""How often a surname stands alone before a full name that is not whom it means."""

_MISTERS = frozenset({"dr", "miss", "mr", "mrs", "ms", "sir"})

_VOTES = 2
"""How many mentions "he" or "she" must follow."""

_VOTE_WORDS = 24
"""How many words behind a mention its pronoun may stand."""


def parted(found: Sequence[Name], body: int, is_first: Callable[[Name], bool]) -> Iterator[tuple[Name, Name]]:
    """Relatives of whoever goes by the surname, with his first mention: "Brandt … his wife, Iva Brandt"."""
    alone: dict[str, list[Name]] = {}
    for name in found:
        words = name.key.split()
        if name.kind != "person" or name.core.start < body:
            continue
        if len(words) == 1 and not (name.titled or name.gender):
            alone.setdefault(words[0], []).append(name)
        elif is_first(name) and len(alone.get(words[-1], ())) >= _ALONE:
            yield name, alone[words[-1]][0]


def surnames(
    full: Iterable[str], found: Sequence[Name], tokens: Sequence[Token], free: Sequence[int]
) -> Iterator[tuple[Span, Span]]:
    """Where somebody is called by a surname that is a noun as well, alone or behind "Mr": "| Cook | said".

    Only who has a given name in the article: "Peter Cook". `free` are the tokens that may be names.
    """
    nouns = {key.split()[-1] for key in full if " " in key and is_given(key.split()[0])}
    nouns = {noun for noun in nouns if is_source_noun(noun)}
    starts = [name.whole.start for name in found] if nouns else []
    for at in free if nouns else ():
        token = tokens[at]
        taken = bisect_right(starts, token.start) - 1
        if bare(token.lower) not in nouns or (taken >= 0 and found[taken].whole.end >= token.end):
            continue
        end = token.start + len(bare(token.lower))
        first = at - 1 - (at > 1 and tokens[at - 1].text == ".")
        mister = at > 0 and tokens[first].lower in _MISTERS
        beside = [t.is_capital and t.end + 1 == token.start for t in tokens[max(0, at - 1) : at]]
        beside += [t.is_capital and token.end + 1 == t.start for t in tokens[at + 1 : at + 2]]
        if mister or not any(beside):
            yield Span(token.start, end), Span(tokens[first].start if mister else token.start, end)


def lone_people(found: Sequence[Name], tokens: Sequence[Token]) -> Iterator[Name]:
    """The names, of those without a fuller form, with which "he" or "she" goes on.

    "Corrigan said so in Sund. | He | spoke of …": the first pronoun behind each mention has a vote, in its
    sentence or at the head of the next; one "it" is enough for a body. A capital that speaks is a government.
    """
    bodies, grammar = lexicon("bodies"), lexicon("grammar")
    places = bodies["places"] | bodies["capitals"] | bodies["cities"] | bodies["us_states"]
    lone = [n for n in found if n.kind == "person" and " " not in n.key and not n.titled]
    lone = [n for n in lone if n.key not in places]
    starts = [t.start for t in tokens]
    people = grammar["he"] | grammar["she"]
    pronouns = people | grammar["it"]
    votes: dict[str, int] = {}
    for name in lone:
        at = bisect_left(starts, name.core.end)
        pronoun = _next_pronoun(tokens[at : at + _VOTE_WORDS], pronouns)
        if pronoun in people:
            votes[name.key] = votes.get(name.key, 0) + 1
        elif pronoun in grammar["it"]:
            votes[name.key] = -len(lone)
    told = {name.key for name in lone if _is_told_of(tokens, bisect_left(starts, name.core.end))}
    yield from (name for name in lone if name.key in told or votes.get(name.key, 0) >= _VOTES)


def _is_told_of(tokens: Sequence[Token], at: int) -> bool:
    """Whether it says behind a name what somebody is: "Suryadi|, the head of the Food Agency,"."""
    words = [t.lower for t in tokens[at : at + 5]]
    people = lexicon("sources")["people"] | lexicon("sources")["offices"]
    first, article, *rest = (*words, "", "")
    return first == "," and article in {"a", "an", "the"} and any(w in people for w in rest[:3])


def _next_pronoun(after: Sequence[Token], pronouns: frozenset[str]) -> str:
    """The first of `pronouns` in a sentence's rest or at the head of the next; not in a quotation."""
    ended = False
    for token in after:
        if token.lower in pronouns:
            return token.lower
        if ended or token.text in ('"', "“"):
            return ""
        ended = token.text == "."
    return ""
