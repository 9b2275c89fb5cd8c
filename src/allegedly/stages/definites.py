"""Part of the source stage: whom "the official", "the report" and "the young woman" go on about."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.phrases import lexicon
from allegedly.stages.ages import aged, of_some_age
from allegedly.stages.bodies import brought_in, companies, company, explained, family, trading
from allegedly.stages.first_use import introduced, which
from allegedly.stages.groups import counted, first_of_several, pair, polled, same_complement, sitting
from allegedly.stages.known_people import (
    SOON,
    accused,
    apposed,
    heading,
    honoured,
    in_office,
    is_brought_in,
    is_other,
    titled,
    varied,
)
from allegedly.stages.late import (
    headlined,
    interchangeable,
    named_behind,
    named_below,
    named_late,
    named_openly,
    named_soon,
)
from allegedly.stages.mentions import Mention
from allegedly.stages.papers import is_other_paper, newspaper, outlet
from allegedly.stages.registry import Entity, is_human
from allegedly.stages.roles import acting, examined, identified
from allegedly.stages.surveys import scholars, whose_survey

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "other"})
_GRADES = frozenset({"class", "generation", "grade", "term", "year"})

_FORCES = frozenset({"constabulary", "police"})
_FIRMS = frozenset({"company", "firm"})
_NUMBERS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
_NAMELESS_RE = re.compile(
    r",? whose (?:real |full )?(?:identity|name) (?:does|did|has|had|is|was|cannot|could)\b"
)


def continued(reading: Continuation, mention: Mention, depth: int) -> int | None:
    """The source that a description with "the" goes on about; `None` when the article has not had it yet."""
    if _NAMELESS_RE.match(reading.text, mention.core.end):
        known = _first_known(
            reading, mention, depth
        )  # "the engineer, | whose name was redacted": nobody named
        return known if known is not None and reading.registry[known].kind == "unnamed" else None
    nth = _ordinal(mention.core.slice(reading.text).lower().split())
    if nth:
        return _nth(reading, mention, nth)
    number = first_of_several(reading, mention)
    if number is None:
        number = same_complement(reading, mention)
    return _first_known(reading, mention, depth) if number is None else number


def _first_known(reading: Continuation, mention: Mention, depth: int) -> int | None:
    """The source that the first of the rules knows; one without a name for who was brought in without."""
    if mention.kind in {"unnamed", "person"} and reading.was_anybody(mention):
        number = next(
            (n for rule in (_called, _apposed_to, _former) if (n := rule(reading, mention)) is not None), None
        )
        return number if number is not None and reading.registry[number].kind == "unnamed" else None
    for known in (newspaper, in_office, _called, _apposed_to, _former, honoured, heading, counted, pair):
        if (number := known(reading, mention)) is not None:
            return number
    if mention.marks - {mention.head}:  # "the MP" has no mark but its noun
        number = _of_party(reading, mention)
        return varied(reading, mention) if number is None else number
    for rule in _RULES:
        if not mention.plural and (number := rule(reading, mention)) is not None:
            return number
    if (earlier := introduced(reading, mention)) is not None:
        # "The rent went to | a company at that address" is not what the article is about.
        aside = earlier.start != reading.sentence_at(earlier.start).span.start
        named = company(reading, mention) if aside and mention.head in _FIRMS else None
        number = reading.read(earlier, None, depth + 1) if named is None else named
    else:
        number = _individual(reading, mention)
    if number is not None:
        reading.registry[number].heads.add(mention.head)
        return number
    for rule in _LAST:
        if (number := rule(reading, mention)) is not None:
            return number
    return None


def _called(reading: Continuation, mention: Mention) -> int | None:
    """The source that goes by the noun, or by one like it."""
    heads = frozenset({mention.head})
    if mention.head == "source" and not mention.plural and not mention.marks - {"source"}:
        number = _same(reading, heads, mention)
        spans = [] if number is None else reading.registry[number].mentions
        told = any(s.start >= reading.names.body for s in spans)
        return number if told else _unnamed_last(reading, mention)
    if (number := _same(reading, heads, mention)) is not None and not _of_headline(reading, number):
        return number
    # An office that one person holds ("the prime minister") is no new word for "a police officer".
    wider = frozenset() if mention.kind == "person" else family(mention.head)
    number = _same(reading, wider - heads, mention)
    if number is not None and _of_headline(reading, number):
        return None
    if number is None or mention.head in reading.registry[number].heads:
        return number
    if (member := _since(reading, mention, number)) is not None:
        return member
    return _brought_in_since(reading, mention, number)


def _since(reading: Continuation, mention: Mention, number: int) -> int | None:
    """The member of something who has spoken since: "a member of his old staff said …. | The staffer"."""
    last = reading.registry.recent(mention.span.start, lambda e: e.kind == "unnamed")
    member = last is not None and last != number and not reading.registry[last].heads.isdisjoint({"member"})
    return last if member and not mention.plural else None


def _former(reading: Continuation, mention: Mention) -> int | None:
    """The one without a name who was something once: "a former joint director …. | The former official"."""
    words = mention.core.slice(reading.text).lower().split()
    was = words[1:2] == ["former"] or mention.head.startswith("ex-")
    if not was or mention.plural or mention.head.removeprefix("ex-") not in family("official"):
        return None
    before = mention.span.start

    def fits(entity: Entity) -> bool:
        return (
            entity.kind == "unnamed" and is_human(entity, mention.gender) and " former " in f" {entity.name} "
        )

    return reading.registry.recent(before, fits, reading.floor(before))


def _of_headline(reading: Continuation, number: int) -> bool:
    """Whether it has no name and was spoken of only in the headline: "firm calls claims malicious"."""
    entity = reading.registry[number]
    below = any(span.start >= reading.names.body for span in entity.mentions)
    first = entity.name.split(" ", 1)[0].lower()
    bare = entity.name.islower() or entity.name.isupper() or entity.kind in {"person", "unnamed"}
    known = entity.key in reading.names.full_names() or first in lexicon("grammar")["determiners"]
    return not below and not entity.plural and bare and not known


def _unnamed_last(reading: Continuation, mention: Mention) -> int | None:
    """The one without a name who spoke last in the text itself: "the source" fits anybody."""
    body = reading.names.body

    def fits(entity: Entity) -> bool:
        told = any(body <= span.start < mention.span.start for span in entity.mentions)
        return entity.kind == "unnamed" and told and is_human(entity, mention.gender)

    return reading.registry.recent(mention.span.start, fits)


def _brought_in_since(reading: Continuation, mention: Mention, number: int) -> int | None:
    """Who has gone by the very noun since `number` spoke: "An official said …. A diplomat was less kind".

    Or in one group with him: "two officials and a regional diplomat said".
    """
    earlier = introduced(reading, mention)
    people = is_human(reading.registry[number], mention.gender) and mention.kind == "unnamed"
    if earlier is None:
        return reading.fresh(mention) if people and brought_in(reading, mention) else number
    last = max(s.start for s in reading.registry[number].mentions if s.start < mention.span.start)
    apart = people and reading.text[earlier.start : earlier.end].lower().startswith(("a ", "an ", "another "))
    return number if earlier.start < last and not apart else reading.read(earlier, None, 2)


_COUNCIL = frozenset({"cllr", "cr", "councillor", "councilor", "councilman", "councilwoman"})
_MEMBERS: dict[str, frozenset[str]] = {
    "mp": frozenset({"mp"}), "msp": frozenset({"msp"}), "td": frozenset({"td"}),
    "councillor": _COUNCIL, "councilor": _COUNCIL, "senator": frozenset({"sen", "senator"}),
    "congressman": frozenset({"rep", "congressman"}), "congresswoman": frozenset({"rep", "congresswoman"}),
}  # fmt: skip
"""By what a member is called, the titles in front of the name or behind it."""


def _only_person(reading: Continuation, mention: Mention) -> int | None:
    """The one person named in reach, when "the candidate" stands bare: of two, neither."""
    sources = lexicon("sources")
    before = mention.span.start
    words = mention.span.slice(reading.text).split()
    bare = len(words) <= 3 and not any(w.endswith(("'s", "’s", "s'", "s’")) for w in words)
    titles = lexicon("titles")
    posts = titles["roles"] | titles["vocations"] | titles["portfolios"] | sources["offices"]
    known = mention.head in (sources["people"] - sources["epithets"]) & posts  # no "courier" of somebody's
    if not bare or mention.plural or not known:
        return None
    # "Dana Reese met | a developer |. The developer said": he is who was brought in, whoever else is named.
    if brought_in(reading, mention) or _is_theirs(reading, mention):
        return None
    around = reading.names.between(reading.floor(before), before)
    people = {}
    for name in around:
        if name.kind == "person" and (full := reading.names.full(name.key)) is not None:
            people[full.key] = name
    only = next(iter(people.values())) if len(people) == 1 else None
    return None if only is None or is_other(reading, mention, only) else reading.named_person(only)


def _of_party(reading: Continuation, mention: Mention) -> int | None:
    """The member who spoke last, called by a party: "Sund MP Ida Brandt said …. | The Labour MP | said"."""
    marks = mention.marks - {mention.head}
    called = "party" in marks or marks <= lexicon("titles")["party_words"]
    if mention.plural or not called or mention.head not in _MEMBERS:
        return None
    floor = reading.floor(mention.span.start)
    titles = _MEMBERS[mention.head]

    def member(entity: Entity) -> bool:
        return entity.kind == "person" and not titles.isdisjoint(entity.name.lower().replace(".", "").split())

    return reading.registry.recent(mention.span.start, member, floor)


def _is_theirs(reading: Continuation, mention: Mention) -> bool:
    """Whether he is somebody else's: "One of Brandt's partners disagreed. | The partner | said"."""
    before = mention.span.start
    near = min((s.span.start for s in reading.back(before, SOON + 1)), default=before)
    owned = re.compile(
        rf"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir)|['’]s) (?:[a-z-]+ ){{0,2}}{re.escape(mention.head)}s?\b"
    )
    return owned.search(reading.text, near, before) is not None


def described(reading: Continuation, mention: Mention) -> int | None:
    """The source that a fuller description goes on about: the headline's person, a court, a survey."""
    for rule in _FULLER:
        if (number := rule(reading, mention)) is not None:
            return number
    return None


def _without_the(reading: Continuation, mention: Mention) -> int | None:
    """The company of which a headline says "company" without "the": "| company | says claims are untrue"."""
    bare = mention.core.slice(reading.text).lower() in _FIRMS
    return company(reading, mention) if bare else None


def another(reading: Continuation, mention: Mention, floor: int) -> int | None:
    """One more of the trade or group of whoever spoke last, if nobody was named since.

    "A clerk said … | Another said", "One of the nurses said … | Another said".
    """
    start, registry = mention.span.start, reading.registry
    one = registry.recent(start, lambda e: e.kind == "unnamed", floor)
    if one is None or not (heads := registry[one].heads):
        return reading.fresh(mention)
    last = max(s.end for s in registry[one].mentions if s.start < start)
    if any(is_brought_in(reading, name) for name in reading.names.between(last, start)):
        return reading.fresh(mention)
    first, _, rest = registry[one].name.partition(" ")
    noun = min(heads)
    if first.lower() not in {"a", "an", "one", "another"} or not noun.isalpha() or noun == "another":
        return reading.fresh(mention)
    count = mention.core.slice(reading.text).lower()  # "another", "a third"
    name = f"another {rest}" if rest.startswith("of ") else f"{count} {noun}"
    return registry.put("unnamed", name, mention.span, key=f"another {start}", head=noun)


def _ordinal(words: Sequence[str]) -> frozenset[str]:
    """The ordinal behind the article that tells one from others; none in "the second year student"."""
    return frozenset() if _GRADES.issuperset(words[2:3]) else _ORDINALS.intersection(words[1:2])


def _nth(reading: Continuation, mention: Mention, nth: frozenset[str]) -> int | None:
    """The source brought in by the same ordinal: "the second engineer" is not the one who spoke before."""
    return reading.registry.recent(
        mention.span.start, lambda e: mention.head in e.heads and nth.issubset(e.name.lower().split())
    )


def _same(reading: Continuation, heads: frozenset[str], mention: Mention) -> int | None:
    """The last source called by one of `heads`, of the same number, and with the mention's proper names."""
    told_apart = which(reading, mention)
    count = _NUMBERS.intersection(mention.core.slice(reading.text).lower().split()[:2])

    def fits(entity: Entity) -> bool:
        if not entity.heads & heads or entity.plural != mention.plural:
            return False
        if entity.gender and mention.gender and entity.gender != mention.gender:
            return False
        if count and entity.name.lower().split()[0] in _NUMBERS - count:
            return False  # "three people … | the two people"
        known = {w.removesuffix("'s") for w in entity.name.lower().replace("’", "'").split()}
        if is_other_paper(mention, entity.name, reading.text):
            return False
        if mention.head not in entity.heads:  # "the company" is no unnamed "group"
            return mention.marks <= known and not (
                mention.kind == "organisation" and entity.kind == "unnamed"
            )
        return mention.marks | told_apart <= known

    return reading.registry.recent(mention.span.start, fits)


def _individual(reading: Continuation, mention: Mention) -> int | None:
    """The unnamed person whom the article follows under changing nouns, if nobody was named since."""
    if mention.plural or mention.kind not in {"unnamed", "person"}:
        return None
    number = reading.registry.recent(
        mention.span.start, lambda e: e.kind == "unnamed" and interchangeable(e, mention)
    )
    if number is None:
        return None
    last = max(s.start for s in reading.registry[number].mentions if s.start < mention.span.start)
    aged_alone = mention.head.endswith("-year-old")
    for name in reading.names.between(last, mention.span.start):
        sex = reading.names.gender_of(name)
        told = aged_alone and name.kind == "person" and " " in name.key and (not mention.gender or not sex)
        if told or (is_brought_in(reading, name) and sex in {"", mention.gender}):
            return None
    return number


def _bearing(reading: Continuation, mention: Mention) -> int | None:
    """The body named last whose name ends in the noun ("the Harbour Committee … the committee")."""
    before = mention.span.start
    if (office := _owned_office(reading, mention)) is not None:
        return reading.read(office, None, 2)
    for name in reversed(reading.names.between(reading.floor(before), before)):
        words = name.key.split()
        bears = words[-1] == mention.head or (mention.head == "force" and words[-1] in _FORCES)
        if name.kind == "organisation" and bears and which(reading, mention) <= set(words):
            return reading.named_body(name)
    return None


def _owned_office(reading: Continuation, mention: Mention) -> Span | None:
    """Whose office was spoken of last, with a capital: "the Prime Minister's | Office| hid it"."""
    floor = reading.floor(mention.span.start)
    for at in reversed(reading.places.get(mention.head, ())):
        here, owner = reading.tokens[at], reading.tokens[max(0, at - 1)]
        if here.start < floor:
            return None
        if here.start < mention.span.start:
            owned = here.is_capital and owner.is_capital and owner.lower.endswith(("'s", "s'"))
            return reading.phrase_before(here.end, floor) if owned and not mention.plural else None
    return None


_AT_RE = re.compile(r" (?:at|by|for|from|in|of|on|to|with) ")


def _apposed_to(reading: Continuation, mention: Mention) -> int | None:
    """The one without a name whose own words say what they are: "One survivor, a lance | corporal|, said".

    Not the body that they are at: "one of them, a manager at the | company |".
    """
    for at in reading.places.get(mention.head, ())[:6]:
        here = reading.tokens[at]
        if here.start >= mention.span.start:
            return None
        for start, number in reading.registry.between(reading.sentence_at(here.start).span.start, here.start):
            entity = reading.registry[number]
            told = any(m.start == start and m.end >= here.end for m in entity.mentions)
            apart = reading.text.find(", a", start, here.start)
            inside = apart >= 0 and _AT_RE.search(reading.text, apart, here.start) is not None
            if (
                told
                and apart >= 0
                and not inside
                and entity.kind == "unnamed"
                and entity.plural == mention.plural
            ):
                return number
    return None


_RULES: tuple[Callable[[Continuation, Mention], int | None], ...] = (
    titled,
    accused,
    aged,
    apposed,
    acting,
    identified,
    examined,
    named_soon,
    explained,
    _bearing,
    trading,
    of_some_age,
)
"""In order: how a person or a body named elsewhere is known by a noun."""

_FULLER: tuple[Callable[[Continuation, Mention], int | None], ...] = (
    named_below,
    headlined,
    _without_the,
    sitting,
    polled,
    whose_survey,
    scholars,
    named_late,
    named_behind,
    named_openly,
    counted,
)
"""In order: who is described without "the"."""

_LAST: tuple[Callable[[Continuation, Mention], int | None], ...] = (
    outlet,
    company,
    companies,
    varied,
    _only_person,
)
"""In order: who must be meant when the noun itself was never used before."""
