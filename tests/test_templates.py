"""Every template against a briefing's fields and the notices' names; nothing unknown is left blank."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from allegedly import answers, descriptions, headline, issue, listing, notices, sayings
from allegedly.briefing import Briefing, Digest, Entry, Item, Section
from allegedly.errors import TemplateError
from allegedly.render.markdown import markdown
from allegedly.render.text import text
from allegedly.templating import environment, shipped
from test_render import made

BRIEF = ("brief.md.j2", "brief.txt.j2", "slack.txt.j2")
DIGEST = ("digest.md.j2", "digest.txt.j2", "digest-slack.txt.j2")
TEMPLATES = (*BRIEF, *DIGEST, "digest-email.html.j2")
NAMES = {
    "briefing": {f.name for f in fields(Briefing)},
    "section": {f.name for f in fields(Section)},
    "item": {f.name for f in fields(Item)} | {"whole_notice"},
    "digest": {f.name for f in fields(Digest)},
    "entry": {f.name for f in fields(Entry)},
    "entry.briefing": {f.name for f in fields(Briefing)},
}


def attributes(name: str) -> set[tuple[str, str]]:
    """What a template names, as owner and attribute, with what the templates that it includes name."""
    tree = environment_with_filters().parse(shipped(name))
    found = set()
    for attribute in tree.find_all(nodes.Getattr):
        of = attribute.node
        owner = f"{of.node.name}.{of.attr}" if isinstance(of, nodes.Getattr) else of.name  # type: ignore[attr-defined]
        found.add((owner, attribute.attr))
    named = [n.template for n in tree.find_all(nodes.Include)] + [
        n.template for n in tree.find_all(nodes.Extends)
    ]
    for other in named:
        assert isinstance(other, nodes.Const)
        found |= attributes(other.value)
    return found


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_names_only_what_a_document_has(name: str) -> None:
    for owner, attribute in attributes(name):
        assert attribute in NAMES[owner]


IN_BRIEF = {
    "title",
    "title_notice",
    "provenance",
    "sections",
    "heading",
    "notice",
    "items",
    "text",
    "whole_notice",
}
IN_DIGEST = {"intro", "contents", "entries", "number", "origin", "last", "sources", "sources_heading"}


@pytest.mark.parametrize("name", [*BRIEF, *DIGEST])
def test_a_template_shows_every_part_that_a_reader_needs(name: str) -> None:
    used = {attribute for _, attribute in attributes(name)}
    assert used >= IN_BRIEF | (IN_DIGEST if name in DIGEST else {"sources"})


def environment_with_filters() -> Environment:
    env = environment()
    env.filters.update(wrap=str, underline=str, linked=str)
    return env


@pytest.mark.parametrize("render", [markdown, text])
@pytest.mark.parametrize(
    "template", ["{{ briefing.headline }}", "{{ unknown }}", "{% for %}", "{{ briefing.title | nofilter }}"]
)
def test_a_template_that_cannot_work_says_so(render, template: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TemplateError, match="template"):
        render(made("The pound"), template)


def test_a_template_cannot_forget_to_escape() -> None:
    assert markdown(made("*loud*"), "{{ briefing.title }}") == "\\*loud\\*\n"


def test_a_template_of_one_s_own_sees_the_sections() -> None:
    template = "{% for s in briefing.sections %}{{ s.kind }}:{{ s.items | length }} {% endfor %}"
    assert markdown(made("The pound"), template) == "facts:1 allegations:1\n"


def test_every_notice_can_be_filled_from_the_names_above_its_table() -> None:
    comment: list[str] = []
    for line in shipped("notices.toml").splitlines():
        if line.startswith("#"):
            comment.append(line)
        elif line.startswith("["):
            listed = " ".join(comment)
            for key, value in sayings.wording()[line.strip("[]")].items():
                tree = environment().parse(value)
                for name in tree.find_all(nodes.Name):
                    assert re.search(rf"\b{name.name}\b", listed), f"{line} {key}: {name.name}"
            comment = []


def test_every_notice_is_used_somewhere() -> None:
    code = "".join(
        Path(m.__file__ or "").read_text("utf-8")
        for m in (notices, answers, descriptions, listing, headline, issue)
    )
    code += (Path(notices.__file__).parent / "compose.py").read_text("utf-8")
    for table, wordings in sayings.wording().items():
        assert f'say("{table}"' in code, table
        for key in wordings:
            stem = re.split(r"_(?=nobody$|facts$|allegations$)", key)[0]
            assert re.search(rf'"(?:no_)?{re.escape(stem)}|{{key}}_|f"[a-z]+_{{kind}}"', code), (
                f"{table}.{key}"
            )


def test_a_missing_template_is_a_clear_error() -> None:
    with pytest.raises(TemplateError, match=r"missing\.j2 is missing"):
        shipped("missing.j2")
