"""The page that lays an analysis open: everything is on it, every mark closes, and nothing in it runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from allegedly.analysis import Analysis, Attribution, Evidence, Hedge, Judgement, Part, Source, Sourcing
from allegedly.article import Article, Block, Sentence, Span
from allegedly.briefing import Briefing, Item, Section
from allegedly.pipeline import analyse, brief_of
from allegedly.render.explain_html import LEAST_SURE, explain_html
from golden_cases import CASES, article

# What an outlet could not have meant, and a page must not obey.
HOSTILE = "<script>alert(1)</script> & <img src=//evil.example/x onerror=alert(2)> \x1b[31m\u202e {{ 7 * 7 }}"
HEADLINE = "Verland ferry firm halts sailings"
BYLINE = "By Ida Brandt"
RUMOUR = (
    "Two dock workers told the daily Kapital that the engineer said the engines had failed, "
    "and the ministry opened an inquiry."
)
DENIAL = "“Nonsense,” said its director, Pia Holm."
LATER = f"“There is no fault {HOSTILE}.”"
TEXT = "\n\n".join((HEADLINE, BYLINE, f"{RUMOUR} {DENIAL} {LATER}"))

VOID = {"meta", "br", "img", "link", "input", "hr", "base"}


class Tree(HTMLParser):
    """A page read strictly: every element is closed in turn, and its attributes and text can be looked up."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[tuple[dict[str, str], ...], str]] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(page)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(attributes for _, attributes in self._open), data))

    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    def inside(self, name: str, value: str) -> str:
        """The text inside elements whose attribute has the value, as one word or whole."""
        return "".join(
            data
            for around, data in self.texts
            if any(value == a.get(name) or value in a.get(name, "").split() for a in around)
        )


def _span(piece: str) -> Span:
    start = TEXT.index(piece)
    return Span(start, start + len(piece))


def _judgement(piece: str, sourcing: Sourcing, rule: str, block: Block, **more: Any) -> Judgement:
    span = _span(piece)
    return Judgement(
        Sentence(span, block, (span,)),
        sourcing,
        more.get("sure", 0.9),
        rule,
        more.get("attributions", ()),
        more.get("mixed", ()),
    )


def _analysis() -> Analysis:
    """Contents inside and across one another, cut in two, running on; and a mixed sentence."""
    blocks = (
        Block(_span(HEADLINE), "headline", 0),
        Block(_span(BYLINE), "furniture", 1, "byline"),
        Block(_span(f"{RUMOUR} {DENIAL} {LATER}"), "paragraph", 2),
    )
    whole = _span(RUMOUR)
    cut = TEXT.index(", and the ministry") + 1
    mixed = (Part(Span(whole.start, cut), "allegation"), Part(Span(cut + 1, whole.end), "fact"))
    outer = _span("that the engineer said the engines had failed")
    crossing = _span("failed, and the ministry opened")
    return Analysis(
        article=Article(TEXT, blocks, title=HEADLINE, headline=_span(HEADLINE), warnings=("odd <bytes>",)),
        judgements=(
            _judgement(HEADLINE, "fact", "model", blocks[0], sure=0.61),
            _judgement(BYLINE, "furniture", "layout", blocks[1], sure=1.0),
            _judgement(RUMOUR, "allegation", "unnamed-source", blocks[2], attributions=(0,), mixed=mixed),
            _judgement(DENIAL, "on-record", "model", blocks[2], attributions=(3,), sure=0.87),
            _judgement(LATER, "on-record", "model", blocks[2], attributions=(3,)),
        ),
        attributions=(
            Attribution((_span("Two dock workers"),), (_span("told"),), (outer,), 0, (3,), "model", 0.95),
            Attribution(
                (_span("the engineer"),),
                (_span("said"),),
                (_span("the engines had failed"),),
                1,
                (),
                "verb",
                0.7,
            ),
            Attribution((), (_span("opened"),), (crossing,), None, (), "crossing", 0.3),
            Attribution(
                (_span("its director, Pia Holm"),),
                (Span(TEXT.index("said its"), TEXT.index("said its") + 4),),
                (_span("“Nonsense,”"), _span(LATER)),
                2,
                (),
                "model",
                0.98,
            ),
        ),
        sources=(
            Source(
                "unnamed",
                "two dock workers",
                (_span("Two dock workers"),),
                plural=True,
                ground_rule=_span("told the daily"),
                reason=_span("had failed"),
            ),
            Source("hearsay", "", ()),
            Source("person", "Pia <b>Holm", (_span("Pia Holm"),)),
            Source("outlet", "Kapital", (_span("the daily Kapital"),)),
        ),
        hedges=(Hedge(_span("engines had"), whole),),
        evidence=(
            Evidence("denial", _span(DENIAL), 3, 2, (2,)),
            Evidence("unverified", _span(LATER), 4, None, ()),
        ),
    )


def _briefing() -> Briefing:
    rumour = Item("…", (_span(RUMOUR),), "allegation", "Two unnamed dock workers.", "two dock workers")
    return Briefing(
        title=HEADLINE,
        title_notice="The headline says more than the body.",
        provenance="outlet not given",
        sections=(Section("facts", "", "", ()), Section("allegations", "", "", (rumour,))),
        sources="",
        omitted={"facts": 0, "allegations": 0},
    )


@pytest.fixture(scope="module")
def page() -> str:
    return explain_html(_analysis(), _briefing())


def _plain(text: str) -> str:
    return " ".join(re.sub("[\x1b\u202e]", " ", text).split())


def _words(tree: Tree, number: int) -> str:
    """What the page shows as the words of a sentence: labels and letters are no part of them."""
    return "".join(
        data
        for around, data in tree.texts
        if any(a.get("id") == f"s{number}" for a in around)
        and any(a.get("class") == "words" for a in around)
        and not any({"key", "part"} & set(a.get("class", "").split()) for a in around)
    )


def test_a_page_closes_every_element_in_turn(page: str) -> None:
    Tree(page)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')


def test_a_page_is_valid_html(page: str) -> None:
    html5lib = pytest.importorskip("html5lib", reason="the peer's parser is not installed")
    parser = html5lib.HTMLParser()
    parser.parse(page)
    assert parser.errors == []


def test_a_page_runs_nothing_and_loads_nothing(page: str) -> None:
    tree = Tree(page)
    tags = {tag for tag, _ in tree.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "svg"}
    for _, attributes in tree.elements:
        assert not any(name.startswith("on") or name in ("src", "srcset", "action") for name in attributes)
        assert attributes.get("href", "#").startswith("#")
    css = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in css
    assert "@import" not in css
    assert "default-src 'none'" in page


def test_what_the_article_says_stays_text(page: str) -> None:
    assert _plain(HOSTILE) in _plain(_words(Tree(page), 5))
    assert "<script" not in page
    assert "Pia &lt;b&gt;Holm" in page
    assert "odd &lt;bytes&gt;" in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_every_sentence_is_shown_whole_whatever_marks_overlap_on_it(page: str) -> None:
    tree = Tree(page)
    for number, judgement in enumerate(_analysis().judgements, start=1):
        assert _plain(_words(tree, number)) == _plain(judgement.span.slice(TEXT))


def test_brackets_open_as_often_as_they_close(page: str) -> None:
    found = [attributes for tag, attributes in Tree(page).elements if tag == "span"]
    opened = "".join(a.get("data-opens", "") for a in found)
    closed = "".join(a.get("data-closes", "") for a in found)
    assert len(opened) == len(closed) == 5 + 1  # five contents and the legend's


def test_marks_cover_exactly_their_words(page: str) -> None:
    tree = Tree(page)

    def marked(number: int, role: str) -> str:
        return "".join(
            data
            for around, data in tree.texts
            if any(a.get("id") == f"s{number}" for a in around)
            and role in around[-1].get("class", "").split()
        )

    assert marked(3, "source") == "Two dock workersthe engineer"
    assert marked(3, "cue") == "toldsaidopened"
    assert marked(3, "hedge") == "engines had"
    assert marked(3, "content") == "that the engineer said the engines had failed, and the ministry opened"
    assert marked(4, "content") == "“Nonsense,”"


def test_letters_tell_attributions_apart_where_there_are_several(page: str) -> None:
    letters = re.findall(r'<sup class="key">([^<]*)</sup>', page)
    # Sources, cues and contents of three attributions in one sentence; the other sentences have one each.
    assert sorted(letters) == ["a", "a", "a", "b", "b", "b", "c", "c"]


def test_every_sentence_says_what_decided_and_how_sure_it_is(page: str) -> None:
    tree = Tree(page)
    shown = [_plain(tree.inside("id", f"s{number}")) for number in range(1, 6)]
    assert shown[0].startswith("Sentence 1 fact network 0.61 in the brief: title")
    assert shown[1].startswith("Sentence 2 furniture layout byline 1.00 By Ida")
    assert shown[2].startswith("Sentence 3 ALLEGATION rule unnamed-source 0.90 in the brief: allegations")
    assert shown[3].startswith("Sentence 4 on record network 0.87 not in the brief")


def test_a_mixed_sentence_shows_the_sourcing_of_each_part(page: str) -> None:
    shown = _plain(Tree(page).inside("id", "s3"))
    assert "ALLEGATION Two dock workers" in shown
    assert re.search(r"fact *and the ministry", shown)


def test_the_least_sure_sentences_are_named_first(page: str) -> None:
    shown = _plain(Tree(page).inside("class", "first"))
    assert shown == "Read first, the least sure: sentence 1 (fact, 0.61), sentence 4 (on record, 0.87)."
    assert LEAST_SURE > 2


def test_every_source_lists_its_statements_and_how_it_spoke(page: str) -> None:
    tree = Tree(page)
    workers, hearsay, holm, kapital = (_plain(tree.inside("id", f"source-{n}")) for n in range(1, 5))
    assert "two dock workers not identified unnamed, several · mentioned in sentence 3" in workers
    assert "Ground rule: “told the daily”; the reason given: “had failed”." in workers
    assert "that the engineer said the engines had failed in sentence 3 through Kapital" in workers
    assert "found by network, 0.95" in workers
    assert hearsay.startswith("Nobody is named not identified hearsay")
    assert "found by rule verb, 0.70" in hearsay
    assert "identified person · mentioned in sentence 4" in holm
    assert "in sentences 4 and 5" in holm
    assert "Denial in sentence 4, about sentence 3." in holm
    assert "from two dock workers (unnamed)" in kapital
    assert "failed, and the ministry opened" in tree.inside("id", "source-none")


def test_replies_and_claims_point_at_each_other(page: str) -> None:
    tree = Tree(page)
    assert "Denied in sentence 4, by Pia <b>Holm" in _plain(tree.inside("id", "s3"))
    assert "Denial by Pia <b>Holm, about sentence 3" in _plain(tree.inside("id", "s4"))
    assert "Could not be verified in the article’s own voice, not linked to a claim" in _plain(
        tree.inside("id", "s5")
    )


def test_links_lead_somewhere_and_names_are_given_once(page: str) -> None:
    tree = Tree(page)
    ids = tree.ids()
    assert len(ids) == len(set(ids))
    links = {attributes["href"][1:] for tag, attributes in tree.elements if tag == "a"}
    assert links <= set(ids)


def test_an_article_that_quotes_nobody_says_so() -> None:
    block = Block(_span(HEADLINE), "paragraph", 0)
    plain = Analysis(Article(TEXT, (block,)), (_judgement(HEADLINE, "fact", "model", block),), (), ())
    shown = " ".join(data for _, data in Tree(explain_html(plain, _briefing())).texts)
    assert "The article quotes nobody." in shown
    assert "The article reports no denial" in shown
    assert "Read first" not in shown


@pytest.mark.parametrize("case", CASES)
def test_a_real_article_is_on_its_page_whole_and_the_same_twice(case: str) -> None:
    analysis = analyse(article(case))
    briefing = brief_of(analysis)
    page = explain_html(analysis, briefing)
    assert page == explain_html(analysis, briefing)
    tree = Tree(page)
    for number, judgement in enumerate(analysis.judgements, start=1):
        assert _plain(_words(tree, number)) == _plain(judgement.span.slice(analysis.article.text))
    shown = _plain("".join(data for _, data in tree.texts))
    for index, source in enumerate(analysis.sources, start=1):
        assert f"source-{index}" in tree.ids()
        assert _plain(source.name) in shown
    links = {attributes["href"][1:] for tag, attributes in tree.elements if tag == "a"}
    assert links <= set(tree.ids())
