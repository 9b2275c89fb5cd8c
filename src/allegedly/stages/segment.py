"""Sentences: NLTK's Punkt with bundled parameters, then ordered rules for what news does to full stops."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from allegedly.article import Article, Block, Sentence, Span
from allegedly.config import MIN_SENTENCES
from allegedly.dates import DAY, MONTH
from allegedly.decoding import shadow
from allegedly.errors import InputError
from allegedly.furniture import has_verb
from allegedly.nltk_parts import part
from allegedly.stages.clauses import clauses

# How far a rule looks back and ahead: no abbreviation or speech tag is longer, and work stays linear.
_BEHIND, _AHEAD = 400, 120

# A long paragraph has 1,500 characters; a page without paragraphs goes to Punkt in pieces of this many.
_STRETCH = 4_000


def segment(article: Article) -> tuple[Sentence, ...]:
    """The sentences of every block in reading order, with their clauses; a furniture block is one sentence.

    Spans are disjoint, carry no outer white space, and cover every visible character.
    """
    clear = shadow(article.text)
    return tuple(sentence for block in article.blocks for sentence in _sentences(clear, block))


def require_article(sentences: tuple[Sentence, ...]) -> None:
    """Nothing, when there are sentences enough for a brief. Raises `InputError` for under two of prose."""
    prose = sum(not sentence.is_furniture and not sentence.is_headline for sentence in sentences)
    if prose < MIN_SENTENCES:
        found = "no sentence" if prose == 0 else "only one sentence"
        raise InputError(
            f"the text has {found} of prose: give a whole article, at least {MIN_SENTENCES} sentences"
        )


def punkt_text(text: str) -> str:
    """`text`, character for character, as Punkt reads it: straight quotation marks, one line, legible.

    Punkt's own rules know only ASCII quotation marks; training and use must see the same characters.
    """
    return _plain(shadow(text))


def _plain(text: str) -> str:
    # Faster than one translation by a table: few texts have any but the commonest of these.
    for old, new in _PLAIN:
        text = text.replace(old, new)
    return text


_PLAIN = tuple(zip("“”„«»‘’‚‹›…\n", "\"\"\"\"\"'''''. ", strict=True))


def _sentences(clear: str, block: Block) -> Iterator[Sentence]:
    flat = clear[block.span.start : block.span.end].replace("\n", " ")
    if block.kind == "furniture" or not flat:
        yield Sentence(block.span, block, (block.span,))
        return
    quoted, at = False, 0
    for start, end in _spans(flat):
        quoted = _still_quoted(quoted, flat[at:start])
        at = start
        span = Span(block.span.start + start, block.span.start + end)
        inner = tuple(
            Span(span.start + s, span.start + e) for s, e in clauses(flat[start:end], quoted=quoted)
        )
        yield Sentence(span, block, inner)


def _still_quoted(quoted: bool, text: str) -> bool:
    """Whether a quotation is open after `text`, given whether one was open before it."""
    for mark in _MARK_RE.findall(text):
        quoted = mark == "“" or (mark == '"' and not quoted)
    return quoted


# A full stop with a blank before it ("left the room . Then") ends the sentence that it is parted from.
_STRAY_RE = re.compile(r"[.!?] +(?=\S)")


def _spans(flat: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for cut in _cuts(flat):
        if (stray := _STRAY_RE.match(flat, cut)) is not None:
            cut = stray.end()
        yield begin, begin + len(flat[begin:cut].rstrip())
        begin = cut
    yield begin, begin + len(flat[begin:].rstrip())


def _cuts(flat: str) -> Iterator[int]:
    """Where a new sentence begins, in order, the first one left out."""
    lower_case = _is_lower_case(flat)
    begin = 0
    for cut in sorted(_punkt_cuts(flat) | _forced_cuts(flat)):
        left, right = flat[max(begin, cut - _BEHIND) : cut].rstrip(), flat[cut : cut + _AHEAD]
        if not left or not right:
            continue
        place = Place(left, right, lower_case, flat[cut - 1].isspace())
        if not any(rule(place) for _, rule in JOIN_RULES):
            yield cut
            begin = cut


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a sentence may end: what stands around it, and whether the block has no capitals."""

    left: str
    right: str
    lower_case: bool
    spaced: bool

    @property
    def word(self) -> str:
        """The last word before the place, without closing marks and its full stop, in small letters."""
        match = _LAST_WORD_RE.search(self.left[-40:].rstrip(_CLOSERS))
        return match.group(1).lower() if match else ""

    @property
    def next_word(self) -> str:
        """The first word after the place, without opening marks."""
        match = _NEXT_WORD_RE.match(self.right)
        return match.group(1).replace("’", "'") if match else ""


_TIMES = frozenset({"a.m", "p.m"})
_BEFORE_HOUR = 5
"""So many words at most are no sentence: "Oland left at 2 a.m."."""
_ONLY_WHEN_RE = re.compile(
    r"^(?:About|After|Around|As|At|Before|By|From|In|On|Once|Shortly|Since|Until|When|While)\b[^,]*$"
    r"|\bthat (?:about|around|at|by|from|since|until)\b[^,]*$"
)
"""An hour at which something is told: "By the time it ended at 2 a.m. Oland said"."""
_SAYS_RE = re.compile(
    rf"(?!{DAY}\b|{MONTH}\b|(?:Central|Eastern|Mountain|Pacific)\b)(?:[A-Z][\w.'’-]* ){{1,5}}"
    r"(?:said|says|told|tells)\b"
)

JoinRule = Callable[[Place], bool]

_CLOSERS = "\"'”’)]"
_LAST_WORD_RE = re.compile(r"([^\W_]+(?:[.&'’-][^\W_]+)*)\.?$")
_NEXT_WORD_RE = re.compile(r"[\"'“‘(\[]*([^\W_]+(?:['’.-][^\W_]+)*)")
_QUOTED_END_RE = re.compile(r"[.?!…,][\"'”’)\]]+$")
_SHOUT_END_RE = re.compile(r"[?!…][\"'”’)\]]*$|\.\.[\"'”’)\]]*$")
_INITIAL_RE = re.compile(r"(?:^|[\s.(\"“'‘-])([A-Z])\.$")
_NAME_INITIAL_RE = re.compile(r"(?:^|\s|[.(\"“'‘])(?:[A-Z][a-zé'’-]+|[A-Z]\.)\s?[A-Z]\.$")
_LIST_NUMBER_RE = re.compile(r"^(?:\(?\d{1,3}[.)]|[A-Za-z][.)]|[ivx]{1,5}\.)$")
_SPEAKER = r"(?:[A-Z][\w.'’-]*,? |[a-z]+ (?=[A-Z“\"])|[“\"][A-Z][\w ]*[”\"] ){1,6}?"
"""Who speaks: "president Ana “Boy” Ruiz"."""
_SHOUTED_NAME_RE = re.compile(r"(?:^|\s)[A-Z][\w&]*!$")
_OUTLET_REST_RE = re.compile(r"(?:Finance|Mail|Media|[Mm]agazine|News|Online|Radio|Sports?|TV)\b")
_ACRONYM_RE = re.compile(r"\([A-Z][A-Z&.-]{1,8}\)")
_LEARNED_RE = re.compile(
    r"(?:[A-Z][\w’'&-]*\s){1,4}(?:has|have) (?:\w+ly )?(?:confirmed|learned|learnt|obtained)\b"
)
_TOLD_BEFORE_RE = re.compile(
    r"\b(?:claims?|hear|hears|says?"
    r"|(?:tell|tells|told)(?: (?:me|us|(?:the )?[A-Z][\w’'&-]*(?: [A-Z][\w’'&-]*){0,3}))?)"
    r" (?:\.\.\.|…)$"
)
_DOTTED_RE = re.compile(r"\b(?:[A-Z]\.){2,}$")
_OPENING_RE = re.compile(r"[\"“‘(\[]")


_BETWEEN_WORDS_RE = re.compile(r"(?<=[^\W_]) (?=[^\W_])")
_ALNUM_RE = re.compile(r"[^\W_]")
_MARK_RE = re.compile('["“”]')


@cache
def abbreviations() -> dict[str, frozenset[str]]:
    """The word lists of `lang/en/abbreviations.toml` by name, small letters, without their last full stop."""
    text = resources.files("allegedly.lang.en").joinpath("abbreviations.toml").read_text(encoding="utf-8")
    return {name: frozenset(values) for name, values in tomllib.loads(text).items()}


@cache
def _speech_tag_re() -> re.Pattern[str]:
    return re.compile(rf"{_SPEAKER}(?:{'|'.join(sorted(abbreviations()['speech']))})\b")


def _ends_in_stop(place: Place) -> bool:
    stop = place.left.rstrip(_CLOSERS)
    return stop.endswith(".") and not stop.endswith("..")


def _title(place: Place) -> bool:
    """Titles, "Gen. Oland", and links, "vs. Sund": in the middle of a name nothing ends."""
    return _ends_in_stop(place) and place.word in abbreviations()["titles"]


def _number(place: Place) -> bool:
    return _ends_in_stop(place) and place.right[:1].isdigit() and place.word in abbreviations()["numbers"]


def _month(place: Place) -> bool:
    return _ends_in_stop(place) and place.right[:1].isdigit() and place.word in abbreviations()["months"]


def _either(place: Place) -> bool:
    """Abbreviations that go on, "U.S. Army", and not those that end, "in the U.S. The"."""
    if not _ends_in_stop(place) or place.word not in abbreviations()["either"]:
        return False
    if place.word in _TIMES and _opens_after_time(place):
        return False
    if _OPENING_RE.match(place.right) or place.next_word.lower() in abbreviations()["starters"]:
        return place.next_word.islower() and not place.lower_case
    return True


def _opens_after_time(place: Place) -> bool:
    """Whether people begin a sentence behind an hour: "at 5:20 p.m. | Deputies said", "| Chief Brandt said".

    A name may go on instead, "At 2 a.m. Oland said": something must have been told before the hour.
    """
    if place.next_word[:1].isupper() and place.next_word.lower() in abbreviations()["speakers"]:
        return True
    told = len(place.left.split()) > _BEFORE_HOUR and has_verb(place.left)
    return told and not _ONLY_WHEN_RE.search(place.left) and _SAYS_RE.match(place.right) is not None


def _initial(place: Place) -> bool:
    """Initials in a name, "J. R. Oland", but not "vitamin C. The"."""
    if not _INITIAL_RE.search(place.left) or place.left.endswith(" I."):
        return False
    if _NAME_INITIAL_RE.search(place.left) or _INITIAL_RE.fullmatch(place.left):
        return (
            place.next_word[:1].isupper()
            and not _OPENING_RE.match(place.right)
            and place.next_word not in ("The", "He", "She", "It")
        )
    return place.next_word[:1].isupper() and place.next_word.lower() not in abbreviations()["starters"]


def _list_number(place: Place) -> bool:
    """A number that opens the line which it counts, "1. Marek Oland"."""
    return bool(_LIST_NUMBER_RE.match(place.left))


def _goes_on(place: Place) -> bool:
    """Small letters after a question, an exclamation, an ellipsis or a closed quotation: "Why?" he asked."""
    if place.lower_case or not (_SHOUT_END_RE.search(place.left) or _QUOTED_END_RE.search(place.left)):
        return False
    right = place.right.lstrip("-–— ")
    return right[:1].islower() and right.partition(" ")[0].islower()


def _speech_tag(place: Place) -> bool:
    """A name and a verb of speech after a question or exclamation: "Why?" Ida Brandt asked."""
    return bool(re.search(r"[?!][\"'”’]$", place.left) and _speech_tag_re().match(place.right))


def _shouted_outlet(place: Place) -> bool:
    """An outlet with an exclamation mark inside its name: "a source tells Chatter! | News"."""
    return bool(_SHOUTED_NAME_RE.search(place.left) and _OUTLET_REST_RE.match(place.right))


def _acronym(place: Place) -> bool:
    """The letters that a firm goes by, behind its full stop: "Orbis Corp. | (OC)"."""
    return _ends_in_stop(place) and _ACRONYM_RE.match(place.right) is not None


def _dotted(place: Place) -> bool:
    """Small letters behind an office's dotted ones: "the S.E.C. | declined to comment"."""
    return not place.lower_case and place.right[:1].islower() and bool(_DOTTED_RE.search(place.left))


def _learned(place: Place) -> bool:
    """Who has learned it, behind dots with a blank in front: "… at a car wash ... | Chatter has learned"."""
    return place.left.endswith((" ...", " …")) and _LEARNED_RE.match(place.right) is not None


def _told_before(place: Place) -> bool:
    """Who tells it, in front of dots with a blank before them: "Sources tell Chatter ... | Oland hit him"."""
    return _TOLD_BEFORE_RE.search(place.left) is not None


def _open_bracket(place: Place) -> bool:
    """A bracket opened inside the sentence and closed soon: what stands in it does not end the sentence."""
    opened = place.left.rfind("(")
    if opened <= 0 or ")" in place.left[opened:]:
        return False
    closed = place.right.find(")")
    return closed >= 0 and "(" not in place.right[:closed]


def _only_marks(place: Place) -> bool:
    """Nothing but punctuation on one side is no sentence: dashes, lone quotation marks, rows of dots."""
    rest = (
        place.right.split(None, 1)[0]
        if place.spaced and len(place.right) < _AHEAD and " " not in place.right.strip()
        else ""
    )
    return not _ALNUM_RE.search(place.left) or (bool(rest) and not _ALNUM_RE.search(rest))


JOIN_RULES: tuple[tuple[str, JoinRule], ...] = (
    ("title", _title),
    ("number", _number),
    ("month", _month),
    ("either", _either),
    ("initial", _initial),
    ("list number", _list_number),
    ("goes on", _goes_on),
    ("speech tag", _speech_tag),
    ("shouted outlet", _shouted_outlet),
    ("acronym", _acronym),
    ("dotted", _dotted),
    ("learned", _learned),
    ("told before", _told_before),
    ("open bracket", _open_bracket),
    ("only marks", _only_marks),
)
"""Why a full stop does not end a sentence, in order."""

_FORCED: tuple[re.Pattern[str], ...] = (
    # A closed quotation or bracket hides its full stop from Punkt.
    re.compile(r"[.?!…][\"'”’)\]]+\s+(?=[\"'“‘(\[]*[A-Z0-9À-Þ])"),
    re.compile(r"(?:…|\.\.\.|\. \. \.)[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-ZÀ-Þ])"),
    re.compile(r"[.?!]\s+(?=[\"“‘(\[][A-ZÀ-Þ])"),
)
# The space after a full stop was lost: "Aleppo.The army". Not in the names of sites, files and versions.
_LOST_SPACE_RE = re.compile(
    r"(?<![@/.\w])\w?[^\W\dA-Z_]+[.?!](?P<mark>[\"”’)]?)(?=[“‘(]?[A-Z][a-z’']*[ ,])(?!(?:Com|Net|Org"
    r"|Js|Io)\b)"
)
_ABBREVIATED_RE = re.compile(r"\b[\w.]+\.\s+(?=([A-Z][a-z’']*)\b)")


def _forced_cuts(flat: str) -> set[int]:
    """Where a sentence begins whatever Punkt thinks of the word before; the joining rules still decide."""
    cuts = {match.end() for pattern in _FORCED for match in pattern.finditer(flat)}
    lists = abbreviations()
    for match in _ABBREVIATED_RE.finditer(flat):
        word = match.group().rstrip().removesuffix(".")
        opens = match.group(1).replace("’", "'").lower() in lists["starters"]
        if word.lower() in _TIMES and (
            match.group(1).lower() in lists["speakers"] or _SAYS_RE.match(flat, match.end())
        ):
            cuts.add(match.end())
        may_end = word.lower() in lists["either"] or (len(word) == 1 and word.isupper())
        if may_end and opens:
            cuts.add(match.end())
    at, quoted = 0, False
    for match in _LOST_SPACE_RE.finditer(flat):
        quoted = _still_quoted(quoted, flat[at : match.start("mark")])
        at = match.start("mark")
        # A straight mark between two sentences closes the first only if one is open.
        cuts.add(match.start("mark") if match["mark"] == '"' and not quoted else match.end())
    return cuts


def _punkt_cuts(flat: str) -> set[int]:
    plain = _plain(flat)
    cuts: set[int] = set()
    for begin, end in _stretches(plain):
        spans = _punkt().span_tokenize(plain[begin:end])
        cuts.update(begin + start for start, _ in spans if start > 0)
    return cuts


def _stretches(plain: str) -> Iterator[tuple[int, int]]:
    """Pieces of a block that Punkt may see apart: its work grows faster than the text, until it gives up.

    Parted between two words without a full stop, where no sentence ends; anywhere if there is none.
    """
    begin = 0
    while len(plain) - begin > _STRETCH:
        half = begin + _STRETCH // 2
        places = [match.end() for match in _BETWEEN_WORDS_RE.finditer(plain, half, begin + _STRETCH)]
        end = places[-1] if places else begin + _STRETCH
        yield begin, end
        begin = end
    yield begin, len(plain)


def _is_lower_case(flat: str) -> bool:
    """Whether a block is typed without capitals, so that a small letter says nothing."""
    return sum(map(str.isupper, flat)) * 200 < len(flat)


@cache
def _punkt() -> Any:
    """NLTK's tokenizer with our parameters."""
    module = part("nltk.tokenize.punkt")
    data = json.loads(resources.files("allegedly.lang.en").joinpath("punkt.json").read_text(encoding="utf-8"))
    parameters = module.PunktParameters()
    parameters.abbrev_types = set(data["abbreviations"])
    parameters.collocations = {(first, second) for first, second in data["collocations"]}
    parameters.sent_starters = set(data["starters"])
    parameters.ortho_context.update(data["contexts"])
    return module.PunktSentenceTokenizer(parameters)
