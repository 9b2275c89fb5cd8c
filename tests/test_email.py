"""The e-mail page and the whole message: what a browser, a mail program and a spam filter find in them."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from xml.etree.ElementTree import Element

import html5lib
import pytest

from allegedly.briefing import Briefing
from allegedly.errors import OptionError, TemplateError
from allegedly.render.email import render_email, render_eml
from briefings import OUTRUN, REFINERY, WHOLE, everywhere, item, sayings, section

CLIPPED = 102_000
"""Bytes at which Gmail cuts a mail off."""

LOADS = {
    "script",
    "link",
    "img",
    "iframe",
    "object",
    "embed",
    "video",
    "audio",
    "source",
    "base",
    "form",
    "svg",
}


def parsed(page: str) -> Element:
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert isinstance(root, Element)
    return root


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def opened(message: bytes) -> EmailMessage:
    return message_from_bytes(message, policy=default)


def parts(message: bytes) -> tuple[str, str]:
    """The text part and the HTML part, with the line breaks that a mail program shows."""
    found = [part for part in opened(message).walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in found] == ["text/plain", "text/html"]
    plain, page = (part.get_content() for part in found)
    return plain.replace("\r\n", "\n"), page.replace("\r\n", "\n")


@pytest.mark.parametrize("briefing", WHOLE.values(), ids=WHOLE.keys())
def test_the_page_is_one_document_that_says_everything_in_order(briefing: Briefing) -> None:
    root = parsed(render_email(briefing))
    assert root.get("lang") == "en"
    body = root.find("body")
    assert body is not None
    text, at = words(body), 0
    for saying in sayings(briefing):
        at = text.index(saying, at) + len(saying)
    assert [words(title) for title in root.iter("title")] == [briefing.title]


def test_the_page_loads_nothing() -> None:
    page = render_email(OUTRUN)
    root = parsed(page)
    assert not {element.tag for element in root.iter()} & LOADS
    assert not {name for element in root.iter() for name in element.attrib} & {"src", "href", "background"}
    assert "url(" not in page
    assert "@import" not in page
    assert "http:" not in page
    assert "https:" not in page


def test_the_page_has_its_style_inside_and_is_dark_where_the_reader_is() -> None:
    page = render_email(REFINERY)
    root = parsed(page)
    for tag in ("body", "h1", "h2", "li", "blockquote"):
        assert all(element.get("style") for element in root.iter(tag)), tag
    styles = [element.text or "" for element in root.iter("style")]
    assert len(styles) == 1
    assert "@media (prefers-color-scheme: dark)" in styles[0]
    assert "max-width: 600px" in page
    assert page.index("charset") < 1024  # browsers look no further


def test_a_long_brief_is_not_clipped() -> None:
    many = [
        item(f"Number {n}: " + "words of the article " * 20, "The article’s own reporting") for n in range(40)
    ]
    briefing = replace(REFINERY, sections=(section("facts", *many), REFINERY.sections[1]))
    assert len(render_email(briefing).encode()) < 100_000 < CLIPPED
    assert len(render_eml(briefing)) < CLIPPED


def test_no_stylesheet_of_a_template_is_fetched() -> None:
    page = render_email(
        REFINERY, "<html><head><link rel='stylesheet' href='http://127.0.0.1:9/x.css'></head>{{ body }}"
    )
    assert REFINERY.title in page


@pytest.mark.parametrize("template", ["{{ nothing }}", "{% for %}"])
def test_a_template_that_cannot_be_used_says_so(template: str) -> None:
    with pytest.raises(TemplateError, match="template cannot be used"):
        render_email(REFINERY, template)


@pytest.mark.parametrize("briefing", WHOLE.values(), ids=WHOLE.keys())
def test_both_parts_of_a_message_say_everything(briefing: Briefing) -> None:
    plain, page = parts(render_eml(briefing))
    text, at = " ".join(plain.split()), 0
    for saying in sayings(briefing):
        found = text.upper().index(saying.upper(), at)  # plain text has its headings in capitals
        at = found + len(saying)
    assert page.strip() == render_email(briefing).strip()


def test_a_message_has_the_headers_asked_for_and_no_others() -> None:
    message = opened(
        render_eml(REFINERY, sender="Desk <desk@example.org>", to="a@example.org, Bö <b@example.org>")
    )
    assert message.defects == []
    assert message["Subject"] == REFINERY.title
    assert message["From"] == "Desk <desk@example.org>"
    assert [a.addr_spec for a in message["To"].addresses] == ["a@example.org", "b@example.org"]
    assert message.get_content_type() == "multipart/alternative"
    assert set(message.keys()) == {"Subject", "From", "To", "X-Unsent", "MIME-Version", "Content-Type"}


def test_a_message_without_addresses_has_none() -> None:
    assert set(opened(render_eml(REFINERY)).keys()) == {"Subject", "X-Unsent", "MIME-Version", "Content-Type"}


def test_a_subject_goes_before_the_title() -> None:
    assert (
        opened(render_eml(REFINERY, subject="Morning brief – Friday"))["Subject"] == "Morning brief – Friday"
    )


def test_the_same_brief_gives_the_same_bytes_in_lines_that_mail_can_carry() -> None:
    message = render_eml(REFINERY)
    assert message == render_eml(REFINERY)
    assert message.isascii()
    assert all(len(line) <= 998 for line in message.split(b"\r\n"))
    assert b"\n" not in message.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "address",
    [
        "nobody",
        "",
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org\nX: y",
        "a b@",
        "a@example.org, nobody",
    ],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(OptionError, match="e-mail address"):
        render_eml(REFINERY, to=address)
    with pytest.raises(OptionError, match="e-mail address"):
        render_eml(REFINERY, sender=address)


@pytest.mark.parametrize(
    "subject",
    [
        "News\r\nBcc: victim@example.org",
        "News\n\nBody",
        "=?utf-8?q?=0D=0ABcc:_victim@example.org?=",
        "a very long headline of many words " * 20,
        "é" * 300,
        "x" * 400,
        "\ud800 \x85\x92",
        "",
    ],
)
def test_nothing_in_a_headline_becomes_a_header(subject: str) -> None:
    message = render_eml(replace(REFINERY, title=subject))
    read = opened(message)
    assert set(read.keys()) == {"Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert not re.search(rb"^Bcc", message, re.MULTILINE)
    shown = replace(REFINERY, title=subject).printed().title.replace("=?", "= ?")
    assert " ".join(read["Subject"].split()) == shown


def test_a_mail_has_no_c1_control_in_it() -> None:
    message = render_eml(everywhere("the minister\x92s \x93word\x94 \x80 5"))
    for part in parts(message):
        assert not re.search("[\x80-\x9f]", part)
        assert "the minister’s “word” € 5" in " ".join(part.split())
