"""The whole program on one screen: each stage is a plain call, in order."""

from __future__ import annotations

from allegedly.analysis import Analysis
from allegedly.briefing import Briefing, Summary
from allegedly.config import DEFAULT_SENTENCES, Options
from allegedly.errors import OptionError


def analyse(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 -- the name in the JSON schema
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    byline: str | None = None,
) -> Analysis:
    """Everything that can be said about whose word each sentence of `text` is.

    Offsets are code points into `text` exactly as given. `title` and the rest are what the caller knows from
    outside; they go before what is found in the text. Raises `InputError` for text that is empty, too short,
    too large or not English.
    """
    from allegedly.ingest import ingest
    from allegedly.stages.attribute import attribute
    from allegedly.stages.evidence import evidence
    from allegedly.stages.segment import segment
    from allegedly.stages.source import source

    article = ingest(text, id=id, title=title, outlet=outlet, published=published, url=url, byline=byline)
    sentences = segment(article)
    found = attribute(article, sentences)
    sources, attributions = source(article, sentences, found)
    return evidence(article, sentences, sources, attributions)


def brief(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 -- the name in the JSON schema
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
    byline: str | None = None,
    options: Options = Options(),
) -> Briefing:
    """A verified one-page brief of the article `text`.

    Raises `InputError` as `analyse` does, `OptionError` for an unknown ranker or a word count that is not
    positive, and `VerificationError` when the finished brief breaks a promise: that is a bug, and no brief is
    returned.
    """
    analysis = analyse(text, id=id, title=title, outlet=outlet, published=published, url=url, byline=byline)
    return brief_of(analysis, options)


def brief_of(analysis: Analysis, options: Options = Options()) -> Briefing:
    """A verified one-page brief of an article that is analysed already."""
    from allegedly.compose import compose
    from allegedly.verify import verify

    briefing = compose(analysis, options)
    verify(analysis, briefing)
    return briefing


def summarise(
    text: str,
    *,
    sentences: int | None = None,
    words: int | None = None,
    ranker: str = "house",
    id: str | None = None,  # noqa: A002 -- the name in the JSON schema
) -> Summary:
    """The `sentences` most telling sentences of `text`, or as many as fit into `words`, in reading order.

    Without a bound, three sentences. A summary knows nothing of sourcing: allegations stand in it as the
    article has them. Raises `InputError` as `analyse` does, `OptionError` for two bounds at once, a bound that
    is not positive, or an unknown ranker.
    """
    from allegedly.ingest import ingest
    from allegedly.stages.rank import pick
    from allegedly.stages.segment import segment

    if sentences is not None and words is not None:
        raise OptionError("give a number of sentences or of words, not both")
    if sentences is None and words is None:
        sentences = DEFAULT_SENTENCES
    article = ingest(text, id=id)
    picked = pick(article, segment(article), sentences=sentences, words=words, ranker=ranker)
    return Summary(tuple((s.span, s.span.slice(article.text)) for s in picked), id)
