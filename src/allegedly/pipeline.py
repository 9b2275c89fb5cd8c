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
    from allegedly.model.reading import read
    from allegedly.stages.attribute import attribute
    from allegedly.stages.evidence import evidence
    from allegedly.stages.segment import require_article, segment
    from allegedly.stages.source import source

    article = ingest(text, id=id, title=title, outlet=outlet, published=published, url=url, byline=byline)
    sentences = segment(article)
    require_article(sentences)
    reading = read(article.text, [b.span.start for b in article.blocks], [s.span for s in sentences])
    found = attribute(article, sentences, reading)
    sources, attributions = source(article, sentences, found)
    return evidence(article, sentences, sources, attributions, reading)


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

    Raises `InputError` as `analyse` does, `OptionError` for an unknown ranker or page or a word count that is
    not positive, `TemplateError` for a page template that cannot be used, and `VerificationError` when the
    finished brief breaks a promise: that is a bug, and no brief is returned.
    """
    analysis = analyse(text, id=id, title=title, outlet=outlet, published=published, url=url, byline=byline)
    return brief_of(analysis, options)


def brief_of(analysis: Analysis, options: Options = Options()) -> Briefing:
    """A verified one-page brief of an article that is analysed already. Raises as `brief` does."""
    from allegedly.compose import compose
    from allegedly.verify import verify

    if options.words < 1:
        raise OptionError(f"the number of words must be at least 1, not {options.words}")
    salience = salience_of(analysis, options.ranker)
    briefing = compose(analysis, options, salience, lambda made: _fits(made, options))
    verify(briefing, analysis, options.words, alone=True)
    return briefing


def checks(briefing: Briefing, analysis: Analysis, options: Options = Options()) -> tuple[str, ...]:
    """What holds of a brief that `brief_of` made, one line for each check. Raises `VerificationError`."""
    from allegedly.verify import verify

    size = "at full size" if _fits(briefing, options) else "in smaller type: it has nothing left to drop"
    page = f"it takes one {options.page.upper() if options.page == 'a4' else options.page} page, {size}"
    return (*verify(briefing, analysis, options.words, alone=True), page)


def _fits(briefing: Briefing, options: Options) -> bool:
    """Whether the brief, laid out, has one page. That takes some ten milliseconds: nothing is estimated."""
    from allegedly.typesetting import page_count

    return page_count(briefing, options.page, options.page_template) == 1


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
    article has them. Raises `InputError` as `analyse` does, `OptionError` for two bounds at once, a bound
    that is not positive, or an unknown ranker.
    """
    from allegedly.ingest import ingest
    from allegedly.stages.rank import pick
    from allegedly.stages.segment import require_article, segment

    if sentences is None and words is None:
        sentences = DEFAULT_SENTENCES
    article = ingest(text, id=id)
    whole = segment(article)
    require_article(whole)
    picked = pick(article, whole, sentences=sentences, words=words, ranker=ranker)
    return Summary(tuple((s.span, s.span.slice(article.text)) for s in picked), id)


def salience_of(analysis: Analysis, ranker: str) -> tuple[float, ...]:
    """One figure for each judgement; the headline and what was set aside are not ranked, and come last."""
    from allegedly.stages.rank import rank

    body = [
        index
        for index, judgement in enumerate(analysis.judgements)
        if judgement.sourcing != "furniture" and not judgement.sentence.is_headline
    ]
    texts = [analysis.judgements[index].span.slice(analysis.article.text) for index in body]
    ranked = rank(texts, ranker=ranker, title=analysis.article.title)
    by_index = dict(zip(body, ranked, strict=True))
    lowest = min(ranked, default=0.0)
    return tuple(by_index.get(index, lowest) for index in range(len(analysis.judgements)))
