"""Part of the source stage: which outlet is the article's own."""

from __future__ import annotations

import re

from allegedly.article import Article
from allegedly.phrases import lexicon

_CAPITAL_RE = re.compile(r"\b[A-Z](?=[a-z])")
_BRACKETED_RE = re.compile(r"\(([^()\n]{2,40})\)")


def own_outlets(article: Article) -> frozenset[str]:
    """What the article shows to be its own outlet: the one given, or in its dateline ("(Corvo News)").

    With the letters that it goes by: the Sund Broadcasting Corporation is "SBC"; the Sund Mail is "the Mail".
    """
    shown = [article.outlet or ""]
    *front, last = shown[0].split() or [""]
    shown += [last] if front and last.lower() in lexicon("outlets")["endings"] else []
    letters = "".join(_CAPITAL_RE.findall(shown[0]))
    shown += [letters] if len(letters) > 1 else []
    for block in article.blocks:
        if block.why == "dateline":
            shown += _BRACKETED_RE.findall(block.span.slice(article.text))
    return frozenset(" ".join(name.lower().split()) for name in shown if name)
