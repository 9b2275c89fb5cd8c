"""Through whom a statement came: the outlets that relay it, and the one to which somebody spoke."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from allegedly.analysis import Analysis, Source
from allegedly.credits import SHOWN
from allegedly.descriptions import called, short

_TOLD_RE = re.compile(r"\b(?:[Tt]old|[Tt]ells?) (?P<the>[Tt]he )?(?=[A-ZÀ-Þ])")
_FRONT = 10
"""Characters in front of an outlet's mention in which "told the" stands."""
_SHOWN_RE = re.compile(rf"\b{SHOWN} (?:the )?\Z")
_SHOWN_FRONT = 20
"""Characters in front of it in which it says that papers were shown to it."""


def chain_names(analysis: Analysis, chain: Iterable[int]) -> list[str]:
    """The names of those who relay a statement, outermost first, each once."""
    links = (analysis.sources[i] for i in chain)
    return list(dict.fromkeys(called(analysis, source) for source in links if source.name))


def spoken_to(analysis: Analysis, chain: Sequence[int]) -> str | None:
    """The one outlet that is only told things ("told the Courier"), where the article's own is not known.

    It may well be the article's own, so that nothing need be second-hand. `None` when there is more to the
    chain than that.
    """
    text = analysis.article.text
    if analysis.article.outlet is not None or len(set(chain)) != 1:
        return None
    outlet = analysis.sources[chain[0]]
    if outlet.kind != "outlet" or any(a.by == chain[0] for a in analysis.attributions):
        return None
    shown = (text[max(0, m.start - _SHOWN_FRONT) : m.start] for m in outlet.mentions)
    named = [m for m, front in zip(outlet.mentions, shown, strict=True) if not _SHOWN_RE.search(front)]
    told = [_TOLD_RE.search(text, max(0, m.start - _FRONT), m.end) for m in named]
    articles = [m["the"] or "" for m in told if m is not None]  # "told the paper A Tribuna" is another
    if not told or len(articles) != len(told):
        return None
    name = short(outlet.name)
    return name if name.lower().startswith("the ") else f"{articles[0]}{name}"


def is_own(analysis: Analysis, outlet: Source) -> bool:
    """Whether the outlet is the article's own: "the Irish Ledger can reveal"."""
    own = (analysis.article.outlet or "").casefold().removeprefix("the ")
    name = outlet.name.casefold().removeprefix("the ")
    return own == name or own.endswith(f" {name}")
