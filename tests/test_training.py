"""What the second stage of training adds to the annotators' labels, and what it leaves alone."""

from __future__ import annotations

from allegedly.model import labels
from allegedly.model.words import bundled_tokenizer
from allegedly.training.prepare import UNKNOWN, add_attributions, add_sourcing, label_words
from allegedly.training.teach import TRUST, add_missing

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
