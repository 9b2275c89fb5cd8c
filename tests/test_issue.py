"""A newsletter issue: each claim once, no allegation promoted, every item checked against its own article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from allegedly import analyse, digest
from allegedly.analysis import Analysis
from allegedly.article import Span
from allegedly.briefing import Briefing, Digest, Elsewhere, Item
from allegedly.crosscheck import crosscheck
from allegedly.errors import InputError, OptionError, VerificationError
from allegedly.issue import FEWEST_WORDS, MOST_WORDS, checks
from allegedly.pipeline import brief_of
from allegedly.verify import verify
from briefings import HOSTILE
from golden_cases import CASES, ISSUE, article, issue_analyses, made_issue
from golden_cases import issue as golden


@pytest.fixture(scope="module")
def analyses() -> list[Analysis]:
    return issue_analyses()


@pytest.fixture(scope="module")
def made() -> Digest:
    return golden()


def items(briefing: Briefing, kind: str) -> list[Item]:
    return [item for section in briefing.sections if section.kind == kind for item in section.items]


def the(briefing: Briefing, kind: str, words: str) -> Item:
    (found,) = [item for item in items(briefing, kind) if words in item.text]
    return found


def test_the_issue_is_the_one_that_was_read() -> None:
    for name, text in made_issue().items():
        assert text == (ISSUE / name).read_bytes().decode("utf-8"), name


def test_an_allegation_that_another_article_has_on_the_record_stays_one_and_says_so(made: Digest) -> None:
    item = the(made.entries[0].briefing, "allegations", "opioids worth $400,000")
    assert item.sourcing == "allegation"
    (other,) = item.elsewhere
    assert (other.brief, other.sourcing) == (2, "on-record")
    assert "Provincial Radio (brief 2)" in other.notice
    assert "on the record, from Dana Whitlock" in other.notice
    assert item.whole_notice == f"{item.notice} {other.notice}"
    assert not items(made.entries[0].briefing, "facts")[0].elsewhere


def test_a_claim_of_two_articles_is_told_once_with_both_outlets(made: Digest) -> None:
    first, second, _ = made.entries
    item = the(first.briefing, "allegations", "for six hours")
    assert item.elsewhere[0].notice == "Also in Provincial Radio (brief 2), there from an unnamed detective."
    assert not any(
        "for six hours" in i.text for kind in ("facts", "allegations") for i in items(second.briefing, kind)
    )
    assert second.last.endswith("Told in The Bay Courier (brief 1): 1 allegation.")


def test_what_is_told_elsewhere_is_not_counted_as_left_out(analyses: list[Analysis], made: Digest) -> None:
    second = made.entries[1].briefing
    alone = brief_of(analyses[1])
    have = len(items(alone, "allegations")) + alone.omitted["allegations"]
    assert len(items(second, "allegations")) + second.omitted["allegations"] == have - 1


def test_every_item_is_verified_against_its_own_article_and_keeps_its_notice(
    analyses: list[Analysis], made: Digest
) -> None:
    assert len(checks(made, analyses)) >= 8
    for entry, analysis in zip(made.entries, analyses, strict=True):
        verify(entry.briefing, analysis, MOST_WORDS)
        alone = {item.text: item.notice for s in brief_of(analysis).sections for item in s.items}
        for section in entry.briefing.sections:
            for item in section.items:
                assert item.notice == alone.get(item.text, item.notice)
                assert item.whole_notice.startswith(item.notice)


def test_no_order_of_the_articles_makes_a_fact_of_an_allegation(analyses: list[Analysis]) -> None:
    for order in ([1, 0, 2], [2, 1, 0]):
        turned = [analyses[i] for i in order]
        issue = digest(turned, title="Turned")
        at = order.index(0)
        item = the(issue.entries[at].briefing, "allegations", "opioids worth $400,000")
        assert "on the record, from Dana Whitlock" in item.whole_notice
        for entry, analysis in zip(issue.entries, turned, strict=True):
            verify(entry.briefing, analysis, MOST_WORDS)


def test_two_figures_and_two_places_are_two_claims(made: Digest) -> None:
    item = the(made.entries[1].briefing, "facts", "$900,000")
    assert item.elsewhere == ()


def test_all_sources_of_the_issue_stand_at_its_end(made: Digest) -> None:
    lines = " ".join(made.sources)
    outlets = ("The Bay Courier (1)", "Provincial Radio (2)", "outlet not given (3)")
    named, unnamed = (
        ("Dana Whitlock (2)", "Rolf Amundsen (3)"),
        ("two people who took part in the inspection (1)", "a detective (2)"),
    )
    for name in (*outlets, *named, *unnamed):
        assert name in lines
    assert "statements" in lines


def test_all_golden_articles_make_one_issue() -> None:
    articles = [analyse(article(case)) for case in CASES]
    issue = digest(articles, title="All of them")
    assert len(issue.entries) == len(CASES)
    assert checks(issue, articles)
    assert not any(i.elsewhere for e in issue.entries for s in e.briefing.sections for i in s.items)


# Taken for no article, or none in English, where they make up half of it.
REFUSED = ("c1", "broken", "long address")
ACCEPTED = [name for name in HOSTILE if name not in REFUSED]


@pytest.mark.parametrize("text", [HOSTILE[k] for k in ACCEPTED], ids=ACCEPTED)
def test_hostile_articles_make_an_issue(text: str) -> None:
    told = ALLEGED.replace("Hekla and Katla", f"Hekla {text} and Katla").replace("Ida Brandt", text)
    articles = [analyse(told, outlet=text, published=text), analyse(FLAT, outlet=text)]
    issue = digest(articles, title=f"x {text}", intro=text)
    assert checks(issue, articles)
    assert "Hekla" in str(issue.to_dict())


FLAT = """\
Bluewater sells its dredgers

By Anton Weiss

The dredging company Bluewater sold its dredgers Hekla and Katla to Arcmar in Sund on Friday.

Arcmar paid $30m for both ships. The harbour of Sund has been closed to dredging since the spring.
"""

ALLEGED = """\
Sund waits for its harbour

By Ida Brandt

The harbour of Sund has been closed to dredging since the spring, and Arcmar wants to open it.

Two people at the talks said Bluewater had sold its dredgers Hekla and Katla to Arcmar in Sund on Friday.
"""


def test_an_allegation_that_another_article_tells_as_fact_says_so_and_stays() -> None:
    for order, brief, place in ((1, 1, "Ship News (brief 2)"), (-1, 2, "Ship News (brief 1)")):
        articles = [analyse(ALLEGED), analyse(FLAT, outlet="Ship News")][::order]
        issue = digest(articles, title="Sund")
        item = the(issue.entries[brief - 1].briefing, "allegations", "Hekla and Katla")
        assert item.whole_notice.endswith(f"{place} reports it as fact, in its own voice.")


def test_an_opening_told_by_a_longer_statement_is_credited_in_part() -> None:
    longer = FLAT.replace("on Friday.", "on Friday, two weeks after a fire on the Hekla.")
    issue = digest([analyse(longer), analyse(FLAT, outlet="Ship News")], title="Sund")
    item = the(issue.entries[0].briefing, "facts", "two weeks after a fire")
    assert "Ship News (brief 2), in part" in item.whole_notice
    assert not any("Hekla" in i.text for i in items(issue.entries[1].briefing, "facts"))


def test_a_heading_whose_every_statement_is_told_says_where() -> None:
    issue = digest(
        [analyse(ALLEGED, outlet="The Sund Post"), analyse(ALLEGED.replace("Ida Brandt", "Karl Voss"))],
        title="Sund",
    )
    section = issue.entries[1].briefing.sections[1]
    assert section.items == ()
    assert section.notice == "What there is to report under this heading stands in The Sund Post (brief 1)."
    assert "Also in brief 2, there from two unnamed people at the talks." in (
        the(issue.entries[0].briefing, "allegations", "Hekla").whole_notice
    )


def test_the_same_words_in_another_affair_are_not_compared() -> None:
    one = (
        "The club lost again.\n\nArcmar opened its shop in Sund on Friday.\n\nNobody came to see it at all.\n"
    )
    other = (
        "The rain goes on.\n\nArcmar opened its shop in Sund on Friday, with a speech.\n\nThe roof leaked.\n"
    )
    for a, b in ((one, other), (one.replace("Sund", "Marl"), other)):
        issue = digest([analyse(a), analyse(b)], title="Shops")
        for entry in issue.entries:
            assert all(len(i.elsewhere) <= 1 for s in entry.briefing.sections for i in s.items)
    assert all(not i.elsewhere for e in issue.entries for s in e.briefing.sections for i in s.items)


def test_the_length_is_shared_and_can_be_bounded(analyses: list[Analysis]) -> None:
    def longest(issue: Digest) -> int:
        return max(
            sum(len(i.text.split()) for s in e.briefing.sections for i in s.items) for e in issue.entries
        )

    assert longest(digest(analyses, title="Shared")) <= MOST_WORDS
    assert longest(digest(analyses, title="Short", words=40)) <= 40
    many = [replace(a, article=replace(a.article, outlet=str(n))) for n in range(4) for a in analyses]
    assert longest(digest(many, title="Many")) <= FEWEST_WORDS


def test_an_issue_is_the_same_every_time(analyses: list[Analysis], made: Digest) -> None:
    assert golden() == made
    assert digest(analyses, title="x").to_dict() == digest(analyses, title="x").to_dict()


def test_the_json_form_has_its_schema_and_offsets_into_each_article(
    analyses: list[Analysis], made: Digest
) -> None:
    shown = made.to_dict()
    assert list(shown) == ["schema", "title", "intro", "notice", "briefs", "sources"]
    assert shown["schema"] == "allegedly/1"
    for brief, analysis in zip(shown["briefs"], analyses, strict=True):
        for section in brief["sections"]:
            for item in section["items"]:
                for start, end in item["spans"]:
                    assert " ".join(analysis.article.text[start:end].split()).strip(" .,…") in item["text"]
                for other in item["elsewhere"]:
                    text = analyses[other["brief"] - 1].article.text
                    assert all(text[start:end].strip() for start, end in other["spans"])


def test_the_intro_is_the_editor_s_text_in_paragraphs(analyses: list[Analysis]) -> None:
    issue = digest(analyses[:1], title="  The\tweek ", intro="One\nline.\n \n\n<b>Two</b>.\r\n\r\nThree.\n")
    assert issue.title == "The week"
    assert issue.intro == ("One line.", "<b>Two</b>.", "Three.")


def test_what_cannot_be_an_issue_is_refused(analyses: list[Analysis]) -> None:
    with pytest.raises(InputError, match="no article"):
        digest([], title="x")
    with pytest.raises(OptionError, match="title"):
        digest(analyses, title=" \n")
    with pytest.raises(OptionError, match="words"):
        digest(analyses, title="x", words=0)
    with pytest.raises(OptionError, match="ranker"):
        digest(analyses, title="x", ranker="astrology")


def _with(made: Digest, kind: str, other: Elsewhere) -> Digest:
    """The issue with a claim about another article on the first item of its first brief."""
    entry = made.entries[0]
    sections = []
    for section in entry.briefing.sections:
        if section.kind == kind:
            first, *rest = section.items
            section = replace(section, items=(replace(first, elsewhere=(other,)), *rest))
        sections.append(section)
    entry = replace(entry, briefing=replace(entry.briefing, sections=tuple(sections)))
    return replace(made, entries=(entry, *made.entries[1:]))


@pytest.mark.parametrize(
    ("kind", "sourcing", "brief", "words", "complaint"),
    [
        ("facts", "allegation", 2, "A detective", "rests a reported fact"),
        ("allegations", "on-record", 2, "A detective", "takes an allegation of brief 2"),
        ("allegations", "fact", 2, "The province has 41 hospitals", "no name in common"),
        ("allegations", "fact", 1, "The hospital", "points to brief 1"),
        ("allegations", "fact", 7, "The hospital", "points to brief 7"),
    ],
)
def test_a_claim_about_another_article_that_does_not_hold_is_never_shipped(
    analyses: list[Analysis], made: Digest, kind: str, sourcing: str, brief: int, words: str, complaint: str
) -> None:
    text = analyses[1].article.text
    start = max(text.find(words), 0)
    end = text.find(".", start) + 1
    other = Elsewhere(brief, sourcing, (Span(start, end),), "Also in brief 2.")  # type: ignore[arg-type]
    with pytest.raises(VerificationError, match=complaint):
        crosscheck(_with(made, kind, other), analyses)
