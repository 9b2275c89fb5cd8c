"""What goes onto the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from allegedly.briefing import SectionKind
from allegedly.stages.select import Candidate, select, terms


def candidate(
    section: SectionKind, words: int, salience: float, subject: str, cover: int, *, lead: bool = False
) -> Candidate:
    return Candidate(section, words, salience, terms(subject), frozenset({cover}), lead)


def test_the_lead_is_in_however_little_salience_it_has() -> None:
    chosen = select(
        [
            candidate("facts", 20, 0.0, "bridge opened", 0, lead=True),
            candidate("facts", 20, 9.0, "otters delayed", 1),
        ],
        25,
    )
    assert chosen == (0,)


def test_the_allegation_that_the_headline_tells_goes_in_before_better_facts() -> None:
    facts = [candidate("facts", 20, 5.0 - i, f"subject{i} matter{i}", i, lead=not i) for i in range(4)]
    told = candidate("allegations", 20, 0.0, "minister took bribes", 9)
    assert 4 in select([*facts, told], 45, terms("Minister took bribes"))


def test_many_allegations_leave_room_for_facts_and_the_reverse() -> None:
    kinds: tuple[SectionKind, SectionKind] = ("facts", "allegations")
    for many, few in (kinds, kinds[::-1]):
        crowd = [candidate(many, 20, 10.0 - i, f"crowd{i} thing{i}", i, lead=not i) for i in range(10)]
        others = [candidate(few, 20, 0.5 - i / 10, f"other{i} stuff{i}", 20 + i) for i in range(2)]
        chosen = select([*crowd, *others], 120)
        assert {10, 11} <= set(chosen)
        assert len(chosen) == 6


def test_a_repetition_gives_way_to_something_new() -> None:
    chosen = select(
        [
            candidate("facts", 20, 3.0, "dredger sank harbour storm", 0, lead=True),
            candidate("facts", 20, 2.0, "dredger sank harbour storm", 1),
            candidate("facts", 20, 1.5, "crew rescued helicopter", 2),
            candidate("facts", 20, 0.0, "ferries cancelled", 3),
        ],
        40,
    )
    assert chosen == (0, 2)


def test_a_statement_and_the_one_that_brings_it_along_never_both_go_in() -> None:
    short = Candidate("facts", 10, 2.0, terms("mayor resigned"), frozenset({1}))
    long = Candidate("facts", 20, 1.0, terms("mayor resigned letter published"), frozenset({1, 2}))
    assert len(select([short, long], 100)) == 1


def test_the_longer_of_the_two_takes_the_place_of_a_lead_that_it_brings_along() -> None:
    lead = Candidate("facts", 10, 1.0, terms("mayor resigned"), frozenset({0}), lead=True)
    longer = Candidate("facts", 20, 0.5, terms("mayor resigned letter published"), frozenset({0, 1}))
    assert select([lead, longer], 20) == (1,)
    assert select([lead, longer], 19) == (0,)


def test_the_last_that_are_chosen_can_best_be_spared() -> None:
    lead = Candidate("facts", 10, 0.0, terms("mayor resigned"), frozenset({0}), lead=True)
    told = candidate("allegations", 10, 1.0, "minister took bribes", 1)
    rest = [candidate("facts", 10, 5.0 - i, f"subject{i} matter{i}", 2 + i) for i in range(3)]
    assert select([lead, *rest[::-1], told], 100) == (0, 4, 3, 2, 1)


def test_what_takes_the_place_of_the_lead_can_be_spared_no_more_than_the_lead() -> None:
    lead = Candidate("facts", 10, 1.0, terms("mayor resigned"), frozenset({0}), lead=True)
    longer = Candidate("facts", 20, 0.5, terms("mayor resigned letter published"), frozenset({0, 1}))
    other = candidate("facts", 10, 2.0, "otters delayed train", 2)
    assert select([lead, longer, other], 100) == (1, 2)


def test_both_halves_of_a_split_sentence_may_go_in() -> None:
    halves = [
        candidate("facts", 10, 1.0, "traffic fell", 1),
        candidate("allegations", 10, 1.0, "insolvency near", 1),
    ]
    assert sorted(select(halves, 100)) == [0, 1]


def test_nothing_to_choose_from_is_nothing_chosen() -> None:
    assert select([], 100) == ()
    assert select([candidate("facts", 20, 1.0, "too long", 0, lead=True)], 19) == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("facts", "allegations")), st.integers(1, 60), st.floats(-5, 5), st.integers(0, 9)
        ),
        max_size=25,
    ),
    st.integers(1, 400),
)
def test_the_words_are_never_exceeded_and_nothing_is_chosen_twice(
    rows: list[tuple[SectionKind, int, float, int]], words: int
) -> None:
    candidates = [
        candidate(s, w, x, f"topic{t} theme{t}", i, lead=not i) for i, (s, w, x, t) in enumerate(rows)
    ]
    chosen = select(candidates, words)
    assert sum(candidates[i].words for i in chosen) <= words
    assert len(chosen) == len(set(chosen))


def test_what_an_allegation_needs_goes_in_before_it() -> None:
    lead = candidate("facts", 20, 5.0, "bridge opened crowd", 0, lead=True)
    better = candidate("facts", 20, 4.0, "otters delayed train", 1)
    needed = candidate("facts", 20, 0.0, "firm won contract dredging", 2)
    told = Candidate("allegations", 20, 3.0, terms("boss paid bribes"), frozenset({3}), needs=frozenset({2}))
    assert select([lead, better, needed, told], 60) == (0, 2, 3)
    assert select([lead, better, needed, told], 80) == (0, 2, 3, 1)


def test_a_statement_that_says_hardly_anything_new_stays_out() -> None:
    lead = candidate("facts", 20, 3.0, "dredger sank harbour storm night", 0, lead=True)
    again = candidate("facts", 10, 2.0, "dredger sank harbour storm", 1)
    assert select([lead, again], 100) == (0,)


@given(st.lists(st.tuples(st.integers(1, 30), st.frozensets(st.integers(0, 9), max_size=3)), max_size=12))
def test_needs_of_any_shape_come_to_an_end(rows: list[tuple[int, frozenset[int]]]) -> None:
    candidates = [
        Candidate("facts", words, float(i), terms(f"topic{i} theme{i}"), frozenset({i}), needs=needs)
        for i, (words, needs) in enumerate(rows)
    ]
    chosen = select(candidates, 60)
    assert sum(candidates[i].words for i in chosen) <= 60
    assert len(chosen) == len(set(chosen))


def test_an_allegation_that_somebody_denies_goes_in_before_a_likely_one_that_nobody_answers() -> None:
    lead = candidate("facts", 20, 5.0, "bridge opened crowd", 0, lead=True)
    denied = Candidate("allegations", 20, 2.0, terms("boss paid bribes"), frozenset({1}), answered=True)
    other = candidate("allegations", 20, 2.5, "pumps were broken", 2)
    last = candidate("facts", 20, 0.0, "ferries cancelled", 3)
    assert select([lead, denied, other, last], 40) == (0, 1)
