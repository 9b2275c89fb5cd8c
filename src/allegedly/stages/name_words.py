"""Which words and full stops belong to a name, and which end it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from allegedly.phrases import Token, entries, lexicon
from allegedly.stages.genders import is_given

_JOINED_RE = re.compile(r"^(?:al|el|ash|as|ad|an|ar|at|bin|de|d|la|van|abu)[-'’][A-Z]")
_COUNTRIES = frozenset({"u.s", "u.k", "u.n"})
_TRADED_RE = re.compile(r"[A-Z]{1,5}\.[A-Z]{1,3}|NYSE|NASDAQ|LSE|TSX|ASX|Nasdaq")
_COMPANYS = frozenset({"board", "ceo", "chairman", "chairwoman", "customers", "headquarters", "shareholders"})
"""What a company has: "Tallin Ore's | shareholders"."""
_FIRMS = frozenset(
    {"company", "firm", "charity", "fund", "startup", "start-up", "retailer", "insurer", "airline"}
    | {"automaker", "carmaker", "chipmaker", "drugmaker", "housebuilder", "lender", "planemaker"}
    | {"shipbuilder"}
    | {"broadcaster", "journal", "magazine", "newspaper", "regulator", "union", "website"}
)
"""Words behind which a name is a body's: "the company | Clearwater Retreats"."""
_COMPOUND_RE = re.compile(
    r".+-(?:affiliated|aligned|backed|based|born|bound|controlled|era|funded|held|led|linked|listed|made|owned|run"
    r"|style|trained|type)"
)
_WHOLE = 6
"""Letters from which a title is written out: no full stop is of "Commissioner"."""
_INITIALS_RE = re.compile(r"(?:[A-Z]\.)+[A-Z]")

_SMALL, _CAPITALS = 3, 0.9
"""Letters of the words that headlines leave small, and the share of capitals of one that has them."""
_SURNAMES = frozenset(
    "abu al bin da de del della di le mac nic ní saint san st van von ó".split()  # noqa: SIM905
)
"""What surnames of several words begin with: "Mac Giolla", "van der Berg"."""


def is_name_word(token: Token) -> bool:
    """Whether a word may be part of a name: it has a capital, if not the first letter ("al-Beqai")."""
    return token.is_capital or (token.text != token.lower and bool(_JOINED_RE.match(token.text)))


def only_describes(token: Token) -> bool:
    """Whether a word with a name in it names nobody: "the | Houston-based | company", "the | BBC-style"."""
    return _COMPOUND_RE.fullmatch(token.text) is not None


def takes_number(token: Token, following: Token) -> bool:
    """Whether the number behind a word is of the name: "Number | 10", "Channel | 9"."""
    channel = token.text == "Channel" and following.text.isdigit()
    return channel or (token.text == "Number" and following.text in {"10", "11"})


def is_channel(words: Sequence[str]) -> bool:
    """Whether the words, in small letters, end in a channel's number: "channel six", "channel 9"."""
    counted = words[-1].isdigit() or words[-1] in lexicon("sources")["counted"]
    return counted and len(words) > 1 and words[-2] in lexicon("outlets")["numbered"]


def particles(tokens: Sequence[Token], at: int) -> bool:
    """Whether two particles stand there inside a name: "Diario | de la | Costa"."""
    particles = lexicon("grammar")["name_particles"]
    both = tokens[at].lower in particles and tokens[at + 1].lower in particles
    return both and at + 2 < len(tokens) and is_name_word(tokens[at + 2])


def abbreviates(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether the full stop ends no sentence: "J. | Smith", "R.K. | Solanki", "U.S. | Attorney Ruiz"."""
    before, titles = tokens[stop - 1], lexicon("titles")["short"] | lexicon("titles")["roles"]
    after = tokens[stop + 1].lower if stop + 1 < len(tokens) else ""
    opens = after in lexicon("grammar")["not_a_name"]  # "the Information Commissioner. | The ICO said"
    if len(before.text) == 1 or (before.lower in lexicon("titles")["short"] and len(before.text) < _WHOLE):
        return not opens
    if before.lower in _COUNTRIES:
        return after in titles
    # Initials open a name or follow its title; "the F.B.I." ends with a letter of its own.
    leads = stop - 1 == start or tokens[stop - 2].lower in titles
    behind = tokens[start - 1].lower if start else ""
    known = opens or behind in {"the", ",", "in", "by", "of"}
    return leads and not known and bool(_INITIALS_RE.fullmatch(before.text))


def stands_alone(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a title has "the" in front and no place behind: "the Duke", and not "the Duke of Sund"."""
    behind = tokens[end].lower if end < len(tokens) else ""
    return start > 0 and tokens[start - 1].lower == "the" and behind != "of"


def with_roles(tokens: Sequence[Token], start: int) -> int:
    """Where the roles in small letters in front of a name begin: "panel chairman | Gordon Laithwaite"."""
    titles = lexicon("titles")
    at = start
    while at > 0 and tokens[at - 1].text.islower() and tokens[at].start - tokens[at - 1].end < 2:
        modifies = at < start and tokens[at - 1].lower in titles["modifiers"]
        if not modifies and tokens[at - 1].lower not in titles["roles"]:
            break
        at -= 1
    return _whose_role(tokens, at) if at < start else at


def _whose_role(tokens: Sequence[Token], role: int) -> int:
    """Where a role in small letters begins with what it is held in: "former | Kestrels | striker"."""
    grammar, titles = lexicon("grammar"), lexicon("titles")
    at = role
    while at > 0 and tokens[at - 1].is_capital and tokens[at - 1].end + 1 == tokens[at].start:
        if tokens[at - 1].lower in grammar["not_a_name"] | grammar["days"] | grammar["prepositions"]:
            break
        at -= 1
    while (
        0 < at < role
        and tokens[at - 1].lower in titles["roles"]
        and tokens[at - 1].end + 1 == tokens[at].start
    ):
        at -= 1
    return at


@cache
def title_verbs() -> frozenset[str]:
    """The verbs that a headline writes with a capital behind a name: "Oland | Says Ferry Will Stop"."""
    said = {"says", "said", "tells", "told", "warns", "claims", "denies"}
    return frozenset(said | lexicon("cues")["auxiliary"] - {"may", "can"})


def bare(word: str) -> str:
    """A lower-case word without its possessive ending."""
    return word.removesuffix("'s").removesuffix("s'") + ("s" if word.endswith("s'") else "")


def parts_run(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether a headline's capitals end at a token: "Oland | Says", "GONE FOR A SONG | Sund to sell"."""
    run = [t.text for t in tokens[start:at]]
    shouted = len(run) > 2 and all(map(str.isupper, run)) and not tokens[at].text.isupper()
    named = tokens[at].text == "Will" and _names_will(tokens, at)
    return shouted or (at > start and tokens[at].lower in title_verbs() and not named)


def _names_will(tokens: Sequence[Token], at: int) -> bool:
    """Whether "Will" is a name behind a title, no verb: "Captain | Will | Stannard insisted"."""
    titles = lexicon("titles")["short"] | lexicon("titles")["roles"]
    ahead = [t.is_capital for t in tokens[at + 1 : at + 3]]
    return tokens[at - 1].lower in titles and ahead == [True, False]


def names_nobody(tokens: Sequence[Token], kind: str, *, titled: bool) -> bool:
    """Whether capitals behind a count or "a" are nobody's name: "two | Navy SEALs", "a | Briton|".

    But "one | Ida Brandt|", and "a | Commons Committee|".
    """
    first, counted = tokens[0].lower, lexicon("sources")["counted"]
    if len(tokens) < 2 or first not in counted - {"other", "both"}:
        return False
    if first not in {"a", "an", "another", "one"}:
        return kind == "person"
    person = kind == "person" and not is_given(bare(tokens[1].lower))
    somebody = person or kind == "outlet" or (len(tokens) == 2 and tokens[1].text.istitle())
    return somebody and all(token.is_capital for token in tokens[1:]) and not titled


def name_start(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a run of capitals begins to name: behind a sentence's first word, a day or a month."""
    grammar, endings = lexicon("grammar"), lexicon("outlets")["endings"]
    skipped = grammar["not_a_name"] | grammar["days"]
    while start < end and (tokens[start].lower in skipped or not tokens[start].is_word):
        if tokens[start].lower in grammar["days"] and start + 1 < end and tokens[start + 1].lower in endings:
            break  # "the | Sunday Courier"
        if _is_given_month(tokens, start, end):
            break
        start += 1
    return start


def runs_a_country(words: Sequence[str]) -> bool:
    """Whether the words, in small letters, are of a body with a country's name: "police scotland"."""
    bodies = lexicon("bodies")
    place = words[-1] in bodies["places"] | bodies["capitals"]
    place = place or " ".join(words[-2:]) in entries("bodies", "place_phrases")
    return len(words) > 1 and words[0] in bodies["runs"] and place


def _is_given_month(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a month or a day is somebody's given name: "| April | Jones", "| Sun | Jie", "| May | Lin",
    and not "in | April | Jones said", "12 | May |".
    """
    grammar = lexicon("grammar")
    before = tokens[at - 1].lower if at else ""
    surname = at + 1 < end and tokens[at + 1].text != "." and tokens[at + 1].lower not in _NO_SURNAMES
    when = before in _WHEN or (
        tokens[at].lower in _SHORT_NAMES
        and (before in grammar["prepositions"] | grammar["articles"] | grammar["days"] or before.isdigit())
    )
    known = tokens[at].lower in _GIVEN_MONTHS | _SHORT_NAMES
    return known and surname and tokens[at].is_capital and not when and tokens[at + 1].text[0].isalpha()


def letters_behind(token: Token) -> bool:
    """Whether they stand behind a name: "Fiona Trahair | SC|", "Chuka Obi | SAN|", and not "San"."""
    small = token.lower in {"jr", "phd", "sr"}
    return token.lower in lexicon("titles")["behind"] and (small or token.text.isupper())


def goes_by(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words before token `at` give it as a name: "a witness named", "gave his name as"."""
    before = [t.lower for t in tokens[max(0, at - 3) : at]]
    if before[-1:] in (["named"], ["called"]):
        return len(before) > 1 and before[-2] in lexicon("sources")["people"]
    return before[-1:] == ["as"] and bool(set(before) & {"name", "identified", "himself", "herself"})


_GIVEN_MONTHS = frozenset({"april", "august", "jan", "june"})
_SHORT_NAMES = frozenset({"may", "sun"})
"""Words that are more often no name: behind a preposition, an article or a number they are none."""
_NO_SURNAMES = frozenset({"ball", "bank", "day", "fair", "fool", "fools", "queen"})
_WHEN = frozenset(
    {"during", "early", "in", "last", "late", "mid", "next", "on", "since", "this", "through", "until"}
)
"""In front of a month."""
_RANKS = frozenset({"dc", "di", "ds", "pcso", "wpc"})
"""Ranks in letters, which stand for other things as well: a title only where the surname is known."""


def ranked(words: Sequence[str], known: Collection[str]) -> bool:
    """Whether it is a surname that is known behind a rank: "DC | Fairlie", and not "DC Comics"."""
    return len(words) == 2 and words[0] in _RANKS and words[1] in known


def called_a_body(before: Token, name: Sequence[Token], after: Sequence[Token], *, titled: bool) -> bool:
    """Whether the words around a name are a body's: "the company | X", "X | said its guests", "X|, which".

    Or "X | (XYZ.L)", whose shares are traded, and two words of which nobody is a given name, with what only
    a company has: "Tallin Ore's | chairman".
    """
    words = [t.lower for t in after if t.lower != "that"]
    of_its_own = words[:2] in (["said", "its"], ["says", "its"])
    traded = words[:1] == ["("] and len(after) > 1 and bool(_TRADED_RE.fullmatch(after[1].text))
    owns = len(name) > 1 and name[-1].lower.endswith(("'s", "’s")) and not titled
    heads = words[:2] in (["chief", "executive"], ["managing", "director"])
    owning = owns and (heads or not _COMPANYS.isdisjoint(words[:1]))
    called = before.text in _FIRMS or of_its_own or traded or owning
    return called or (not titled and words[:2] == [",", "which"])


_JOINING = frozenset({"e", "y"})


def ends_name(full: str, key: str) -> bool:
    """Whether the words are a surname of several that ends a full name, and no full name of their own."""
    opens = full.removesuffix(f" {key}").split()
    known = len(opens) == 1 and (is_given(opens[0]) or key.split()[0] in _SURNAMES)
    known = known or not _JOINING.isdisjoint(key.split())  # "Lins e Silva"
    return " " in key and full.endswith(f" {key}") and known


def has_capitals(tokens: Sequence[Token], body: int) -> bool:
    """Whether a headline, the tokens before `body`, has capitals for nearly all words that are not small."""
    words = [t for t in tokens[:body] if t.text[0].isalpha() and len(t.text) > _SMALL]
    return len(words) > _SMALL and sum(t.is_capital for t in words) >= _CAPITALS * len(words)


def behind_portfolio(tokens: Sequence[Token], at: int, end: int) -> int:
    """Where the name begins behind what somebody is minister of: "Vice-Minister of Commerce | Tomas Relk"."""
    before = [t.lower for t in tokens[max(0, at - 4) : at]]
    if before[-1:] == ["the"]:
        before = before[:-1]
    office = (
        before[-2:-1] if before[-1:] in (["of"], ["to"]) else before[-4:-3] if before[-3:-2] == ["of"] else []
    )
    holds = bool(office) and office[0].rpartition("-")[2] in lexicon("titles")["portfolios"]
    return end - 2 if holds and before[-1] in {"of", "to", "and"} and end - at > 2 else at
