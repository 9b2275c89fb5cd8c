"""A digest in its forms and for its places, read as a browser, a mail program and each place reads it."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from typing import Any, cast
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from allegedly.article import printable
from allegedly.briefing import Digest
from allegedly.render import render
from allegedly.render.html import plain_html, render_html
from allegedly.render.markdown import markdown, slugs
from allegedly.render.targets import TARGETS, Target, render_for
from allegedly.render.terminal import terminal
from allegedly.render.text import COLUMNS
from allegedly.render.text import text as plain_text
from briefings import HOSTILE, ISSUE, ISSUES, everywhere_in_issue, issue, issue_sayings
from test_email import LOADS
from test_hostile import PIECES
from test_targets import JOINER, PAGES, SITES, front_and_body, mrkdwn, page_words, says

BLOCKS = {"inline", "heading", "paragraph", "blockquote", "bullet_list", "ordered_list", "list_item"}
ELEMENTS = {"article", "section", "h1", "h2", "h3", "p", "ul", "ol", "li", "em", "blockquote", "a"}
CLASSES = {
    "digest", "intro", "contents", "reading", "entry", "last", "issue-sources", "facts", "allegations",
    "title-notice", "section-notice", "notice", "provenance",
}  # fmt: skip

whole = pytest.mark.parametrize("digest", ISSUES.values(), ids=ISSUES.keys())
hostile = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())


def shown(page: str, *, linked: bool) -> str:
    """The words that a CommonMark parser shows. Fails at an image, a tag, or a link out of the page."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page)
    words = []
    for token in tokens:
        assert re.sub("_(?:open|close)$", "", token.type) in BLOCKS, token
        for child in token.children or ():
            kinds = {"text", "text_special", "em_open", "em_close"} | (
                {"link_open", "link_close"} if linked else set()
            )
            assert child.type in kinds, child
            if child.type == "link_open":
                assert str(child.attrs["href"]).startswith("#")
            words.append(child.content)
        words.append(" ")
    return " ".join("".join(words).split())


def slug(heading: str) -> str:
    """What github-slugger makes of a heading that is the first of its kind."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def parsed(page: str) -> Element:
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(page, container="div")
    assert isinstance(root, Element)
    return root


def links_lead_to_entries(root: Element, digest: Digest) -> None:
    hrefs = [a.get("href") for a in root.iter("a")]
    assert hrefs == [f"#brief-{entry.number}" for entry in digest.entries if entry.briefing.printed().title]
    ids = [e.get("id") for e in root.iter() if isinstance(e.tag, str) and e.get("id")]
    assert ids == [f"brief-{entry.number}" for entry in digest.entries]


@whole
def test_markdown_says_everything_and_links_to_its_headings(digest: Digest) -> None:
    page = markdown(digest)
    says(shown(page, linked=True), issue_sayings(digest))
    found = re.findall(r"^#+", page, re.MULTILINE)
    assert set(found) == {"#", "##", "###"}
    assert found.count("#") == 1
    tokens = MarkdownIt("commonmark").parse(page)
    hrefs = [str(c.attrs["href"])[1:] for t in tokens for c in t.children or () if c.type == "link_open"]
    assert len(hrefs) == len(digest.entries) == len(set(hrefs))
    assert "<" not in page
    assert "\n\n\n" not in page


def test_the_anchors_are_those_of_the_headings_and_no_two_alike() -> None:
    anchor = slugs(ISSUE)
    assert anchor(ISSUE.entries[0]) == "1-tarnholm-refinery-shuts-after-second-leak"
    assert anchor(ISSUE.entries[1]) == "2-refinery-tank-never-inspected-three-workers-say"
    for entry in ISSUE.entries:
        assert anchor(entry) == slug(f"{entry.number}. {entry.briefing.title}")


@hostile
def test_markdown_shows_any_words(text: str) -> None:
    digest = everywhere_in_issue(text).printed()
    says(shown(markdown(digest), linked=True), issue_sayings(digest))


@whole
def test_the_fragment_says_everything_in_named_parts(digest: Digest) -> None:
    root = parsed(render_html(digest))
    assert [child.tag for child in root] == ["article"]
    assert {e.get("class") for e in root.iter()} - {None} <= CLASSES
    says(" ".join("".join(root.itertext()).split()), issue_sayings(digest))
    links_lead_to_entries(root, digest)
    entries = root.findall(".//section[@class='entry']")
    assert len(entries) == len(digest.entries)
    for element, entry in zip(entries, digest.entries, strict=True):
        kinds = [s.get("class") for s in element.findall("section")]
        assert kinds == [s.kind for s in entry.briefing.sections]
        notices = [
            " ".join("".join(em.itertext()).split()) for em in element.findall(".//em[@class='notice']")
        ]
        assert notices == [f"({i.whole_notice})" for s in entry.briefing.sections for i in s.items]


@hostile
def test_html_has_the_elements_of_a_digest_and_any_words(text: str) -> None:
    digest = everywhere_in_issue(text)
    for page in (render_html(digest), render(digest, "email")):
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        root = parser.parse(page) if page.startswith("<!") else parsed(page)
        elements = [e for e in root.iter() if isinstance(e.tag, str) and e is not root]
        assert {e.tag for e in elements} <= ELEMENTS | {
            "head",
            "meta",
            "title",
            "style",
            "body",
            "div",
            "html",
        }
        names = {name for e in elements for name in e.attrib}
        assert names <= {
            "class",
            "id",
            "lang",
            "href",
            "style",
            "charset",
            "name",
            "content",
            "data-css-inline",
        }
        assert not any(re.search(r"url\(|expression|import", e.get("style", "")) for e in elements)
        links_lead_to_entries(root, digest)
        body = root.find("body") if page.startswith("<!") else root
        assert body is not None
        says(" ".join("".join(body.itertext()).split()), issue_sayings(digest))


def test_a_mail_loads_nothing_and_has_its_style_inside() -> None:
    page = render(ISSUE, "email")
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert not {e.tag for e in root.iter() if isinstance(e.tag, str)} & LOADS
    assert "url(" not in page
    assert "http" not in page
    for tag in ("body", "h1", "h2", "h3", "ol", "li", "blockquote"):
        assert all(element.get("style") for element in root.iter(tag)), tag
    assert [e.text for e in root.iter("title")] == [ISSUE.title]


@pytest.mark.parametrize("text", [*HOSTILE.values(), "News\nBcc: a@evil.example"])
def test_a_message_has_its_own_headers_and_both_parts_say_everything(text: str) -> None:
    digest = everywhere_in_issue(text)
    message = message_from_bytes(render(digest, "eml"), policy=default)
    assert set(message.keys()) == {"Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    plain, page = (part.get_content() for part in message.iter_parts())
    words, at = "".join(plain.split()).casefold(), 0
    for saying in issue_sayings(digest):
        wanted = "".join(saying.split()).casefold()
        at = words.index(wanted, at) + len(wanted)
    assert page.replace("\r\n", "\n").strip() == render(digest, "email").strip()


@whole
def test_plain_text_keeps_to_its_columns(digest: Digest) -> None:
    page = plain_text(digest)
    assert max(map(len, page.splitlines())) <= COLUMNS
    words = " ".join(page.split()).casefold()
    at = 0
    for saying in issue_sayings(digest):
        at = words.index(saying.casefold(), at) + len(saying)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@whole
def test_print_says_everything_tagged_and_links_inside_itself(digest: Digest, paper: Any) -> None:
    pdf = render(digest, "pdf", page=paper)
    assert pdf == render(digest, "pdf", page=paper)
    reader = PdfReader(BytesIO(pdf), strict=True)
    words, at = "".join("".join(page.extract_text().split()) for page in reader.pages), 0
    for saying in issue_sayings(digest):
        wanted = "".join(saying.split())
        # A foot line may stand between two pages' words.
        at = max(at, words.find(wanted, at)) if wanted in words else pytest.fail(saying)
    root = cast(dict[str, Any], reader.root_object)
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    links = [a.get_object() for page in reader.pages for a in page.get("/Annots", [])]
    assert len(links) >= len(digest.entries)
    assert all("/Dest" in link or link["/A"]["/S"] == "/GoTo" for link in links)


@hostile
def test_print_opens_and_runs_nothing(text: str) -> None:
    reader = PdfReader(BytesIO(render(everywhere_in_issue(text), "pdf")))
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(reader.root_object)
    for page in reader.pages:
        for link in page.get("/Annots", []):
            target = link.get_object()
            assert "/Dest" in target or target["/A"]["/S"] == "/GoTo"


def test_a_terminal_shows_every_word_and_allegations_in_yellow() -> None:
    styled = terminal(ISSUE, width=80)
    words = " ".join(re.sub(r"\x1b\[[\d;]*m", "", styled).replace("▌", "").split())
    for saying in issue_sayings(ISSUE):
        assert saying in words
    yellow = re.findall(r"\x1b\[[\d;]*33m([^\x1b]*)", styled)
    assert any("Anonymous-source" in part for part in yellow)
    assert not any("Reported facts" in part or "Left out" in part for part in yellow)


@pytest.mark.parametrize("target", SITES)
@hostile
def test_a_site_gets_front_matter_and_markdown_without_its_tags(text: str, target: Target) -> None:
    digest = everywhere_in_issue(text)
    front, body = front_and_body(target, render_for(digest, target))
    printed = digest.printed()
    for key, value in (("title", printed.title), ("description", printed.intro[0] if printed.intro else "")):
        assert not value or front[key] == (value.replace("<", "&lt;") if target == "jekyll" else value)
    assert not re.search(r"[{}<|]", body)
    assert not re.search(r"^(?:import|export|:)", body, re.MULTILINE)
    assert not re.search(r"^\*?\[.*\]:", body, re.MULTILINE)
    assert not re.search(r"^# ", body, re.MULTILINE)
    says(shown(body, linked=True).replace(JOINER, ""), issue_sayings(digest)[1:])


@hostile
def test_buttondown_gets_markdown_without_its_tags(text: str) -> None:
    digest = everywhere_in_issue(text)
    first, body = render_for(digest, "buttondown").split("\n", 1)
    assert first == "<!-- buttondown-editor-mode: plaintext -->"
    assert not re.search(r"[{}<|]", body)
    says(shown(body, linked=False).replace(JOINER, ""), issue_sayings(digest))
    assert not re.search(r"\{[{%#]", MarkdownIt("commonmark").render(body))


@pytest.mark.parametrize("target", PAGES)
@hostile
def test_a_page_says_everything_without_the_tags_of_its_place(text: str, target: Target) -> None:
    digest = everywhere_in_issue(text)
    page = render_for(digest, target)
    words = page_words(page).replace(JOINER, "")
    says(words, [saying.replace(JOINER, "") for saying in issue_sayings(digest)])
    if target == "mailchimp":
        assert not re.search(r"\*\||\|\*", page)
        return
    assert page == plain_html(digest) or target in {"listmonk", "ghost"}
    root = parsed(page)
    assert {e.tag for e in root.iter()} <= (ELEMENTS - {"a", "article", "section"}) | {root.tag}
    assert not any(e.attrib for e in root.iter())
    if target == "listmonk":
        assert not re.search(r"\{\{|\}\}", page)


@hostile
def test_slack_finds_no_markup_in_the_words(text: str) -> None:
    digest = everywhere_in_issue(text)
    message = render_for(digest, "slack")
    bold, italics, words = mrkdwn(message)
    assert len(bold) == 1 + 1 + 3 * len(digest.entries) + 1
    assert len(italics) == 1 + 7 * len(digest.entries)
    assert "://" not in message
    alike = str.maketrans("∗ˍ∼ˋ", "*_~`")
    says(words.translate(alike), [s.translate(alike) for s in issue_sayings(digest)])


@pytest.mark.parametrize("target", TARGETS)
def test_every_place_gets_the_same_text_each_time_ending_with_one_line_break(target: Target) -> None:
    text = render_for(ISSUE, target)
    assert text == render_for(ISSUE, target)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_an_issue_of_many_briefs_is_no_trouble() -> None:
    digest = issue(*[ISSUE.entries[0].briefing] * 20)
    assert len(render(digest, "email").encode()) < 102_000  # where Gmail cuts a mail off
    assert len(PdfReader(BytesIO(render(digest, "pdf"))).pages) > 5


@example("]:)")
@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join) | st.text(min_size=1))
def test_any_text_at_all_stays_text(text: str) -> None:
    assume(printable(text))
    digest = everywhere_in_issue(text)
    root = parsed(render_html(digest))
    assert {e.tag for e in root.iter()} <= ELEMENTS | {root.tag}
    says(" ".join("".join(root.itertext()).split()), issue_sayings(digest))
    says(shown(markdown(digest.printed()), linked=True), issue_sayings(digest))
    assert render(digest, "pdf").startswith(b"%PDF")
