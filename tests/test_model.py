"""The bundled network: whole, small, deterministic, and blind to where its windows are cut."""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from itertools import product

import numpy as np
import pytest

from allegedly import analyse
from allegedly.article import Span
from allegedly.model import labels
from allegedly.model.decode import LEAVING, Run, _source, best_tags, runs_of
from allegedly.model.reading import WINDOW, plan_windows, read
from allegedly.model.words import Words, bundled_tokenizer, cut_words, letter_case

MODEL = resources.files("allegedly.model")

STORY = [
    "The mayor of Hallin, Greta Vos, opened the new bridge on Monday after four years of work.",
    '"It is a good day for the town," she said, as a brass band played in the rain.',
    "Two officials at the roads agency, who asked not to be named, said the steel had failed its first test.",
    "The agency declined to comment.",
    "According to the daily Post, citing a person close to the builder, repairs cost more than the bridge.",
    "Traffic across the river rose by a fifth last year, figures from the ministry of transport show.",
    "Residents say the old ferry was more reliable.",
    "The bridge is reportedly insured by a company that no longer exists.",
    "Vos told reporters that an inquiry would follow in the spring.",
    "The builder, Norrgard, said in a statement that the work had been checked twice.",
]
FILLER = [
    f"The council met for the {n}th time on Thursday and heard about the library roof." for n in range(1, 40)
]


def test_the_weights_are_the_ones_that_were_measured() -> None:
    config = json.loads(MODEL.joinpath("config.json").read_text(encoding="utf-8"))
    assert hashlib.sha256(MODEL.joinpath("network.onnx").read_bytes()).hexdigest() == config["sha256"]


def test_the_bundle_is_small() -> None:
    names = ("network.onnx", "tokenizer.json", "config.json", "card.md")
    assert sum(len(MODEL.joinpath(name).read_bytes()) for name in names) < 25_000_000


def test_reading_twice_gives_the_same_answers() -> None:
    text = " ".join(STORY)
    first, second = (read(text, [0], [Span(0, len(text))]) for _ in range(2))
    assert np.array_equal(first.answers, second.answers)


@pytest.mark.parametrize("extra", [1, 3, 7, 12, 20, 39])
def test_sourcing_does_not_depend_on_where_windows_are_cut(extra: int) -> None:
    # The first filler keeps the story out of the window that the words put in front belong to.
    body = "\n\n".join(FILLER + STORY + FILLER)
    front = "\n\n".join(f"Item {n} on the list was a chair with three legs." for n in range(extra)) + "\n\n"
    story = len("\n\n".join(FILLER))
    alone = {
        (j.span.start, j.sourcing, j.confidence) for j in analyse(body).judgements if j.span.start > story
    }
    moved = {
        (j.span.start - len(front), j.sourcing, j.confidence)
        for j in analyse(front + body).judgements
        if j.span.start > story + len(front)
    }
    assert moved == alone


def test_windows_answer_for_every_word_once_and_cut_between_sentences() -> None:
    text = " ".join(STORY * 12)
    tokenizer = bundled_tokenizer()
    words = cut_words(text, [0], tokenizer)
    ends, at = [], 0
    for sentence in STORY * 12:
        ends.append(words.range_of(at, at + len(sentence)))
        at += len(sentence) + 1
    windows = list(plan_windows(words, ends))
    assert [w[1] for w in windows] == [0, *(w[2] for w in windows[:-1])]
    assert windows[-1][2] == len(words)
    assert {w[2] for w in windows} <= {last for _, last in ends}
    for begin, _, _, end in windows:
        assert sum(len(p) for p in words.pieces[begin:end]) <= WINDOW - 2


def test_windows_are_cut_between_paragraphs_where_there_are_any() -> None:
    # Three sentences a paragraph: one place in three between sentences is also one between paragraphs.
    paragraphs = [" ".join(FILLER[i : i + 3]) for i in range(0, 39, 3)]
    text = "\n\n".join(paragraphs)
    opens = [text.index(p) for p in paragraphs]
    words = cut_words(text, opens, bundled_tokenizer())
    spans = [words.range_of(text.index(s), text.index(s) + len(s)) for s in FILLER]
    starts = [words.starts[start] for _, start, _, _ in plan_windows(words, spans)]
    assert len(starts) > 2
    assert set(starts) <= set(opens)


def test_a_word_longer_than_a_window_is_read() -> None:
    text = "A" * 5000 + " said so. " + " ".join(STORY)
    assert len(read(text, [0], [Span(0, len(text))]).words) > 0


def test_work_grows_in_a_straight_line() -> None:
    tokenizer = bundled_tokenizer()
    counts = []
    for copies in (5, 50):
        words = cut_words(" ".join(STORY * copies), [0], tokenizer)
        counts.append(sum(end - begin for begin, _, _, end in plan_windows(words, [])))
    assert counts[1] <= 11 * counts[0]


def test_a_source_stands_in_the_sentence_of_what_it_says_or_before() -> None:
    ranked = [[(-0.1, 1), (-2.0, 0), (-9.0, None)]]
    here, later = Run("source", 0, 1), Run("source", 30, 31)
    assert _source(ranked, [0], [here, later], stop=40) == later
    assert _source(ranked, [0], [here, later], stop=25) == here


def test_who_stands_in_a_caption_says_nothing_in_the_text_below() -> None:
    text = (
        "The chairman of the Skerry Harbour Board stepped down on Thursday night, hours after the board "
        "learned that the cost of deepening the port’s main channel had risen to £61 million.\n\n"
        "Image caption: The dredger Anna Voss at work off Skerry Head\n\n"
        "Gordon Pell, 58, who had led the board since 2017, said in a short letter that he “no longer "
        "enjoyed the confidence of everyone around the table”. He did not mention the bill."
    )
    named = {source.name for source in analyse(text).sources}
    assert "Gordon Pell" in named
    assert "Anna Voss" not in named


def test_no_tag_sequence_goes_on_with_what_never_began() -> None:
    rng = np.random.default_rng(7)
    for _ in range(50):
        tags = best_tags(rng.normal(size=(40, len(labels.TAGS))).astype(np.float32))
        for before, after in zip([0, *tags], tags, strict=False):
            name = labels.TAGS[after]
            assert not name.startswith("I-") or labels.TAGS[before][2:] == name[2:]


def test_the_best_tags_are_the_best_of_all_that_are_legal() -> None:
    rng = np.random.default_rng(3)
    tags = range(len(labels.TAGS))
    for _ in range(10):
        scores = rng.normal(size=(4, len(labels.TAGS))).astype(np.float32)
        legal = (path for path in product(tags, repeat=4) if _cost(path) < np.inf)
        best = max(legal, key=lambda path: sum(scores[i, t] for i, t in enumerate(path)) - _cost(path))
        assert best_tags(scores) == list(best)


def _cost(path: tuple[int, ...]) -> float:
    """What leaving contents costs, infinity for an `I-` that follows another role."""
    names = [labels.TAGS[t] for t in path]
    cost = 0.0
    for before, after in zip(["O", *names], names, strict=False):
        if after.startswith("I-") and before[2:] != after[2:]:
            return float("inf")
        cost += LEAVING * (before.endswith("content") and not after.endswith("content"))
    return cost


def test_sourcing_is_the_same_for_a_sentence_alone_and_among_others() -> None:
    text = " ".join(STORY)
    spans = [Span(text.index(s), text.index(s) + len(s)) for s in STORY]
    reading = read(text, [0], spans)
    together = reading.sourcing([*spans, Span(0, 0), Span(4, 30)])
    alone = np.concatenate([reading.sourcing([span]) for span in [*spans, Span(0, 0), Span(4, 30)]])
    assert np.allclose(together, alone, atol=1e-6)
    assert np.allclose(together.sum(1), 1, atol=1e-6)
    assert np.allclose(together[len(spans)], 1 / len(labels.SOURCINGS))
    assert len(reading.sourcing([])) == 0


def test_a_content_is_not_broken_off_for_a_word_of_doubt() -> None:
    content, outside = labels.TAGS.index("I-content"), labels.TAGS.index("O")
    scores = np.full((9, len(labels.TAGS)), -9.0, np.float32)
    scores[:, content] = -0.1
    scores[0] = -9.0
    scores[0, content - 1] = -0.1
    scores[4, outside], scores[4, content] = -0.5, -0.9
    assert best_tags(scores) == [content - 1, *[content] * 8]
    scores[4, content] = -9.0
    assert best_tags(scores)[4] != content


def test_runs_are_what_the_tags_say() -> None:
    tags = [labels.TAGS.index(t) for t in ("B-source", "I-source", "B-cue", "O", "B-content", "B-content")]
    assert [(r.role, r.first, r.last) for r in runs_of(tags)] == [
        ("source", 0, 1),
        ("cue", 2, 2),
        ("content", 4, 4),
        ("content", 5, 5),
    ]


@pytest.mark.parametrize(
    ("word", "case"), [("oland", 0), ("Oland", 1), ("A", 1), ("NATO", 2), ("45", 3), ("”", 3)]
)
def test_letter_case(word: str, case: int) -> None:
    assert letter_case(word) == case


def test_words_know_their_place() -> None:
    words: Words = cut_words("“We’re off,” she said.", [0], bundled_tokenizer())
    text = "“We’re off,” she said."
    assert [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)] == [
        *("“", "We", "’", "re", "off", ",", "”", "she", "said", ".")
    ]
    assert words.range_of(1, 10) == (1, 5)


def test_a_quotation_in_single_marks_ends_where_it_is_closed() -> None:
    text = (
        "'Anna is tired but well,' her agent, Marek Oland, said. 'We ask for quiet.'\n\n"
        "'She has been asleep ten hours a day,' a source said. 'On Friday she was helped down the steps.'"
    )
    result = analyse(text)
    assert [j.sourcing for j in result.judgements] == ["on-record", "on-record", "allegation", "allegation"]
    told = next(a for a in result.attributions if a.content[-1].slice(text) == "'We ask for quiet.'")
    assert told.source[0].slice(text) == "her agent, Marek Oland,"


@pytest.mark.parametrize("who", ["Everyone involved", "People knowledgeable", "Those privy"])
def test_a_source_may_end_in_what_ties_others_to_it(who: str) -> None:
    result = analyse(f"{who} said the mayor had fled. The port was shut.")
    assert result.judgements[0].sourcing == "allegation"
