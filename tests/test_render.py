"""The brief in its forms: article text is text in each of them."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import Any, Literal, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown as python_markdown
from markdown_it import MarkdownIt

from allegedly.article import printable
from allegedly.briefing import Briefing
from allegedly.compose import compose
from allegedly.config import Options
from allegedly.errors import OptionError
from allegedly.render import render
from allegedly.render.markdown import escape
from handmade import Piece, Told, Who, falling

HOSTILE = (
    "*stars* and **more**",
    "_under_ snake_case_name __init__",
    "`code` ``more``",
    "1. first",
    "12) twelfth",
    "- dash",
    "+ plus",
    "# heading",
    "#hashtag",
    "> quote",
    "[link](http://x.example)",
    "[ref]: http://x.example",
    "[a][b]",
    "![img](x.png)",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "<http://x.example>",
    "&amp; &lt; AT&T &copy;",
    "\\* \\backslash\\",
    "ends in #",
    "ends in \\",
    "[x] done",
    "[^1] note",
    "~~struck~~ ~one~",
    "---",
    "***",
    "===",
    "5 * 3 * 2",
    "a <!-- comment --> b",
    "$x$ and $5",
    "{{ template }} {% tag %}",
    "| a | b |",
    "2019. A year",
    "::: warning",
    "\u2028line\u2028break",
    "tab\there",
)


def made(first: str) -> Briefing:
    piece = Piece(
        title=first,
        told=(
            Told(f"{first} fell on Monday.", "fact"),
            Told("Two engineers said the pumps were broken.", "allegation", 0, "Two engineers", "said"),
        ),
        who=(Who("unnamed", "two engineers", ("Two engineers",), plural=True),),
    )
    analysis = piece.analysis()
    return compose(analysis, Options(), falling(analysis))


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def by_commonmark(text: str) -> str:
    return str(MarkdownIt("commonmark").render(text))


def by_gfm(text: str) -> str:
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def by_python(text: str) -> str:
    return python_markdown(text)


@pytest.mark.parametrize("parse", [by_commonmark, by_gfm, by_python])
@pytest.mark.parametrize("text", HOSTILE)
def test_article_text_is_never_markup(parse, text: str) -> None:  # type: ignore[no-untyped-def]
    briefing = made(text)
    page = parse(render(briefing, "md"))
    assert set(re.findall(r"<(\w+)", page)) <= {"h1", "h2", "p", "em", "ul", "li", "blockquote"}
    assert page.count("<li>") == sum(len(s.items) for s in briefing.sections)
    assert page.count("<em>") == 2 + page.count("<li>")
    for shown in (briefing.title, briefing.sections[0].items[0].text):
        assert shown in words_of(page)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60))
def test_any_text_comes_back_from_both_families_of_parsers(text: str) -> None:
    text = printable(text)
    line = f"- x {escape(text)} *(notice)*\n"
    for parse in (by_commonmark, by_python):
        page = parse(line)
        assert set(re.findall(r"<(\w+)", page)) <= {"p", "em", "ul", "li"}
        assert words_of(page) == " ".join(f"x {text} (notice)".split())


@given(st.text("#*_`[]()<>&\\~-+.!1 ax:=|", max_size=24))
def test_marks_alone_come_back_too(text: str) -> None:
    text = printable(text)
    for line in (f"- {escape(text)} y\n", f"# {escape(text)}\n"):
        assert words_of(by_commonmark(line)) == " ".join((text + (" y" if line[0] == "-" else "")).split())


def test_an_item_is_one_line_with_its_notice_in_it() -> None:
    page = render(made("The pound"), "md")
    assert "- The pound fell on Monday. *(The article's own reporting.)*\n" in page
    assert page.startswith("# The pound\n\n*outlet not given · ")
    assert page.endswith("*\n")
    assert "\n\n\n" not in page


def test_a_title_notice_stands_in_every_form() -> None:
    briefing = replace(made("The pound"), title_notice="The headline is flat.")
    forms: tuple[Literal["md", "txt", "json", "html", "email"], ...] = ("md", "txt", "json", "html", "email")
    assert all("The headline is flat." in render(briefing, form) for form in forms)
    assert b"The headline is flat." in render(briefing, "eml")


def test_plain_text_keeps_to_its_columns_and_loses_no_notice() -> None:
    briefing = made("The pound sterling and every other currency of note " * 3)
    page = render(briefing, "txt")
    assert max(map(len, page.splitlines())) <= 72
    for section in briefing.sections:
        for said in (section.notice, *(i.notice for i in section.items), *(i.text for i in section.items)):
            assert said in " ".join(page.split())


def test_json_is_the_briefing_itself() -> None:
    briefing = made("The “pound” ≠ £")
    page = render(briefing, "json")
    assert json.loads(page) == briefing.to_dict()
    assert "≠ £" in page
    assert page.endswith("}\n")


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(OptionError, match="docx"):
        render(made("The pound"), cast(Any, "docx"))
