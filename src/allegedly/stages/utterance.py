"""What spans several attributions: contents that end where another begins, quotations that go on."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from allegedly.analysis import Found
from allegedly.article import Article, Sentence, Span
from allegedly.stages.scan import Scan

_SCARE_WORDS = 4
"""A quotation of fewer words is a borrowed expression, not a statement that needs a speaker of its own."""

_PARAGRAPH_CHARS = 400
"""Where paragraphs were lost, a quotation so far behind the last one has a speaker of its own."""

_WEAK = 0.5


def trimmed(scan: Scan, found: list[Found]) -> list[Found]:
    """Ends a content before a later attribution that begins behind a comma (", adding …", ", he said")."""
    heads = []
    for one in found:
        head = min(
            (s.start for s in (*one.cue, *(one.source if one.rule != "participle" else ()))), default=0
        )
        if scan.text[:head].rstrip()[-1:] in {",", "—"} or one.rule == "participle":
            heads.append(head)
    out = []
    for one in found:
        spans = []
        for span in one.content:
            cut = min((h for h in heads if span.start < h < span.end and h > one.cue[-1].end), default=None)
            if cut is not None:
                body = scan.text[span.start : cut].rstrip(" ,—\n")
                span = Span(span.start, span.start + len(body))
            if span.start < span.end:
                spans.append(span)
        out.append(replace(one, content=tuple(spans)))
    return [one for one in out if one.content]


def continued(
    article: Article, sentences: tuple[Sentence, ...], quotes: tuple[Span, ...], found: list[Found]
) -> tuple[Found, ...]:
    """Gives every quotation that no attribution covers to the speaker of the quotation before it."""
    covered: dict[Span, int] = {}
    at = 0
    for number, one in enumerate(found):
        for span in one.content:
            while at < len(quotes) and quotes[at].end <= span.start:
                at += 1
            for quote in quotes[max(0, at - 1) : at + 6]:
                if span.overlaps(quote):
                    covered.setdefault(quote, number)
    starts = {s.span.start: s for s in sentences}
    last: int | None = None
    extra: list[Found] = []
    out = list(found)
    for quote in quotes:
        if quote in covered:
            last = covered[quote]
            continue
        sentence = starts.get(quote.start)
        if sentence is None or last is None or quote.slice(article.text).count(" ") < _SCARE_WORDS:
            continue
        speaker = out[last]
        between = quote.start - speaker.content[-1].end
        paragraph = _paragraph(sentences, speaker)
        if paragraph == sentence.block.paragraph and between < _PARAGRAPH_CHARS:
            out[last] = replace(speaker, content=(*speaker.content, quote))
        elif paragraph is not None and sentence.block.paragraph - paragraph == 1 and speaker.source:
            extra.append(Found(speaker.source, (), (quote,), "quotation-goes-on", _WEAK))
    everything = [*out, *extra]
    everything.sort(key=lambda f: min(s.start for s in (*f.cue, *(f.content if not f.cue else ()))))
    return tuple(everything)


def _paragraph(sentences: tuple[Sentence, ...], found: Found) -> int | None:
    end = found.content[-1].start
    at = bisect_right(sentences, end, key=lambda s: s.span.start) - 1
    return sentences[at].block.paragraph if at >= 0 else None
