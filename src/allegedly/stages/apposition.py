"""Part of the source stage: the name that stands behind a description and says who it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from allegedly.article import Span
from allegedly.phrases import Token, lexicon
from allegedly.stages.genders import is_given
from allegedly.stages.heads import is_several, singular
from allegedly.stages.kinds import SOME, is_human
from allegedly.stages.name_words import bare, letters_behind
from allegedly.stages.names import Name, Names

_HOUSES = frozenset({"congress", "council", "parliament", "police", "state"})
"""Of which somebody is a member, chief or secretary: "the Green member of | parliament | Anke Voss"."""
_TITLE, _BRACKETED = 12, 20
"""Characters behind a comma within which a name begins, with a title in front, or one with brackets."""
_NAMED_RE = re.compile(
    r"(?:\s+(?:at|from|in|of|with)\s[^,;.]{2,60}(?=,\s+who\b))?"  # "a doctor | at the hospital|, who gave"
    r",?\s+(?:(?:who|that)\s+)?(?:(?:named|called)(?:\s+only\s+as)?|(?:was\s+|is\s+)?identified\s+(?:(?:in|by|on)\s+[^,.;]{1,40}?\s+)?(?:only\s+)?as|gave\s+(?:his|her|their)\s+name\s+as"
    r"|(?:identified|identifying|identifies)\s+(?:him|her|them)sel(?:f|ves)\s+(?:only\s+)?as|known\s+as)\s+",
    re.IGNORECASE,
)


_SMALL = frozenset({"of", "for", "on", "and", "the", "&", "in"})
"""Small words inside a body's name."""

_PLACES = frozenset(
    {"clinic", "mine", "plant", "port", "prison", "scene", "site", "station", "town", "village"}
)
_BEARERS = frozenset(
    {"band", "boat", "book", "cat", "dog", "film", "horse", "opera", "play", "series", "ship", "show", "song"}
    | {"trawler", "vessel", "victim", "yacht"}
)
"""Nouns that may have somebody's name: "a man who owned the | ship|, Ida Brandt,"."""
_LINKS = _SMALL | {"to", "from", "with", "by", "at", "or", "like", "a", "an", "his", "her", "their"}
"""Words behind which a name is somebody else's: "a friend of | Elfed Rowlands"."""


_GENERALS = frozenset({"attorney", "auditor", "director", "secretary", "solicitor"})
_TRADE = 2
"""Small words of a trade that no list has: "public defender"."""
_PLAIN = frozenset(
    {"agency", "airline", "bank", "charity", "club", "company", "council", "department", "firm", "force"}
    | {"government", "group", "hospital", "ministry", "trust", "university"}
)
_ITS = frozenset({"the", "his", "her", "its", "their"})
# fmt: off
_OFFICES = frozenset({
    "chair", "chairman", "chairwoman", "chief", "commander", "commissioner", "councillor", "deputy",
    "director", "head", "inspector", "leader", "manager", "member", "minister", "officer", "president",
    "professor", "secretary", "superintendent",
})
# fmt: on
"""What somebody is "of" or "for" in front of a name."""
_OF_SOMEBODY = frozenset({"close", "for", "of", "representing", "to"})
_CHARGED = frozenset({"accused", "defendant", "man", "suspect", "victim", "woman"})


def without_letters(tokens: Sequence[Token], names: Names) -> Sequence[Token]:
    """The words without the letters behind somebody's name: "Ida Brandt | KC |, prosecuting"."""
    here = names.between(tokens[0].start, tokens[-1].end) if tokens else []
    some = bool(tokens) and tokens[0].lower in SOME  # "a | Fine Gael | TD"
    opens = tokens[1].start if some and len(tokens) > 1 else None
    people = [name for name in here if name.kind == "person" and " " in name.key]
    ends = {name.core.end for name in people if name.whole.start != opens}
    return [t for k, t in enumerate(tokens) if not (k and letters_behind(t) and tokens[k - 1].end in ends)]


def apposed(tokens: Sequence[Token], core: int, names: Names) -> Name | None:
    """The name that stands as an appositive behind a description: "the head of Y, Marek Oland,".

    A body's stands behind what it is: "the regulator, the Water Board,", "a spokesman for the maker, Orbis,".
    """
    if core >= len(tokens) or not tokens[-1].end > tokens[core - 1].end:
        return None
    first = lexicon("sources")["people"] | lexicon("sources")["counted"]
    noun = bare(tokens[core - 1].lower)
    office = tokens[0].lower in _ITS and (noun == "officer" or noun in lexicon("sources")["offices"])
    general = tokens[core - 1].text == "General" and core > 2  # "the Secretary | General, Ida Brandt"
    office = (
        office or (general and tokens[core - 2].lower in _GENERALS) or noun in lexicon("sources")["initials"]
    )  # "The MP, Ida Brandt,"
    office = office or (core == 2 and tokens[0].lower in SOME)  # "An Afghan, Ida Noll"
    if tokens[core - 1].is_capital and not office and (core > 1 or tokens[0].lower not in first):
        return None  # but "Counsel assisting, Hugh Marr, said": the capital is the sentence's
    start = None
    plural = is_several(tokens[core - 1].lower) and tokens[0].lower not in {"a", "an", "one"}
    for at in range(core - 1, len(tokens)):
        if tokens[at].text == "," and (body := _body_behind(tokens, core, at, names)) is not None:
            return body
        if tokens[at].text == "," and (named := _behind_roles(tokens, at + 1)) is not None:
            start = tokens[named].start
            segment_end = next((t.start for t in tokens[at + 2 :] if t.text == ","), tokens[-1].end)
            if plural and len(people := names.between(start, tokens[-1].end)) < 2 and people:
                continue  # "two drivers for the company, Bluewater Stone": one name is not two drivers
            for name in names.between(start, segment_end):
                near = _BRACKETED if tokens[named + 1].text == "(" else _TITLE  # "Justice (rtd) | Ida Ro"
                called = " " in name.key or (at == core and tokens[named].lower in lexicon("titles")["short"])
                if name.kind == "person" and name.whole.start <= start + near and called:
                    return name  # or "the hospice's chair|, Lady Hale|"
        if tokens[at].lower in {"who", "which", "whose"}:
            return _behind_clause(tokens, at, names) if tokens[at].lower != "which" else None
    return None


def is_inner(text: str, tokens: Sequence[Token], core: int, name: Name, names: Names) -> bool:
    """Whether a name is somebody else's, whose friend the first is: "a friend of the singer, Ida Noll,".

    It may as well be the friend's. A "source close to" has none; else it is that other's if the article named
    that one before, or if the friend goes on to speak of Noll by name.
    """
    before = [t for t in tokens[core:] if t.end < name.whole.start and t.is_word]
    other = bare(before[-1].lower).removeprefix("ex-") if before else ""
    of = tokens[core].lower in _OF_SOMEBODY if core < len(tokens) else False
    sources = lexicon("sources")
    known = other in sources["people"] | sources["kin"] | _CHARGED | lexicon("titles")["vocations"]
    owner = len(before) > 1 and (before[-1].text.islower() and known)
    if tokens[0].lower not in SOME or not of or not owner or name.whole.start != name.core.start:
        return False
    if bare(tokens[core - 1].lower) in {"source", "insider"}:
        return True
    full = names.full(name.key)
    if full is not None and full.core.start < name.core.start:
        return True
    surname = name.key.split()[-1]
    ends = (text.find(mark, tokens[-1].end) for mark in (". ", "\n"))
    end = min((k for k in ends if k > 0), default=len(text))
    return any(n.key.split()[-1] == surname for n in names.between(tokens[-1].end, end))


def _behind_clause(tokens: Sequence[Token], who: int, names: Names) -> Name | None:
    """The full name behind where somebody was or worked: "a nurse who worked with the group, Ida Brandt,".

    Behind anybody else ("who knew the dead man, Marek Oland") it may be that other's: only a place, a body or
    another thing ("who reviewed the port's books") in front of the comma tells.
    """
    things = lexicon("sources")["organisations"] | lexicon("sources")["firms"] | _PLACES
    for at in range(who + 2, len(tokens) - 1):
        before, article = bare(tokens[at - 1].lower), tokens[at - 2].lower
        known = before in things and article in {"a", "the", "his", "her", "their"}
        known = known or (is_several(before) and singular(before) in things)  # "in other churches"
        known = known or (article in {"at", "in"} and tokens[at - 1].is_capital)  # "bridges in Chile"
        known = known or (at == who + 2 and before.endswith("ed"))  # "a lawmaker who attended"
        # "The doctor whose signature it carries, | Vesna Ro|,"
        known = known or (tokens[who].lower == "whose" and not any(t.is_capital for t in tokens[who:at]))
        known = known or before == "anonymity"  # "another, who has waived her anonymity"
        if tokens[at].text != "," or not (known or _is_thing(tokens[at - 2], tokens[at - 1])):
            continue
        start = tokens[at + 1].start
        for name in names.between(start, tokens[-1].end):
            behind = [t.text for t in tokens if t.start >= name.core.end]  # no more than an age
            alone = all(word == "," or word.isdigit() for word in behind) or behind[0] in {"at", "from", "of"}
            alone = alone and name.whole.start == start
            if name.kind == "person" and " " in name.key and alone:
                return name
    return None


def _is_thing(article: Token, noun: Token) -> bool:
    """Whether "the port's | books", "the | meeting" is nothing that could bear the name behind it."""
    pointed = article.lower == "the" or article.lower.endswith("'s")
    word = bare(noun.lower)
    return pointed and noun.text.islower() and word not in _BEARERS and not is_human(word, singular(word))


def _body_behind(tokens: Sequence[Token], core: int, comma: int, names: Names) -> Name | None:
    """The body named behind a comma, where what it is stands in front: "the maker of the engine|, Prandtl".

    The head of the authority, Marek Oland, is a man; a spokesman for it has no name.
    """
    spokes = bare(tokens[core - 1].lower) in lexicon("sources")["spokespeople"]
    if comma > core and tokens[core].lower == "of" and _is_body(tokens[core - 1]):
        noun = tokens[core - 1]
    elif _is_body(tokens[comma - 1]) and (comma == core or spokes):
        noun = tokens[comma - 1]
    else:
        return None
    return _body(noun, tokens[comma + 1 :], names, spokes=spokes)


def titled(tokens: Sequence[Token], core: int, names: Names) -> Name | None:
    """The name at the end of a long title: "cabinet member for culture | Elfed Rowlands".

    And behind an office: "Superintendent of Police | Rashmi Kachhap". "Friend of missing hiker | Ana Lopez"
    is no title.
    """
    if not 0 < core < len(tokens):
        return None
    if "(" in [t.text for t in tokens[core : core + 3]]:
        return _behind_brackets(tokens, core, names)
    if (name := _behind_body(tokens, names)) is not None:
        return name
    if bare(tokens[core - 1].lower).rpartition("-")[2] not in _OFFICES:
        return None
    joint = tokens[core].lower
    if joint not in {"for", "of", "in"}:
        return None
    house = joint == "of" and tokens[min(core + 1, len(tokens) - 1)].lower in _HOUSES
    if tokens[0].lower in lexicon("grammar")["determiners"] and not house:
        return None
    for name in names.between(tokens[core].start, tokens[-1].end):
        before = [t for t in tokens if t.end <= name.whole.start]
        if (
            not before
            or (joint == "in" and not name.titled)
            or name.kind != "person"
            or " " not in name.key
            or name.whole.end != tokens[-1].end
        ):
            continue
        last, people = before[-1], lexicon("sources")["people"]
        office = bare(tokens[core - 1].lower).rpartition("-")[2]
        portfolio = joint == "of" and office in {"minister", "secretary"} and last.is_capital
        portfolio = portfolio or (office == "chief" and last.lower == "staff")
        plain = portfolio or (last.text.islower() and last.lower not in _LINKS | people)
        title = next(t.lower for t in tokens if t.start >= name.whole.start)
        if plain or (last.lower == "of" and title in lexicon("sources")["organisations"] | {"police"}):
            opens = tokens[1] if house and tokens[0].lower == "the" else tokens[0]
            return replace(name, whole=Span(opens.start, name.whole.end))
    return None


def _behind_body(tokens: Sequence[Token], names: Names) -> Name | None:
    """The name at the end of what begins with a body's or a place's: "Isle of Carrow coroner | Ana Lopez".

    And not "friends of the coroner | Ana Lopez".
    """
    first, sources = tokens[0], lexicon("sources")
    people = sources["people"] | sources["plural_people"] | sources["collective"]
    if not first.is_capital or not people.isdisjoint({first.lower, singular(first.lower)}):
        return None
    if first.lower in lexicon("grammar")["determiners"] or any(t.text in {",", "and"} for t in tokens):
        return None
    for name in names.between(tokens[1].start, tokens[-1].end):
        before = [t for t in tokens if t.end <= name.core.start]
        roles = _OFFICES | lexicon("titles")["roles"] | sources["people"]
        titled = before and bare(before[-1].lower) in roles
        if name.kind == "person" and " " in name.key and name.core.end == tokens[-1].end and titled:
            return replace(name, whole=Span(first.start, name.core.end), titled=True)
    return None


def _behind_brackets(tokens: Sequence[Token], core: int, names: Names) -> Name | None:
    """The name behind a title with brackets: "Additional director general (recruitment) | Mira Lal"."""
    close = next((k for k in range(core, len(tokens) - 1) if tokens[k].text == ")"), None)
    title = bare(tokens[core - 1].lower)
    titles = lexicon("titles")
    known = _OFFICES | {"general"} | lexicon("sources")["people"] | titles["roles"] | titles["portfolios"]
    office = title in known or title.endswith("-in-charge")
    if close is None or not office or tokens[0].lower in lexicon("grammar")["determiners"]:
        return None
    start, last = tokens[close + 1].start, tokens[-1].end
    where = tokens[close + 1].lower in {"of", "at"}  # "Officer-in-Charge (OC) | of Sund Police Station |"
    for name in names.between(start, last):
        begins = name.whole.start == start or (where and name.core.end == last)
        if name.kind == "person" and " " in name.key and begins:
            return replace(name, whole=Span(tokens[0].start, name.core.end), titled=True)
    return None


_AGED_RE = re.compile(r"\d{1,3}-year-old")


def _behind_roles(tokens: Sequence[Token], at: int) -> int | None:
    """Where a name of two words or more begins, at or behind roles: "another, | nurse | Rania Dirani".

    Behind whose relation somebody is, whatever they do: "his wife, | socialite | Carina Vandermeer".
    """
    titles = lexicon("titles")
    roles = titles["roles"] | titles["vocations"] | titles["modifiers"] | lexicon("sources")["people"]
    roles |= {"former", "retired", "then"}
    at += at < len(tokens) and tokens[at].lower == "the"  # "their pastor, the | Rev. Joel Tran"
    related = _TRADE if _is_related(tokens, at) else 0
    while at < len(tokens) and not tokens[at].is_capital:
        if tokens[at].lower not in roles and not _AGED_RE.fullmatch(tokens[at].lower):
            related -= 1
            if related < 0 or not _may_be_trade(tokens[at]):
                break
        at += 1
    return at if at + 1 < len(tokens) and tokens[at].is_capital else None


def _is_related(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma behind "Mercer's girlfriend" or "her lawyer" stands in front of token `at`."""
    noun = at - 2 if tokens[at - 1].text == "," else at - 3  # "…, the influencer"
    owners = {t.lower for t in tokens[: max(0, noun)]}
    owned = not owners.isdisjoint({"his", "her", "their"}) or any(w.endswith(("'s", "s'")) for w in owners)
    word = tokens[noun].lower if noun > 0 else ""
    sources = lexicon("sources")
    return owned and word in sources["kin"] | sources["people"] | lexicon("titles")["vocations"]


def _may_be_trade(token: Token) -> bool:
    """Whether a small word may be what somebody does, or a part of it: "| public | defender"."""
    grammar = lexicon("grammar")
    small = grammar["prepositions"] | grammar["determiners"] | grammar["not_a_name"] | _LINKS
    done = token.lower.endswith(("ed", "ing"))  # "his lawyer, | representing | Ida Ro"
    return token.text.replace("-", "").isalpha() and not done and token.lower not in small | {"who"}


def _is_body(token: Token) -> bool:
    known = lexicon("sources")["organisations"] | lexicon("sources")["outlets"]
    single = bare(token.lower) in known | lexicon("sources")["traders"]
    return single or token.lower in lexicon("sources")["runners"]


def _body(noun: Token, tokens: Sequence[Token], names: Names, *, spokes: bool) -> Name | None:
    """The body whose name the tokens are, up to the next comma, behind what it is.

    Or who speaks for it: "a spokesperson for the company, Dana Whitlock".
    """
    inside = list(takewhile(lambda t: t.text != ",", tokens))
    named = inside[1:] if inside and inside[0].lower == "the" else inside
    if not named or not all(t.is_capital or t.lower in _SMALL for t in named):
        return None
    # A developer may be a man or a firm: only "the" in front of the name tells.
    sources = lexicon("sources")
    firm = noun.lower in sources["runners"]
    if firm and any(t.lower == "and" for t in named):
        return None  # "the owners, Marek Oland and Ana Ruiz"
    trades = bare(noun.lower) in sources["traders"]
    perhaps = named is inside and not firm and bare(noun.lower) in sources["people"]
    for name in names.between(named[0].start, named[0].end):
        # People are introduced by two words or more: "the regulator, Ofwat, said".
        perhaps = perhaps and (" " in name.key or is_given(name.key))
        # Of a plain noun the article has told before; "for the maker, Orbis Medical" says which.
        known = (spokes and noun.lower in _PLAIN) or is_given(name.key.split()[0])
        if named is inside and name.kind == "person" and known and " " in name.key:
            return name  # "a spokesman for the council, Ida Brandt"
        alone = " " not in name.key and not is_given(name.key) and names.full(name.key) is None
        if trades and name.kind != "organisation" and not alone:
            continue  # "the contractor, Marek Oland", and not "the contractor, Prandtl"
        somebody = name.titled or name.gender or names.is_addressed(name.key)
        if not somebody and not (perhaps and name.kind == "person"):
            whole = Span(named[0].start, named[-1].end)
            return replace(name, kind="outlet" if name.kind == "outlet" else "organisation", whole=whole)
    return None


def told(text: str, start: int, end: int, names: Names) -> Name | None:
    """The name that somebody goes by: "a witness | named Ahmad", "an officer who gave his name as Toure".

    `None` when the words behind `start` do not name anybody.
    """
    match = _NAMED_RE.match(text, start, end)
    if match is None:
        return None
    for name in names.between(match.end(), end):
        if name.kind in {"person", "organisation"} and name.whole.start <= match.end() + 1:
            return replace(name, kind="person", titled=True)
    return None


def given_alone(tokens: Sequence[Token], core: int) -> bool:
    """Whether one name alone stands behind a relation: "her brother|, Luis|, said"."""
    alone = len(tokens) == core + 2 or (len(tokens) > core + 2 and tokens[core + 2].text == ",")
    return alone and tokens[core].text == "," and tokens[core + 1].is_capital


def both_named(tokens: Sequence[Token], first: Name, names: Names) -> Span | None:
    """The two names by which two are called: "Two of the utilities, | Prairie Light and Ohio Electric|"."""
    more = names.between(first.core.end, tokens[-1].end)
    joint = [t.lower for t in tokens if first.core.end <= t.start < (more[0].whole.start if more else 0)]
    two = tokens[0].lower == "two" and joint == ["and"] and more[-1].core.end >= tokens[-1].end - 1
    return Span(first.whole.start, more[0].core.end) if two and len(more) == 1 else None
