"""An article cannot make a brief do anything: its words stay words in every form."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from allegedly.briefing import Briefing
from allegedly.render.email import render_email, render_eml
from allegedly.render.html import render_html
from allegedly.render.markdown import markdown
from allegedly.render.pdf import render_pdf
from allegedly.render.text import text as plain_text
from allegedly.typesetting import page_count
from briefings import HOSTILE, everywhere, sayings

ELEMENTS = {"article", "section", "h1", "h2", "p", "ul", "li", "em", "blockquote"}
CLASSES = {
    "brief",
    "facts",
    "allegations",
    "title-notice",
    "section-notice",
    "notice",
    "provenance",
    "sources",
    "page",
}


@pytest.fixture(params=tuple(HOSTILE.values()), ids=tuple(HOSTILE))
def briefing(request: pytest.FixtureRequest) -> Briefing:
    return everywhere(request.param)


def says(shown: str, briefing: Briefing) -> None:
    """Every text of the briefing is shown, in order, each character of it."""
    at = 0
    for saying in sayings(briefing):
        assert saying in shown[at:]
        at = shown.index(saying, at) + len(saying)


def test_html_has_the_elements_of_a_brief_and_the_words_of_the_article(briefing: Briefing) -> None:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parseFragment(render_html(briefing), container="div")
    elements = [e for e in root.iter() if e is not root]
    assert {e.tag for e in elements} <= ELEMENTS
    assert [e.tag for e in elements].count("li") == 4
    assert {name for e in elements for name in e.attrib} <= {"class", "lang"}
    assert {e.get("class") for e in elements} - {None} <= CLASSES
    says(" ".join("".join(root.itertext()).split()), briefing)


def test_a_mail_page_has_the_elements_of_a_brief_and_the_words_of_the_article(briefing: Briefing) -> None:
    page = render_email(briefing)
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    elements = [e for e in root.iter() if isinstance(e.tag, str)]
    assert {e.tag for e in elements} <= ELEMENTS | {"html", "head", "meta", "title", "style", "body", "div"}
    names = {name for e in elements for name in e.attrib}
    assert names <= {"class", "lang", "style", "charset", "name", "content", "data-css-inline"}
    assert not any(re.search(r"url\(|expression|import", e.get("style", "")) for e in elements)
    (style,) = (e for e in elements if e.tag == "style")
    assert "evil" not in (style.text or "")
    body = root.find("body")
    says(" ".join("".join(body.itertext()).split()), briefing)
    title = root.find("head/title")
    assert " ".join((title.text or "").split()) == briefing.printed().title


def test_a_message_has_its_own_headers_and_the_words_of_the_article(briefing: Briefing) -> None:
    message = message_from_bytes(render_eml(briefing), policy=default)
    assert set(message.keys()) == {"Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert [p.get_content_type() for p in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert all(not part.defects for part in message.walk())
    plain, page = list(message.walk())[1:]
    assert set(plain.keys()) <= {"Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
    words = "".join(plain.get_content().split()).casefold()
    at = 0
    for saying in sayings(briefing):
        wanted = "".join(saying.split()).casefold()
        assert wanted in words[at:]
        at = words.index(wanted, at) + len(wanted)
    assert page.get_content().replace("\r\n", "\n").strip() == render_email(briefing).strip()


def test_markdown_shows_the_words_of_the_article(briefing: Briefing) -> None:
    shown = []
    for token in (
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown(briefing.printed()))
    ):
        assert token.type not in {
            "html_block",
            "fence",
            "code_block",
            "table_open",
            "hr",
            "ordered_list_open",
        }
        for child in token.children or ():
            assert child.type in {"text", "text_special", "em_open", "em_close"}, child
            shown.append(child.content)
        shown.append(" ")
    says(" ".join("".join(shown).split()), briefing)


def test_the_page_has_no_action_and_the_words_of_the_article(
    briefing: Briefing, request: pytest.FixtureRequest
) -> None:
    pdf = render_pdf(briefing)
    reader = PdfReader(BytesIO(pdf))
    if page_count(briefing, "a4") == 1:
        assert len(reader.pages) == 1
    assert "/StructTreeRoot" in reader.root_object
    assert not {"/OpenAction", "/AA"} & set(reader.root_object)
    assert all("/Annots" not in page for page in reader.pages)
    if "scripts" in request.node.name:
        return  # what no font here has is shown as a box
    shown = "".join("".join(page.extract_text().split()) for page in reader.pages)
    at = 0
    for saying in sayings(briefing):
        wanted = "".join(saying.split())
        assert wanted in shown[at:]
        at = shown.index(wanted, at) + len(wanted)


def test_plain_text_has_one_line_break_style_and_no_control(briefing: Briefing) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", plain_text(briefing.printed()))


PIECES = [
    *"*_~`[](){}<>|\\!#&;:=?%$\"'+-.^/ab1 \n\t\r\u2028\x92\x85é😀",
    "{{",
    "{%",
    "*|",
    "![](",
    "--",
    "://",
    "\ud800",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join) | st.text(min_size=1))
def test_any_text_at_all_stays_text(text: str) -> None:
    briefing = everywhere(text)
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(
        render_html(briefing), container="div"
    )
    assert {e.tag for e in root.iter()} <= ELEMENTS | {root.tag}
    says(" ".join("".join(root.itertext()).split()), briefing)
    message = message_from_bytes(render_eml(briefing), policy=default)
    assert set(message.keys()) == {"Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert render_pdf(briefing).startswith(b"%PDF")
