"""Part of the source stage: which outlet is the article's own."""

from __future__ import annotations

import re

from allegedly.article import Article
from allegedly.credits import REPORTED, SHOWN
from allegedly.phrases import lexicon

_CAPITAL_RE = re.compile(r"\b[A-Z](?=[a-z])")
_BRACKETED_RE = re.compile(r"\(([^()\n]{2,40})\)")

NAME = r"(?:[Tt]he )?([A-Z][\w'’&-]*(?: [A-Z][\w'’&-]*){0,3})"
"""What an outlet is called, without its article, as a group."""
_SHOWN_RE = re.compile(
    rf"\b{SHOWN} "
    rf"(?:(?:the )?[A-Z][\w'’&-]*(?: [A-Z][\w'’&-]*){{1,4}} \()?{NAME}"
)
_TELLS_RE = re.compile(
    r"\b(?i:aide|colleague|employee|executive|friend|insider|official|onlooker|pal|people|person|source|witness)(?:es|s)?"
    rf"(?: [^.;,“”\"]{{0,40}}?)?,? (?:tells?|told) {NAME}"
)
_THIS_PAPER_RE = re.compile(r"\b(?:seen|obtained|viewed) by this (?:newspaper|paper|website)\b")
_TOLD_RE = re.compile(rf"\b(?:tell|tells|told) {NAME}")
_REPORTED_RE = re.compile(rf"\b([A-Z][\w'’&-]*) {REPORTED}")


def names_shown(text: str) -> frozenset[str]:
    """The names by whom an article says that papers were seen, or people asked: "seen by the | LDRS"."""
    return frozenset(_SHOWN_RE.findall(text))


def names_told(text: str) -> frozenset[str]:
    """The names to whom people without one have told it: "a source tells | Page Nine"."""
    return frozenset(_TELLS_RE.findall(text))


def shown_to(text: str) -> frozenset[str]:
    """The names under which an article tells of papers that were shown to it, in lower case.

    Another outlet's it would bring as what that one reported: "The Post reported …. Papers seen by the Post".
    """
    names = names_shown(text)
    if _THIS_PAPER_RE.search(text):
        names |= frozenset(_TOLD_RE.findall(text))
    others = set(_REPORTED_RE.findall(text))  # their last words
    return frozenset(name.lower() for name in names if name.split()[-1] not in others)


def own_outlets(article: Article) -> frozenset[str]:
    """What the article shows to be its own outlet: the one given, or in its dateline ("(Corvo News)").

    With the letters that it goes by: the Sund Broadcasting Corporation is "SBC"; the Sund Daily Mail is
    "the Daily Mail", or "the Mail".
    """
    shown = [article.outlet or ""]
    words = shown[0].split()
    if words and words[-1].lower().rpartition("-")[2] in lexicon("outlets")["endings"]:
        shown += [" ".join(words[at:]) for at in range(1, len(words))]
    letters = "".join(_CAPITAL_RE.findall(shown[0]))
    shown += [letters] if len(letters) > 1 else []
    for block in article.blocks:
        if block.why == "dateline":
            shown += _BRACKETED_RE.findall(block.span.slice(article.text))
    return frozenset(" ".join(name.lower().split()) for name in shown if name)
