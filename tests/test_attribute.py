"""Attribution by rules: case files, and what must hold of any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.analysis import Found
from allegedly.article import Article, Block, Span
from allegedly.ingest import ingest
from allegedly.stages.attribute import attribute
from allegedly.stages.reconcile import reconciled, unread, was_told
from allegedly.stages.segment import segment
from allegedly.stages.signed import signed
from conftest import Case
from counted import steps

STAGE = "attribute"

PIECES = (
    'said told "It “was” ‘so’, according to officials, the, ministry. reportedly, Oland he they who quoted as'
    " saying accused of is said to allegations that by and — ; : ''no'' adding: claims report\n\n was who, 58"
)
WORDS = st.sampled_from(PIECES.split(" "))


def article_of(text: str) -> Article:
    """An article of one paragraph a line, without a headline."""
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        body = line.strip()
        if body:
            start = at + line.index(body)
            blocks.append(Block(Span(start, start + len(body)), "paragraph", number))
        at += len(line) + 1
    return Article(text, tuple(blocks))


def found_in(text: str) -> tuple[Found, ...]:
    article = article_of(text)
    return attribute(article, segment(article))


def _joined(spans: tuple[Span, ...], text: str) -> str:
    return " … ".join(span.slice(text) for span in spans) or "-"


def test_case(case: Case) -> None:
    lines = [
        f"{one.rule} | {_joined(one.source, case.input)} | {_joined(one.cue, case.input)}"
        f" | {_joined(one.content, case.input)}"
        for one in found_in(case.input)
    ]
    assert "\n".join(lines) == case.output


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_spans_lie_in_the_text_in_order_and_hold_words(text: str) -> None:
    for one in found_in(text):
        assert one.rule
        assert one.content
        for role in (one.source, one.cue, one.content):
            assert list(role) == sorted(role)
            assert all(0 <= span.start < span.end <= len(text) for span in role)
            assert all(not before.overlaps(after) for before, after in pairwise(role))


@given(st.text(max_size=300))
def test_any_text_at_all_is_read(text: str) -> None:
    assert found_in(text) == found_in(text)


def test_furniture_has_no_attribution() -> None:
    text = "Officials said the bridge fell."
    block = Block(Span(0, len(text)), "furniture", 0, "caption")
    article = Article(text, (block,))
    assert attribute(article, segment(article)) == ()


def test_work_grows_in_a_straight_line() -> None:
    text = 'Two officials said the bridge "was never safe", and Ida Brandt denied it. They added no more.\n'

    found_in(text)
    assert steps(lambda: found_in(text * 160)) < 12 * steps(lambda: found_in(text * 20))


@pytest.mark.parametrize(
    ("cue", "heard"),
    [("have been told", True), ("were also informed", True), ("told", False), ("say", False)],
)
def test_whoever_is_told_something_is_not_its_source(cue: str, heard: bool) -> None:
    text = f"The residents {cue} the park would close."
    at = text.index(cue)
    content = Span(at + len(cue) + 1, len(text) - 1)
    found = Found((Span(0, 13),), (Span(at, at + len(cue)),), (content,), "model", 1.0)
    assert was_told(text, found) is heard


def test_who_stands_in_the_headline_says_nothing_in_the_text() -> None:
    text = "Union accuses minister\n\nAnn Coyle, a nurse, said the ward was unsafe.\n\nThe ward has 20 beds."
    article = ingest(text)
    at = text.index

    def found(cue: str, content: str) -> Found:
        spans = (Span(at(words), at(words) + len(words)) for words in (cue, content))
        return Found((Span(0, 5),), (next(spans),), (next(spans),), "model")

    ruled = attribute(article, segment(article))
    above, below = reconciled(
        article, (found("accuses", "minister"), found("said", "the ward was unsafe")), ruled
    )
    assert [s.slice(text) for s in above.source] == ["Union"]
    assert [s.slice(text) for s in below.source] == ["Ann Coyle, a nurse"]


def test_whoever_stands_behind_a_cue_that_opens_a_sentence_speaks() -> None:
    text = "Ida Brandt came first. Added Jo Sund, “I like gulls.” Said the clerk, “Why?”"
    article = ingest(text)
    at = text.index
    read = [
        Found((Span(0, 10),), (Span(at(cue), at(cue) + 5),), (Span(at("“"), at("”") + 1),), "model")
        for cue in ("Added", "Said ")
    ]
    added, said = reconciled(article, read, ())
    assert [s.slice(text) for s in added.source] == ["Jo Sund"]
    assert [s.slice(text) for s in said.source] == ["Ida Brandt"]


def test_who_writes_is_not_whom_the_letter_goes_to() -> None:
    text = "In a letter to the king, Olaf Ro, the head of the navy, Adm Peter Dray, said the plan was thin."
    at = text.index
    source = Span(at("Olaf"), at(" said"))
    (written,) = reconciled(
        ingest(text),
        [
            Found(
                (source,),
                (Span(at("said"), at("said") + 4),),
                (Span(at("the plan"), len(text) - 1),),
                "model",
            )
        ],
        (),
    )
    assert [s.slice(text) for s in written.source] == ["the head of the navy, Adm Peter Dray,"]


def test_a_headline_owns_nothing_that_stands_only_below_it() -> None:
    text = (
        "Police accused\n\nResidents fled from three streets on Monday. They came back on Tuesday, and slept."
    )
    found = Found((Span(0, 6),), (Span(7, 14),), (Span(16, 30),), "model")
    article = ingest(text, title="Police accused")
    assert reconciled(article, [found], ()) == ()


def test_what_stands_before_a_denial_is_not_its_words() -> None:
    text = "“We were told to be silent.” The board strongly denied the claim."
    at = text.index
    cue = Span(at("strongly"), at(" the claim"))
    before, behind = Span(0, at(" The")), Span(at("the claim"), at("the claim") + 9)
    source = Span(at("The board"), at(" strongly"))
    (kept,) = reconciled(ingest(text), [Found((source,), (cue,), (before, behind), "model")], ())
    assert kept.content == (behind,)
    assert reconciled(ingest(text), [Found((source,), (cue,), (before,), "model")], ()) == ()


@pytest.mark.parametrize(
    ("comma", "who", "kept"), [(",", "three clerks", 1), (" that", "three clerks", 0), (",", "Ida Brandt", 0)]
)
def test_who_tells_of_what_others_were_told_speaks(comma: str, who: str, kept: int) -> None:
    text = f"The staff were told by a director to lie{comma} {who} have told the Post."
    at = text.index
    inner = Found(
        (Span(at("a director"), at(" to lie")),),
        (Span(at("were told"), at(" by")),),
        (Span(at("to lie"), at("lie") + 3),),
        "model",
    )
    outer = Found(
        (Span(at(who), at(" have")),),
        (Span(at("have told"), at(" the Post")),),
        (Span(0, at(who) - len(comma) - 1),),
        "content-source-cue",
    )
    whole = [Span(0, len(text))]
    assert len(unread(text, [outer], [inner], whole)) == kept


@pytest.mark.parametrize(("who", "kept"), [("One, a clerk,", 1), ("Another clerk", 1), ("Ida Brandt", 0)])
def test_who_tells_of_what_another_wrote_speaks(who: str, kept: int) -> None:
    text = f'{who} said Oland wrote to her, "I have three."'
    at = text.index
    content = (Span(at('"I have'), len(text)),)
    inner = Found((Span(at("Oland"), at(" wrote")),), (Span(at("wrote"), at(" to her")),), content, "model")
    source, cue = (Span(0, at(" said")),), (Span(at("said"), at(" Oland")),)
    outer = Found(source, cue, (Span(at("Oland"), len(text)),), "source-cue-content")
    assert len(unread(text, [outer], [inner], [Span(0, len(text))])) == kept


def test_people_without_a_name_are_read_where_the_network_saw_only_the_verb() -> None:
    text = "The manager is to leave the club, sources close to the squad have told the Post."
    at = text.index
    cue = (Span(at("have told"), at(" the Post")),)
    content = (Span(0, at(", sources")),)
    source = (Span(at("sources"), at(" have told")),)
    ruled = Found(source, cue, content, "content-source-cue")
    (read,) = reconciled(ingest(text), [Found((), cue, content, "model")], [ruled])
    assert read.source == source


def test_a_name_behind_an_office_once_held_belongs_to_it() -> None:
    text = "Its chairman at the time, Marek Oland, told me he had no recollection of it."
    at = text.index
    content = (Span(at("he had"), len(text) - 1),)
    found = Found((Span(0, at(" at the")),), (Span(at("told"), at(" me")),), content, "model")
    (read,) = reconciled(ingest(text), [found], ())
    assert [s.slice(text) for s in read.source] == ["Its chairman at the time, Marek Oland"]


def test_whoever_stands_beside_a_cue_without_a_source_speaks() -> None:
    text = "Images appeared to show craters, the lab said in a report published on Sunday."
    at = text.index
    cue, content = (Span(at("said"), at(" Sunday")),), (Span(0, at(", the")),)
    said, lab = (Span(at("said"), at(" in")),), (Span(at("the lab"), at(" said")),)
    ruled = Found(lab, said, content, "content-source-cue")
    (read,) = reconciled(ingest(text), [Found((), cue, content, "model")], [ruled])
    assert read.source == lab


def test_a_paper_keeps_who_has_seen_it() -> None:
    text = "Cars ran red lights, according to a report reviewed by the Sund Post, which has more."
    at = text.index
    source, cue = (Span(at("a report"), at(" by")),), (Span(at("according"), at(" a report")),)
    (read,) = reconciled(ingest(text), [Found(source, cue, (Span(0, at(", acc")),), "model")], ())
    assert [s.slice(text) for s in read.source] == ["a report reviewed by the Sund Post"]


def test_a_quotation_in_a_row_is_whose_name_stands_behind_it() -> None:
    text = "“It was late.” ― Ida Brandt.\n“It was cold, and nobody came.” ― Jo Tran"
    second = Span(text.index("“It was cold"), text.index("” ― Jo") + 1)
    before = Span(text.index("Ida"), text.index("Ida") + len("Ida Brandt"))
    (one,) = signed(text, (Found((before,), (), (second,), "model"),))
    assert [s.slice(text) for s in one.source] == ["Jo Tran"]


def test_one_quotation_with_a_dash_behind_it_signs_nothing() -> None:
    text = "“It was cold, and nobody came.” ― Jo Tran"
    found = (Found((), (), (Span(0, text.index("” ―") + 1),), "model"),)
    assert signed(text, found) == found


def test_whoever_foresaw_a_result_does_not_tell_it() -> None:
    text = "Ekvall said sales rose to 2 billion, beating the forecast in a poll of analysts by the firm."
    cue, poll = (Span(text.index(w), text.index(w) + len(w)) for w in ("said", "a poll of analysts"))
    content = Span(text.index("sales"), len(text) - 1)
    ruled = Found((Span(0, 6),), (cue,), (content,), "source-cue-content")
    (told,) = reconciled(ingest(text), [Found((poll,), (cue,), (content,), "model")], [ruled])
    assert told.source == ruled.source
    foresaw = Found((poll,), (Span(text.index("forecast"), text.index(" in ")),), (), "model")
    assert reconciled(ingest(text), [foresaw], []) == ()


@pytest.mark.parametrize(("verb", "kept"), [("sleeping", 0), ("hearing", 1)])
def test_what_those_in_a_study_report_of_themselves_is_the_study_s(verb: str, kept: int) -> None:
    text = f"The study asked 90 men. Those who quit reported {verb} better."
    who, cue = (Span(text.index(w), text.index(w) + len(w)) for w in ("Those who quit", "reported"))
    found = Found((who,), (cue,), (Span(cue.end + 1, len(text) - 1),), "model")
    assert len(reconciled(ingest(text), [found], [])) == kept
