"""Part of the attribution stage: readers' letters, whose writer's name stands below and not beside them."""

from __future__ import annotations

import re

from allegedly.analysis import SIGNED, Found
from allegedly.article import Article, Span
from allegedly.furniture import listed

_HEADING_RE = re.compile(
    r"(?:(?:readers['’]?|your|our readers['’]?) )?(?:letters?(?: to the editor| of the (?:day|week))?"
    r"|feedback|facebook|twitter|comments?|views)[.:]?",
    re.IGNORECASE,
)
_SIGNATURE_RE = re.compile(
    r"[-–—]{0,2} ?(?P<name>@\w{2,30}"
    r"|(?:(?:[A-ZÀ-Þ]\.?|[A-ZÀ-Þ][\w'’-]+|de|van|von|al) ){1,4}[A-ZÀ-Þ][\w'’-]+)[.,]?"
)
_PLACE_RE = re.compile(r"[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){0,3}(?:, (?:[A-Z][\w.]*\.?){1,2})?[.,]?")
_EDITOR_RE = re.compile(r"We asked (?:\w+ ){0,3}(?:what|who|whom|which|whether|if|how|why|for)\b")


def _is_page(text: str) -> bool:
    """Whether a line in capitals like a name's is the page's own: "READ MORE"."""
    words = text.lower().strip(" .:").split()
    return words[0] in {"read", "share", "related", "more", "see"} or " ".join(words) in listed("labels")


def letters(article: Article) -> tuple[Found, ...]:
    """An attribution for each signed letter of a page that is headed "Letters"; mostly none.

    A letter is the paragraphs between what was set aside before it and its signature: a name or an account
    on a line of its own. What the page itself asks its readers is nobody's letter.
    """
    headed = False
    out: list[Found] = []
    letter: list[Span] = []
    for block in article.blocks:
        text = block.span.slice(article.text)
        if block.kind == "paragraph":
            after_name = not letter and bool(out) and _PLACE_RE.fullmatch(text) is not None
            if headed and not after_name and not _EDITOR_RE.match(text):
                letter.append(block.span)
            continue
        signature = _SIGNATURE_RE.fullmatch(text)
        if _HEADING_RE.fullmatch(text):
            headed = True
        elif signature is not None and letter and not _is_page(text):
            start = block.span.start + signature.start("name")
            name = Span(start, start + len(signature["name"].rstrip(".,")))
            out.append(Found((name,), (), tuple(letter), SIGNED, 0.9))
        letter = []
    return tuple(out)
