"""What a brief says, from analyses made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from allegedly.analysis import Analysis
from allegedly.briefing import Briefing, Item
from allegedly.compose import compose
from allegedly.config import Options
from allegedly.pipeline import analyse, brief_of
from allegedly.statements import count_words
from allegedly.verify import verify
from handmade import Piece, Reply, Told, Who, falling

FERRY = Piece(
    title="Ferry line stops its night crossings",
    byline="By Nils Aker",
    dateline="Holm",
    told=(
        Told("The Holm ferry line stopped its night crossings on Monday, a week after an engine room fire."),
        Told(
            "Greta Sand, its chief executive, said the boats would stay in port until June.",
            "on-record",
            0,
            "Greta Sand, its chief executive",
            "said",
        ),
        Told("But she told reporters that day crossings were safe.", "on-record", 0, "she", "told"),
        Told(
            "Two engineers who work for the line, and who fear for their jobs, said the pumps had failed.",
            "allegation",
            1,
            "Two engineers who work for the line, and who fear for their jobs",
            "said",
        ),
        Told("They added that a report on the pumps had been locked away.", "allegation", 1, "They", "added"),
        Told(
            "Bookings fell 9% in March and the insurer, Norrvik, is said to be leaving the business.",
            "allegation",
            2,
            "",
            "is said to",
            mixed=(
                ("Bookings fell 9% in March ", "fact"),
                ("and the insurer, Norrvik, is said to be leaving the business.", "allegation"),
            ),
            hedge="is said to",
        ),
        Told(
            "Norrvik did not respond to a request for comment.", "on-record", 3, "Norrvik", "did not respond"
        ),
    ),
    who=(
        Who("person", "Greta Sand", ("Greta Sand", "she")),
        Who(
            "unnamed",
            "two engineers who work for the line",
            ("Two engineers who work for the line", "They"),
            plural=True,
            reason="who fear for their jobs",
        ),
        Who("hearsay", ""),
        Who("organisation", "Norrvik"),
    ),
    replies=(Reply("no-comment", 6, (5,), 3),),
)


def brief(piece: Piece, words: int = 330) -> tuple[Analysis, Briefing]:
    analysis = piece.analysis()
    briefing = compose(analysis, Options(words=words), falling(analysis))
    verify(briefing, analysis, words)
    return analysis, briefing


def items(briefing: Briefing) -> list[Item]:
    return [i for s in briefing.sections for i in s.items]


def text_of(piece: Piece) -> list[str]:
    return [i.text for i in items(brief(piece)[1])]


def test_a_brief_has_both_sections_and_everything_under_its_heading() -> None:
    _, briefing = brief(FERRY)
    assert [s.kind for s in briefing.sections] == ["facts", "allegations"]
    assert [i.sourcing for i in briefing.sections[0].items] == ["fact", "on-record", "on-record", "fact"]
    assert {i.sourcing for i in briefing.sections[1].items} == {"allegation"}


def test_a_pronoun_at_the_head_gives_way_to_the_name() -> None:
    texts = text_of(FERRY)
    assert "[Greta Sand] told reporters that day crossings were safe." in texts
    assert (
        "[Two engineers who work for the line] added that a report on the pumps had been locked away."
        in texts
    )


def test_a_mixed_sentence_becomes_two_items() -> None:
    texts = text_of(FERRY)
    assert "Bookings fell 9% in March …" in texts
    assert "… the insurer, Norrvik, is said to be leaving the business." in texts


def test_a_refusal_to_comment_travels_with_its_claim() -> None:
    _, briefing = brief(FERRY)
    assert not any("request for comment" in i.text for i in items(briefing))
    assert briefing.sections[1].items[-1].notice.endswith("Norrvik did not respond.")


def test_the_last_line_counts_sources_and_what_was_left_out() -> None:
    _, briefing = brief(FERRY, 40)
    # Norrvik, which did not respond, told nobody anything.
    assert briefing.sources.startswith(
        "Sources: 1 on the record (Greta Sand); 1 not identified (two engineers"
    )
    assert "1 statement with no source" in briefing.sources
    assert briefing.omitted["facts"] + briefing.omitted["allegations"] > 0
    assert "Left out: " in briefing.sources
    assert brief(FERRY)[1].omitted == {"facts": 0, "allegations": 0}
    assert brief(FERRY)[1].sources.endswith("Left out: nothing.")


def test_a_named_source_heard_only_in_an_allegation_is_not_on_the_record() -> None:
    piece = Piece(
        told=(
            Told("The Orve line carries two million people a year.", "fact"),
            Told("Norrvik asked to see the log, a mechanic said.", "allegation", 0, "Norrvik", "asked"),
            Told("Greta Sand said the log was lost.", "on-record", 1, "Greta Sand", "said"),
        ),
        who=(Who("organisation", "Norrvik"), Who("person", "Greta Sand")),
    )
    assert brief(piece)[1].sources.startswith("Sources: 1 on the record (Greta Sand)")


def test_the_last_line_counts_a_group_and_a_part_of_it_once() -> None:
    piece = Piece(
        told=(
            Told("Three people close to the line said the pumps failed.", "allegation", 0, "Three", "said"),
            Told("Two of the people said the log was lost.", "allegation", 1, "Two", "said"),
            Told("Two other aides said nobody knew.", "allegation", 2, "Two", "said"),
        ),
        who=(
            Who(
                "unnamed", "three people close to the line", ("Three people close to the line",), plural=True
            ),
            Who("unnamed", "two of the people close to the line", ("Two of the people",), plural=True),
            Who("unnamed", "two aides", ("Two other aides",), plural=True),
        ),
    )
    assert "2 not identified (three people close to the line, two aides)" in brief(piece)[1].sources


def test_who_stands_in_the_headline_alone_is_no_other_source() -> None:
    text = (
        "Pumps failed on ferry, sources say\n\nThe ferry's pumps failed twice on Friday, three engineers who "
        "work for the line said. They asked not to be named.\n\nThe line carries two million people."
    )
    assert "1 not identified (three engineers" in brief_of(analyse(text)).sources


def test_the_provenance_line_says_what_is_known() -> None:
    _, briefing = brief(FERRY)
    assert briefing.provenance.startswith("By Nils Aker · dateline Holm · outlet not given · ")
    assert briefing.provenance.endswith(" words out") is False
    assert briefing.provenance.endswith(" out")


def test_the_words_are_bounded_whatever_the_bound() -> None:
    for words in range(1, 120, 7):
        _, briefing = brief(FERRY, words)
        assert sum(count_words(i.text) for i in items(briefing)) <= words


def test_a_section_with_nothing_in_it_says_why() -> None:
    _, briefing = brief(Piece((Told("The bridge opened on Sunday."), Told("About 400 people crossed it."))))
    assert briefing.sections[1].items == ()
    assert briefing.sections[1].notice.startswith("None found")
    _, briefing = brief(FERRY, 1)
    assert all("fits the length" in s.notice for s in briefing.sections)


def test_a_headline_alone_that_rests_on_somebody_unnamed_is_said_where_nothing_stands() -> None:
    text = "Norvane to be fined, sources say\n\nNorvane set aside 20 million in March. Its chief left."
    briefing = brief_of(analyse(text))
    assert briefing.sections[1].items == ()
    assert briefing.sections[1].notice.startswith("None but the headline")


def test_an_item_of_three_sentences_keeps_who_said_the_first() -> None:
    hit = Told("A missile hit the bridge at dawn, the army said.", "on-record", 0, "the army", "said")
    more = (Told("It was the second strike on the town in a week."), Told("It was raining at the time."))
    _, briefing = brief(Piece((hit, *more), (Who("organisation", "the army", ("the army",)),)))
    (item,) = briefing.sections[0].items
    assert item.text.endswith("at the time.")
    assert item.notice == "The army, on the record; the rest is the article's own reporting."


def test_what_was_set_aside_between_two_sentences_of_an_item_is_marked() -> None:
    _, briefing = brief(
        Piece(
            (
                Told("The council of Halden opened its new bridge on Sunday."),
                Told("The bridge, seen from the quay.", "furniture"),
                Told("That was the last of its many promises."),
            )
        )
    )
    (item,) = briefing.sections[0].items
    assert item.text.endswith("bridge on Sunday. … That was the last of its many promises.")


def test_what_points_back_is_cut_and_marked() -> None:
    piece = Piece(
        (
            Told("The union called a strike."),
            Told("However, the port stayed open."),
            Told("As part of that effort, crews worked through the night."),
            Told("So far the cranes have not stopped."),
        )
    )
    assert text_of(piece) == [
        "The union called a strike.",
        "… the port stayed open.",
        "… crews worked through the night.",
        "So far the cranes have not stopped.",
    ]


def test_a_statement_that_nobody_resolves_brings_the_one_before_it() -> None:
    piece = Piece((Told("About 400 people crossed."), Told("Among them was Edith Crane, a baker.")))
    assert text_of(piece) == ["About 400 people crossed. Among them was Edith Crane, a baker."]


def test_a_statement_that_leans_across_the_headings_is_left_out_and_counted() -> None:
    piece = Piece(
        (
            Told("Two clerks said the safe was empty.", "allegation", 0, "Two clerks", "said"),
            Told("These were the third such losses."),
            Told("The bank opened on Monday."),
        ),
        (Who("unnamed", "two clerks", ("Two clerks",), plural=True),),
    )
    _, briefing = brief(piece)
    assert [i.text for i in briefing.sections[0].items] == ["The bank opened on Monday."]
    assert briefing.omitted["facts"] == 1


def test_the_subject_before_resolves_a_pronoun_when_there_is_no_doubt() -> None:
    piece = Piece(
        (
            Told("The club has dismissed its manager, Rui Duarte."),
            Told("Duarte, 47, took charge in June."),
            Told("He won four of 19 matches."),
            Told("The bridge is 62 metres long."),
            Told("It cost a million crowns."),
        )
    )
    texts = text_of(piece)
    assert "[Rui Duarte] won four of 19 matches." in texts
    assert "[The bridge] cost a million crowns." in texts


def test_a_quotation_is_not_torn_apart() -> None:
    piece = Piece(
        (
            Told("Mr Abel said: “That is untrue.", "on-record", 0, "Mr Abel", "said"),
            Told("Nothing was sold.”", "on-record", 0),
        ),
        (Who("person", "Mr Abel"),),
    )
    assert text_of(piece) == ["Mr Abel said: “That is untrue. Nothing was sold.”"]


def test_hard_line_breaks_inside_a_statement_become_blanks() -> None:
    piece = Piece((Told("Soldiers seized\nthe state\n  television."), Told("They left.", "fact")))
    assert text_of(piece)[0].startswith("Soldiers seized the state television.")


def test_a_headline_said_over_in_the_text_is_no_statement() -> None:
    title = "Ferry line stops its night crossings"
    lead = "The Holm ferry line stopped its night crossings on Monday."
    _, briefing = brief(Piece(title=title, told=(Told(f"{title}."), Told(lead), Told("The port was empty."))))
    assert [item.text for item in briefing.sections[0].items] == [lead, "The port was empty."]
    assert briefing.omitted["facts"] == 0


def test_a_headline_that_outruns_its_body_carries_its_source() -> None:
    piece = Piece(
        (
            Told("Two clerks said Minister Holm took bribes.", "allegation", 0, "Two clerks", "said"),
            Told("The ministry is in Tarn."),
        ),
        (Who("unnamed", "two clerks", ("Two clerks",), plural=True),),
        title="Minister Holm took bribes",
    )
    _, briefing = brief(piece)
    assert briefing.title == "Minister Holm took bribes [Two clerks]"
    assert briefing.title_notice == "The headline is flat; the article rests it on two unnamed clerks."


def test_a_headline_is_not_weakened_by_hearsay_of_which_it_tells_nothing() -> None:
    opening = "A school trustee resigned on Tuesday, hours after a tape surfaced"
    lead = f"{opening} in which a voice said to be hers mocks parents."
    told = (Told(lead, "allegation", hedge="said to be"), Told("The board meets on Monday."))
    _, briefing = brief(Piece(told, title="School trustee resigned Tuesday after tape"))
    assert (briefing.title, briefing.title_notice) == ("School trustee resigned Tuesday after tape", "")
    _, briefing = brief(Piece(told, title="School trustee resigned Tuesday after mocking parents"))
    assert briefing.title.endswith("[said to be]")


def test_a_headline_that_keeps_its_attribution_stays_as_it_is() -> None:
    piece = Piece(
        (Told("Two clerks said Minister Holm took bribes.", "allegation", 0, "Two clerks", "said"),),
        (Who("unnamed", "two clerks", ("Two clerks",), plural=True),),
        title="Minister Holm took bribes, clerks say",
    )
    assert brief(piece)[1].title == "Minister Holm took bribes, clerks say"


def test_without_a_headline_the_lead_lends_its_opening_clause_with_its_hedge() -> None:
    lead = "The chancellor may well be on his way out if a report is true; his party has lost its patience."
    piece = Piece((Told(lead, hedge="if a report is true"), Told("The house meets on Monday.")))
    assert brief(piece)[1].title == "The chancellor may well be on his way out if a report is true"


def test_a_title_that_says_who_told_it_says_whom_they_told() -> None:
    lead = "The chancellor took gifts from a builder, but hid them, two clerks told the Sund Post."
    piece = Piece(
        (Told(lead, "allegation", 0, "two clerks", "told"), Told("The house meets on Monday.")),
        (Who("unnamed", "two clerks", plural=True),),
    )
    assert brief(piece)[1].title == lead.rstrip(".")


def test_an_allegation_without_a_headline_keeps_who_makes_it_in_the_title() -> None:
    lead = "The chancellor took gifts from a builder, and hid them, two clerks said."
    piece = Piece(
        (Told(lead, "allegation", 0, "two clerks", "said"), Told("The house meets on Monday.")),
        (Who("unnamed", "two clerks", plural=True),),
    )
    assert "two clerks said" in brief(piece)[1].title


def test_a_long_allegation_without_a_headline_ends_before_who_makes_it_and_says_so() -> None:
    told = "The chancellor took gifts " + "from a builder and a baker " * 4
    lead = f"{told.strip()}, two clerks with full knowledge of all the papers in the office said."
    piece = Piece(
        (Told(lead, "allegation", 0, "two clerks", "said"), Told("The house meets on Monday.")),
        (Who("unnamed", "two clerks", plural=True),),
    )
    briefing = brief(piece)[1]
    assert briefing.title == f"{told.strip()} [two clerks]"
    assert briefing.title_notice == (
        "The article has no headline; this, its first sentence, rests on two unnamed clerks."
    )


def test_composing_twice_gives_the_same() -> None:
    assert brief(FERRY)[1] == brief(FERRY)[1]


def facts_of(piece: Piece) -> list[str]:
    return [i.text for i in brief(piece)[1].sections[0].items]


def test_a_caption_that_ran_into_its_sentence_is_cut_and_marked() -> None:
    piece = Piece(
        (
            Told(
                "Ada Holm outside the court in Tarn yesterday The owner of a ferry line has lost her licence."
            ),
            Told("REUTERS/Stringer The ferry stayed in port."),
            Told("The crew of The Herald sailed on."),
        )
    )
    assert facts_of(piece) == [
        "… The owner of a ferry line has lost her licence.",
        "… The ferry stayed in port.",
        "The crew of The Herald sailed on.",
    ]
    assert brief(piece)[1].title == "The owner of a ferry line has lost her licence"


def test_a_letter_for_a_name_ends_no_caption() -> None:
    text = "Two officers at the inquiry, who are known as Officer A and Officer C, saw him laugh."
    assert facts_of(Piece((Told(text),))) == [text]


def test_a_caption_with_the_source_of_its_sentence_stays() -> None:
    text = "Two clerks said on Friday night The bank is empty and nobody guards the safe."
    piece = Piece(
        (Told(text, "allegation", 0, "Two clerks", "said"), Told("The bank is in Tarn.")),
        (Who("unnamed", "two clerks", ("Two clerks",), plural=True),),
    )
    assert [i.text for i in brief(piece)[1].sections[1].items] == [text]


def test_what_points_into_a_picture_is_no_item() -> None:
    piece = Piece(
        (
            Told("The mayor opened the bridge."),
            Told("Ada Holm (left) cuts the ribbon with her son."),
            Told("Delight: Ada Holm cuts the ribbon with her son."),
        )
    )
    assert facts_of(piece) == ["The mayor opened the bridge."]


def test_a_question_is_no_fact() -> None:
    piece = Piece((Told("Who owns the port?"), Told("A trust in Tarn owns the port.")))
    assert facts_of(piece) == ["A trust in Tarn owns the port."]


def test_a_sentence_said_twice_stands_once() -> None:
    piece = Piece((Told("The ferry sank."), Told("The ferry sank."), Told("Nobody was aboard the boat.")))
    assert facts_of(piece) == ["The ferry sank.", "Nobody was aboard the boat."]


def test_a_headline_with_a_day_and_a_name_around_it_is_no_statement() -> None:
    title = "Ferry line stops its night crossings"
    piece = Piece(
        title=title,
        told=(
            Told(f"Monday 3 March 2014 {title} Nils Aker."),
            Told(f"{title} because the pumps failed."),
            Told("The port was empty."),
        ),
    )
    assert facts_of(piece) == [f"{title} because the pumps failed.", "The port was empty."]


def test_a_standfirst_over_the_dateline_is_no_fact() -> None:
    analysis = analyse(
        "Ferry line stops its night crossings\n\nOwner took bribes and fled the country.\n\n"
        "HOLM — The Holm ferry line stopped its night crossings on Monday.\n\n"
        "Two clerks said its owner had taken bribes.\n\nThe port was empty on Tuesday.\n"
    )
    texts = [i.text for i in items(brief_of(analysis))]
    assert not any("fled the country" in t for t in texts)
    assert any("its owner had taken bribes" in t for t in texts)


def test_the_inside_of_a_quotation_never_stands_alone() -> None:
    for left, right in ("‘’", "“”", "''", '""'):
        piece = Piece(
            (
                Told("The bank opened on Monday."),
                Told(f"Ada Holm said: {left}I work here.", "on-record", 0, "Ada Holm", "said"),
                Told("I could get something else.", "on-record", 0),
                Told(f"I do not want it.{right}", "on-record", 0),
                Told("The bank closed on Friday."),
            ),
            (Who("person", "Ada Holm"),),
        )
        texts = facts_of(piece)
        assert not any(t.startswith("I ") for t in texts)
        assert (
            f"Ada Holm said: {left}I work here. I could get something else. I do not want it.{right}" in texts
        )


def test_a_quotation_without_its_speaker_brings_the_sentence_that_has_it() -> None:
    piece = Piece(
        (
            Told("“This is how it begins,” said Otto Lenz.", "on-record", 0, "Otto Lenz", "said"),
            Told("“Then the buses stop.”", "on-record", 0),
        ),
        (Who("person", "Otto Lenz"),),
    )
    assert facts_of(piece) == ["“This is how it begins,” said Otto Lenz. “Then the buses stop.”"]


def test_brackets_say_only_what_the_words_before_them_do_not() -> None:
    piece = Piece(
        (
            Told("A union spokeswoman, Ina Vik, spoke first.", "on-record", 0, "Ina Vik", "spoke"),
            Told("The spokeswoman said nobody would strike.", "on-record", 0, "The spokeswoman", "said"),
            Told("A witness said the gate was open.", "allegation", 1, "A witness", "said"),
            Told("The witness said two men ran.", "allegation", 1, "The witness", "said"),
        ),
        (
            Who("person", "spokeswoman Ina Vik", ("Ina Vik", "The spokeswoman")),
            Who("unnamed", "a witness", ("A witness", "The witness")),
        ),
    )
    assert "The witness said two men ran." in text_of(piece)
    assert not any("[spokeswoman" in t or "[a witness]" in t for t in text_of(piece))


def test_an_allegation_brings_the_sentence_that_says_who_and_what_it_is_about() -> None:
    facts = [
        Told("The harbour of Tarn was crowded on Monday with boats of every size and kind."),
        Told("A firm led by Marek Oland won a dredging contract last spring.", paragraph=1),
        *(
            Told(f"The {name} boat race drew a thousand people to the quay in {month}.", paragraph=2 + n)
            for n, (name, month) in enumerate([("Holm", "April"), ("Sund", "May"), ("Vik", "June")])
        ),
    ]
    alleged = Told("Two clerks said Oland paid for the contract.", "allegation", 0, "Two clerks", "said")
    piece = Piece((*facts, alleged), (Who("unnamed", "two clerks", ("Two clerks",), plural=True),))
    analysis = piece.analysis()
    for words in (40, 60):
        briefing = compose(analysis, Options(words=words), falling(analysis))
        texts = [i.text for i in items(briefing)]
        assert alleged.text in texts
        assert facts[1].text in texts


def test_the_last_line_counts_a_source_under_two_names_once() -> None:
    told = [
        ("Uber chief Travis Kord", "person"),
        ("chief Travis Kord", "person"),
        ("Kord", "person"),
        ("the Northern Observatory for Rights", "organisation"),
        ("Observatory", "organisation"),
        ("N.O.R.", "organisation"),
        ("White House", "organisation"),
        ("White House aide Ina Vik", "person"),
    ]
    piece = Piece(
        [
            Told(f"On Monday {name} said the {n}th plan was good.", "on-record", n, name, "said")
            for n, (name, _) in enumerate(told)
        ],
        [Who(kind, name) for name, kind in told],  # type: ignore[arg-type]
    )
    line = brief(piece)[1].sources
    assert (
        "4 on the record (Uber chief Travis Kord, the Northern Observatory for Rights, White House, " in line
    )


def test_a_scrap_of_talk_is_no_item_and_an_announcement_brings_its_quotation() -> None:
    piece = Piece(
        (
            Told("The bank opened its doors on Monday."),
            Told("In theory it is."),
            Told("Show some humility"),
            Told("Ada Holm added:", "on-record", 0, "Ada Holm", "added"),
            Told("“Nobody was told about it.”", "on-record", 0),
        ),
        (Who("person", "Ada Holm"),),
    )
    assert facts_of(piece) == [
        "The bank opened its doors on Monday.",
        "Ada Holm added: “Nobody was told about it.”",
    ]


def test_a_connective_inside_an_opening_quotation_is_cut_there() -> None:
    for mark, end in (("“", "”"), ('"', '"'), ("''", "''"), ("‘", "’")):
        piece = Piece(
            (
                Told("The union called a strike in Tarn."),
                Told(
                    f"{mark}But nobody came to work,{end} said Ada Holm.", "on-record", 0, "Ada Holm", "said"
                ),
            ),
            (Who("person", "Ada Holm"),),
        )
        assert facts_of(piece)[1] == f"{mark}… nobody came to work,{end} said Ada Holm."


def test_a_day_and_a_headline_that_ran_into_the_lead_are_cut() -> None:
    title = "Rebels kill seven in assault Monitor"
    lead = "At least seven people died in Tarn at dawn on Saturday."
    stamps = (
        f"{title} Reuters Saturday 18 Jun 2016 ",
        f"August 24 2014 {title} ",
        "Published April 5 2017 ",
        "Mon Jul 18 2016 ",
    )
    for stamp in stamps:
        piece = Piece((Told(stamp + lead), Told("The port was empty.")), title=title)
        assert facts_of(piece)[0] == f"… {lead}"
    plain = "June 18 2016 was the day on which the ferry sank."
    assert facts_of(Piece((Told(plain), Told("The port was empty."))))[0] == plain


def test_a_caption_with_its_credit_in_brackets_is_cut() -> None:
    lead = "Thirty-five people were killed on Monday when a plane fell on the market."
    piece = Piece((Told(f"People look at the market in Tarn (Reuters Photo) {lead}"), Told("The port shut.")))
    assert facts_of(piece)[0] == f"… {lead}"


def test_they_in_the_middle_gets_a_name_only_where_it_speaks() -> None:
    shown = {
        "Ada Holm gave up her papers though they exposed her debts.": "they exposed",
        "On the quay, Ada Holm heard, they said nobody had paid.": "they [both candidates] said",
    }
    for text, words in shown.items():
        piece = Piece(
            (
                Told("Both candidates met in Tarn.", "on-record", 0, "Both candidates", "met"),
                Told(text, "on-record", 0, "they", text.split("they ")[1].split(" ")[0]),
            ),
            (Who("organisation", "both candidates", ("Both candidates", "they"), plural=True),),
        )
        assert any(words in t for t in text_of(piece))


def test_they_behind_an_adverbial_needs_whoever_they_are() -> None:
    piece = Piece(
        (
            Told("Two clerks drew the maps.", "allegation", 0, "Two clerks", "drew"),
            Told("In 1962 they revealed a rift of 900 kilometres."),
            Told("The bank opened on Monday."),
            Told("On Tuesday they closed it again."),
        ),
        (Who("unnamed", "two clerks", ("Two clerks",), plural=True),),
    )
    assert facts_of(piece) == ["The bank opened on Monday. On Tuesday they closed it again."]


def test_what_a_named_person_does_in_an_account_is_the_unnamed_tellers_word() -> None:
    piece = Piece(
        (
            Told("A clerk said the safe was empty.", "allegation", 0, "A clerk", "said"),
            Told("Ida Brandt asked about the key.", "allegation", 1, "Ida Brandt", "asked"),
        ),
        (Who("unnamed", "a clerk", ("A clerk",)), Who("person", "Ida Brandt")),
    )
    analysis = piece.analysis()
    first, asked = analysis.judgements
    account = replace(asked, attributions=(*first.attributions, *asked.attributions))
    made = brief_of(replace(analysis, judgements=(first, account)))
    assert "An unnamed clerk" in made.sections[1].items[-1].notice


def test_how_somebody_spoke_is_no_item_of_its_own() -> None:
    piece = Piece(
        (
            Told("Two clerks said the safe was empty.", "allegation", 0, "Two clerks", "said"),
            Told("They spoke on condition of anonymity because they feared their boss.", "allegation", 0),
            Told("The bank opened on Monday."),
            Told("Another clerk, Rebecca Stahl, 31, asked that her name be used."),
            Told("The Courier has asked the bank for comment."),
        ),
        (Who("unnamed", "two clerks", ("Two clerks", "They"), plural=True),),
    )
    assert [i.text for i in brief(piece)[1].sections[1].items] == ["Two clerks said the safe was empty."]
    assert facts_of(piece) == ["The bank opened on Monday."]


@pytest.mark.parametrize(
    "title", ["Holm had cash in hand", "Cash scandal: Holm bribed", "Holm ‘took cash from clerks’"]
)
def test_a_headline_in_other_words_than_the_lead_carries_its_source(title: str) -> None:
    piece = Piece(
        (
            Told("Two clerks said Minister Holm accepted bribes.", "allegation", 0, "Two clerks", "said"),
            Told("The ministry is in Tarn."),
        ),
        (Who("unnamed", "two clerks", ("Two clerks",), plural=True),),
        title=title,
    )
    _, briefing = brief(piece)
    assert briefing.title == f"{title} [Two clerks]"


def test_a_headline_that_a_fact_tells_best_stands_alone() -> None:
    piece = Piece(
        (
            Told("Two clerks said Minister Holm accepted bribes.", "allegation", 0, "Two clerks", "said"),
            Told("Holm will close the port in May."),
        ),
        (Who("unnamed", "two clerks", ("Two clerks",), plural=True),),
        title="Holm shuts port in spring",
    )
    _, briefing = brief(piece)
    assert (briefing.title, briefing.title_notice) == ("Holm shuts port in spring", "")


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("News 6 asked the sheriff's office why the order was never served.", False),
        ("The Sund Courier has asked the council how much it had paid.", False),
        ("The mayor asked the council why the bridge had been shut for so long.", True),
        ("Deadwire reached out to Crestview and its three owners.", False),
        ("Marek Oland replied in the negative.", False),
        ("Marek Oland replied that the car, the boat and the villa were his.", True),
        ("The governor of the bank declined to elaborate.", False),
    ],
)
def test_a_question_without_its_answer_is_no_item(text: str, stands: bool) -> None:
    piece = Piece((Told("The villa was built in 1890 and has nine rooms."), Told(text)))
    assert (text in text_of(piece)) is stands
