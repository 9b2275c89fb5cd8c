"""Part of the source stage: whether a run of capitalised words names a person, a body, a paper or nobody."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.analysis import SourceKind
from allegedly.phrases import Token, entries, is_outlet, is_source_noun, lexicon
from allegedly.stages.name_words import is_channel, only_describes, runs_a_country

_PAPERS = frozenset({"broadcaster", "daily", "magazine", "newspaper", "radio", "weekly"})
"""What opens the name of an outlet: "| Daily | Il Corriere"."""


def kind_of_run(
    tokens: Sequence[Token], start: int, end: int, words: list[str], *, titled: bool
) -> SourceKind | None:
    """What kind of source the capitalised tokens `start:end` name, whose words these are; `None` for nobody.

    `titled`: a title or a role stands in front.
    """
    bodies, sources = lexicon("bodies"), lexicon("sources")
    article = (start > 0 and tokens[start - 1].lower == "the") or tokens[start].lower == "the"
    joined = " ".join(words)
    if is_channel(words):
        return "outlet"
    if len(words[-1]) == 1 or only_describes(tokens[end - 1]):
        return None  # "Nurse B" hides a name; "the Houston-based company", "the BBC-style answer"
    if words[-1].removesuffix("s") in sources["initials"]:
        return None  # "the MP", "two Labour MPs"
    if words[-1] in bodies["grounds"] and joined not in entries("bodies", "place_phrases"):
        return None  # "Quay Street"; but "Wall Street"
    if not article and all(is_source_noun(word) for word in words):
        return None  # a sentence's first words
    if len(words) > 1 and words[-1] in bodies["laws"]:
        return "document"
    if is_outlet(words, article=article) or (len(words) > 1 and words[0] in _PAPERS):
        return "outlet"
    runs = runs_a_country(words)
    dotted = "." in tokens[end - 1].text.rstrip(".")
    if titled and not (article or runs or dotted or joined in entries("bodies", "place_phrases")):
        return "person"  # but "former Soviet Union", "a senior G.O.P. aide"
    if any(token.text == "&" for token in tokens[start:end]):
        return "organisation"
    if (
        words[-1] in bodies["endings"]
        or runs
        or words[-1] in bodies["places"] | bodies["capitals"] | bodies["us_states"]
        or joined in entries("bodies", "place_phrases")
        or (len(words) > 1 and words[0] in bodies["place_openings"])
        or (tokens[end - 1].text.isupper() and len(tokens[end - 1].text) > 1)
        or article
    ):
        return "organisation"
    if words[-1] in sources["collective"] or (
        len(words) == 1 and words[0].endswith(("ians", "icans", "eans", "ese", "ish"))
    ):
        return None
    return "person"


def is_body_apposed(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a name behind the comma is what a body is called: "at the builder|, Harmon Marine,"."""
    sources = lexicon("sources")
    firms = sources["firms"] | sources["runners"] | sources["traders"] | sources["organisations"]
    if comma < 2 or tokens[comma].text != "," or tokens[comma - 1].lower not in firms:
        return False
    # "the head of the agency, Ida Brandt," is she: only where somebody or something is at, by or from it.
    front = [t.lower for t in tokens[max(0, comma - 5) : comma - 1]]
    return any(front[k : k + 2] in (["at", "the"], ["by", "the"], ["from", "the"]) for k in range(len(front)))
