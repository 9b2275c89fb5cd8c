"""Part of the source stage: named people whom a noun means: "the defendant", "the 46-year-old"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.phrases import is_outlet, lexicon, noun_phrase_before
from allegedly.stages.heads import singular
from allegedly.stages.mentions import Mention
from allegedly.stages.names import Name
from allegedly.stages.registry import is_human

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_SEATS = frozenset(
    {"congressman", "congresswoman", "gov", "governor", "rep", "representative", "sen", "senator"}
)
_SEVERAL = frozenset({"minister", "secretary"})
_CHIEFS = frozenset({"ceo", "cfo", "coo", "executive"})
_PARTISANS = frozenset({"conservative", "democrat", "liberal", "republican"})
_CHARGED = frozenset({"accused", "defendant", "suspect"})
APPOSED_RE = re.compile(r", (?:an?|the) (?P<role>[a-z][^,.;]{2,60})")
"""What somebody is, behind the name."""
_CHARGE_RE = re.compile(
    r"\b(?:(?:is|was|stands) (?:accused|charged|on trial)|plead(?:s|ed) (?:not )?guilty|went on trial"
    r"|denie[ds] (?:all |the )?(?:the )?charges)\b"
)
_HELD_RE = re.compile(
    r"\b(?:[Aa]n?|[Aa]nother|second) (?:[\w-]+ ){0,3}?"
    r"(?:was|were|had been|has been) (?:arrested|charged|held)\b"
)

_ALSO = {
    "brigadier": {"brig"},
    "captain": {"capt"},
    "chair": {"chairman", "chairwoman"},
    "clergyman": {"fr", "rev", "reverend"},
    "cleric": {"imam", "rev", "sheikh"},
    "colonel": {"col"},
    "congressman": {"rep", "representative"},
    "congresswoman": {"rep", "representative"},
    "councillor": {"cllr"},
    "councilor": {"councilman", "councilwoman"},
    "detective": {"dc", "dci", "det", "di", "ds"},
    "doctor": {"dr"},
    "executive": {"ceo", "cfo", "coo"},
    "general": {"gen"},
    "governor": {"gov"},
    "judge": {"justice"},
    "officer": {"constable", "det", "insp", "inspector", "pc", "sgt", "supt", "superintendent"},
    "pastor": {"rev", "revd", "reverend"},
    "priest": {"father", "fr", "rev", "revd", "reverend"},
    "professor": {"prof"},
    "senator": {"sen"},
    "sergeant": {"sgt"},
    "superintendent": {"supt"},
    "vicar": {"rev", "revd", "reverend"},
}
"""What stands in front of the name of whoever goes by the noun later."""
_HEADS = frozenset({"boss", "chief", "head", "leader"})
_AT_THE_HEAD = _HEADS | {"chair", "chairman", "chairperson", "chairwoman", "director", "president"}
"""Whose title makes "the NFU | chief" of them."""

_IN_OFFICE = frozenset({"diplomat", "lawmaker", "legislator", "official", "parliamentarian", "politician"})
_ALIKE = 5
"""Letters that the names of a country and of its people share."""
_APPOSED_RE = re.compile(r", ((?:[\w'’-]+ ?){1,8})")

_HONOURED = frozenset({"champion", "laureate", "medallist", "nominee", "winner"})
# fmt: off
_POSTED = frozenset({
    "actor", "actress", "boss", "captain", "comedian", "defender", "forward", "frontman", "goalkeeper",
    "midfielder", "mla", "mp", "msp", "presenter", "rapper", "singer", "skipper", "star", "striker", "td",
    "winger",
})
# fmt: on
"""What somebody well known is called by a place or a body: "the Tarn Rovers | striker"."""
_INITIALS_RE = re.compile(r"[A-Z]{2,4}")
_TITLE = 50
"""Characters in front of a name that its title fills at most."""
_OFFICE = 3
"""Words in front of a name among which an office stands behind its body: "RKF state | president"."""
_RECALL = 3000
"""Characters back in which whoever holds an office is looked up by its initials."""
_TITLES = 20_000
"""Characters back in which the holder of a title is looked up: no news story is longer."""
_SHORT = 5
"""Letters of a title that ends in a point, with it."""
_VARIED = 4
"""Words of a noun that stands for a name: "the former naval officer"."""
_SUBJECT = 60
"""Characters from the start of a sentence within which its subject is named."""

SOON = 2
"""Sentences within which an article names whom it brought in as "a man"."""


def is_brought_in(reading: Continuation, name: Name) -> bool:
    """Whether the name is somebody's full name, there for the first time, and no title or role says who."""
    if name.kind != "person" or name.titled or " " not in name.key:
        return False
    full = reading.names.full(name.key)
    described = reading.text[max(0, name.whole.start - 3) : name.whole.start].rstrip()[-1:] == ","
    return full is not None and full.core == name.core and not described


def titled(reading: Continuation, mention: Mention) -> int | None:
    """The named person in front of whose name the same noun stood ("Senator Ana Ruiz … the senator").

    There are several ministers and secretaries: "the prime minister" is who was called that. Every body has
    spokespeople: "the commission's spokeswoman" is not the ministry's.
    """
    words = set(mention.core.slice(reading.text).lower().split()[:-1]) - lexicon("grammar")["determiners"]
    if mention.head in lexicon("sources")["spokespeople"] and any(w.endswith(("'s", "’s")) for w in words):
        return None
    called = {mention.head} | _ALSO.get(mention.head, set())
    before = mention.span.start
    for name in reversed(reading.names.between(max(0, before - _TITLES), before)):
        title = {w.lower() for w in _title_words(reading.text[name.whole.start : name.core.start])}
        if not name.titled or (mention.head in _SEVERAL and not words <= title):
            continue
        if mention.head == "officer" and "chief" in _in_front(reading, name):
            continue  # "chief people officer Ida Brandt" is no policeman
        fits = not mention.gender or reading.names.gender_of(name) in {"", mention.gender}
        if fits and not called.isdisjoint(title):
            return reading.named_person(name)
    return None


def _in_front(reading: Continuation, name: Name) -> list[str]:
    """The last words in front of a name, with its title."""
    return reading.text[max(0, name.whole.start - _TITLE) : name.core.start].lower().split()[-_VARIED - 1 :]


def _title_words(title: str) -> list[str]:
    """The words of a title, without the point of an abbreviation: "the Rev. | Cornelius Batts"."""
    return [w[:-1] if w.endswith(".") and len(w) <= _SHORT else w for w in title.split()]


def heading(reading: Continuation, mention: Mention) -> int | None:
    """The one person named in front as a body's head: "RKF president Ida Brandt …. | The RKF chief"."""
    words = mention.span.slice(reading.text).split()
    body = words[1:-1]
    if mention.head not in _HEADS or words[0].lower() != "the" or not body:
        return None
    if not all(w[0].isupper() for w in body):
        return None
    before = mention.span.start
    people = {}
    for name in reading.names.between(max(0, before - _RECALL), before):
        title = reading.text[max(0, name.core.start - _TITLE) : name.core.start].split()
        since = title[-len(body) - _OFFICE :]
        heads = not _AT_THE_HEAD.isdisjoint(w.lower() for w in since)
        if name.kind == "person" and " " in name.key and heads and set(body) <= set(since):
            people[name.key] = name
    return reading.named_person(next(iter(people.values()))) if len(people) == 1 else None


def accused(reading: Continuation, mention: Mention) -> int | None:
    """The one person of whom the article has told what he is charged with, or how he pleads."""
    if mention.head not in _CHARGED or mention.plural:
        return None
    floor, before = reading.floor(mention.span.start), mention.span.start
    if _HELD_RE.search(reading.text, floor, before):
        return None  # "A man of 30 was held. | The suspect"
    people = {}
    for charge in _CHARGE_RE.finditer(reading.text, floor, before):
        start = reading.sentence_at(charge.start()).span.start
        for name in reading.names.between(start, start + 1):
            if name.kind == "person" and (full := reading.names.full(name.key)) is not None:
                people[full.key] = name
    return reading.named_person(next(iter(people.values()))) if len(people) == 1 else None


def honoured(reading: Continuation, mention: Mention) -> int | None:
    """The one person named before the sentence that says "the Drum Prize winner" or "the Sund MP": of two,
    neither.
    """
    fuller = reading.text[mention.span.start : mention.span.end].lower().startswith("the ")
    known = mention.head in _HONOURED or (mention.head in _POSTED and bool(mention.marks - {mention.head}))
    if not known or mention.plural or not fuller:
        return None
    start = reading.sentence_at(mention.span.start).span.start
    people = {}
    for name in reading.names.between(0, start):
        if name.kind == "person" and " " in name.key:
            people[name.key.split()[-1]] = name
    return reading.named_person(next(iter(people.values()))) if len(people) == 1 else None


def by_one_word(reading: Continuation, mention: Mention) -> int | None:
    """Whom "the CS", "the German" or "the Sund Republican" means, which read like names."""
    for rule in (partisan, _initialled, _countryman):
        if (number := rule(reading, mention)) is not None:
            return number
    return None


def _initialled(reading: Continuation, mention: Mention) -> int | None:
    """The last person whose title the initials are: "Cabinet Secretary Ida Brandt … the CS"."""
    words = mention.span.slice(reading.text).split()
    if len(words) != 2 or words[0].lower() != "the" or not _INITIALS_RE.fullmatch(words[1]):
        return None
    before = mention.span.start
    for name in reversed(reading.names.between(max(0, before - _RECALL), before)):
        title = reading.text[max(0, name.core.start - _TITLE) : name.core.start].replace("-", " ").split()
        capitals = "".join(word[0] for word in title if word[0].isupper())
        if name.kind == "person" and name.titled and " " in name.key and capitals.endswith(words[1]):
            return reading.named_person(name)
    return None


def _countryman(reading: Continuation, mention: Mention) -> int | None:
    """The one person named just before, as "the German"; else one without a name, or who was one before."""
    words = mention.span.slice(reading.text).split()
    if (
        len(words) != 2
        or words[0].lower() != "the"
        or words[1].lower() not in lexicon("titles")["countrymen"]
    ):
        return None
    before = mention.span.start
    near = min((s.span.start for s in reading.back(before, SOON + 1)), default=before)
    people = {}
    for name in reading.names.between(near, before):
        full = reading.names.full(name.key) if name.kind == "person" else None
        somebody = (
            reading.text[max(0, name.whole.start - 3) : name.whole.start].lower().endswith((" a ", "an "))
        )
        if full is not None and not somebody:  # "a Syrian Kurd"
            people[full.key] = name
    if len(people) == 1:
        return reading.named_person(next(iter(people.values())))
    if is_outlet([words[1].lower()], article=True):
        return None  # "The Australian"
    one = reading.registry.recent(before, lambda e: e.kind == "unnamed" and e.name.endswith(f" {words[1]}"))
    return reading.registry.put("unnamed", f"the {words[1]}", mention.span) if one is None else one


def partisan(reading: Continuation, mention: Mention) -> int | None:
    """The one politician named in reach, as "the Sund Republican"; `None` of two, or where it is a paper."""
    words = mention.span.slice(reading.text).lower().split()
    if words[0] != "the" or words[-1] not in _PARTISANS:
        return None
    before = mention.span.start
    people = {}
    for name in reading.names.between(reading.floor(before), before):
        title = reading.text[name.whole.start : name.core.start].lower().replace(".", "").split()
        if name.kind == "person" and not _SEATS.isdisjoint(title):
            full = reading.names.full(name.key) or name
            people[full.key] = name
    return reading.named_person(next(iter(people.values()))) if len(people) == 1 else None


def apposed(reading: Continuation, mention: Mention) -> int | None:
    """The person behind whose name the noun stood ("Agnes Thorvald, the oceanographer whose charts …")."""
    if mention.kind == "organisation":
        return None  # "Mallory, who leads the opposition on the council": he is no council
    for at in reading.places.get(mention.head, ())[:6]:
        if reading.tokens[at].start >= mention.span.start:
            return None
        low = max(0, at - 8)
        start = noun_phrase_before(reading.tokens[low : at + 1], at + 1 - low)
        if start is None or low + start < 2 or reading.tokens[low + start - 1].text != ",":
            continue
        if any(t.lower == "who" for t in reading.tokens[low + start : at]):
            continue  # "Peter Njoroge, who shares a name with the minister"
        comma = reading.tokens[low + start - 1].start
        for name in reading.names.between(comma - 40, comma):
            if name.kind == "person" and name.core.end == comma and reading.names.full(name.key) is not None:
                return reading.named_person(name)
    return None


def in_office(reading: Continuation, mention: Mention) -> int | None:
    """The named holder of an office who spoke last: "Minister Ana Ruiz said …. | The official | added".

    Not where officials without a name have spoken too, who may be meant.
    """
    if mention.plural or mention.head not in _IN_OFFICE:
        return None
    before, registry, body = mention.span.start, reading.registry, reading.names.body
    floor = min((s.span.start for s in reading.back(before, SOON + 1)), default=before)
    last = registry.recent(before, lambda _: True, floor)
    if last is None or registry[last].kind != "person" or not is_human(registry[last], mention.gender):
        return None
    for number, entity in enumerate(registry.entities):
        alike = number != last and mention.head in {singular(head) for head in entity.heads}
        if alike and any(body <= span.start < before for span in entity.mentions):
            return None
    since = max(s.end for s in registry[last].mentions if s.start < before)
    if any(
        not plural and since <= start < before and reading.text[start:end].lower().endswith(mention.head)
        for start, end, plural in reading.introduced
    ):
        return None  # "A European diplomat was blunter"
    words = _office_words(reading, last)
    # "Norland's envoy Ida Noll …. The Norlandic diplomat": a country and what comes from it begin alike.
    known = all(any(w.startswith(mark[:_ALIKE]) for w in words) for mark in mention.marks - {mention.head})
    return last if known and _has_office(reading, last) else None


def _office_words(reading: Continuation, number: int) -> set[str]:
    """The words of a name, of its first mention ("Norland's envoy, Vlad Chiz") and those behind a comma."""
    entity = reading.registry[number]
    words = set(entity.name.lower().split())
    for span in entity.mentions[:1]:
        behind = _APPOSED_RE.match(reading.text, span.end)
        words |= set(behind[1].lower().split() if behind else ())
        words |= set(span.slice(reading.text).lower().split())
    return words


def _has_office(reading: Continuation, number: int) -> bool:
    """Whether an office stands by the name: "deputy head Pavel Brod", "Ana Ruiz, the minister"."""
    words, sources = _office_words(reading, number), lexicon("sources")
    offices = sources["offices"] | sources["spokespeople"] | lexicon("titles")["portfolios"] | _CHIEFS
    return not (offices | {"chief", "head"}).isdisjoint(words)


_ANYBODYS = frozenset(
    {
        "accused",
        "author",
        "boss",
        "candidate",
        "ceo",
        "chief",
        "conservative",
        "defendant",
        "democrat",
        "executive",
    }
    | {"head", "incumbent", "lawmaker", "leader", "legislator", "liberal", "manager", "monarch", "official"}
    | {"politician", "pontiff", "premier", "republican", "speaker", "suspect", "veteran"}
)
"""Nouns for people of many an office: "the leader" may be a mayor."""
_RANKS = frozenset({"cllr", "gen", "gov", "pres", "rep", "sen", "sgt", "supt"})
"""Offices as they are written in front of a name."""


def is_other(reading: Continuation, mention: Mention, person: Name) -> bool:
    """Whether somebody has an office and the noun is another one: "Sen. Luz Ro …. | The sheriff | denied it".

    Nouns that may be anybody's who has one ("the leader") are none.
    """
    key, own = person.key.split()[-1], set[str]()
    for name in reading.names.between(0, mention.span.start):
        if name.kind == "person" and name.key.split()[-1] == key:
            front = reading.text[name.whole.start : name.core.start]
            behind = APPOSED_RE.match(reading.text, name.core.end)
            own |= {w.strip(".,") for w in f"{front} {behind['role'] if behind else ''}".lower().split()}
    offices = lexicon("sources")["offices"] - lexicon("titles")["vocations"] | _RANKS
    once = " former " in f" {mention.span.slice(reading.text).lower()} "
    return not (once or own.isdisjoint(offices)) and mention.head not in own | _ANYBODYS


def varied(reading: Continuation, mention: Mention) -> int | None:
    """Whom the sentence before is about, by another noun: ""…," Ida Brandt said. "…," | the activist | said".

    Its subject, or who spoke there. Only where nobody else was named since, and where the noun is one by
    which a speaker is called for a change, not a part in what is told of ("the driver", "the victim").
    """
    words = mention.core.slice(reading.text).split()
    known = mention.head in lexicon("titles")["vocations"] or "former" in words
    plain = 1 < len(words) <= _VARIED and words[0].lower() == "the" and words[-1].islower()
    named = mention.head in lexicon("sources")["outlets"] and any(w[0].isupper() for w in words[1:])
    if mention.plural or not known or not plain or named:  # "the Kan public | broadcaster" is an outlet
        return None
    before, registry = mention.span.start, reading.registry
    floor = min((s.span.start for s in reading.back(before, 2 * SOON + 1)), default=before)
    spoke = [n for _, n in registry.between(floor, before) if registry[n].kind == "person"]
    near = [s.span.start for s in reading.back(before, SOON)]
    start = near[-1] if len(near) == SOON else before
    subject = _subject(reading, start)
    since = start if subject is None else subject.core.end
    if subject is not None:
        last = reading.named_person(subject)
    elif len(set(spoke)) == 1 and any(start <= m.start < before for m in registry[spoke[-1]].mentions):
        last = spoke[-1]  # of two who speak by turns it may be either
    else:
        return None
    full = reading.names.full(registry[last].key)
    if full is None or not is_human(registry[last], mention.gender) or is_other(reading, mention, full):
        return None
    i = lexicon("grammar")["i"]  # "Me and the boss are sound"
    others = (n for n in reading.names.between(since, before) if n.kind == "person" and n.key not in i)
    return last if all(reading.names.full(n.key) is full for n in others) else None


def _subject(reading: Continuation, start: int) -> Name | None:
    """Whose name opens a sentence, behind titles and places only: "Sund MP | Ida Brandt | has written"."""
    for name in reading.names.between(start, start + _SUBJECT):
        if name.kind == "person" and reading.names.full(name.key) is not None:
            front = reading.text[start : name.whole.start].split()
            return name if all(w[0].isupper() for w in front) else None
    return None
