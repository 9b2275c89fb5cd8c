"""The sourcing of every sentence, hedges and replies, case by case through the true stages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from allegedly.analysis import Analysis, Attribution, Judgement, Source
from allegedly.article import Article, Block, Sentence, Span
from allegedly.model.labels import SOURCINGS
from allegedly.stages.attribute import attribute
from allegedly.stages.evidence import evidence
from allegedly.stages.ratchet import precision, ratchet
from allegedly.stages.segment import segment
from allegedly.stages.source import source
from allegedly.stages.wording import findings
from conftest import Case
from counted import steps

if TYPE_CHECKING:
    from allegedly.model.reading import Reading as NetworkReading

STAGE = "evidence"


def article(text: str) -> Article:
    """Paragraphs parted by blank lines; a paragraph in square brackets is furniture."""
    blocks, start = [], 0
    for number, paragraph in enumerate(text.split("\n\n")):
        span = Span(start, start + len(paragraph))
        blocks.append(Block(span, "furniture" if paragraph.startswith("[") else "paragraph", number))
        start = span.end + 2
    return Article(text, tuple(blocks))


def analysis(text: str) -> Analysis:
    return through_the_stages(article(text))


def through_the_stages(given: Article) -> Analysis:
    sentences = segment(given)
    sources, attributions = source(given, sentences, attribute(given, sentences))
    return evidence(given, sentences, sources, attributions)


def shown(result: Analysis) -> str:
    """One line a sentence, its sourcing or its parts' and its safety rule; then one line a reply."""
    sentences = tuple(j.sentence for j in result.judgements)
    lines = []
    for judgement, finding in zip(result.judgements, ratchet(result.article, sentences), strict=True):
        parts = " / ".join(p.sourcing for p in judgement.mixed) or judgement.sourcing
        lines.append(f"{parts} [{finding.rule}]" if finding else parts)
    for answer in result.evidence:
        by = "-" if answer.by is None else result.sources[answer.by].name
        lines.append(
            f"{answer.kind} by {by} of {answer.sentence}: {', '.join(map(str, answer.claims)) or '-'}"
        )
    return "\n".join(lines)


def test_sourcing_and_replies(case: Case) -> None:
    assert shown(analysis(case.input)) == case.output


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("A source at Sund police command told the agency that two men were hurt.", "source-said"),
        ("two men were hurt a source at sund police command told the agency", "source-said"),
        ("The bank is broke, according to two people briefed on the talks.", "according-to-some"),
        ('"It is over," said a senior official at the ministry.', "inverted-a-person"),
        ("Kapital, citing unnamed officials, reported a deal.", "anonymity"),
        ("A spokesman who declined to give his name said the base was safe.", "anonymity"),
        ("Officials at the bureau, a branch of the ministry, said they were concerned.", "people-said"),
        ("Unconfirmed reports put the toll at 90.", "hearsay-reports"),
        ("Its chairman, Gustaf Ehrling, favours a sale, that person added.", "that-person-said"),
        ("The studio had grown tired of her, the thinking goes.", "hearsay-it-is-said"),
        ("The mayor had lost the unions, the whisper in City Hall has it.", "hearsay-it-is-said"),
        ("The Dagens newspaper reported the bid without naming its sources.", "hearsay-outlet-silent"),
        ("The Sentinel gathered that the aide fell out with him.", "hearsay-outlet-told"),
        ("Al-Masa quoted “informed circles” as saying that aid would stop.", "cited-people"),
        ("It is an open secret that the chairman sleeps.", "hearsay-it-is-said"),
        ("The bridge is said to be unsafe.", "hearsay-said-to"),
        ("He was accused of taking money.", "hearsay-accused"),
        ("Amid speculation about his health, the king stayed away.", "hearsay-it-is-said"),
        ("The wages came late, the Chronicle understands.", "hearsay-outlet-told"),
        ("The leader was told of cracks in July, BBC Wales has been told.", "hearsay-outlet-told"),
        ("The Sunday Courier reliably understands he will go.", "hearsay-outlet-told"),
        (
            "In one message, which was described to The Ledger, he told a clerk to lie.",
            "hearsay-outlet-told",
        ),
        ("A trustee, a retired banker, said the Dean, Hugh Salter, had urged it.", "a-person-said"),
        ("In the call, as it was described to us, he shouted.", "hearsay-outlet-told"),
        ("The force named nobody, but the Wyre Lantern understands it was Vance.", "hearsay-outlet-told"),
        ("A third name, I'm told, has read for the part.", "hearsay-i-am-told"),
        ("The Sund Herald has been told that a buyer was found.", "hearsay-outlet-told"),
        ("There was feverish chatter in the bar that he would go.", "hearsay-it-is-said"),
        ("Allegations of payoffs had swirled around him for years.", "hearsay-reports"),
        ("Kapital quoted a union source as saying the mill would shut.", "cited-source"),
        ("The mill will shut, with analysts saying prices must fall.", "with-saying"),
        ("Some argue that the mill never paid.", "some-say"),
        ("Local media reported that the mill had shut.", "hearsay-reports"),
    ],
)
def test_a_safety_rule_sees(text: str, rule: str) -> None:
    got = [f.rule for f in findings(text) if f.rule in precision()]
    assert rule in got


@pytest.mark.parametrize(
    "text",
    [
        "Justice Minister Ida Brandt said the mill would shut.",
        "Ida Brandt, a former official at the ministry, said the mill would shut.",
        "Marek Oland, 58, an analyst at Sund Bank, said prices would fall.",
        "A spokesman for Bluewater said the mill would shut.",
        "The union met officials on Monday and said nothing.",
        "It would help workers and families, the union said.",
        "The court found that sources of income had been hidden.",
        "In some states, the harvest has failed.",
        "The mill is expected to shut in May.",
        "The mayor faced sharp criticism.",
        "He met a woman he believed to be a teacher.",
        "The Herald has been told to pay.",
        "The wards were locked at night, the inquest has been told.",
        "The brothers were moved and never charged, a royal commission has been told.",
        "She read the soundings that colleagues posted to her.",
    ],
)
def test_no_safety_rule_sees_a_named_source_or_a_passing_mention(text: str) -> None:
    assert not [f for f in findings(text) if f.rule in precision()]


@pytest.mark.parametrize(
    "change", [str.lower, lambda t: t.replace(",", ""), lambda t: t.replace("“", '"').replace("”", '"')]
)
def test_safety_rules_need_no_layout(change: Callable[[str], str]) -> None:
    text = "“The bank is broke,” a senior official at the ministry said, and critics say it reportedly lied."
    assert [f.rule for f in findings(change(text))] == [f.rule for f in findings(text)]


@pytest.mark.parametrize(("matter", "claims"), [("safe", (0, 1)), ("lamp", (2,))])
def test_whoever_answers_a_claim_answers_the_headline_that_tells_it(
    matter: str, claims: tuple[int, ...]
) -> None:
    body = "Two porters said the ferry's safe was empty. Sources said a lamp fell."
    text = (
        f"Two porters say the ferry's safe was empty\n\n{body}\n\nThe council would not discuss the {matter}."
    )
    given = article(text)
    titled = Article(text, (replace(given.blocks[0], kind="headline"), *given.blocks[1:]))
    assert [e.claims for e in through_the_stages(titled).evidence] == [claims]


def by_hand(text: str, sources: tuple[Source, ...], attributions: tuple[Attribution, ...]) -> Analysis:
    given = article(text)
    block = given.blocks[0]
    return evidence(given, (Sentence(block.span, block, (block.span,)),), sources, attributions)


def test_a_named_source_vouches_for_what_unnamed_people_told_it() -> None:
    text = "Ida Brandt said that two advisers told her the mill would shut."
    named = Source("person", "Ida Brandt", (Span(0, 10),))
    unnamed = Source("unnamed", "two advisers", (Span(21, 33),), plural=True)
    outer = Attribution((Span(0, 10),), (Span(11, 15),), (Span(16, 62),), 0, (), "by-hand")
    inner = Attribution((Span(21, 33),), (Span(34, 38),), (Span(43, 62),), 1, (), "by-hand")
    assert by_hand(text, (named, unnamed), (outer, inner)).judgements[0].sourcing == "on-record"
    assert by_hand(text, (named, unnamed), (inner,)).judgements[0].sourcing == "allegation"


def test_the_weakest_link_of_a_chain_decides() -> None:
    text = "The mill will shut, Kapital reported, citing people close to the board."
    paper = Source("outlet", "Kapital", (Span(20, 27),))
    people = Source("unnamed", "people close to the board", (Span(45, 70),), plural=True)
    given = Attribution((Span(45, 70),), (Span(28, 36),), (Span(0, 18),), 1, (0,), "by-hand")
    judgement = by_hand(text, (paper, people), (given,)).judgements[0]
    assert judgement.sourcing == "allegation"
    assert judgement.attributions == (0,)


def test_hedges_keep_their_words_and_their_clause() -> None:
    text = "The mill may well be sold if the report is true. The owner is likely to leave on 4 May."
    result = analysis(text)
    assert [h.span.slice(text) for h in result.hedges] == [
        "may well be",
        "if the report is true",
        "is likely to",
    ]
    assert all(h.scope.contains(h.span) for h in result.hedges)


def test_parts_lie_in_order_inside_their_sentence() -> None:
    text = "Traffic fell last year, but the contractor is said to be close to insolvency."
    (judgement,) = analysis(text).judgements
    assert [p.sourcing for p in judgement.mixed] == ["fact", "allegation"]
    assert judgement.sourcing == "allegation"
    assert all(judgement.span.contains(p.span) for p in judgement.mixed)


def test_work_grows_in_a_straight_line() -> None:
    text = (
        "Two officials said the mill, which critics say is unsafe, would shut. The owner denied it all.\n\n"
        * 4
    )

    def work(copies: int) -> int:
        given = article((text * copies).rstrip())
        sentences = tuple(Sentence(b.span, b, (b.span,)) for b in given.blocks)
        return steps(lambda: evidence(given, sentences, (), ()))

    work(1)
    assert work(40) < 12 * work(5)


def test_furniture_stays_furniture() -> None:
    (caption, sentence) = analysis("[Sources said: file photo]\n\nThe mill was shut on Monday.").judgements
    assert (caption.sourcing, sentence.sourcing) == ("furniture", "fact")


class Reading:
    """A network that is sure of an allegation where the text has "undergraduate", in doubt where it has
    "perhaps", and finds none elsewhere; "surely", and what opens with Ida, is likely on the record.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def clause_starts(self, span: Span) -> tuple[int, ...]:
        piece = span.slice(self.text)
        return tuple(span.start + m.end() for m in re.finditer(r"\b(?:and|but) ", piece))

    def sourcing(self, spans: Sequence[Span]) -> NDArray[np.float64]:
        said = [span.slice(self.text) for span in spans]
        alleged = [0.9 if "undergraduate" in s else 0.35 if "perhaps" in s else 0.01 for s in said]
        rows = [[p if n == "allegation" else (1 - p) / 3 for n in SOURCINGS] for p in alleged]
        for row, text in zip(rows, said, strict=True):
            row[SOURCINGS.index("on-record")] += 0.5 * ("surely" in text or text.startswith("Ida"))
        return np.array(rows)


def read_by_network(text: str) -> Analysis:
    given = article(text)
    sentences = segment(given)
    sources, attributions = source(given, sentences, attribute(given, sentences))
    return evidence(given, sentences, sources, attributions, cast("NetworkReading", Reading(text)))


def by_network(text: str) -> list[str]:
    return [j.sourcing for j in read_by_network(text).judgements]


def test_an_unnamed_person_stays_unnamed_when_the_network_has_forgotten() -> None:
    text = "An undergraduate said the bar was dark. The student said she fell. Ida Brandt said it was shut."
    assert by_network(text)[:2] == ["allegation", "allegation"]
    assert by_network(text)[2] != "allegation"


@pytest.mark.parametrize(
    ("before", "after", "sourcing"),
    [
        ("An undergraduate said the bar was dark. ", "", "allegation"),
        ("An undergraduate said the bar was dark.\n\n", "", "fact"),
        ("Ida Brandt said the bar was dark. ", "", "fact"),
        ("An undergraduate said the bar was dark. ", ", Ida Brandt said", "fact"),
    ],
)
def test_an_account_goes_on_where_the_network_is_in_doubt(before: str, after: str, sourcing: str) -> None:
    result = read_by_network(f"{before}The lamp had perhaps been broken{after}.")
    last = result.judgements[-1]
    assert last.sourcing == sourcing
    told = [result.sources[result.attributions[i].by or 0].name for i in last.attributions]
    if sourcing == "allegation":
        assert (last.rule, told) == ("goes-on", ["an undergraduate"])


@pytest.mark.parametrize(
    ("before", "after", "by"),
    [
        ("Ida Brandt said the bar was dark. ", "The lamp had surely been broken.", ["Ida Brandt"]),
        ("Ida Brandt said the bar was dark.\n\n", "The lamp had surely been broken.", ["Ida Brandt"]),
        ("Ida Brandt said the bar was dark. ", "The lawyer had surely been there.", []),
        ("Ida Brandt said the bar was dark. ", "Marek Oland had surely been there.", []),
        ("Ida Brandt said the bar was dark. ", "The lamp had been broken.", []),
        ("It was late. ", "The lamp had surely been broken.", []),
    ],
)
def test_what_somebody_identified_tells_goes_on_where_the_network_is_sure(
    before: str, after: str, by: list[str]
) -> None:
    result = read_by_network(before + after)
    told = [result.sources[result.attributions[i].by or 0].name for i in result.judgements[-1].attributions]
    assert told == by


def test_whoever_signs_a_letter_answers_for_it() -> None:
    text = (
        "[Letters.]\n\nThe ferry never runs on time. Critics say it never will.\n\n[Ida Brandt.]\n\nSund.\n\n"
        "We asked whether the ferry should be sold.\n\nSell it now.\n\n[@sundlover.]"
    )
    result = analysis_of_letters(text)
    shown = {j.span.slice(result.article.text): (j.sourcing, j.rule) for j in result.judgements}
    assert shown["Critics say it never will."] == ("on-record", "signed")
    assert shown["Sell it now."] == ("on-record", "signed")
    assert shown["We asked whether the ferry should be sold."][1] != "signed"
    assert [s.name for s in result.sources if s.kind == "person"] == ["Ida Brandt", "@sundlover"]


def analysis_of_letters(text: str) -> Analysis:
    """The brackets that mark furniture are not the article's: a signature stands without them."""
    given = article(text.replace("[", " ").replace("]", " "))
    blocks = tuple(
        Block(
            Span(b.span.start + 1, b.span.end - 1) if text[b.span.start] == "[" else b.span,
            "furniture" if text[b.span.start] == "[" else "paragraph",
            b.paragraph,
        )
        for b in given.blocks
    )
    given = Article(given.text, blocks)
    sentences = segment(given)
    sources, attributions = source(given, sentences, attribute(given, sentences))
    return evidence(given, sentences, sources, attributions)


def test_an_unsure_network_counts_where_only_an_attribution_sees_somebody_unnamed() -> None:
    text = "Harbour leaders warn that the quay will sink."
    found = Attribution((Span(0, 15),), (Span(16, 20),), (Span(26, 44),), 0, (), "by-hand")
    leaders = Source("collective", "Harbour leaders", (Span(0, 15),), plural=True)
    assert judged(text, leaders, found, 0.4) == "allegation"
    assert judged(text, leaders, found, 0.1) != "allegation"


def test_a_named_source_beside_an_allegation_does_not_take_it_back() -> None:
    text = "The port kept quiet about the leak, a diver said."
    found = Attribution((Span(0, 8),), (Span(9, 19),), (Span(20, 34),), 0, (), "by-hand")
    named = Source("organisation", "Sund port", (Span(0, 8),))
    assert judged(text, named, found, 0.6) == "allegation"


def test_so_many_of_a_kind_are_nobody_named() -> None:
    text = "The quay will sink, three members of staff said."
    found = Attribution((Span(20, 42),), (Span(43, 47),), (Span(0, 18),), 0, (), "by-hand")
    staff = Source("unnamed", "three members of staff", (Span(20, 42),), plural=True)
    assert judgement(text, staff, found, 0.4).rule == "rests-on-unnamed"


def test_the_network_parts_what_the_outlet_says_from_what_is_alleged() -> None:
    text = "Work on the quay was stopped in May and an undergraduate said the crane had been sold."
    given = article(text)
    block = given.blocks[0]
    sentence = Sentence(block.span, block, (block.span,))
    found = attribute(given, (sentence,))
    sources, attributions = source(given, (sentence,), found)
    (judgement,) = evidence(
        given, (sentence,), sources, attributions, cast("NetworkReading", Reading(text))
    ).judgements
    assert [(p.span.slice(text)[:9], p.sourcing) for p in judgement.mixed] == [
        ("Work on t", "fact"),
        ("and an un", "allegation"),
    ]


def test_whoever_asked_not_to_be_named_is_unidentified_whatever_the_network_thinks() -> None:
    text = "The juggler said that the quay will sink."
    found = Attribution((Span(0, 11),), (Span(12, 16),), (Span(22, 40),), 0, (), "by-hand")
    juggler = Source("unnamed", "the juggler", (Span(0, 11),))
    assert judged(text, juggler, found, 0.02) == "on-record"
    assert judged(text, replace(juggler, ground_rule=Span(0, 3)), found, 0.02) == "allegation"
    jugglers = replace(juggler, plural=True)
    assert judged(text, jugglers, found, 0.1) == "on-record"
    assert judged(text, replace(jugglers, ground_rule=Span(0, 3)), found, 0.1) == "allegation"


def test_whoever_gives_a_name_is_identified_whatever_the_network_thinks() -> None:
    text = "An officer who gave his name as Toure said the quay will sink."
    found = Attribution((Span(0, 37),), (Span(38, 42),), (Span(43, 61),), 0, (), "by-hand")
    assert judged(text, Source("person", "Toure", (Span(0, 37),)), found, 0.9) == "on-record"


def test_what_was_left_unsaid_is_nobodys_claim() -> None:
    text = "Officials have not said when the quay will sink."
    found = Attribution((Span(0, 9),), (Span(10, 23),), (Span(24, 47),), 0, (), "model")
    unnamed = Source("unnamed", "officials", (Span(0, 9),), plural=True)
    assert judged(text, unnamed, found, 0.03) != "allegation"


def judged(text: str, who: Source, found: Attribution, alleged: float) -> str:
    return judgement(text, who, found, alleged).sourcing


def judgement(text: str, who: Source, found: Attribution, alleged: float) -> Judgement:
    """The judgement of a one-sentence article of which the network gives `alleged` for an allegation."""
    given = article(text)
    block = given.blocks[0]

    class Unsure:
        def clause_starts(self, span: Span) -> tuple[int, ...]:
            assert span == block.span
            return ()

        def sourcing(self, spans: Sequence[Span]) -> NDArray[np.float64]:
            assert spans == [block.span]
            rest = {"allegation": alleged, "on-record": 0.99 - alleged}
            return np.array([[rest.get(name, 0.005) for name in SOURCINGS]])

    reading = cast("NetworkReading", Unsure())
    sentence = Sentence(block.span, block, (block.span,))
    return evidence(given, (sentence,), (who,), (found,), reading).judgements[0]


def test_whoever_speaks_of_somebody_named_has_not_given_a_name() -> None:
    text = "Ida Brandt said a witness named Ahmad had left. Brandt said the undergraduate fell."
    assert by_network(text)[1] == "allegation"
