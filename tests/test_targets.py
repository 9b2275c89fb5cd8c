"""The brief for each place, read as that place reads it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import Any, cast

import html5lib
import pytest
import yaml
from markdown_it import MarkdownIt

from allegedly.briefing import Briefing
from allegedly.errors import OptionError
from allegedly.render.targets import SLACK_BLOCK, SLACK_MESSAGE, TARGETS, Target, render_for
from briefings import HOSTILE, OUTRUN, REFINERY, WHOLE, everywhere, item, sayings, section

SITES: tuple[Target, ...] = ("hugo", "jekyll", "astro")
PAGES: tuple[Target, ...] = ("ghost", "substack", "mailchimp", "listmonk")
BLOCKS = {
    "inline",
    "heading_open",
    "paragraph_open",
    "blockquote_open",
    "bullet_list_open",
    "list_item_open",
}
JOINER = "\u2060"


def front_and_body(target: Target, file: str) -> tuple[dict[str, Any], str]:
    """The front matter as the site generator's parser reads it, and the Markdown below it."""
    fence = "+++" if target == "hugo" else "---"
    opening, front, body = file.split(f"{fence}\n", 2)
    assert opening == ""
    values = tomllib.loads(front) if target == "hugo" else yaml.safe_load(front)
    return values, body


def shown(markdown: str) -> str:
    """The words that a CommonMark parser shows, tables and all. Fails at an image, link or tag."""
    words = []
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    for token in tokens:
        assert token.type in BLOCKS or token.nesting == -1, token
        for child in token.children or ():
            assert child.type in {"text", "text_special", "em_open", "em_close"}, child
            words.append(child.content)
        words.append(" ")
    return " ".join("".join(words).split())


def page_words(page: str) -> str:
    """The words that a browser shows, without the head."""
    root = html5lib.HTMLParser(namespaceHTMLElements=False).parse(page)
    body = root.find("body")
    return " ".join("".join(body.itertext()).split())


def says(text: str, wanted: list[str]) -> None:
    at = 0
    for saying in wanted:
        assert saying in text[at:]
        at = text.index(saying, at) + len(saying)


@pytest.mark.parametrize("target", SITES)
@pytest.mark.parametrize("briefing", WHOLE.values(), ids=WHOLE.keys())
def test_a_site_gets_a_title_in_front_matter_and_all_the_rest_below(
    briefing: Briefing, target: Target
) -> None:
    front, body = front_and_body(target, render_for(briefing, target))
    assert front["title"] == briefing.title
    assert front["description"] == briefing.provenance
    says(shown(body), sayings(briefing)[1:])
    assert not re.search(r"^# ", body, re.MULTILINE)  # the site prints the title


def test_jekyll_keeps_liquid_off_and_takes_the_layout_of_a_post() -> None:
    front, _ = front_and_body("jekyll", render_for(REFINERY, "jekyll"))
    assert front["layout"] == "post"
    assert front["render_with_liquid"] is False


@pytest.mark.parametrize("target", SITES)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_front_matter_gives_back_any_title(text: str, target: Target) -> None:
    briefing = everywhere(text)
    front, _ = front_and_body(target, render_for(briefing, target))
    title = briefing.printed().title
    assert front["title"] == (title.replace("<", "&lt;") if target == "jekyll" else title)
    allowed = {"title", "description"} | ({"layout", "render_with_liquid"} if target == "jekyll" else set())
    assert set(front) == allowed


@pytest.mark.parametrize("target", [*SITES, "buttondown"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_markdown_for_a_place_has_no_tag_for_it_and_shows_the_words(text: str, target: Target) -> None:
    briefing = everywhere(text)
    file = render_for(briefing, target)
    if target == "buttondown":
        first, body = file.split("\n", 1)
        assert first == "<!-- buttondown-editor-mode: plaintext -->"
    else:
        _, body = front_and_body(target, file)
    assert not re.search(r"[{}<|]", body)  # Liquid, Go, shortcodes, MDX, Django, kramdown's lists and tables
    assert "$$" not in body
    assert not re.search(r"^(import|export)\b", body, re.MULTILINE)  # MDX
    assert not re.search(r"^\*?\[.*\]:", body, re.MULTILINE)  # definitions, also kramdown's of abbreviations
    wanted = sayings(briefing) if target == "buttondown" else sayings(briefing)[1:]
    says(shown(body).replace(JOINER, ""), wanted)


def test_buttondown_gets_no_front_matter_and_no_tag_even_after_markdown() -> None:
    file = render_for(everywhere("{{ subscriber.email }} {% if x %} {# y #}"), "buttondown")
    assert file.startswith("<!-- buttondown-editor-mode: plaintext -->\n\n# ")
    page = MarkdownIt("commonmark").render(file.split("\n", 1)[1])
    assert not re.search(r"\{[{%#]", page)


@pytest.mark.parametrize("target", PAGES)
@pytest.mark.parametrize("briefing", WHOLE.values(), ids=WHOLE.keys())
def test_a_page_says_everything(briefing: Briefing, target: Target) -> None:
    page = render_for(briefing, target)
    parser = html5lib.HTMLParser(strict=True)
    if target == "mailchimp":
        parser.parse(page)
    else:
        parser.parseFragment(page, container="div")
    says(page_words(page), sayings(briefing))


@pytest.mark.parametrize("target", ["ghost", "substack", "listmonk"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_an_editor_gets_plain_elements(text: str, target: Target) -> None:
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(
        render_for(everywhere(text), target), container="div"
    )
    assert {e.tag for e in root.iter()} <= {root.tag, "h1", "h2", "p", "ul", "li", "em", "blockquote"}
    assert not any(e.attrib for e in root.iter())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_mailchimp_finds_no_merge_tag(text: str) -> None:
    briefing = everywhere(text)
    page = render_for(briefing, "mailchimp")
    assert not re.search(r"\*\||\|\*", page)
    says(page_words(page), sayings(briefing))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_listmonk_finds_no_action(text: str) -> None:
    briefing = everywhere(text)
    page = render_for(briefing, "listmonk")
    assert not re.search(r"\{\{|\}\}", page)
    says(page_words(page), sayings(briefing))


def test_ghost_finds_no_name_to_fill_in_once_it_has_read_the_page() -> None:
    words = page_words(render_for(everywhere("Dear %%{first_name}%%"), "ghost"))
    assert "%%{" not in words
    assert "Dear %%{first_name}%%" in words.replace(JOINER, "")


def mrkdwn(message: str) -> tuple[list[str], list[str], str]:
    """What Slack sets bold, what it sets in italics, and the words that it shows."""
    for sign in re.findall(r"&(?!amp;|lt;|gt;)|<|`", message):
        pytest.fail(f"{sign} is markup to Slack")
    text = re.sub(r"^> ", "", message, flags=re.MULTILINE)
    edges = r"(?:(?<=\s)|(?<=^)){0}(?=\S)([^\n]+?)(?<=\S){0}(?!\w)"
    bold = re.findall(edges.format(r"\*"), text, re.MULTILINE)
    italics = re.findall(edges.format("_"), text, re.MULTILINE)
    for mark in (r"\*", "_"):
        text = re.sub(edges.format(mark), r"\1", text, flags=re.MULTILINE)
    for sign, entity in (("<", "&lt;"), (">", "&gt;"), ("&", "&amp;")):
        text = text.replace(entity, sign)
    return bold, italics, " ".join(text.replace(JOINER, "").split())


@pytest.mark.parametrize("briefing", WHOLE.values(), ids=WHOLE.keys())
def test_slack_sets_headings_bold_and_notices_in_italics(briefing: Briefing) -> None:
    bold, italics, text = mrkdwn(render_for(briefing, "slack"))
    assert bold == [briefing.title, *(s.heading for s in briefing.sections)]
    notices = [briefing.title_notice] if briefing.title_notice else []
    for part in briefing.sections:
        notices += [part.notice, *(f"({i.notice})" for i in part.items)]
    assert italics == notices
    says(text, sayings(briefing))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_slack_finds_no_markup_in_the_words(text: str) -> None:
    briefing = everywhere(text)
    message = render_for(briefing, "slack")
    bold, italics, shown = mrkdwn(message)
    assert len(bold) == 3
    assert len(italics) == 7
    assert "~" not in message or not re.search(r"(?<!\w)~|~(?!\w)", message)
    assert "://" not in message
    assert not re.search(r":[a-z0-9_+'-]+:", message)
    alike = str.maketrans("∗ˍ∼ˋ", "*_~`")
    says(shown.translate(alike), [s.translate(alike) for s in sayings(briefing)])


def test_slack_gets_paragraphs_that_fit_a_block() -> None:
    long = item("A sentence of the article that goes on. " * 200, "The article’s own reporting")
    word = item("&" * 4000, "The article’s own reporting")
    briefing = replace(REFINERY, sections=(section("facts", long, word), REFINERY.sections[1]))
    message = render_for(briefing, "slack")
    assert all(len(block) <= SLACK_BLOCK for block in message.split("\n\n"))
    assert message.count("_(The article’s own reporting)_") == 2


def test_slack_refuses_what_it_would_cut_off() -> None:
    long = [item("A sentence of the article that goes on. " * 40, "The article’s own reporting")] * 30
    with pytest.raises(OptionError, match=f"{SLACK_MESSAGE} characters"):
        render_for(replace(REFINERY, sections=(section("facts", *long),)), "slack")


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(OptionError, match="hugo, jekyll"):
        render_for(REFINERY, cast(Target, "myspace"))


@pytest.mark.parametrize("target", TARGETS)
def test_every_place_gets_the_same_text_each_time_ending_with_one_line_break(target: Target) -> None:
    text = render_for(OUTRUN, target)
    assert text == render_for(OUTRUN, target)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
