"""Part of the source stage: which body "the company" or a short name means."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from allegedly.phrases import entries, lexicon, noun_phrase_before
from allegedly.stages.askers import asks
from allegedly.stages.genders import is_given
from allegedly.stages.mentions import Mention
from allegedly.stages.name_words import runs_a_country
from allegedly.stages.names import Name

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

BODY_RE = re.compile(
    r"\b(?:committee|inquiry|panel|team) (?:chaired|headed|led) by (?:\w+ ){0,3}[A-Z]"
    r"|\bNo\.? ?1[01] spokes(?:man|person|woman)\b"
)
"""A description without a name that is a body's word all the same: "a panel led by Justice Ida Ro"."""
_TELLING_RE = re.compile(r"\b(?:told|tells?|telling)\s+(?:the\s+)?\Z", re.IGNORECASE)

_AFFILIATED_RE = re.compile(r"[A-ZÀ-Þ][\w'’-]+,? (?:of|at|from|with) (?:the )?\Z")
"""In front of a body that only says who somebody is: "Leonard Piazza of the | Road Users Institute"."""


_ELSEWHERE_RE = re.compile(r"(?:In|At) [A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)*,? (?:the )?\Z")


_BRINGS = frozenset({"a", "an", "another", "each", "every", "one"})
_LOOKS = 6
"""How many times a noun is looked up to see whether it was brought in by "a"."""
_APART = 2
_BARE = 3
"""Words of "the Finnish lender"."""
_GOES_ON_RE = re.compile(r" (?:of|for|and|in) (?:the )?[A-ZÀ-Þ]")
_LONG = 80
"""Characters in front of initials in which the name begins that they stand for."""
_RECALL = 3000
"""Characters back in which initials are looked up; all of a long article for each would be too much."""
_NATION_RE = re.compile(r"\w+(?:an|ese|ish|[ie]sh|ch|ic|[aqn]i)")
_NOUN_RE = re.compile(r" [a-z]{3,}")


def whole_body(reading: Continuation, name: Name) -> int | None:
    """The body that spoke before under a longer name, of which `name` is a word, the initials, or all but
    whose it is ("Verland's | Foreign Ministry", when the article knows no other, and not "In Sund, the …").
    """
    words = name.key.replace(".", "").split()
    if name.kind not in {"organisation", "outlet"}:
        return None
    if len(words) != 1:
        owned = reading.registry.owned.get(name.key, set())
        start = reading.sentence_at(name.whole.start).span.start
        elsewhere = _ELSEWHERE_RE.match(reading.text, start, name.whole.start)
        if len(owned) == 1 and not elsewhere:
            return next(iter(owned))
        # "Big Gate Events …. | Big Gate |", and not "New Sund" of the New Sund Council.
        opened = reading.registry.recent(
            name.whole.start,
            lambda e: e.kind == "organisation" and not e.plural and _begins(e.name, name.key),
        )
        return None if is_place(name) else opened
    short = words[0]
    for number, entity in enumerate(reading.registry.entities):
        if entity.kind not in {"organisation", "outlet"}:
            continue
        parts = [w for w in entity.name.replace(".", "").split() if w[:1].isupper()]
        initials = "".join(w[0] for w in parts).lower()
        known = short in lexicon("sources")["organisations"] and short in [w.lower() for w in parts]
        # "Tallin Ore …. | Tallin |", and not the town of "Sund Council".
        begins = parts[:1] == [name.core.slice(reading.text)] and entity.kind == "organisation"
        begins = begins and not _GOES_ON_RE.match(reading.text, name.core.end)
        known = known or (begins and not is_place(name) and not _is_public(parts[-1].lower()))
        if len(parts) > 1 and (known or (len(short) > 1 and short == initials)):
            return number
    return None


def _begins(whole: str, key: str) -> bool:
    """Whether a body's name goes on behind all the words of `key`, and not to what only a place has."""
    words = whole.lower().removeprefix("the ").split()
    front = key.split()
    return len(words) > len(front) and words[: len(front)] == front and not _is_public(words[-1])


_PUBLIC = frozenset({"local", "municipal", "national", "state"})


def company(reading: Continuation, mention: Mention) -> int | None:
    """The named body that the sentence before "the company" is about, or the last one in front of it.

    A place is none, nor is an institute. "| Prandtl | has bought Orbis, the company said."
    """
    if mention.head not in family("company") or mention.plural:
        return None
    if not _PUBLIC.isdisjoint(mention.core.slice(reading.text).lower().split()):
        return None  # "the state power company" is none that the article has named as such
    if mention.head not in {"company", "firm"} and brought_in(reading, mention):
        return None  # "a retailer …. | The retailer |"
    bodies = _companies_named(reading, mention.span.start)
    if not bodies:
        return None
    opens = reading.sentence_at(bodies[-1].whole.start).span.start
    about = next((name for name in bodies if name.whole.start == opens), bodies[-1])
    return reading.named_body(about)


def trading(reading: Continuation, mention: Mention) -> int | None:
    """The one company in reach when "the lender" stands for it, and nobody was brought in by the word."""
    words = mention.core.slice(reading.text).lower().split()
    bare = words[:1] == ["the"] and len(words) <= _BARE
    if mention.plural or not bare or mention.head not in lexicon("titles")["industries"]:
        return None
    if brought_in(reading, mention):
        return None
    bodies = _companies_named(reading, mention.span.start)
    if len({name.key.split()[0] for name in bodies}) != 1:
        return None
    return reading.named_body(bodies[-1])


def explained(reading: Continuation, mention: Mention) -> int | None:
    """The body behind whose name the noun stood: "Brackwell, a Leeds | baker|, will close. The baker"."""
    words = mention.core.slice(reading.text).split()
    if mention.plural or len(words) > _BARE or words[0].lower() != "the":
        return None
    for at in reading.places.get(mention.head, ())[:_LOOKS]:
        if reading.tokens[at].start >= mention.span.start:
            return None
        low = max(0, at - 8)
        start = noun_phrase_before(reading.tokens[low : at + 1], at + 1 - low)
        first = 0 if start is None else low + start
        brought = first >= _APART and reading.tokens[first].lower in _BRINGS
        if not brought or reading.tokens[first - 1].text != ",":
            continue
        comma = reading.tokens[first - 1].start
        for name in reading.names.between(comma - 40, comma):
            lone = " " not in name.key and not name.titled and not is_given(name.key)
            lone = lone and reading.names.full(name.key) is None and name.key not in reading.small_words
            body = name.kind == "organisation" or (name.kind == "person" and lone)
            if name.core.end == comma and body and not is_place(name):
                return reading.named_body(name)
    return None


def brought_in(reading: Continuation, mention: Mention) -> bool:
    """Whether the article has had "a lender" before "the lender"."""
    ones = (
        at for at in reading.places.get(mention.head, ()) if reading.tokens[at].start < mention.span.start
    )
    return any(at and reading.tokens[at - 1].lower in _BRINGS for at in islice(ones, _LOOKS))


def _companies_named(reading: Continuation, before: int) -> list[Name]:
    """The names in reach that may be a company's, in reading order."""
    near = [_in_full(reading, n) for n in reading.names.between(reading.floor(before), before)]
    bodies = [n for n in near if n.kind == "organisation" or is_lone_word(reading, n)]
    asking = {n.key for n in near if asks(reading.text, n)}
    return [
        name
        for name in bodies
        if name.key not in lexicon("bodies")["lettered"] | asking
        and not (
            is_place(name)
            or _is_other_body(reading, name)
            or _is_adjective(reading.text, name)
            or _is_product(reading.text, name)
            or _AFFILIATED_RE.search(reading.text[max(0, name.whole.start - 30) : name.whole.start])
            or reading.sentence_at(name.core.start).is_furniture
            or is_told(reading.text, name)
        )
    ]


def companies(reading: Continuation, mention: Mention) -> int | None:
    """The bodies in reach, two or more by name, that "the companies" or "both banks" speaks of together.

    Who is named must be named with others: "the companies" behind "companies in the valley" stay unnamed.
    """
    nouns = lexicon("sources")["organisations"] - lexicon("sources")["people"]
    if not mention.plural or not {mention.head, mention.head.removesuffix("s")} & nouns:
        return None
    before = mention.span.start
    near = [_in_full(reading, n) for n in reading.names.between(reading.floor(before), before)]
    named = {
        n.key.split()[0]
        for n in near
        if (n.kind == "organisation" or is_lone_word(reading, n))
        and not (is_place(n) or _is_adjective(reading.text, n) or is_told(reading.text, n))
    }
    if len(named) < 2:
        return None
    called = reading.called(mention)
    return reading.registry.put("organisation", called, mention.span, head=mention.head, plural=True)


def _in_full(reading: Continuation, name: Name) -> Name:
    """The body whose name began with that one word: "Corvo Airlines …. | Corvo's | board"."""
    if name.kind != "person" or " " in name.key or name.titled or reading.names.full(name.key) is not None:
        return name
    longer = reading.names.bodies.get(name.key, name)
    return longer if longer.core.start < name.core.start else name


def _is_other_body(reading: Continuation, name: Name) -> bool:
    """Whether the name itself says that its bearer is no company: "the Road Users Institute".

    Or the name that its initials stand behind: "the Coastal Authority (CA)".
    """
    bodies = lexicon("sources")
    printed = name.core.slice(reading.text)
    low = max(0, name.core.start - _RECALL)
    if printed.isupper() and (at := reading.text.find(f"({printed})", low, name.core.end + 1)) > 0:
        long = [n for n in reading.names.between(max(0, at - _LONG), at) if n.core.end == at - 1]
        if long and not long[0].core.slice(reading.text).isupper():
            return _is_other_body(reading, long[0])
    last = name.key.split()[-1]
    people = last.endswith("s") and last[:-1] in bodies["people"]  # "United Deckhands" is a union
    return people or _is_public(last)


def _is_public(last: str) -> bool:
    """Whether a name that ends in the word is no company's: "Sund Council"."""
    bodies = lexicon("sources")
    return last in bodies["organisations"] - family("company") - bodies["runners"] - bodies["firms"]


def _is_adjective(text: str, name: Name) -> bool:
    """Whether the name only says whose something is: "the | Mexican | attorney general's office"."""
    return bool(_NATION_RE.fullmatch(name.key) and _NOUN_RE.match(text, name.core.end))


def _is_product(text: str, name: Name) -> bool:
    """Whether it is a thing that a company makes: "charges on | the Kestrel | tanker", "the AUX-204"."""
    printed = name.core.slice(text)
    if any(c.isdigit() for c in printed):
        return True
    return " " not in printed and not printed.isupper() and text.endswith(" the ", 0, name.core.start)


def is_lone_word(reading: Continuation, name: Name) -> bool:
    """Whether one word that nobody was called in full by opens its sentence: "MedRova handles billing"."""
    opens = reading.sentence_at(name.core.start).span.start == name.whole.start
    nobody = not name.titled and reading.names.full(name.key) is None and not is_given(name.key)
    plain = name.key in reading.small_words  # "Safety advocate"
    # "Traffic" that opens one sentence is a word like others; a name's capital stands elsewhere as well.
    again = not name.core.slice(reading.text)[1:].islower() or any(
        reading.tokens[at].is_capital
        and reading.sentence_at(reading.tokens[at].start).span.start != reading.tokens[at].start
        for at in reading.places.get(name.key, ())
    )
    return name.kind == "person" and opens and " " not in name.key and nobody and not plain and again


def is_place(name: Name) -> bool:
    """Whether the name is a place's, which is no company."""
    bodies = lexicon("bodies")
    *front, last = name.key.split()
    place = last in bodies["places"] | bodies["capitals"] | bodies["us_states"]
    return name.key in entries("bodies", "place_phrases") or (place and not runs_a_country([*front, last]))


def is_told(text: str, name: Name) -> bool:
    """Whether the name's bearer only hears what is said: "a deckhand has told the Courier that"."""
    return bool(_TELLING_RE.search(text, max(0, name.whole.start - 20), name.whole.start))


_RECALL = 3000
"""Characters back in which the noun in front of a name is looked up."""
_WHAT = 24
"""Characters of the noun in front of a name: "the | journal | Sleep"."""


@cache
def family(head: str) -> frozenset[str]:
    """The heads that may continue one another with `head`."""
    return frozenset(
        w for line in entries("sources", "families") if head in line.split() for w in line.split()
    )


def called_alike(reading: Continuation, mention: Mention) -> int | None:
    """The body in reach of whose name the description has the last word, or the noun in front of it.

    "A spokesman for the | trust", "for the | journal" behind "the journal Sleep".
    """
    said = mention.core.slice(reading.text).split()[1:]
    # "a spokesman for | committee | Democrats" speaks for those.
    words = {w.lower() for w, after in zip(said, [*said[1:], ""], strict=True) if not after[:1].isupper()}
    nouns = words & (lexicon("sources")["organisations"] | lexicon("sources")["outlets"])
    before, floor = mention.span.start, reading.floor(mention.span.start)
    for name in reversed(reading.names.between(max(0, before - _RECALL), before)):
        if name.kind != "organisation":
            continue
        what = reading.text[max(0, name.whole.start - _WHAT) : name.whole.start].lower().split()[-1:]
        near = name.whole.start >= floor and " " in name.key
        if (near and name.key.split()[-1] in words) or not nouns.isdisjoint(what):
            return reading.named_body(name)
    return None
