"""Part of the source stage: whom "he", "they" and "it" mean; where that is in doubt, nobody."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.phrases import lexicon
from allegedly.stages.charged import UnnamedError, charged
from allegedly.stages.genders import Gender
from allegedly.stages.ground import GROUND_RULE_RE
from allegedly.stages.heads import singular
from allegedly.stages.it import body_meant
from allegedly.stages.kinds import is_human as means_people
from allegedly.stages.mentions import Mention, read_mention
from allegedly.stages.names import Name
from allegedly.stages.plurals import several
from allegedly.stages.registry import REACH, DoubtError, is_human
from allegedly.stages.told_of import ENDS_RE, told_of

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_BEFORE_PASSING = 2
"""Sentences before a name in passing in which somebody who spoke is still meant rather."""

_REPLIES_RE = re.compile(
    r"\b(?:I|[Mm]y|[Mm]e)\b|\b(?:court|denied|laughed|letter|phone|rally|reached|replied|statement)\b"
)
_SUGGESTS_RE = re.compile(r" (?:put it|suggest(?:s|ed)) (?:to (?:him|her|them) )?that (?:he|she|they)\b")
_ANSWERS_RE = re.compile(r" (?:answered|replied|responded|retorted|shot back)\b")
_ASKS_RE = re.compile(
    r"(?: then| also)? (?:put it to|wants to know|wanted to know"
    r"|(?:asks?|asked|presse[sd]) (?:him|her|them|whether|if|why|what|how|who|when|where|which))\b"
)


_TO_ANOTHER_RE = re.compile(
    r"(?: also| later| then)? (?:(?P<posts>tweeted|tweets)|(?:asked|told|warned) the (?P<noun>\w+))\b"
)
_ON_BACKGROUND = frozenset({"adviser", "advisor", "aide", "official", "person", "source", "staffer"})
"""Whoever asked not to be named does not go on in public."""

_ASKED_BY_RE = re.compile(
    r"\b(?:asked|challenged|cross-examined|pressed|questioned|quizzed) by (?:the )?\Z", re.IGNORECASE
)
"""In front of whoever puts a question: somebody else answers it."""


_APPOSED_RE = re.compile(r"['’]s [\w-]+(?: [\w-]+)?(?:, (?:[a-z-]+ )*| )")
_OWNED = 60
"""Behind an owner: "Brandt's | mother, the singer | Ana Brandt" is of the mother, "Brandt's house" of him."""

_SOMEBODY_RE = re.compile(
    r"(?P<who>(?:An?|Another|One|The) (?:[a-z-]+ ){0,2}?(?P<head>[a-z-]+)) (?:also )?"
    r"(?:asked|declined|did not|didn['’]t|does not|refused|wanted|wished|would not)\b"
)
"""Who opens a sentence and will not be named in it."""


def pronoun(reading: Continuation, mention: Mention, speaker: int | None) -> int | None:
    """The source that a pronoun means; `None` where two people compete for it, or nobody says "I".

    A pronoun for which the article offers nobody is a source of its own, unidentified.
    """
    grammar = lexicon("grammar")
    if mention.head in grammar["i"] | grammar["you"]:
        if speaker is not None:
            return reading.registry.see(speaker, mention.span)
        if reading.byline and mention.head in {"i", "my", "me"}:
            name = reading.byline.removeprefix("By ")
            return reading.registry.put("person", name, mention.span, key="byline")
        return None
    try:
        if mention.plural:
            number = several(reading, mention)
        elif mention.head in grammar["it"]:
            number = body_meant(reading, mention)
        else:
            denier = _charged(reading, mention)
            number = _person(reading, mention) if denier is None else reading.named_person(denier)
            if (hidden := _hides(reading, mention)) is not None:
                number = hidden
    except UnnamedError:
        number = None
    except DoubtError:
        return None
    return reading.nobody(mention) if number is None else reading.see(number, mention)


def _hides(reading: Continuation, mention: Mention) -> int | None:
    """Whom the sentence before brings in as somebody who will not be named, and tells nothing else of: "The
    mother asked us not to use her name. "…," | she | said".
    """
    before = list(reading.back(mention.span.start, 2))[1:]
    if not before or GROUND_RULE_RE.search(reading.text, before[0].span.start, before[0].span.end) is None:
        return None
    who = _SOMEBODY_RE.match(reading.text, before[0].span.start)
    if who is None:
        return None
    kin = who["head"] in lexicon("sources")["kin"]
    if not (kin or means_people(who["head"], singular(who["head"]))):
        return None
    described = read_mention(reading.text, Span(*who.span("who")), reading.names)
    if described is None or described.name is not None:
        return None
    number = reading.fresh(described)
    return number if number is not None and reading.registry[number].kind == "unnamed" else None


def owner(reading: Continuation, mention: Mention) -> int | None:
    """Whose relation or servant somebody is: "Nurse B said … | Her aunt"; `None` in doubt."""
    whose = mention.core.slice(reading.text).partition(" ")[0]
    who: tuple[str, Gender] | None = {"his": ("he", "m"), "her": ("she", "f")}.get(whose.lower())  # type: ignore[assignment]
    if who is None:
        return None
    word = Span(mention.span.start, mention.span.start + len(whose))
    try:
        return _person(reading, Mention(word, word, "pronoun", None, who[0], gender=who[1]))
    except DoubtError:
        return None


def _person(reading: Continuation, mention: Mention) -> int | None:
    """The nearest person before "he" or "she": by sentences back, a speaker before a subject.

    Somebody mentioned only in passing ("outplayed by Gavin Henson") gives way to whoever spoke in the
    sentence before; raises `DoubtError` when that was farther off or in another paragraph. Whoever asked
    gives way to whoever spoke before: the other one answers.
    """
    passing: Name | None = None
    asker: int | None = None
    since = 0
    paragraph = reading.sentence_at(mention.span.start).block.paragraph
    # "Oland had signed them, | he | said.": of whom he tells, he is not.
    ends = ENDS_RE.match(reading.text, mention.span.end) is not None
    own = int(ends and not _opens_named(reading, mention))
    for distance, sentence in islice(enumerate(reading.back(mention.span.start, REACH)), own, None):
        end = min(sentence.span.end, mention.span.start)
        if passing is not None and distance > since + _BEFORE_PASSING:
            break
        number = _speaker(reading, sentence.span.start, end, mention)
        _in_doubt(reading, number if distance else None, sentence.span, mention)
        if (
            number is not None
            and asker is None
            and distance
            and _asks(reading, number, sentence.span, mention)
        ):
            asker = number
        if number is not None and number == asker:
            continue
        if number is not None and passing is not None:
            if reading.registry[number].key == _full_key(reading, passing):
                break
            if sentence.block.paragraph != paragraph or distance > since + 1:
                raise DoubtError
            return number
        if number is not None:
            return number
        told = told_of(reading, Span(sentence.span.start, end), mention, distance) if distance else None
        if told is not None:
            return told
        asked = not distance and reading.text.startswith("? ", max(0, mention.span.start - 2))
        # Whoever opened the sentence before as "he" goes on, not whom he spoke of.
        word = reading.text[sentence.span.start : sentence.span.start + len(mention.head) + 1].lower()
        asked = asked or (distance > 0 and word == f"{mention.head} ")
        if passing is None and asker is None and not asked:  # "Had not Oland bought it? | he | asked"
            number, passing = _mentioned(reading, sentence.span.start, end, mention.gender, own=not distance)
            since = distance
            if number is not None and not _is_another(reading, number, mention):
                return number
    return asker if passing is None else reading.named_person(passing)


def _opens_named(reading: Continuation, mention: Mention) -> bool:
    """Whether a full name opens the sentence: "Interim chief Ida Brandt has frozen it, | she | said"."""
    start = reading.sentence_at(mention.span.start).span.start
    return any(n.whole.start == start and " " in n.key for n in reading.names.between(start, start + 1))


def _charged(reading: Continuation, mention: Mention) -> Name | None:
    """Whom the speaker in the sentence before accused, where it opens by saying that he denies it."""
    before = next((s.span for s in list(reading.back(mention.span.start, 2))[1:]), None)
    if before is None:
        return None
    named = _named(reading, before.start, before.end, mention.gender)
    return charged(reading, mention, named or _lone(reading, before))


def _lone(reading: Continuation, span: Span) -> list[Name]:
    """The names of one word in a sentence by which the article knows nobody: "said | Bletchford | had"."""
    return [
        name
        for name in reading.names.between(span.start, span.end)
        if name.kind == "person" and " " not in name.key and reading.names.full(name.key) is None
    ]


def _is_another(reading: Continuation, number: int, mention: Mention) -> bool:
    """Whether who spoke is not meant: "a clerk said …. | He | told the clerk", "an aide | he | tweeted"."""
    entity = reading.registry[number]
    told = _TO_ANOTHER_RE.match(reading.text, mention.span.end)
    if told is None or entity.kind != "unnamed":
        return False
    return not entity.heads.isdisjoint(_ON_BACKGROUND if told["posts"] else {told["noun"]})


def _asks(reading: Continuation, number: int, span: Span, after: Mention) -> bool:
    """Whether somebody named asks something in the sentence, after which somebody else speaks.

    Counsel who "suggested that he made it up" asks it of whoever then "replied".
    """
    answers = _ANSWERS_RE.match(reading.text, after.span.end) is not None
    if reading.registry[number].kind != "person":
        return False
    for mention in reversed(reading.registry[number].mentions):
        if mention.start < span.start:
            return False
        asks = _ASKS_RE.match(reading.text, mention.end)
        if mention.end <= span.end and (asks or (answers and _SUGGESTS_RE.match(reading.text, mention.end))):
            return True
    return False


def _speaker(reading: Continuation, start: int, end: int, mention: Mention) -> int | None:
    """Who spoke last in a sentence: one whose gender is known to fit goes before the others."""
    registry, gender = reading.registry, mention.gender
    spoke = [n for _, n in registry.between(start, end) if is_human(registry[n], gender)]
    speakers = [n for n in spoke if not _is_another(reading, n, mention)]
    if reading.text[start:end].lower().startswith(f"{mention.head} "):
        # "| She | was told by an officer that …. "…," | she | said": not he who told her.
        speakers = [n for n in speakers if not _by_whom(reading, n, Span(start, end))]
    sure = [n for n in speakers if gender and registry[n].gender == gender]
    named = _named(reading, start, end, gender)
    first = min((p for p, n in registry.between(start, end) if n in speakers), default=end)
    # Whom a speaker's own words name comes behind: "A guard said Marek Oland had left. "…," | he | said".
    plain = [n for n in named if n.whole.start < first and not (speakers and _in_passing(reading, n))]
    if not sure and any(gender and reading.names.gender_of(n) == gender for n in plain):
        return None
    return (sure or speakers)[-1] if speakers else None


def _by_whom(reading: Continuation, number: int, told: Span) -> bool:
    """Whether somebody in the sentence only did it to its subject: "She was told | by an officer |"."""
    here = [m for m in reading.registry[number].mentions if told.start < m.start < told.end]
    return bool(here) and all(reading.text.endswith(" by ", 0, m.start) for m in here)


def _in_doubt(reading: Continuation, number: int | None, told: Span, mention: Mention) -> None:
    """Raises `DoubtError` where the man of whom somebody unnamed told answers: "I never did," | he | said."""
    if number is None or reading.registry[number].kind != "unnamed":
        return
    own = reading.sentence_at(mention.span.start).span
    first = min(
        (p for p, n in reading.registry.between(told.start, told.end) if n == number), default=told.end
    )
    others = _named(reading, first, told.end, mention.gender)
    if others and _REPLIES_RE.search(reading.text, own.start, own.end):
        raise DoubtError


def _named(reading: Continuation, start: int, end: int, gender: Gender) -> list[Name]:
    found = [n for n in reading.names.between(start, end) if _may_be_he(reading, n, gender)]
    return [
        n
        for n in found
        if not reading.is_quoted(n.whole.start)
        and not _ASKED_BY_RE.search(reading.text, start, n.whole.start)
    ]


def _full_key(reading: Continuation, name: Name) -> str:
    return (reading.names.full(name.key, name.gender) or name).key


def _mentioned(
    reading: Continuation, start: int, end: int, gender: Gender, *, own: bool
) -> tuple[int | None, Name | None]:
    """Whom a sentence without a speaker is about, or else whom it names in passing.

    Raises `DoubtError` where several may be meant and nothing decides.
    """
    named = _named(reading, start, end, gender)
    named = _not_in_passing(reading, named, gender) if own else named
    fitting = [n for n in named if gender and reading.names.gender_of(n) == gender]
    several = len({_full_key(reading, n) for n in named}) > 1
    first_fits = bool(fitting) and _full_key(reading, fitting[0]) == _full_key(reading, named[0])
    if several and not first_fits and not (fitting and _in_passing(reading, named[0])):
        raise DoubtError
    if fitting or len(named) == 1:
        owner = (fitting or named)[0]
        if not own and _in_passing(reading, owner) and _owns(reading, owner, start):
            return None, None
    if fitting:
        if not own and _in_passing(reading, fitting[0]):
            return None, fitting[0]
        return reading.named_person(fitting[0]), None
    opening = reading.sentence_at(start).span.start
    described = [
        s  # in its own sentence only its subject: "Most allow a supplier to leave, | she | said"
        for s, plural in reading.people_in(start, end)
        if not (plural or _supposed(reading, s)) and (not own or s.start == opening)
    ]
    candidates = [n.whole for n in named] + [s for s in described if not reading.is_quoted(s.start)]
    for span in sorted(candidates):
        already = reading.registry.between(span.start, span.start + 1)
        if already and reading.registry[already[-1][1]].kind not in {"document", "outlet"}:
            return already[-1][1], None  # a spokesman, who was read as the body that he speaks for
        whole = Span(span.start, reading.named_end(max(span.end, reading.phrase_end(span.start))))
        found = read_mention(reading.text, whole, reading.names)
        if found is None or found.form != "name":  # not "a witness named Ahmad"
            found = read_mention(reading.text, span, reading.names)
        if found is None or (found.gender and gender and found.gender != gender):
            continue
        if found.form == "name":
            return reading.named(found), None
        if found.form == "description":  # and "A fourth, who asked not to be named, disagreed"
            return reading.read(whole, None, 3) if found.kind is None else reading.fresh(found), None
    return None, None


def _not_in_passing(reading: Continuation, named: list[Name], gender: Gender) -> list[Name]:
    """Those of its own sentence who may be "he": not whoever hangs on a preposition and may be a place.

    "The union wrote to the Labour Commissioner, | he | said" is about neither.
    """
    return [n for n in named if reading.names.gender_of(n) == gender or not _in_passing(reading, n)]


def _owns(reading: Continuation, name: Name, start: int) -> bool:
    """Whether somebody else's name opens the sentence, and this one only owns something in it.

    "| Cutter was asked about it on | Trey Maddox's | podcast".
    """
    opens = reading.tokens[bisect_left(reading.token_starts, start)]
    somebody = opens.is_capital and opens.start < name.whole.start and opens.lower not in reading.small_words
    return somebody and reading.text.startswith(("'s ", "’s "), name.core.end)


def _supposed(reading: Continuation, span: Span) -> bool:
    """Whether somebody is only supposed ("If a student went quiet"), and so nobody in particular."""
    before = reading.text[max(0, span.start - 12) : span.start].lower().split()
    return before[-1:] in (["if"], ["whenever"], ["unless"])


def _in_passing(reading: Continuation, name: Name) -> bool:
    """Whether the name hangs on a preposition, so that the sentence is about somebody else."""
    start = reading.sentence_at(name.whole.start).span.start
    words = reading.text[max(start, name.whole.start - 60) : name.whole.start].lower().split()
    return any(word in lexicon("grammar")["prepositions"] | {"than"} for word in words[-4:])


def _may_be_he(reading: Continuation, name: Name, gender: Gender) -> bool:
    if name.kind != "person":
        return False
    known_as = name.titled or name.key in reading.aliases or reading.changed(name) is not None
    if reading.names.full(name.key, name.gender) is None and not known_as:
        return False
    after = bisect_left(reading.token_starts, name.core.end)
    behind = [t.lower for t in reading.tokens[after : after + 2]]
    owns = reading.text.startswith(("'s ", "’s "), name.core.end) and not any(
        _APPOSED_RE.fullmatch(reading.text, name.core.end, other.whole.start)
        for other in reading.names.between(name.core.end, name.core.end + _OWNED)
    )
    if behind and not owns and behind[0] in _modified() and behind[-1] not in {"a", "an", "its", "the"}:
        return False  # "Oland supporters", and not "Ida Brandt chairs the works council"
    known = reading.names.gender_of(name)
    return not (known and gender and known != gender)


@cache
def _modified() -> frozenset[str]:
    """Nouns that turn a name in front of them into a modifier ("Oland supporters")."""
    sources = lexicon("sources")
    plain = sources["people"] | sources["collective"] | sources["plural_people"] | sources["organisations"]
    return plain | {f"{word}s" for word in sources["people"]}
