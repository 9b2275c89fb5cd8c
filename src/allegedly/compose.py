"""The brief of an article: the statements chosen, under their headings, with their notices."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache

from allegedly.analysis import Analysis
from allegedly.article import Article, printable
from allegedly.briefing import Briefing, Item, Section, SectionKind
from allegedly.config import MOST_WORDS, Options
from allegedly.headline import headline
from allegedly.introductions import needs
from allegedly.listing import listing
from allegedly.notices import notice, speaker
from allegedly.phrases import is_outlet
from allegedly.sayings import say
from allegedly.settling import statements
from allegedly.stages.select import Candidate, select, terms
from allegedly.statements import Statement, as_described, count_words, unsettled

SHARE_OF_ARTICLE = 0.66
"""A brief of a short article is at most this much of its words: more is the article again, with notes."""

ALWAYS_WORDS = 120
"""What a brief may have however short the article: in a quarter of a page nothing is gained by choosing."""

WORD_LENGTH = 12
"""Characters, with the space, that no word of news has on average: what is longer counts as several words, so
that a web address of a whole page is not one word."""

MIN_WORDS, MIN_TERMS = 6, 2
"""A statement with fewer words, and fewer of subject among them, tells nothing outside its paragraph."""

STAMP_WORDS = 6
"""What a headline said over in the text may have around it: a day, a place, a writer's name."""

WORD_RE = re.compile(r"\w+")

# A caption that points into its picture, "Ida Brandt (left)", or names it first, "Controversy: Ida Brandt".
_POINTS_RE = re.compile(
    r"\((?:[^()]{0,40}\b)?(?:left|right|pictured(?: with [^()]{0,60})?|above|below|centre|center)\)"
    r"|^(?-i:(?:… )?[A-Z][a-z]+(?: [a-z]+)?: [A-Z])|, (?:left|right|pictured|centre|center),"
    r"|\([^()]{0,60}\b(?:shown|illustrated|file (?:photo|picture)|stock (?:image|photo))\)"
    r"|\bpictured (?:above|below|left|right|here)\b",
    re.IGNORECASE,
)

# "They asked not to be named because …", and nothing else.
_HOW_RE = re.compile(
    r"(?:(?:they|he|she|both|all|most|(?:neither|none)(?: of them)?|(?:the|both|all) \w+)(?:, however,)?\s+)"
    r"(?:(?:all|both|each) )?(?:spoke (?:on|under|anonymously)|asked (?:not to|that|for anonymity)"
    r"|declined to (?:be (?:named|identified)|describe|elaborate|give (?:any )?(?:further|more) details)"
    r"|(?:requested|insisted on|was granted|were granted) anonymity"
    r"|(?:agreed|wanted|wished|(?:did|does|do) not want|(?:was|were) willing) to be"
    r" (?:named|identified|quoted)"
    r"|would be (?:identified|named|quoted)"
    r"|(?:was|were) not authori[sz]ed to)\b[^.“\"]*\.?$",
    re.IGNORECASE,
)
# On what terms somebody spoke, and nothing of what: "Five of them agreed to speak if they were not named."
_TERMS_RE = re.compile(
    r"[^.“\"]{3,80} (?:asked that (?:his|her|their) (?:real |full )?names? (?:not )?"
    r"be (?:printed|published|used|withheld)"
    r"|agreed to (?:speak|talk|be interviewed|be quoted)(?: [^.“\"]{0,30})?"
    r" (?:if|only if|on|provided) [^.“\"]*"
    r"|(?:is|are) not (?:identifying|naming) (?:him|her|them)\b[^.“\"]*"
    r"|agreed (?:not to (?:identify|name) (?:him|her|them)|to withhold (?:his|her|their) names?)\b"
    r"[^.“\"]*)\.?"
)
# "The Courier has asked the ministry for comment.", and nothing else.
_ASKED_RE = re.compile(
    r"[\w’' ]{2,40} (?:has|have) (?:contacted|approached|asked|reached out to) [^.“\"]{2,120}"
    r" for (?:further |a |their |his |her )?(?:comment|response)\.?"
)
# "The Courier asked the council why it was late.", of an outlet; "Deadwire reached out to Crestview."
_ASKS_RE = re.compile(
    r"(?P<who>[A-Z][\w’' ]{1,40}?) (?:(?:has|have) )?(?:also )?(?:asked|contacted|e-?mailed|put questions to)"
    r" [^.“\"]{2,160}\.?"
)
_REACHED_RE = re.compile(r"[\w’' ]{2,40} (?:(?:has|have) )?(?:also )?reached out to [^.,“\"]{2,60}\.?")
# "He replied in the negative.", "The council declined to say."
_BARE_RE = re.compile(
    r"[^.,“\"]{2,40} (?:(?:answered|replied|responded) in the (?:affirmative|negative)"
    r"|(?:declined|refused) to (?:say|elaborate)(?: (?:any )?more)?)\.?"
)
# "A former vice president was more blunt.": all that it says is how somebody spoke.
_MOOD_RE = re.compile(
    r"[^.“\"]{3,90} (?:was|were) (?:even |far |much |rather )?(?:(?:less|more) (?:blunt|charitable"
    r"|circumspect|direct|forgiving|forthright|generous|guarded|kind|measured|optimistic|scathing|sanguine)|blunter|franker"
    r"|gloomier|harsher|kinder|sharper|warier)(?: still)?\.?"
)
_BRACKETS_RE = re.compile(r"\[[^\[\]]*\]")

SECTIONS: tuple[SectionKind, ...] = ("facts", "allegations")


def compose(
    analysis: Analysis,
    options: Options,
    salience: Sequence[float],
    fits: Callable[[Briefing], bool] = lambda _: True,
    told: Collection[tuple[int, SectionKind]] = (),
) -> Briefing:
    """The brief of `analysis`, its items together at most `options.words` words; not yet verified.

    `salience` has one figure for each judgement, on any scale. Items go, the least salient first, until the
    brief `fits`; one always stays. Sentences that only decline to comment are never items: they stand in the
    notices of what they answer; nor are those that another brief has `told`, each a judgement and a heading.
    """
    candidates = [s for s in _candidates(analysis) if (s.judgements[-1], s.section) not in told]
    picked = _pick(analysis, candidates, options, salience)

    @cache
    def without(dropped: int) -> Briefing:
        kept = sorted(picked[: len(picked) - dropped])
        return _briefing(analysis, [candidates[i] for i in kept], told)

    if len(picked) < 2 or fits(without(0)):
        return without(0)
    # Shorter always fits where longer did, so that few are tried.
    return without(1 + bisect_left(range(1, len(picked) - 1), True, key=lambda n: fits(without(n))))


def _candidates(analysis: Analysis) -> list[Statement]:
    """The statements that may be items: none that says nothing new, or nothing without a picture."""
    text = analysis.article.text
    out: dict[tuple[str, SectionKind], Statement] = {}
    for statement in statements(analysis):
        wording = statement.wording(text)
        if (
            (wording.endswith("?") and statement.section == "facts")
            or _says_little(wording)
            or (statement.section == "facts" and _MOOD_RE.fullmatch(wording))
            or _says_how(analysis, statement)
            or _only_answers(analysis, statement)
            or _repeats_title(analysis, statement)
            or _POINTS_RE.search(wording)
        ):
            continue
        out.setdefault((wording.casefold().lstrip("… "), statement.section), statement)
    return list(out.values())


def _says_how(analysis: Analysis, statement: Statement) -> bool:
    """Whether it only tells how somebody unnamed spoke; the notice of what they said quotes that."""
    own = printable(analysis.judgements[statement.judgements[-1]].span.slice(analysis.article.text))
    alleged = statement.section == "allegations" and _HOW_RE.match(own) is not None
    return alleged or _TERMS_RE.fullmatch(own) is not None


def _says_little(wording: str) -> bool:
    """Whether it is a scrap of talk or of an attribution: "In theory it is.", "Ida Brandt added:"."""
    wording = _BRACKETS_RE.sub("", wording)
    if _REACHED_RE.fullmatch(wording) or _BARE_RE.fullmatch(wording) or _asks(wording):
        return True
    few = count_words(wording) < MIN_WORDS
    bare = wording[-1:].isalnum()  # a heading or a point of a list, without its full stop
    return wording.endswith(":") or (few and (bare or len(terms(wording)) < MIN_TERMS))


def _asks(wording: str) -> bool:
    """Whether all it says is that an outlet has put a question to somebody."""
    found = _ASKS_RE.fullmatch(wording)
    if found is None:
        return False
    words = found["who"].lower().removeprefix("the ").split()
    return words == ["we"] or words[0] in {"channel", "news"} or is_outlet(words, article=True)


def _briefing(
    analysis: Analysis, picked: Sequence[Statement], told: Collection[tuple[int, SectionKind]]
) -> Briefing:
    """The brief of the statements `picked`, in reading order; those `told` elsewhere are not left out."""
    article = analysis.article
    used = {(i, s.section) for s in picked for i in s.judgements} | set(told)
    left: dict[SectionKind, int] = dict.fromkeys(SECTIONS, 0)
    for kind in SECTIONS:
        have = {i for i, section in _countable(analysis) if section == kind}
        left[kind] = len(have - {i for i, section in used if section == kind})
    title, title_notice = headline(analysis)
    items = {kind: tuple(_item(analysis, s) for s in picked if s.section == kind) for kind in SECTIONS}
    words = sum(count_words(i.text) for kind in SECTIONS for i in items[kind])
    return Briefing(
        title=title,
        title_notice=title_notice,
        provenance=_provenance(article, words),
        sections=tuple(_section(analysis, kind, items[kind], left[kind]) for kind in SECTIONS),
        sources=listing(analysis, left),
        omitted=left,
        id=article.id,
    )


def _pick(
    analysis: Analysis, candidates: Sequence[Statement], options: Options, salience: Sequence[float]
) -> tuple[int, ...]:
    """Which candidates go in, the least dispensable first."""
    text = analysis.article.text
    body = sum(
        count_words(j.span.slice(text)) for j in analysis.judgements if _is_body(analysis, j.span.start)
    )
    budget = min(options.words, MOST_WORDS, max(ALWAYS_WORDS, round(body * SHARE_OF_ARTICLE)))
    first = min((c.judgements[0] for c in candidates), default=-1)
    wordings = [c.wording(text) for c in candidates]
    answered = {claim for e in analysis.evidence for claim in e.claims}
    return select(
        [
            Candidate(
                section=c.section,
                words=max(count_words(w), len(w) // WORD_LENGTH),
                salience=salience[c.judgements[-1]],
                terms=terms(w),
                covers=frozenset(c.judgements),
                lead=first in c.judgements and len(c.judgements) == 1,
                needs=needed,
                answered=_is_answered(analysis, c, answered),
            )
            for c, w, needed in zip(candidates, wordings, needs(analysis, candidates), strict=True)
        ],
        budget,
        terms(analysis.article.title or ""),
    )


def _is_answered(analysis: Analysis, statement: Statement, claims: set[int]) -> bool:
    """Whether it is an allegation with an answer, and not one of somebody named, which is only doubted."""
    source = speaker(analysis, statement)
    return (
        statement.section == "allegations"
        and not claims.isdisjoint(statement.judgements)
        and (source is None or not source.is_identified)
    )


def _is_body(analysis: Analysis, start: int) -> bool:
    return any(
        b.kind in ("paragraph", "standfirst") and b.span.start <= start < b.span.end
        for b in analysis.article.blocks
    )


def _countable(analysis: Analysis) -> Iterable[tuple[int, SectionKind]]:
    """Each sentence of the body with the heading, or headings, that it has statements for."""
    answers = {e.sentence for e in analysis.evidence if e.claims}
    for index, group in unsettled(analysis).items():
        yield from (
            (index, s.section)
            for s in group
            if (index not in answers or s.section == "allegations") and not _repeats_title(analysis, s)
        )


def _repeats_title(analysis: Analysis, statement: Statement) -> bool:
    """Whether the statement says the article's headline over again, with at most a day or name around it."""
    title = [w.casefold() for w in WORD_RE.findall(analysis.article.title or "")]
    words = WORD_RE.findall(statement.wording(analysis.article.text))
    around = len(words) - len(title)
    if not title or not 0 <= around <= STAMP_WORDS:
        return False
    for at in range(around + 1):
        if [w.casefold() for w in words[at : at + len(title)]] == title:
            return not any(w[0].islower() for w in (*words[:at], *words[at + len(title) :]))
    return False


def _only_answers(analysis: Analysis, statement: Statement) -> bool:
    """Whether the statement only declines to comment, or that nothing could be verified: notices say that.

    Or that the outlet has asked for a comment, and waits.
    """
    if len(statement.judgements) != 1:
        return False
    wording = statement.wording(analysis.article.text)
    if _ASKED_RE.fullmatch(wording):
        return True
    words = count_words(wording)
    return any(
        e.sentence == statement.judgements[0]
        and e.claims
        and e.sentence not in e.claims
        and e.kind in ("no-comment", "unverified", "denial")
        and words <= max(16, 2 * count_words(e.span.slice(analysis.article.text)))
        for e in analysis.evidence
    )


def _item(analysis: Analysis, statement: Statement) -> Item:
    source = speaker(analysis, statement)
    return Item(
        text=statement.wording(analysis.article.text),
        spans=statement.spans,
        sourcing=statement.sourcing,
        notice=notice(analysis, statement),
        source=None if source is None or not source.name else as_described(printable(source.name)),
    )


def _section(analysis: Analysis, kind: SectionKind, items: tuple[Item, ...], left: int) -> Section:
    """The section with its notice; an empty one says so, and whether the article or the length made it so."""
    key = kind if items else "no_room" if left else f"no_{kind}"
    titled = (j.sourcing for j in analysis.judgements if j.sentence.is_headline)
    if key == "no_allegations" and "allegation" in titled:
        key = "title_alone"
    return Section(kind, say("section", f"heading_{kind}"), say("section", key), items)


def _provenance(article: Article, words: int) -> str:
    parts = []
    if article.byline:
        parts.append(say("provenance", "byline", byline=printable(article.byline)))
    if article.dateline:
        parts.append(say("provenance", "dateline", dateline=printable(article.dateline)))
    if article.outlet:
        parts.append(say("provenance", "outlet", outlet=printable(article.outlet)))
    else:
        parts.append(say("provenance", "no_outlet"))
    if article.published:
        parts.append(say("provenance", "published", published=printable(article.published)))
    parts.append(say("provenance", "words", words_in=count_words(article.text), words_out=words))
    return " · ".join(parts)
