"""The explain views: everything that was decided is shown, with and without colour."""

from __future__ import annotations

import json
import re

import pytest

from allegedly.analysis import Analysis, Attribution, Evidence, Judgement, Part, Source, Sourcing
from allegedly.article import Article, Block, Sentence, Span
from allegedly.briefing import Briefing, Item, Section
from allegedly.render.explain import explain_json, explain_terminal, explain_text, rows

HEADLINE = "Verland ferry firm halts sailings"
BYLINE = "By Ida Brandt"
FACT = "The ferry firm Nordfar halted all sailings\non Monday."
RUMOUR = "Two dock workers said the \x1b[31mengines had failed, and the ministry opened an inquiry."
DENIAL = "“Nonsense,” said its director, Pia Holm."
TEXT = "\n\n".join((HEADLINE, BYLINE, FACT, f"{RUMOUR} {DENIAL}"))

ESCAPE_RE = re.compile(r"\x1b\[[0-9;]*m")


def _span(piece: str) -> Span:
    start = TEXT.index(piece)
    return Span(start, start + len(piece))


def _judgement(piece: str, sourcing: Sourcing, rule: str, block: Block, **more: tuple[int, ...]) -> Judgement:
    span = _span(piece)
    mixed: tuple[Part, ...] = ()
    if piece is RUMOUR:
        cut = TEXT.index(", and the") + 1
        mixed = (Part(Span(span.start, cut), "allegation"), Part(Span(cut + 1, span.end), "fact"))
    return Judgement(Sentence(span, block, (span,)), sourcing, 0.9, rule, more.get("attributions", ()), mixed)


@pytest.fixture
def analysis() -> Analysis:
    blocks = (
        Block(_span(HEADLINE), "headline", 0),
        Block(_span(BYLINE), "furniture", 1, "byline"),
        Block(_span(FACT), "paragraph", 2),
        Block(_span(f"{RUMOUR} {DENIAL}"), "paragraph", 3),
    )
    workers = Source("unnamed", "two dock workers", (_span("Two dock workers"),), plural=True)
    holm = Source("person", "Pia Holm", (_span("Pia Holm"),))
    return Analysis(
        article=Article(TEXT, blocks, id="ferry", title=HEADLINE, headline=_span(HEADLINE)),
        judgements=(
            _judgement(HEADLINE, "fact", "own-voice", blocks[0]),
            _judgement(BYLINE, "furniture", "layout", blocks[1]),
            _judgement(FACT, "fact", "own-voice", blocks[2]),
            _judgement(RUMOUR, "allegation", "unnamed-source", blocks[3], attributions=(0,)),
            _judgement(DENIAL, "on-record", "named-source", blocks[3], attributions=(1,)),
        ),
        attributions=(
            Attribution(
                (_span("Two dock workers"),),
                (_span("said"),),
                (_span("the \x1b[31mengines had failed"),),
                0,
                (),
                "verb",
                0.95,
            ),
            Attribution((_span("its director, Pia Holm"),), (), (_span("“Nonsense,”"),), 1, (), "quotation"),
        ),
        sources=(workers, holm),
        evidence=(Evidence("denial", _span(DENIAL), 4, 1, (3,)),),
    )


@pytest.fixture
def briefing() -> Briefing:
    rumour = _span(RUMOUR)
    fact = Item(" ".join(FACT.split()), (_span(FACT),), "fact", "The article's own reporting.", None)
    alleged = Item("…", (rumour,), "allegation", "Two unnamed dock workers.", "two dock workers")
    return Briefing(
        title=HEADLINE,
        title_notice="",
        provenance="",
        sections=(
            Section("facts", "Reported facts", "", (fact,)),
            Section("allegations", "Anonymous-source allegations", "", (alleged,)),
        ),
        sources="",
        omitted={"facts": 0, "allegations": 0},
        id="ferry",
    )


def test_rows_say_where_the_brief_uses_each_sentence(analysis: Analysis, briefing: Briefing) -> None:
    assert [row.used for row in rows(analysis, briefing)] == [
        ("title",),
        (),
        ("facts",),
        ("allegations",),
        (),
    ]


def test_json_is_the_analysis_with_words_and_places_added(analysis: Analysis, briefing: Briefing) -> None:
    shown = json.loads(explain_json(analysis, briefing))
    plain = analysis.to_dict()
    assert shown["schema"] == "allegedly/1"
    assert shown["attributions"] == plain["attributions"]
    for sentence, base in zip(shown["sentences"], plain["sentences"], strict=True):
        assert sentence.items() >= base.items()
        assert sentence["text"] == TEXT[sentence["start"] : sentence["end"]]
    byline, rumour = shown["sentences"][1], shown["sentences"][3]
    assert (byline["sourcing"], byline["why"], byline["brief"]) == ("furniture", "byline", [])
    assert rumour["brief"] == ["allegations"]
    (deciding,) = rumour["attributions"]
    assert deciding["source_text"] == ["Two dock workers"]
    assert deciding["cue_text"] == ["said"]
    assert (deciding["rule"], deciding["probability"]) == ("verb", 0.95)


def test_text_shows_label_rule_attribution_and_place(analysis: Analysis, briefing: Briefing) -> None:
    shown = explain_text(analysis, briefing)
    assert "2 fact · 1 on record · 1 ALLEGATION · 1 furniture" in shown
    assert "  4  ALLEGATION  Two dock workers said" in shown
    assert "decided by unnamed-source, 0.90 · in the brief: allegations" in shown
    assert "source “Two dock workers” · unnamed: two dock workers · cue “said” · found by verb, 0.95" in shown
    assert "mixed: ALLEGATION “Two dock" in shown
    assert "set aside: byline" in shown
    assert "denial by Pia Holm, about 4" in shown


def test_text_gives_the_article_no_way_to_write_control_characters(
    analysis: Analysis, briefing: Briefing
) -> None:
    shown = explain_text(analysis, briefing)
    assert "\x1b" not in shown
    assert "halted all sailings on Monday." in shown


def test_terminal_colours_the_labels_and_keeps_the_words(
    analysis: Analysis, briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = explain_terminal(analysis, briefing, width=200)
    assert re.search(r"\x1b\[1;33mALLEGATION", shown)
    assert re.search(r"\x1b\[4m.*Two dock workers", shown)
    bare = ESCAPE_RE.sub("", shown)
    assert "\x1b" not in bare
    for line in explain_text(analysis, briefing).splitlines():
        assert " ".join(line.split()) in " ".join(bare.split())


def test_terminal_without_colour_still_has_every_label(
    analysis: Analysis, briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = explain_terminal(analysis, briefing, width=200)
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", shown)
    for label in ("fact", "on record", "ALLEGATION", "furniture"):
        assert label in shown


def test_terminal_keeps_to_its_width(analysis: Analysis, briefing: Briefing) -> None:
    shown = ESCAPE_RE.sub("", explain_terminal(analysis, briefing, width=60))
    assert max(len(line) for line in shown.splitlines()) <= 60
