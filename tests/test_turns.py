"""Interviews printed as question and answer: who answers, and what is set aside."""

from __future__ import annotations

import pytest

from allegedly.analysis import TURN, Analysis
from allegedly.pipeline import analyse

DAM = """“Nobody read the reports”: Q&A with the engineer who left the Halvern dam

By Petra Lindqvist

Kester Obrand inspected dams for the Halvern Water Board until February. He spoke to the Courier at home.

Courier: Why did you leave?

Kester Obrand: I sent four reports, and nobody read them. The gates would not open in a flood.

Courier: What did the board say?

KO: It said nothing for six weeks. A colleague in the control room told me to stop asking.

Q: Is the dam safe today?

A: I would not sleep below it.

The Halvern Water Board said in a statement that the dam was safe.

It has been inspected every spring since 2004, and the gates were replaced last year.
"""

RENT = """Interview: Minister Dalia Renko on rent control

The housing minister talks to us about the bill.

What does the bill change for tenants, and why do you want it?

It caps increases at four percent a year, and landlords who raise more will have to pay it back.

Some in your own party say it will stop building. Are they wrong?

They are wrong. We have had caps in Orlin for ten years.

We told the chamber of builders so in May.

The chamber disputes that the caps worked.

There are reports that you offered to resign in March. Is that true?

I never did. Whoever told you that was not in the room.
"""

WARD = """Inside the ward

A nurse at Corvale General, who asked not to be named, spoke to the Mercury about the winter.

Q: How bad was it?

A: We had nine patients in the corridor every night.

Q: Did anybody die?

A: Two of them died, and the family was told that it was the flu.

Q: Who knew?

A: The board knew, because I sent the rota to the chairman.
"""

RULES = """Five things to know about the new rent law

The new rent law takes effect on Monday. The ministry talked to reporters about it last week.

Who is covered by it?

All tenants with leases signed after 2019 are covered, whoever their landlord is.

How much can my landlord raise the rent?

It may go up by four percent a year. You can appeal to the tribunal if your landlord asks for more.

What if I pay too much already?

You can claim it back at the tribunal until the end of May.
"""

PROFILES = """Two candidates want the seat in Sund

Two candidates want the seat in Sund, and the Merrow Post asked them about roads this week.

Name: Ida Brandt has lived in Sund since 2002.

Bypass: would she vote for it? She would not.

Name: Marek Oland has lived in Merrow since 2011.

Bypass: would he vote for it? He would.
"""


INSIDER = """Inside the mint

In this interview a former cashier of the Orlin Mint speaks of the night of the fire.

Mint director Pavel Drost has denied everything.

What did you see that night?

I saw the ledgers burn in the yard.

Did you tell anybody?

I told nobody, and I left in May.

Why do you speak now?

My conscience does not let me sleep.
"""

TAPE = """The call between the minister and the builder

A tape of a call between Finance Minister Karel Ruud and the builder Milan Hask was posted online.

Ruud: Did the money come?

Hask: It came on Friday, in the blue bag.

Ruud: Who else knows?

Hask: Nobody but my driver.
"""


def _answers(analysis: Analysis) -> list[tuple[str | None, str]]:
    text = analysis.article.text
    return [
        (None if a.by is None else analysis.sources[a.by].name, a.content[0].slice(text)[:24])
        for a in analysis.attributions
        if a.rule == TURN
    ]


def _judged(analysis: Analysis, words: str) -> tuple[str, str]:
    text = analysis.article.text
    return next((j.sourcing, j.rule) for j in analysis.judgements if words in j.span.slice(text))


def test_full_name_initials_and_a_are_one_person() -> None:
    analysis = analyse(DAM)
    assert _answers(analysis) == [
        ("Kester Obrand", "I sent four reports, and"),
        ("Kester Obrand", "It said nothing for six "),
        ("Kester Obrand", "I would not sleep below "),
    ]


@pytest.mark.parametrize(
    ("words", "sourcing"),
    [
        ("Why did you leave", "furniture"),
        ("KO", "furniture"),
        ("A colleague in the control room", "on-record"),
        ("The gates would not open", "on-record"),
        ("I would not sleep", "on-record"),
    ],
)
def test_answers_are_on_record_and_questions_set_aside(words: str, sourcing: str) -> None:
    assert _judged(analyse(DAM), words)[0] == sourcing


def test_last_answer_ends_with_its_paragraph() -> None:
    assert _judged(analyse(DAM), "inspected every spring")[1] != "answered"


def test_questions_without_labels_and_an_answer_over_two_paragraphs() -> None:
    analysis = analyse(RENT)
    assert {name for name, _ in _answers(analysis)} == {"Minister Dalia Renko"}
    assert _judged(analysis, "the chamber of builders") == ("on-record", "answered")
    assert _judged(analysis, "disputes that the caps")[1] != "answered"
    assert _judged(analysis, "Some in your own party") == ("furniture", "furniture")


def test_whoever_was_promised_anonymity_vouches_for_nothing() -> None:
    analysis = analyse(WARD)
    assert [name for name, _ in _answers(analysis)] == [None, None, None]
    assert _judged(analysis, "nine patients") == ("allegation", "answered")


def test_whoever_is_interviewed_without_a_name_vouches_for_nothing() -> None:
    analysis = analyse(INSIDER)
    assert [name for name, _ in _answers(analysis)] == [None, None, None]
    assert _judged(analysis, "the ledgers burn") == ("allegation", "answered")


def test_the_only_one_named_above_is_who_answers() -> None:
    analysis = analyse(
        "Bea Lomax on leaving The Larks\n\nThe Courier spoke to the singer Bea Lomax in Hull.\n\n"
        "Q: Why did you leave?\n\nA: I was being robbed. The manager took a third of everything.\n\n"
        "Q: Did your brother know?\n\nA: He always knew where the money was.\n"
    )
    assert {name for name, _ in _answers(analysis)} == {"Bea Lomax"}


def test_initials_that_two_people_share_name_neither() -> None:
    analysis = analyse(
        DAM.replace("Kester Obrand: I", "KO: I").replace("inspected dams", "and Karl Olsen inspected dams")
    )
    assert _answers(analysis) == [("Kester Obrand", "I would not sleep below ")]


@pytest.mark.parametrize("text", [RULES, PROFILES, TAPE])
def test_explainers_lists_of_facts_and_tapes_are_no_interviews(text: str) -> None:
    analysis = analyse(text)
    assert _answers(analysis) == []
    assert not any(j.sentence.block.why in {"question", "speaker"} for j in analysis.judgements)
