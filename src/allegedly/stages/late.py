"""Part of the source stage: people and bodies that a headline or a lead only hints at, and the text tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.phrases import lexicon
from allegedly.stages.known_people import APPOSED_RE, SOON, is_brought_in
from allegedly.stages.mentions import Mention
from allegedly.stages.names import Name
from allegedly.stages.registry import Entity, is_human

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_BARE = frozenset({"insider", "source"})
"""What a headline calls those for whom it has no room."""
_SPEAK_AS = _BARE | {"official", "people", "person"}
_WATCHES = frozenset({"centre", "center", "group", "monitor", "network", "observatory", "watch"})
_KIN: dict[str, frozenset[str]] = {"monitor": _WATCHES, "watchdog": _WATCHES}
"""By which words in its name a body shows that it is what the lead called it, if that was "a war monitor"."""

_HIDDEN_RE = re.compile(r"\bwhose name\b|anonym|\bnot (?:be )?(?:named|identified)\b|\bunnamed\b")
"""Words by which somebody stays without a name."""
_OPENLY_RE = re.compile(r"\b(?:speaking|spoken|speaks) (?:out|openly|publicly|on the record)\b")
_TIED_RE = re.compile(r"\b(?:at|by|for|from|in|of|to|with)(?: the)?(?: [a-z-]+){0,2} $")
_TIED = 40
"""Characters in front of a name in which stands what ties it to somebody."""
_OPENING = 40
"""Characters from the start of a sentence within which its subject's name begins."""
_AHEAD = 4
"""Sentences behind the lead in which the one whom it describes is named."""
_WORDS = 3
"""An article, what kind, and the noun: "a war monitor"."""
_ALSO = {
    "boss": {"ceo", "chairman", "chairwoman", "chief", "director", "executive", "head", "manager"},
    "ceo": {"executive"},
    "chief": {"ceo", "commissioner", "director", "executive", "head"},
    "executive": {"ceo"},
    "head": {"chief", "director", "headteacher"},
    "leader": {"chief", "head", "president", "secretary"},
    "pm": {"minister", "premier"},
}
"""What stands by the name of whoever a headline calls so."""
_SAYS_RE = re.compile(r"(?:, [^,.]{2,60},)? (?:said|says|reported|added|put|estimated|counted)\b")


def named_soon(reading: Continuation, mention: Mention) -> int | None:
    """Whom the article named right after "a man", when that man has not spoken without his name.

    Not whom the words tie to him: "an inspector at the builder | Tarrant Marine|".
    """
    if _HIDDEN_RE.search(reading.text, mention.span.start, mention.span.end):
        return None
    for start, end, plural in reading.introduced:
        if start >= mention.span.start:
            return None
        if plural or reading.text[start:end].lower().split()[-1] != mention.head:
            continue
        first = reading.sentence_at(start).span
        following = next(reading.following(first.end, SOON), first)
        for name in reading.names.between(end, following.end):
            fits = not mention.gender or reading.names.gender_of(name) in {"", mention.gender}
            tied = _TIED_RE.search(reading.text[max(0, name.whole.start - _TIED) : name.whole.start])
            brought_in = is_brought_in(reading, name) and tied is None
            if fits and brought_in and name.core.end <= mention.span.start:
                return reading.named_person(name)
    return None


def named_late(reading: Continuation, mention: Mention) -> int | None:
    """The body that the next two sentences name: "a war monitor said …. The Sund Rights Observatory said".

    `None` for what may be anybody's ("a charity"), where the body does not speak, or where the article had
    its name before, which is then another body's. A name that holds all the description's words ("a doctors'
    union", the Sund Doctors' Union) is that body's, whatever it is.
    """
    described = mention.core.slice(reading.text).lower().split()
    if described[:1] not in (["a"], ["an"]) or mention.plural or len(described) < _WORDS:
        return None
    kin = _KIN.get(mention.head, frozenset())
    own = reading.sentence_at(mention.span.start).span
    for ahead in reading.following(own.end, 2):
        for name in reading.names.between(ahead.start, ahead.end):
            opens = name.whole.start - reading.sentence_at(name.whole.start).span.start < _OPENING
            words = set(name.key.split())
            called = set(described[1:]) <= words or not kin.isdisjoint(words)
            says = _SAYS_RE.match(reading.text, name.whole.end) is not None
            if name.kind != "organisation" or not (opens and called and says):
                continue
            before = reading.names.between(0, mention.span.start)
            return None if any(n.key == name.key for n in before) else reading.named_body(name)
    return None


def named_behind(reading: Continuation, mention: Mention) -> int | None:
    """Whom the lead only describes and the next sentences name with the noun: "a retired general has
    claimed. | Major General Ida Brandt | said".

    `None` where the lead's own words say that somebody will not be named.
    """
    own = reading.sentence_at(mention.span.start).span
    described = mention.core.slice(reading.text).lower().split()
    indefinite = described[:1] in (["a"], ["an"]) and not mention.plural and mention.head not in _SPEAK_AS
    if (
        not indefinite
        or own.start != reading.names.body
        or _HIDDEN_RE.search(reading.text, own.start, own.end)
    ):
        return None
    for ahead in reading.following(own.end, _AHEAD):
        for name in reading.names.between(ahead.start, ahead.end):
            title = reading.text[name.whole.start : name.core.start].lower().split()
            behind = APPOSED_RE.match(reading.text, name.core.end)
            title += behind["role"].lower().split() if behind else []
            before = reading.text[max(0, name.whole.start - _OPENING) : name.whole.start].split()[-1:]
            says = before in (["said"], ["says"]) or _SAYS_RE.match(reading.text, name.core.end)
            if name.kind == "person" and " " in name.key and says and mention.head in title:
                return reading.named_person(name)
    return None


def named_below(reading: Continuation, mention: Mention) -> int | None:
    """The one whom a headline calls by a bare office, and the text by name: "| Health minister | announces ¶
    Health minister Ida Brandt has announced".

    The first person there whose title has the noun and all other words; `None` where another one has it too,
    or where the text brings in somebody by the noun ("a doctor").
    """
    words = [w.lower() for w in mention.core.slice(reading.text).split()]
    bare = not {*words}.intersection(lexicon("grammar")["determiners"] | {"former", "late", "ex"})
    if mention.span.start >= reading.names.body or mention.plural or not bare:
        return None
    called = _ALSO.get(mention.head, set()) | {mention.head}
    others = {w for w in words if w not in {mention.head, "of", "for"}}
    found: dict[str, Name] = {}
    brought = re.compile(rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne) (?:[\w-]+ ){{0,3}}{mention.head}\b(?! [A-Z])")
    for ahead in reading.following(reading.names.body, _AHEAD):
        if brought.search(reading.text, ahead.start, ahead.end) is not None:
            return None
        for name in reading.names.between(ahead.start, ahead.end):
            if name.kind != "person" or " " not in name.key:
                continue
            front = reading.text[max(ahead.start, name.whole.start - _OPENING) : name.core.start]
            behind = APPOSED_RE.match(reading.text, name.core.end)
            title = set(re.split(r"['’]s\b|\W+", re.split(r"[.!?,;:”\"]", front)[-1].lower()))
            title |= set(re.split(r"\W+", behind["role"].lower())) if behind else set()
            if not called.isdisjoint(title) and others <= title:
                found.setdefault(name.key, name)
    return reading.named_person(next(iter(found.values()))) if len(found) == 1 else None


def named_openly(reading: Continuation, mention: Mention) -> int | None:
    """Who speaks "publicly" and is named behind the next quotation: "A clerk, speaking publicly for the first
    time, said …. "No," said | Ida Brandt|".
    """
    own = reading.sentence_at(mention.span.start)
    if mention.plural or not _OPENLY_RE.search(reading.text, mention.span.start, own.span.end):
        return None
    ahead = next(reading.following(own.span.end, 1), None)
    if ahead is None or reading.sentence_at(ahead.start).block.paragraph != own.block.paragraph:
        return None
    for name in reading.names.between(ahead.start, ahead.end):
        said = reading.text[max(0, name.whole.start - _OPENING) : name.whole.start].split()[-1:] == ["said"]
        if name.kind == "person" and " " in name.key and said and reading.names.full(name.key) is name:
            return reading.named_person(name)
    return None


def headlined(reading: Continuation, mention: Mention) -> int | None:
    """The unnamed people or body of the headline, which the text below brings in again ("an undergraduate",
    "sources say ¶ … two people familiar with the matter").

    From then on the fuller words of the text are that source's name.
    """
    body = reading.names.body
    if mention.kind not in {"unnamed", "organisation"} or mention.span.start < body:
        return None
    registry = reading.registry
    for number, entity in enumerate(registry.entities):
        same = entity.kind == mention.kind and entity.plural == mention.plural
        if not same or not entity.heads or entity.key.startswith("?"):
            continue
        if any(span.start >= body for span in entity.mentions):
            continue
        private = entity.kind == "unnamed" and interchangeable(entity, mention)
        if mention.plural:
            private = entity.heads <= _BARE and mention.head in _SPEAK_AS
        if private or (mention.head in entity.heads and entity.name.islower()):
            registry.rename(number, reading.called(mention))
            entity.heads.add(mention.head)
            return number
    return None


def interchangeable(entity: Entity, mention: Mention) -> bool:
    """Whether both may be the same private person: "an undergraduate", "the young woman"."""
    if not is_human(entity, mention.gender):
        return False
    private, anybody = lexicon("sources")["individuals"], lexicon("sources")["anybody"]
    return (
        mention.head in anybody
        or mention.head.endswith("year-old")
        or (mention.head in private and bool(entity.heads & private))
    )
