"""Part of the source stage: which outlet "the paper" and "the agency" mean, which document "it" does."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.furniture import agency_pattern
from allegedly.phrases import lexicon
from allegedly.stages.mentions import Mention, read_mention
from allegedly.stages.registry import Entity

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_SPOKEN_TO_RE = re.compile(r"\b(?:to|told|with) the (?:[A-Z]\w+ )?(?:daily|newspaper|paper|tabloid|weekly) $")
_PAPER_WORDS = 4
"""Words of a sentence among which the document stands that it is about: "The leaked internal | memo"."""
_WHEN = frozenset({"after", "as", "when"})
_LETTERS = 5
"""A longer name in capitals is a dateline's, no agency's."""
_AGENCIES = frozenset({"administration", "authority", "bureau", "directorate", "office", "service"})
_PAPERS = frozenset({"broadsheet", "daily", "newspaper", "paper", "tabloid", "weekly"})
_AIRED = frozenset({"broadcaster", "channel", "network", "station"})
_PRINTED_RE = re.compile(
    r"(?i:\b(?:argus|beast|chronicle|courier|daily|dispatch|echo|examiner|express|gazette|globe|guardian|herald"
    r"|independent|journal|ledger|mail|mirror|newspaper|observer|post|sun|telegraph|times|tribune|weekly)$)"
)
"""A paper, which is no "network"."""
_WIRED_RE = re.compile(rf"\b(?:{agency_pattern()}|\w*[Aa]gency|Press|Wire)\b|^[A-Z]{{2,5}}$")
"""What a news agency is called: "the agency" is no broadcaster."""
_PAGES = frozenset({"blog", "page", "site", "website"})
_OWN_PAGE_RE = re.compile(r"\b(?:his|her|its|their|\w+['’]s?) (?:\w+ )?(?:blog|page|site|website)\b")
"""A page that somebody has: "the website" is theirs and no outlet."""


# fmt: off
_KINDS = frozenset({
    "accident", "audit", "autopsy", "ballistics", "coroner", "crash", "environmental", "forensic", "incident",
    "inquest", "inquiry", "inspection", "investigation", "laboratory", "medical", "pathology", "police",
    "post-mortem", "postmortem", "psychiatric", "safety", "toxicology", "treatment",
})
# fmt: on
"""What a report may be besides: each is another paper."""


def _is_paper(entity: Entity) -> bool:
    """Whether a source is a newspaper, as far as its nouns go."""
    return entity.kind == "outlet" and not entity.heads & (lexicon("sources")["outlets"] - _PAPERS)


def newspaper(reading: Continuation, mention: Mention) -> int | None:
    """The paper that spoke last: "The Kapital daily …. | The newspaper", whatever other one was spoken of.

    Or the one that was spoken to since: "Speaking to the Czech daily Lidove Zpravy, Jiri Kaplan said".
    """
    if mention.head not in _PAPERS or mention.plural or mention.marks - {mention.head}:
        return None
    spoke = reading.registry.recent(mention.span.start, lambda e: _is_paper(e) or _is_document(e))
    if spoke is not None and _is_document(reading.registry[spoke]):
        return spoke  # "A 40-page discussion paper …. | The paper | says"
    last = reading.registry.recent(mention.span.start, _is_paper)
    told = () if last is None else reading.registry[last].mentions
    since = max((s.end for s in told if s.start < mention.span.start), default=0)
    for name in reversed(reading.names.between(since, mention.span.start)):
        before = reading.text[max(0, name.whole.start - 40) : name.whole.start]
        if _SPOKEN_TO_RE.search(before) and reading.text.startswith(",", name.whole.end):
            printed = name.whole.slice(reading.text)
            return reading.registry.put("outlet", printed, name.whole, head=mention.head)
    if last is not None:
        reading.registry[last].heads.add(mention.head)
    return last


def _is_document(entity: Entity) -> bool:
    """Whether a discussion paper, and no daily, goes by the noun."""
    return entity.kind in {"document", "unnamed"} and "paper" in entity.heads


def is_other_paper(mention: Mention, called: str, text: str) -> bool:
    """Whether the paper `called` so is of another kind: "The CAG report …. | The post-mortem report | said".

    Not where either is only called a report.
    """
    if mention.kind != "document" or mention.head not in lexicon("sources")["documents"]:
        return False
    own, other = _kinds(mention.core.slice(text), mention.head), _kinds(called, mention.head)
    return bool(own and other) and own.isdisjoint(other)


def _kinds(called: str, head: str) -> set[str]:
    """The words in front of the noun that say what paper it is: a name, "autopsy", "police"."""
    front = called.replace("’", "'").partition(f" {head}")[0].split()[1:]
    words = [word.removesuffix("'s") for word in front]
    return {word.lower() for word in words if word[:1].isupper() or word.lower() in _KINDS}


def outlet(reading: Continuation, mention: Mention) -> int | None:
    """The outlet that "the paper" continues: the last that spoke, else the last that is named."""
    if mention.head not in lexicon("sources")["outlets"]:
        return None
    if mention.head in _PAGES and _OWN_PAGE_RE.search(
        reading.text, reading.floor(mention.span.start), mention.span.start
    ):
        return reading.fresh(mention)
    wire = mention.head == "agency"
    kinds = mention.core.slice(reading.text).lower().split()[1:-1]
    if wire and kinds and not {"news", "press", "state", "wire"} & set(kinds):
        return None  # "the disaster | agency" is an office

    def fits(name: str) -> bool:
        printed = mention.head in _AIRED and _PRINTED_RE.search(name) is not None
        return not printed and not (wire and _WIRED_RE.search(name) is None)

    number = reading.registry.recent(mention.span.start, lambda e: e.kind == "outlet" and fits(e.name))
    if number is not None:
        return number
    for name in reversed(reading.names.between(0, mention.span.start)):
        letters = name.core.slice(reading.text).replace(".", "")
        office = (letters.isupper() and len(letters) <= _LETTERS) or not _AGENCIES.isdisjoint(
            name.key.split()
        )
        if wire and name.kind == "organisation" and office:
            return reading.named_body(name)  # "the Bureau of Investigation … | the agency"
        if name.kind == "outlet" and fits(name.core.slice(reading.text)):
            printed = name.whole.slice(reading.text)
            return reading.registry.put("outlet", printed, name.whole, head=mention.head)
    return None


def told_of_paper(reading: Continuation, before: int) -> int | None:
    """The document of which the sentence before is told: "A secret note is signed by Ross. | It | states"."""
    sources = lexicon("sources")
    for sentence in list(reading.back(before, 2))[1:]:
        first = bisect_left(reading.token_starts, sentence.span.start)
        first += reading.tokens[first].lower in _WHEN  # "When | the email arrived, …. It said"
        words = [t.lower for t in reading.tokens[first : first + _PAPER_WORDS + 1]]
        at = next((k for k, word in enumerate(words[:_PAPER_WORDS]) if word in sources["documents"]), 0)
        others = sources["people"] | sources["organisations"]  # "The department said improved | data"
        if (
            at
            and words[0] in {"a", "an", "the"}
            and others.isdisjoint((*words[:at], *words[at + 1 : at + 2]))
        ):
            number = reading.read(Span(reading.tokens[first].start, reading.tokens[first + at].end), None, 2)
            # An anonymous letter is nobody named.
            known = {"document"} if words[at] in sources["issued"] else {"document", "unnamed"}
            return number if number is None or reading.registry[number].kind in known else None
    return None


def named_outlet(reading: Continuation, start: int) -> int | None:
    """The outlet that the phrase at offset `start` names, if it does ("told | Reuters")."""
    end = reading.phrase_end(start)
    mention = read_mention(reading.text, Span(start, end), reading.names) if end > start else None
    paper = mention is not None and mention.head == "paper"  # that is told things is no document
    if mention is None or not (paper or mention.kind == "outlet") or mention.form not in {"name", "definite"}:
        return None
    bare = mention.form == "definite" and not mention.marks - {mention.head}
    last = reading.registry.recent(start, lambda e: e.kind == "outlet")
    if bare and (last is None or paper):
        return last  # "told the agency" where no other is named: the article's own
    return reading.read(Span(start, end))
