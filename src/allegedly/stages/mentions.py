"""What a source's own words say it is: a name, a pronoun or a description, of what kind, one or several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from allegedly.analysis import IDENTIFIED, SourceKind
from allegedly.article import Span
from allegedly.phrases import Token, lexicon
from allegedly.stages.apposition import (
    apposed,
    both_named,
    given_alone,
    is_inner,
    titled,
    told,
    without_letters,
)
from allegedly.stages.body_names import body_of, fellowship, from_its_head, spoken_for, whole_body, with_nouns
from allegedly.stages.conjuncts import conjuncts, people_joined
from allegedly.stages.edges import own_words
from allegedly.stages.genders import Gender, is_given
from allegedly.stages.heads import core_of, counts, description_end, singular
from allegedly.stages.kinds import NO_LONGER, Description, is_human, kind_of
from allegedly.stages.name_words import bare, is_name_word, names_nobody
from allegedly.stages.names import Name, Names

Form = Literal["name", "pronoun", "relative", "description", "definite"]

_PARTISANS = frozenset(
    {"conservative", "democrat", "liberal", "nationalist", "republican", "socialist", "tory"} | {"unionist"}
)
"""What one of a party is: "a senior Social | Democrat|" is nobody's name."""
_AGED = frozenset({"elderly", "middle-aged", "old", "teenage", "teenaged", "young"})
_WHOSE = frozenset({"her", "his", "their"})
_OFFICE_WORDS = 4
"""The longest that is read as an office: "the Deputy Foreign Minister"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One source span as read on its own.

    `core` is its name or description as it would be printed; `head` its singular head noun, `""` for a name.
    `kind` is `None` when only the article can say, or nobody could quote it. `gender` is `""` unless a
    title or noun makes it certain. `marks` are the proper names among its words ("the Gulf sources"), `pair`
    those of the two that speak together, where both are called by one ("Brandt and Oland").
    """

    span: Span
    core: Span
    form: Form
    kind: SourceKind | None
    head: str = ""
    plural: bool = False
    gender: Gender = ""
    name: Name | None = None
    marks: frozenset[str] = frozenset()
    pair: tuple[Name, ...] = ()


def read_mention(text: str, span: Span, names: Names) -> Mention | None:
    """What the source span says it is; `None` when it holds no word."""
    tokens = _small(without_letters(own_words(text, span), names))
    if all(t.text.isdigit() or t.lower in {"a", "an", "the", "its"} for t in tokens):
        return None  # "sent on Jan. 3, | 2023|, that read": a year says nothing
    span = Span(tokens[0].start, tokens[-1].end)
    opens = tokens[0]
    if len(tokens) > 1 and opens.lower == "who":
        return _pronoun(opens, Span(opens.start, opens.end))  # "Workers, | who feared for their jobs, | said"
    if len(tokens) == 1 and (pronoun := _pronoun(opens, span)) is not None:
        return pronoun
    if (body := spoken_for(tokens)) is not None:
        return Mention(span, body.core, "name", "organisation", name=body)
    if (body := fellowship(text, tokens)) is not None:
        return Mention(span, body.core, "name", "organisation", name=body)
    core = core_of(tokens)
    if (name := apposed(tokens, core, names)) is not None and not is_inner(text, tokens, core, name, names):
        # "The finance | minister|, Ida Brandt"
        noun = singular(bare(tokens[core - 1].lower))
        if (both := both_named(tokens, name, names)) is not None:
            return Mention(span, both, "description", name.kind, noun, plural=True)
        return Mention(span, name.whole, "name", name.kind, noun, gender=name.gender, name=name)
    if (name := titled(tokens, core, names)) is not None:
        return Mention(span, name.whole, "name", name.kind, gender=name.gender, name=name)
    if (name := told(text, tokens[core - 1].end, span.end, names)) is not None:
        return Mention(span, name.whole, "name", name.kind, gender=name.gender, name=name)
    aside = next((k for k in range(1, len(tokens)) if _opens_aside(tokens, k)), len(tokens))
    joined = conjuncts(tokens[:aside], core)
    if joined is not None:
        return _joined(text, span, joined, names)
    return _read(text, span, tokens, core, names)


def _small(tokens: Sequence[Token]) -> Sequence[Token]:
    """An office that stands for its holder without the capitals of some houses: "the Prime Minister"."""
    office = 1 < len(tokens) <= _OFFICE_WORDS and tokens[-1].lower in lexicon("sources")["offices"]
    if not office or tokens[0].lower != "the" or not all(t.is_capital for t in tokens[1:]):
        return tokens
    return [tokens[0], *(t._replace(text=t.lower) for t in tokens[1:])]


@cache
def _pronouns() -> dict[str, tuple[Gender, bool, Form]]:
    grammar = lexicon("grammar")
    out: dict[str, tuple[Gender, bool, Form]] = {}
    for section, gender, plural in (
        ("he", "m", False),
        ("she", "f", False),
        ("they", "", True),
        ("it", "", False),
    ):
        for word in grammar[section]:
            out[word] = (gender, plural, "pronoun")  # type: ignore[assignment]
    for word in grammar["i"] | grammar["you"]:
        out[word] = ("", False, "pronoun")
    for word in ("all", "both", "these", "those", "this", "neither"):
        out[word] = ("", word != "this", "pronoun")
    for word in grammar["who"]:
        out[word] = ("", False, "relative")
    return out


def _pronoun(token: Token, span: Span) -> Mention | None:
    lower = token.lower.partition("'")[0]
    if token.text in {"US", "U.S", "IT"} or lower not in _pronouns():
        return None
    gender, plural, form = _pronouns()[lower]
    return Mention(span, span, form, None, lower, plural, gender)


def _opens_aside(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma and a relative pronoun stand there: "the Heart and Brain Trust|, which paid"."""
    return tokens[at].text == "," and any(t.lower in {"which", "who"} for t in tokens[at + 1 : at + 2])


def _joined(text: str, span: Span, parts: list[Sequence[Token]], names: Names) -> Mention | None:
    """Two sources that speak together: identified when either is; a paper vouches for nobody beside it."""
    read = [m for p in parts if (m := read_mention(text, Span(p[0].start, p[-1].end), names)) is not None]
    if not read:
        return None
    if others := [m for m in read if m.form != "pronoun"]:
        read = others
    if len(read) < len(parts):
        return read[0]  # "She and | Sool": who she is, a name of two cannot say
    unnamed = next((m for m in read if m.kind in {"unnamed", "collective"}), None)
    vouching = IDENTIFIED - {"document"} if unnamed else IDENTIFIED
    best = next((m for m in read if m.kind in vouching), unnamed or read[0])
    papers = all(m.kind == "document" for m in read if m is not unnamed)
    if unnamed and papers and is_human(unnamed.head, singular(unnamed.head)):
        return replace(unnamed, span=span)  # "emails and two clerks": "one of the two" is a clerk
    printed = Span(span.start, parts[-1][-1].end)
    first, second = (m.name for m in read)
    pair = () if first is None or second is None else people_joined(text, parts, first, second)
    return Mention(span, printed, "description", best.kind, best.head, plural=True, pair=pair)


def _read(text: str, span: Span, tokens: Sequence[Token], core: int, names: Names) -> Mention:
    head = tokens[core - 1]
    lower = bare(head.lower)
    for name in names.between(span.start, tokens[-1].end):
        if name.titled and name.kind == "person" and name.whole == Span(span.start, tokens[-1].end):
            return Mention(span, name.whole, "name", "person", gender=name.gender, name=name)
        if name.kind == "person" and _holds(tokens, core, name):
            lead = tokens[1:] if tokens[0].lower in lexicon("grammar")["determiners"] else tokens
            held = replace(name, whole=Span(lead[0].start, name.core.end), titled=True)
            return Mention(span, held.whole, "name", "person", gender=name.gender, name=held)
    before = [n for n in names.between(span.start, head.start) if n.core.end == tokens[core - 2].end]
    if lower == "news" and core > 1 and before and before[-1].kind in {"organisation", "outlet"}:
        channel = replace(before[-1], kind="outlet")  # "Channel 13 | news"
        return Mention(span, channel.core, "name", "outlet", name=channel)
    if lower in lexicon("sources")["parties"] and head.is_capital and tokens[0].lower == "the" and core <= 3:
        return Mention(span, Span(span.start, head.end), "name", "organisation", lower)
    known = any(lower in words or singular(lower) in words for words in lexicon("sources").values())
    opens = core == 1 and known and head.start == span.start and not _proper(text, head)
    surname = any(names.full(n.key) is not None for n in names.between(head.start, head.start + 1))
    one = tokens[0].lower in {"a", "an", "one"}
    aged = (
        one and core > 1 and (tokens[core - 2].lower.endswith("-year-old") or tokens[core - 2].lower in _AGED)
    )
    partisan = aged or (one and lower in _PARTISANS)  # "a 22-year-old | Gambian"
    capital = is_name_word(head) and not partisan and (surname or not opens)
    if capital and lower not in lexicon("sources")["collective"]:
        named = _named(span, tokens, core, names)
        if named is not None and named.name is not None:
            if not names_nobody(tokens[:core], named.name.kind, titled=named.name.titled):
                return named
            described = _described(span, tokens, core, lower, names)
            fits = described.kind in {"collective", "document", "unnamed"}
            return described if fits else replace(described, kind="unnamed")
    return _described(span, tokens, core, lower, names)


def _holds(tokens: Sequence[Token], core: int, name: Name) -> bool:
    """Whether the phrase is an office, at what it is held, and a name: "Ambassador to Norland | Ida Noll"."""
    office = tokens[core - 1].lower in lexicon("titles")["portfolios"] and [
        t.lower for t in tokens[core : core + 1]
    ] == ["to"]
    at = next((k for k, t in enumerate(tokens) if t.start == name.whole.start), 0)
    return office and name.core.end == tokens[-1].end and at > core + 1 and tokens[at - 1].is_capital


def _proper(text: str, token: Token) -> bool:
    """Whether a capital in front of a sentence is more than the sentence's own."""
    before = text[: token.start].rstrip()[-1:]
    return bool(before) and before not in ".!?\"”“'’:—–"


def _named(span: Span, tokens: Sequence[Token], core: int, names: Names) -> Mention | None:
    """A source that is called by its name."""
    stop = tokens[core - 1].end
    inside = [n for n in names.between(span.start, stop) if n.core.end <= stop + 1]
    name = inside[-1] if inside else _around(span, names)
    if name is None or name.core.end < stop - 2:
        return None
    lead = [t for t in tokens[:core] if t.end <= name.whole.start]
    called = {bare(t.lower) for t in lead[-2:]}
    agency = {bare(t.lower) for t in lead} & {"news", "press", "wire"}
    if name.kind != "outlet" and called & lexicon("sources")["outlets"] - (set() if agency else {"agency"}):
        name = replace(name, kind="outlet", whole=name.core)
    elif name.kind == "person" and not name.titled and lead:
        before = bare(lead[-1].lower)
        somebody = " " in name.key and is_given(
            name.key.partition(" ")[0]
        )  # "veteran center | Moses Adeyemi"
        if not somebody and before in lexicon("sources")["organisations"] - lexicon("sources")["people"]:
            name = replace(name, kind="organisation", whole=name.core)  # "the research firm Datum Hill"
    behind = [t for t in tokens if t.start >= name.core.end][:2]
    if name.kind == "outlet" and [t.lower for t in behind[:1]] == ["for"] and behind[-1].is_capital:
        name = replace(name, kind="organisation")  # "the Monitor for Rights"
    if name.kind == "person":
        if (
            lead
            and lead[-1].lower == "the"
            and not name.titled
            and name.key not in lexicon("titles")["lords"]
        ):
            name = replace(name, kind="organisation")
        else:
            sources = lexicon("sources")
            known = sources["people"] | lexicon("titles")["roles"]
            people = [t for t in lead if bare(t.lower) in known]
            if people and people[-1].lower in sources["kin"] and lead[0].lower in _WHOSE:
                people, lead = [], []  # "her husband | Ida Brandt": whose, the name does not say
            role = people[0].start if people else name.whole.start
            first = _title_start(lead, role) if people or name.titled else role
            name = replace(name, whole=Span(min(first, name.whole.start), name.whole.end))
    if name.kind in {"organisation", "outlet"}:
        name = replace(name, whole=whole_body(tokens, name, names))
    return Mention(span, name.whole, "name", name.kind, gender=name.gender, name=name)


def _title_start(lead: Sequence[Token], role: int) -> int:
    """Where a person's title begins: with the words before the role, if nothing but the title is there.

    "Three-time Drum Cup | champion | Ida Noll"; but "the council's | clerk | Ida Noll".
    """
    grammar = lexicon("grammar")
    while lead and lead[0].lower in grammar["determiners"] | grammar["possessives"] | grammar["not_a_name"]:
        lead = lead[1:]
    plain = all(t.is_word and t.lower not in grammar["prepositions"] for t in lead)
    owned = any(t.lower.endswith(("'s", "s'")) for t in lead)
    return lead[0].start if lead and plain and not owned else role


def _around(span: Span, names: Names) -> Name | None:
    """The body of whose name the span holds only the beginning ("Halvard" of "Halvard & Stone")."""
    for name in names.between(span.start, span.start + 1):
        if name.kind != "person" and name.core.end > span.end:
            return name
    return None


def _described(span: Span, tokens: Sequence[Token], core: int, head: str, names: Names) -> Mention:
    """A source that is described, not named."""
    grammar = lexicon("grammar")
    office = f"{tokens[core - 2].lower}-{head}" if core > 1 else ""
    if (core == 2 or tokens[0].lower == "the") and office in lexicon("sources")["offices"]:
        head = office  # "the attorney general", and not "a former attorney general"
    single = singular(head)
    first = tokens[0].lower
    plural = _is_plural(tokens, core, head, single)
    inside = names.between(span.start, span.end)
    human = is_human(head, single)
    definite = first in grammar["definite"] and (not inside or human)
    no_longer = not NO_LONGER.isdisjoint(token.lower for token in tokens[: core - 1])
    if _speaks_for(single) and not no_longer and (body := body_of(tokens, inside, names)) is not None:
        body = with_nouns(tokens, from_its_head(tokens, body, inside, names))
        return Mention(span, body.core, "name", "organisation", name=replace(body, kind="organisation"))
    owned = first in grammar["possessives"] | {"whose"}
    owned = owned or any(t.lower.endswith(("'s", "s'")) for t in tokens[: core - 1])
    around = [bare(token.lower) for token in tokens]
    kind = kind_of(
        Description(
            head=head,
            single=single,
            first=first,
            before=frozenset(around[: core - 1]),
            after=frozenset(around[core:]),
            plural=plural,
            owned=owned,
            named=bool(inside),
            outlet=any(name.kind == "outlet" for name in inside),
        )
    )
    end = description_end(tokens, core)
    if owned and single in lexicon("sources")["kin"] and given_alone(tokens, core):
        end = core + 2  # "her brother, | Luis|"
    gender: Gender = "m" if single in grammar["male"] else "f" if single in grammar["female"] else ""
    opens = tokens[1] if first == "whose" and end > 1 else tokens[0]
    printed = Span(opens.start, tokens[end - 1].end)
    marks = frozenset(bare(token.lower) for token in tokens[1:core] if token.is_capital)
    form: Form = "definite" if definite else "description"
    return Mention(span, printed, form, kind, single, plural, gender, marks=marks)


def _speaks_for(single: str) -> bool:
    """Whether the head is somebody who speaks for a body."""
    return single in lexicon("sources")["spokespeople"]


def _is_plural(tokens: Sequence[Token], core: int, head: str, single: str) -> bool:
    first = tokens[0].lower
    if first in {"one", "another"}:
        return False
    if first in {"a", "an", "this", "that", "each", "every"} and not counts(tokens[: core - 1][:3]):
        return False
    return head != single or head in lexicon("sources")["plural_people"] | {
        "some",
        "many",
        "others",
        "several",
        "most",
        "few",
        "those",
        "both",
        "police",
        "gardaí",
        "gardai",
    }
