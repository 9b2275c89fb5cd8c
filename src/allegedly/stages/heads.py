"""Part of the source stage: where the head of a source's noun phrase stands, and its singular."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.phrases import Token, is_source_noun, lexicon

SEEN = frozenset(
    {
        "beaten",
        "bitten",
        "born",
        "brought",
        "caught",
        "driven",
        "drawn",
        "found",
        "given",
        "held",
        "hit",
        "hurt",
    }
    | {"kept", "known", "laid", "lost", "made", "paid", "seen", "sent", "shot", "shown", "struck", "swept"}
    | {"sworn", "taken", "thrown", "written"}
)
"""Participles without -ed behind which what came before is described ("a memo seen by …")."""
_MET = frozenset({"I", "we", "he", "she", "they"})
"""Who opens a relative clause without its "whom": "one migrant | I | met on the border"."""
_ANYBODY = frozenset({"others", "people", "person", "somebody", "someone", "those"})
_SPOKE = frozenset({"agreed", "asked", "declined", "did", "insisted", "refused", "requested", "said", "spoke"}
                   | {"told", "would"})  # fmt: skip
"""Nouns that say nothing of who it is, and verbs that say only how they spoke."""
_SHORTEST, _LONGEST = 2, 9
"""Words of a clause that says who they are."""
_MADE = frozenset(
    {
        "compiled",
        "conducted",
        "dated",
        "filed",
        "made",
        "posted",
        "published",
        "reached",
        "released",
        "unsealed",
    }
)
_SINCE = frozenset(
    {"early", "late", "last", "on", "public", "this", "week", "month", "year", "today", "yesterday"}
)
"""What stands behind them and says only when: "an affidavit made | public late on | Monday"."""


def core_of(tokens: Sequence[Token]) -> int:
    """The number of tokens before whatever follows the head: a comma, a preposition, a relative clause."""
    grammar = lexicon("grammar")
    stops = (
        grammar["phrase_prepositions"]
        | grammar["relatives"]
        | {"not", "into", "under", "over", "after", "during", "before"}
        | {"as", "whose", "seeking"}
    )
    for at, token in enumerate(tokens):
        if at == 0:
            continue
        # An appositive whose comma is lost, or a clause without its "that": "a note | the clerk brought".
        noun = tokens[at - 1].is_capital or is_source_noun(tokens[at - 1].lower)
        if token.text in {"a", "an", "the"} and noun and at > 1:
            return at
        if at > 1 and token.text in _MET:
            return at
        if token.text in ',;:(—–-"“' or (
            token.lower in stops
            and not (token.lower == "of" and (counts(tokens[:at]) or _modifies_with_of(tokens, at)))
        ):
            return at
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        if token.lower in grammar["ties"] and not is_source_noun(following):  # not "a close aide"
            return at
        if (
            token.text == "."
            and "." not in tokens[at - 1].text
            and not tokens[min(at + 1, len(tokens) - 1)].is_capital
        ):
            return at
        if (
            token.text.islower()
            and (token.lower.endswith(("ed", "ing")) or token.lower in SEEN)
            and tokens[at - 1].lower not in grammar["determiners"]
            and is_source_noun(tokens[at - 1].lower)
            and not (token.lower.endswith("ing") and _is_trade(tokens[0], following))
        ):
            return at
    return len(tokens)


def _is_trade(first: Token, noun: str) -> bool:
    """Whether "-ing" is part of what somebody is: "an Air Force | contracting | officer"."""
    return first.lower in {"a", "an"} and noun in lexicon("sources")["people"]


def description_end(tokens: Sequence[Token], core: int) -> int:
    """The description without a relative clause or an aside; what ties it to a body stays."""
    at = core
    when = lexicon("grammar")["days"] | _SINCE
    if at < len(tokens) and tokens[at].lower in _MADE and all(t.lower in when for t in tokens[at + 1 :]):
        return at  # "a Halvorsen poll | conducted last month"
    if at + 1 < len(tokens) and tokens[at].text.islower() and tokens[at].lower.endswith("ed"):
        behind = tokens[at + 1].lower
        grammar = lexicon("grammar")
        if tokens[at + 1].is_capital or behind in grammar["determiners"] or behind == "former":
            return max(at, 1)  # a verb of its own: "a federal jury | convicted former Mayor Gault"
    while (
        at < len(tokens)
        and tokens[at].text not in {",", ";", ":", "(", "—", "–"}
        and (
            tokens[at].lower not in {"who", "whose", "which", "that"}
            or _of_that(tokens, at)
            or _tells_who(tokens, core, at)
        )
        and tokens[at].text not in _MET
        and not (tokens[at].lower in {"at", "on"} and tokens[min(at + 1, len(tokens) - 1)].text.isdigit())
        and not (at > 1 and tokens[at].lower in {"in", "on"} and _is_date(tokens[at + 1 :]))
    ):
        at += 1
    while at > core and tokens[at - 1].lower in {"and", "but", "or"} | _MADE:
        at -= 1  # "a person who has it | and who insisted on anonymity", "a poll of voters | released Monday"
    return max(at, 1)


def _is_date(behind: Sequence[Token]) -> bool:
    """Whether it is when they spoke: "shareholders in | May over a bonus", "a spokesman on | Monday"."""
    issued = any(t.lower in {"by", "from", "of"} for t in behind)  # "a report in May by the council"
    dated = bool(behind) and behind[0].text in {"May"} | {d.title() for d in lexicon("grammar")["days"]}
    return dated and not issued


def _tells_who(tokens: Sequence[Token], core: int, at: int) -> bool:
    """Whether only "who" says what people they are: "two people | who | work with the bank".

    How they spoke does not: "three people | who | asked not to be named".
    """
    bare = at == core and tokens[core - 1].lower in _ANYBODY and tokens[at].lower == "who"
    behind = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    clause = next((k for k in range(at, len(tokens)) if tokens[k].text == ","), len(tokens)) - at
    plain = behind not in _SPOKE and not any(t.lower in {"not", "n't"} for t in tokens[at + 1 : at + 3])
    return bare and plain and _SHORTEST < clause <= _LONGEST


def _of_that(tokens: Sequence[Token], at: int) -> bool:
    """Whether "that" points at something: "a member of | that | committee"."""
    return tokens[at].lower == "that" and tokens[at - 1].lower in lexicon("grammar")["prepositions"]


def _modifies_with_of(tokens: Sequence[Token], at: int) -> bool:
    """Whether "of" stands in a body's name that only modifies: "a University | of Arden undergraduate"."""
    here = at + 1
    while here < len(tokens) and tokens[here].is_capital:
        here += 1
    if not tokens[at - 1].is_capital or here == at + 1 or here >= len(tokens):
        return False
    lower = tokens[here].lower
    return lower in lexicon("sources")["people"] or singular(lower) in lexicon("sources")["people"]


def counts(tokens: Sequence[Token]) -> bool:
    """Whether the tokens only count what follows: "some of", "two of", "a number of"."""
    counters = lexicon("grammar")["determiners"] | {
        "number",
        "couple",
        "handful",
        "group",
        "dozen",
        "majority",
        "series",
        "range",
    }
    return all(token.lower in counters for token in tokens)


def is_several(word: str) -> bool:
    """Whether a noun in small letters has the ending of several: "witnesses", and not "witness"."""
    return word.endswith("s") and not word.endswith("ss")


def singular(word: str) -> str:
    """The singular of an English noun, by its ending."""
    for plural, singular in (
        ("women", "woman"),
        ("men", "man"),
        ("people", "person"),
        ("children", "child"),
        ("wives", "wife"),
    ):
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
