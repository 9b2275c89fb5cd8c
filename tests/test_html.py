"""The HTML fragment: what an HTML5 parser finds in it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import html5lib
import pytest

from allegedly.briefing import Briefing
from allegedly.errors import TemplateError
from allegedly.render.html import plain_html, render_html
from briefings import NO_FACTS, OUTRUN, REFINERY, WHOLE, sayings


def parsed(fragment: str) -> Element:
    """The fragment's elements. Fails where an HTML5 parser finds an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parseFragment(fragment, container="div")
    assert isinstance(root, Element)
    return root


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("briefing", WHOLE.values(), ids=WHOLE.keys())
def test_the_fragment_is_one_article_that_says_everything_in_order(briefing: Briefing) -> None:
    root = parsed(render_html(briefing))
    assert [child.tag for child in root] == ["article"]
    assert root[0].attrib == {"class": "brief", "lang": "en"}
    text, at = words(root), 0
    for saying in sayings(briefing):
        at = text.index(saying, at) + len(saying)


def test_each_section_is_an_element_of_its_own_with_its_notices() -> None:
    root = parsed(render_html(REFINERY))
    sections = root.findall(".//section")
    assert [s.get("class") for s in sections] == ["facts", "allegations"]
    for element, section in zip(sections, REFINERY.sections, strict=True):
        assert [child.tag for child in element] == ["h2", "blockquote", "ul"]
        assert words(element[0]) == section.heading
        assert element[1].get("class") == "section-notice"
        assert words(element[1]) == section.notice
        notices = [words(em) for em in element.findall(".//em[@class='notice']")]
        assert notices == [f"({item.notice})" for item in section.items]
        told = [words(li) for li in element.findall(".//li")]
        assert told == [f"{item.text} ({item.notice})" for item in section.items]
    assert [words(p) for p in root.findall(".//p[@class='sources']")] == [REFINERY.sources]
    assert [words(p) for p in root.findall(".//p[@class='provenance']")] == [REFINERY.provenance]


def test_a_headline_that_outruns_its_body_has_its_notice_under_it() -> None:
    article = parsed(render_html(OUTRUN))[0]
    assert [child.tag for child in article][:3] == ["h1", "blockquote", "p"]
    assert article[1].get("class") == "title-notice"
    assert words(article[1]) == OUTRUN.title_notice


def test_an_empty_section_says_so_and_has_no_list() -> None:
    facts = parsed(render_html(NO_FACTS)).findall(".//section")[0]
    assert [child.tag for child in facts] == ["h2", "blockquote"]


def test_plain_html_has_no_attributes() -> None:
    root = parsed(plain_html(OUTRUN))
    assert {element.tag for element in root.iter()} - {root.tag} == {
        "h1",
        "h2",
        "p",
        "ul",
        "li",
        "em",
        "blockquote",
    }
    assert all(not element.attrib for element in root.iter())


def test_a_template_may_use_the_briefing_and_its_body() -> None:
    page = render_html(OUTRUN, "<main title='{{ briefing.title }}'>{{ body }}</main>")
    root = parsed(page)
    assert root[0].attrib == {"title": OUTRUN.title}
    assert words(root).endswith(OUTRUN.sources)


def test_a_value_in_a_template_is_escaped() -> None:
    from dataclasses import replace

    page = render_html(replace(REFINERY, title="a <b> & 'c' \"d\""), "<p title='{{ briefing.title }}'>x</p>")
    assert parsed(page)[0].attrib == {"title": "a <b> & 'c' \"d\""}


@pytest.mark.parametrize("template", ["{{ nothing }}", "{{ briefing.nothing }}", "{% if %}", "{{ body"])
def test_a_template_that_cannot_be_used_is_one_line(template: str) -> None:
    with pytest.raises(TemplateError, match="template cannot be used") as caught:
        render_html(REFINERY, template)
    assert "\n" not in str(caught.value)


def test_the_same_brief_gives_the_same_html() -> None:
    assert render_html(REFINERY) == render_html(REFINERY)
