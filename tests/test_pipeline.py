"""The library: plain calls, plain types, and the promises of their docstrings."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any, cast

import pytest
from pypdf import PdfReader

import allegedly
from allegedly import InputError, OptionError, Options, analyse, brief, summarise
from allegedly.compose import compose
from allegedly.descriptions import marked
from allegedly.pipeline import brief_of, checks
from allegedly.render import render
from allegedly.templating import shipped
from allegedly.typesetting import page_count

ARTICLE = """\
Orchard trust sells its oldest press

By Tove Lund

HALDEN — The Halden Orchard Trust sold its oldest cider press on Friday, its chairman, Arne Dahl, said.

Three former members of the board, who feared for their pensions, said the press had gone for a tenth of its
value. Mr Dahl denied it. “The price was fair,” he said.

The press was built in 1871. It is reportedly on its way to a museum abroad. The trust owns four others.
"""


def test_the_public_names_are_there_and_no_others() -> None:
    for name in allegedly.__all__:
        assert getattr(allegedly, name) is not None
        assert name in dir(allegedly)
    with pytest.raises(AttributeError, match="has no attribute 'paraphrase'"):
        allegedly.paraphrase  # noqa: B018 -- the look-up is the test


def test_analyse_keeps_the_text_and_its_offsets() -> None:
    analysis = analyse(ARTICLE, id="press", title="Press sold", outlet="Halden Post")
    assert analysis.article.text == ARTICLE
    assert (analysis.article.title, analysis.article.outlet) == ("Press sold", "Halden Post")
    shown = analysis.to_dict()
    assert (shown["schema"], shown["id"]) == ("allegedly/1", "press")
    sentences = shown["sentences"]
    assert "".join("".join(ARTICLE[s["start"] : s["end"]].split()) for s in sentences) == "".join(
        ARTICLE.split()
    )
    assert all(a["end"] <= b["start"] for a, b in pairwise(sentences))


def test_a_brief_keeps_unnamed_sources_out_of_the_facts() -> None:
    facts, allegations = brief(ARTICLE).sections
    assert (facts.kind, allegations.kind) == ("facts", "allegations")
    said = " ".join(item.text for item in facts.items)
    assert "1871" in said
    assert "tenth of its value" not in said
    assert "reportedly" not in said
    assert any("tenth of its value" in item.text for item in allegations.items)


def test_brief_takes_options() -> None:
    short = brief(ARTICLE, options=Options(words=30))
    assert sum(len(item.text.split()) for section in short.sections for item in section.items) <= 30
    assert sum(short.omitted.values()) > 0


LONG = ARTICLE + "".join(
    f"\n{place} was told on {day} that its {thing} would cost {n + 2} million crowns more than the council "
    f"had put aside for it, and that the engineers of {place} could not say when the work would be done. "
    f"Three people close to the {thing}, who did not want to be named because of their contracts, said that "
    f"the {thing} had been planned without a survey of the ground.\n"
    for n, (place, day, thing) in enumerate(
        (place, day, thing)
        for place in ("Nordby", "Halden", "Moss", "Sarpsborg")
        for day, thing in (("Monday", "bridge"), ("Tuesday", "tunnel"), ("Friday", "quay"))
    )
)


def test_every_brief_has_one_page_and_says_what_was_left_out() -> None:
    analysis = analyse(LONG)
    for page in ("a4", "letter"):
        options = Options(words=600, page=page)
        briefing = brief_of(analysis, options)
        assert page_count(briefing, options.page) == 1
        assert checks(briefing, analysis, options)[-1].endswith("page, at full size")
        assert f"{briefing.omitted['allegations']} allegations" in briefing.sources
        assert all(item.notice for section in briefing.sections for item in section.items)
        assert all(section.items for section in briefing.sections)
    whole = compose(analysis, Options(words=600), [0.0] * len(analysis.judgements))
    assert page_count(whole, "a4") > 1


def test_the_lead_is_the_last_to_go() -> None:
    tight = shipped("brief.typ").replace("10.5pt", "25pt")
    facts = brief(LONG, options=Options(page_template=tight)).sections[0]
    assert facts.items[0].text.startswith("The Halden Orchard Trust sold its oldest cider press")


def test_a_brief_with_nothing_left_to_drop_stands_on_one_page_in_smaller_type() -> None:
    drains = "and heard of roads, bridges and drains " * 40
    rest = "It will meet again on Friday, when it hears of the rest of them. " * 13
    analysis = analyse(f"The council met on Monday {drains}until it closed.\n\n{rest}", title="Council meets")
    large = shipped("brief.typ").replace("10.5pt", "17pt")
    options = Options(words=292, page_template=large)
    briefing = brief_of(analysis, options)
    assert sum(len(section.items) for section in briefing.sections) == 1
    assert checks(briefing, analysis, options)[-1].endswith("in smaller type: it has nothing left to drop")
    assert len(PdfReader(BytesIO(render(briefing, "pdf", template=large))).pages) == 1


@pytest.mark.parametrize("words", [330, 5000])
@pytest.mark.parametrize(
    "text",
    [
        "The mayor said that the programme had been postponed "
        + "and postponed again and again " * 100
        + "for good. ",
        f"{'x' * 1000} is the word that the council heard on Monday. " * 3,
        "Headlines " * 300 + "\n\n",
    ],
    ids=["long sentence", "long word", "long headline"],
)
def test_a_hostile_article_has_one_page(text: str, words: int) -> None:
    briefing = brief(
        text + "The council met on Monday and heard about the bridge. " * 80, options=Options(words)
    )
    assert len(PdfReader(BytesIO(render(briefing, "pdf"))).pages) == 1


def test_summarise_gives_verbatim_sentences() -> None:
    summary = summarise(ARTICLE, sentences=2, id="press")
    assert len(summary.sentences) == 2
    assert all(span.slice(ARTICLE) == text for span, text in summary.sentences)
    assert summary.to_dict()["id"] == "press"


def test_summarise_takes_three_sentences_unless_told() -> None:
    assert len(summarise(ARTICLE).sentences) == 3


@pytest.mark.parametrize("make", [analyse, brief, summarise])
def test_every_result_is_json_and_the_same_twice(make: Callable[[str], object]) -> None:
    first, second = (json.dumps(make(ARTICLE).to_dict()) for _ in range(2))  # type: ignore[attr-defined]
    assert first == second


@pytest.mark.parametrize("make", [analyse, brief, summarise])
@pytest.mark.parametrize("text", ["", " \n ", "Only one sentence stands here.", "\x00\x01\x02"])
def test_what_is_no_article_is_an_input_error(make: Callable[[str], object], text: str) -> None:
    with pytest.raises(InputError):
        make(text)


@pytest.mark.parametrize(
    "options",
    [Options(words=0), Options(words=-5), Options(ranker="astrology"), Options(page=cast(Any, "a5"))],
)
def test_options_that_cannot_work_are_an_option_error(options: Options) -> None:
    with pytest.raises(OptionError):
        brief(ARTICLE, options=options)


def test_a_summary_has_one_bound_and_a_known_ranker() -> None:
    with pytest.raises(OptionError):
        summarise(ARTICLE, sentences=2, words=50)
    with pytest.raises(OptionError):
        summarise(ARTICLE, words=0)
    with pytest.raises(OptionError):
        summarise(ARTICLE, ranker="astrology")


def test_a_headline_without_articles_is_no_name() -> None:
    text = "Nurses accuse trust of hiding deaths\n\nThree nurses said so. The trust said that it was untrue."
    assert "the trust" in {source.name for source in analyse(text).sources}


def test_those_of_whom_unnamed_people_tell_are_no_sources_of_theirs() -> None:
    text = (
        "The shares fell on Tuesday. Sund regulators are considering limits on bond sales by Corvo Ltd., "
        "according to people familiar with the matter."
    )
    (item,) = brief(text).sections[1].items
    assert item.notice.startswith("Unnamed people familiar with the matter.")


def test_what_it_is_claimed_needs_no_sentence_before_it() -> None:
    text = (
        "Rovers begin the season at home on Saturday. It was claimed last night that Jon Ruud hit a man. "
        "The coach, Graham Keld, said that nobody would be sold."
    )
    assert [item.text[:14] for item in brief(text).sections[1].items] == ["It was claimed"]


def test_those_by_whom_it_is_told_at_the_end_of_a_sentence_tell_all_of_it() -> None:
    text = (
        "A laden tanker came within 40 metres of a passenger ferry off Norden in September, and pilots were "
        "warned not to talk about it, according to three people with direct knowledge of the incident.\n\n"
        "The ferry Solvind was carrying 212 people. Arne Kvist, who runs the port, said there was fog."
    )
    facts, allegations = brief(text).sections
    assert not any("tanker" in item.text for item in facts.items)
    assert [item.text[:15] for item in allegations.items] == ["A laden tanker "]


def test_a_silence_that_answers_no_allegation_is_told_and_puts_nobody_on_record() -> None:
    briefing = brief(
        "Firm poisoned river, mayor says\n\n"
        "Olan Frey, the mayor of Orvane, said Dravo Mines had poisoned the river for ten years. "
        "Dravo Mines declined to comment. The river is 40 miles long."
    )
    silence = next(i for i in briefing.sections[0].items if "declined" in i.text)
    assert silence.notice == "The article's own reporting."
    assert briefing.sources.startswith("Sources: 1 on the record (Olan Frey).")


def test_the_head_of_a_sentence_is_no_caption_where_somebody_is_named_behind_it() -> None:
    briefing = brief(
        "Mill owner held\n\nThe Orvane District Court jailed Ms Dallon on Friday. "
        "The Orvane Fire Service rescued Mr Lett from the mill."
    )
    assert briefing.sections[0].items[0].text == "The Orvane District Court jailed Ms Dallon on Friday."


def test_the_speaker_in_what_a_paper_relays_is_the_source() -> None:
    briefing = brief(
        "Bank chief stole millions, prosecutor says\n\n"
        "Prosecutor Ivo Brandt said the bank chief had stolen two million crowns, "
        "according to the Ostrel Gazette. The bank has 900 staff."
    )
    told = briefing.sections[0].items[0]
    assert told.notice == "Prosecutor Ivo Brandt, on the record, as relayed by the Ostrel Gazette."


def test_the_diplomat_of_the_headline_is_the_spokeswoman_whom_the_text_names() -> None:
    analysis = analyse(
        "Mirnov diplomat slams map of the strait\n\n"
        "The map has three islands too few, Foreign Ministry Spokeswoman Darya Zimina said on Monday. "
        "“Anybody may count them,” the diplomat said.\n"
    )
    text = analysis.article.text
    said = [a for a in analysis.attributions if [s.slice(text) for s in a.source] == ["the diplomat"]]
    told = [analysis.sources[a.by].name for a in said if a.by is not None]
    assert told == ["Foreign Ministry Spokeswoman Darya Zimina"]


def test_mrs_may_is_no_hedge_and_the_verb_is() -> None:
    analysis = analyse(
        "Mrs May will address the harbour board. The board said that the quay may close in June."
    )
    assert [h.span.slice(analysis.article.text) for h in analysis.hedges] == ["may"]


def test_a_condition_stays_with_what_it_weakens() -> None:
    briefing = brief(
        "Tests not finished\n\nGiven that the tests were never finished, the river water is still sold. "
        "The town of Orvane has 40,000 people, and two wells."
    )
    assert briefing.sections[0].items[0].text.startswith("Given that the tests were never finished")


def test_the_couple_is_not_told_of_without_whoever_they_are() -> None:
    briefing = brief(
        "Ward closed\n\nThe ward was closed in May because of water. The roof is 41 years old. "
        "Joan Hartley, 71, moved beds twice with her husband, who was ill. "
        "The couple, who live in Orford, have complained to the trust."
    )
    texts = [i.text for i in briefing.sections[0].items]
    assert not any(text.startswith("The couple") for text in texts)


def test_what_somebody_called_that_stands_with_what_it_was() -> None:
    briefing = brief(
        "Ferry firm to cut routes\n\n"
        "Two clerks with knowledge of the plan said the firm would cut nine routes in May.\n\n"
        'The firm\'s chairman, Ivo Brandt, called that "a flat-out lie". '
        "Its port manager, Ruth Calder, did not respond to requests for comment.\n\n"
        "The firm has 900 staff in Port Ellis."
    )
    facts, alleged = briefing.sections
    assert not any("flat-out" in item.text for item in facts.items)
    assert 'Ivo Brandt, on the record: "a flat-out lie".' in alleged.items[0].notice


def test_several_with_one_more_are_unnamed_together() -> None:
    assert marked("local officials and a security source") == (
        "unnamed local officials and a security source"
    )
