"""Which statements are one claim: near misses first, for a wrong yes costs more than a missed one."""

from __future__ import annotations

import pytest

from allegedly.claims import Claim, claims, names_in
from counted import steps
from handmade import Piece, Told, Who

# Names stand inside a sentence somewhere, as they do in any article.
CONTEXT = Told(
    "People in Verland and in Sund know Marek Oland, Greta Vance, Bluewater and Arcmar as neighbours."
)
WHO = (
    Who("person", "Marek Oland"),
    Who("person", "Greta Vance"),
    Who("unnamed", "two officials", ("Two officials",), plural=True),
    Who("hearsay", ""),
)


def claim(told: Told | str, context: Told = CONTEXT) -> Claim | None:
    """The claim of one sentence in an article that has the names in it."""
    told = Told(told) if isinstance(told, str) else told
    found = claims(Piece(told=(told, context), who=WHO).analysis())
    return next((c for c in found if c.judgement == 0), None)


def same(one: Told | str, other: Told | str) -> bool:
    first, second = claim(one), claim(other)
    return first is not None and second is not None and first.key == second.key


RESIGNED = "Marek Oland resigned on Tuesday over the Sund accounts."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RESIGNED, "Marek Oland has resigned on Tuesday over the Sund accounts."),
        (RESIGNED, "Oland resigned on Tuesday over the Sund accounts."),
        (RESIGNED, "Mr Oland resigned on Tuesday over Sund accounts."),
        (RESIGNED, "Marek Oland, 58, resigned on Tuesday over the Sund accounts."),
        (RESIGNED, "Marek Oland, the head of the port of Sund, resigned on Tuesday over the Sund accounts."),
        (
            RESIGNED,
            "The head of Verland's port authority, Marek Oland, resigned on Tuesday over the Sund accounts.",
        ),
        (RESIGNED, "However, Marek Oland resigned on Tuesday over the “Sund accounts”."),
        ("Traffic through Sund fell 12% last year.", "Traffic through Sund fell 12 per cent last year."),
        ("Bluewater owes Arcmar $90m for dredging.", "Bluewater owes Arcmar $90 million for dredging."),
        ("Bluewater sold two old ships to Arcmar.", "The company Bluewater sold 2 old ships to Arcmar."),
        ("Bluewater sold 1,200 pumps to Arcmar.", "Bluewater has sold 1200 pumps to Arcmar."),
        ("Bluewater didn't pay Arcmar in May.", "Bluewater did not pay Arcmar in May."),
    ],
)
def test_one_claim_in_two_wordings(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # numbers
        ("Traffic through Sund fell 12% last year.", "Traffic through Sund fell 21% last year."),
        ("Traffic through Sund fell 12% last year.", "Traffic through Sund fell by 12,000 last year."),
        ("Bluewater owes Arcmar $90m for dredging.", "Bluewater owes Arcmar $90bn for dredging."),
        ("Bluewater sold two old ships to Arcmar.", "Bluewater sold three old ships to Arcmar."),
        ("Bluewater sold two old ships to Arcmar.", "Bluewater sold old ships to Arcmar."),
        # names, days
        (RESIGNED, "Greta Vance resigned on Tuesday over the Sund accounts."),
        (RESIGNED, "Marek Oland resigned on Wednesday over the Sund accounts."),
        (RESIGNED, "Marek Oland resigned on Tuesday over the Verland accounts."),
        (RESIGNED, "Marek Oland resigned over the Sund accounts."),
        # negation
        (RESIGNED, "Marek Oland has not resigned on Tuesday over the Sund accounts."),
        (RESIGNED, "Marek Oland never resigned on Tuesday over the Sund accounts."),
        ("Bluewater paid Arcmar with money from Sund.", "Bluewater paid Arcmar without money from Sund."),
        ("Bluewater can pay Arcmar in May.", "Bluewater cannot pay Arcmar in May."),
        # who did it to whom
        ("Bluewater sued Arcmar in the Sund case.", "Arcmar sued Bluewater in the Sund case."),
        ("Bluewater sued Arcmar in the Sund case.", "Bluewater was sued by Arcmar in the Sund case."),
        ("Bluewater bought pumps from Arcmar.", "Bluewater bought pumps for Arcmar."),
        ("Union leaders accused ministers over Sund.", "Ministers accused union leaders over Sund."),
        ("The mayor praised Bluewater's vicar, Marek Oland, for years of work at Sund.",
         "The mayor attacked Bluewater's vicar, Marek Oland, for years of work at Sund."),
        ("Greta Vance's aide resigned on Tuesday.", "Greta Vance resigned on Tuesday."),
        # one and many
        ("A minister of Verland resigned on Tuesday.", "Ministers of Verland resigned on Tuesday."),
        # what only nearly happened
        (RESIGNED, "Marek Oland offered to resign on Tuesday over the Sund accounts."),
        (RESIGNED, "Marek Oland nearly resigned on Tuesday over the Sund accounts."),
        (RESIGNED, "Marek Oland will resign on Tuesday over the Sund accounts."),
        (RESIGNED, "Marek Oland may have resigned on Tuesday over the Sund accounts."),
        (RESIGNED, "If Marek Oland resigned on Tuesday over the Sund accounts."),
        (RESIGNED, "Why has Marek Oland resigned on Tuesday over the Sund accounts?"),
        # lists are no appositions
        ("Marek Oland, the mayor, and the vicar resigned on Tuesday.", "Marek Oland resigned on Tuesday."),
    ],
)  # fmt: skip
def test_two_claims_in_like_wordings(one: str, other: str) -> None:
    assert not same(one, other)


@pytest.mark.parametrize(
    "vague",
    [
        "He resigned on Tuesday over the Sund accounts.",
        "The minister resigned on Tuesday over the Sund accounts.",
        "The three were arrested at Sund on Tuesday night.",
        "This company sold Arcmar two old ships in May.",
        "We sold Arcmar two old ships in May.",
        "The old harbour wall fell into the sea on Tuesday.",
        "Marek Oland agreed.",
    ],
)
def test_what_leans_on_another_sentence_is_not_compared(vague: str) -> None:
    assert claim(vague) is None


def test_a_short_name_is_the_one_of_its_own_article() -> None:
    other = Told("People in Verland and Sund know Greta Oland, Bluewater and Arcmar well, says Greta Oland.")
    one = claim("Oland resigned on Tuesday over the Sund accounts.")
    two, *_ = claims(
        Piece(
            told=(Told("Oland resigned on Tuesday over the Sund accounts."), other),
            who=(Who("person", "Greta Oland"),),
        ).analysis()
    )
    assert one is not None
    assert one.key != two.key


def said(text: str, source: str, cue: str, by: int = 2, sourcing: str = "allegation") -> Told:
    return Told(text, "allegation" if sourcing == "allegation" else "on-record", by, source, cue)


def test_who_says_so_is_no_part_of_the_claim() -> None:
    flat = "Bluewater is close to ruin in Verland."
    assert same(
        flat, said("Two officials said Bluewater was close to ruin in Verland.", "Two officials", "said")
    )
    assert same(flat, said("Bluewater is close to ruin in Verland, Greta Vance confirmed.", "Greta Vance",
                           "confirmed", 1, "on-record"))  # fmt: skip
    assert same(flat, said("Bluewater is said to be close to ruin in Verland.", "", "is said", 3))
    assert same(flat, said("Bluewater is reportedly close to ruin in Verland.", "", "reportedly", 3))


@pytest.mark.parametrize("cue", ["denied", "doubted", "did not say", "asked whether", "never said"])
def test_a_speaker_who_does_not_stand_by_it_makes_no_claim(cue: str) -> None:
    told = said(
        f"Greta Vance {cue} Bluewater was close to ruin in Verland.", "Greta Vance", cue, 1, "on-record"
    )
    assert claim(told) is None


def test_a_statement_that_says_more_is_not_whole() -> None:
    told = said(
        "Greta Vance, who sold her own shares in Arcmar, said Bluewater was close to ruin.",
        "Greta Vance", "said", 1, "on-record",
    )  # fmt: skip
    found = claim(told)
    assert found is None or found.key != getattr(claim("Bluewater was close to ruin in Sund."), "key", None)


def test_an_opening_that_holds_on_its_own_is_known() -> None:
    found = claim("Marek Oland was told to go in Sund after an audit found holes.")
    short = claim("Marek Oland was told to go in Sund.")
    assert found is not None
    assert short is not None
    assert short.key in found.heads
    assert found.key != short.key
    hollow = claim("Marek Oland was told to go in Sund unless an audit found holes.")
    assert hollow is not None
    assert short.key not in hollow.heads


def test_names_of_an_article_leave_days_out() -> None:
    names = names_in(Piece(told=(Told(RESIGNED), CONTEXT)).analysis())
    assert {"oland", "sund", "bluewater"} <= names
    assert not {"tuesday", "people"} & names


def test_the_work_grows_in_a_straight_line() -> None:
    def work(count: int) -> int:
        told = tuple(Told(f"Bluewater sold {n} old ships to Arcmar in Sund.") for n in range(count))
        analysis = Piece(told=(*told, CONTEXT)).analysis()
        assert len(claims(analysis)) >= count
        return steps(lambda: claims(analysis))

    assert work(320) < 12 * work(40)
