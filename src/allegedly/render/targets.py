"""A brief or digest in exactly what a place takes that briefs are published in: `--for`.

Each of these places reads something into plain characters that Markdown or HTML do not: template tags, merge
tags, shortcodes, front matter. Its text is written so that it prints there as it stands in the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, get_args

from allegedly.briefing import Digest
from allegedly.errors import OptionError
from allegedly.render.email import render_email
from allegedly.render.html import plain_html
from allegedly.render.markdown import escape, fill_markdown, slugs
from allegedly.render.templates import Document, fill
from allegedly.templating import shipped

Target = Literal[
    "hugo", "jekyll", "astro", "buttondown", "ghost", "substack", "mailchimp", "listmonk", "slack"
]
"""The places that a document can be written for."""

TARGETS: tuple[Target, ...] = get_args(Target)

SLACK_BLOCK = 3_000
"""Characters that Slack takes in the text of one section block."""

SLACK_MESSAGE = 40_000
"""Characters that Slack takes in the text of one message; what is longer it cuts off."""

# Liquid's and Go's tags, Hugo's shortcodes, the expressions of MDX, kramdown's attribute lists, tables,
# formulas and definitions of abbreviations. As entities, since these are read before Markdown or beside it.
_MARKDOWN_RE = re.compile(r"[{}|]|\$(?=\$)|(?<=\$)\$|(?<=\\)\](?=:)")
_LINE_RE = re.compile(r"^(?:[ie](?=(?:mport|xport)\b)|:|\^$)")
_BRACE_RE = re.compile(r"[{}]")
_MERGE_RE = re.compile(r"(?<=\*)\||\|(?=\*)")
_QUOTED_RE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")

_JOINER = "\u2060"
"""U+2060, which prints nothing and joins: for a place that decodes an entity before it looks for tags."""

# A mark that Slack could take for the start or the end of bold, italics, strike or code. It has no escape for
# them, and takes none inside a word but the backquote.
_SLACK_RE = re.compile(r"(?<![^\W_])[*_~]|[*_~](?![^\W_])|`")
_SLACK_ALIKE = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
# An address, of which Slack would fetch a preview, and the name of an emoji.
_SLACK_COLON_RE = re.compile(r":(?=//|[\w+'-]{1,100}:)")


def render_for(document: Document, target: Target) -> str:
    """The document as `target` takes it, ending with a line break: Markdown, HTML or Slack's mrkdwn.

    hugo, jekyll, astro: a Markdown file with front matter, which has the title. buttondown: Markdown with the
    comment that keeps its editor plain. ghost, substack: HTML of plain elements. listmonk: the same, for a
    campaign of the type HTML. mailchimp: a whole HTML page, for "code your own". slack: mrkdwn whose
    paragraphs each fit a section block.

    Raises `OptionError` for an unknown target.
    """
    if target not in _WRITERS:
        raise OptionError(f"there is no place {target!r} to write for; take one of {', '.join(TARGETS)}")
    return _WRITERS[target](document.printed())


def _hugo(document: Document) -> str:
    front = f"title = {_quoted(document.title)}\ndescription = {_quoted(_description(document))}\n"
    return f"+++\n{front}+++\n\n{_post(document)}"


def _jekyll(document: Document) -> str:
    # Themes print a title as it is, so it is written without a character that could open a tag.
    front = (
        f"layout: post\ntitle: {_quoted(document.title.replace('<', '&lt;'))}\n"
        f"description: {_quoted(_description(document).replace('<', '&lt;'))}\nrender_with_liquid: false\n"
    )
    return f"---\n{front}---\n\n{_post(document)}"


def _astro(document: Document) -> str:
    front = f"title: {_quoted(document.title)}\ndescription: {_quoted(_description(document))}\n"
    return f"---\n{front}---\n\n{_post(document)}"


def _buttondown(document: Document) -> str:
    own = shipped("digest.md.j2" if isinstance(document, Digest) else "brief.md.j2")
    body = fill_markdown(own, document, escape=_escape_markdown, anchor=None)
    # Its tags are Django's, and nothing says whether they are looked for before or after Markdown.
    body = re.sub(r"&#123;(?=&#123;|[%#])", "&#123;" + _JOINER, body)
    return f"<!-- buttondown-editor-mode: plaintext -->\n\n{body}"


def _ghost(document: Document) -> str:
    # Ghost reads the entities before it sends a post by mail, where %%{name}%% is the reader's name.
    return plain_html(document).replace("%%{", "%%" + _JOINER + "{")


def _mailchimp(document: Document) -> str:
    return _entities(_MERGE_RE, render_email(document))


def _listmonk(document: Document) -> str:
    return _entities(_BRACE_RE, plain_html(document))


def _slack(document: Document) -> str:
    own = shipped("digest-slack.txt.j2" if isinstance(document, Digest) else "slack.txt.j2")
    message = fill(own, document, escape=_escape_slack)
    blocks = [part for block in message.strip().split("\n\n") for part in _fitting(block)]
    whole = "\n\n".join(blocks) + "\n"
    if len(whole) > SLACK_MESSAGE:
        raise OptionError(
            f"Slack takes {SLACK_MESSAGE} characters and this has {len(whole)}; ask for fewer words"
        )
    return whole


_WRITERS: dict[Target, Callable[[Document], str]] = {
    "hugo": _hugo,
    "jekyll": _jekyll,
    "astro": _astro,
    "buttondown": _buttondown,
    "ghost": _ghost,
    "substack": plain_html,
    "mailchimp": _mailchimp,
    "listmonk": _listmonk,
    "slack": _slack,
}


def _description(document: Document) -> str:
    """What a site says of the post in its lists."""
    if isinstance(document, Digest):
        return document.intro[0] if document.intro else document.notice
    return document.provenance


def _post(document: Document) -> str:
    """The Markdown below the front matter: everything but the title."""
    own, anchor = "post.md.j2", None
    if isinstance(document, Digest):
        own, anchor = "digest-post.md.j2", slugs(document)
    return fill_markdown(shipped(own), document, escape=_escape_markdown, anchor=anchor)


def _escape_markdown(value: str) -> str:
    value = _entities(_MARKDOWN_RE, escape(value)).replace("\\&#93;:", "&#93;:")
    # A paragraph of an intro opens a line: MDX has modules there, kramdown definitions and ends of blocks.
    return _LINE_RE.sub(lambda m: f"&#{ord(m[0])};", value)


def _entities(found: re.Pattern[str], value: str) -> str:
    return found.sub(lambda m: "".join(f"&#{ord(c)};" for c in m[0]), value)


def _quoted(value: str) -> str:
    """`value` in double quotes, as YAML, TOML and JSON all read it."""
    value = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _QUOTED_RE.sub(lambda m: f"\\u{ord(m[0]):04x}", value) + '"'


def _escape_slack(value: str) -> str:
    """`value` without mrkdwn: escapes for the three characters that have one, look-alikes for the rest."""
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    value = _SLACK_COLON_RE.sub(":" + _JOINER, value)
    return _SLACK_RE.sub(lambda m: _SLACK_ALIKE[m[0]], value)


def _fitting(block: str) -> list[str]:
    """`block` in pieces that fit a section block, cut between words; a word that does not fit is cut too."""
    pieces = []
    while len(block) > SLACK_BLOCK:
        # In front of the notice where that is near enough, so that its marks stay in one piece.
        cut = max(block.rfind(" _(", 1, SLACK_BLOCK), 0) or max(block.rfind(" ", 1, SLACK_BLOCK), 0)
        cut = cut or SLACK_BLOCK
        pieces.append(block[:cut])
        block = block[cut:].lstrip()
    return [*pieces, block]
