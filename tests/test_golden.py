"""Eleven articles and the briefs that an editor has read; they must not change unread."""

from __future__ import annotations

import re

import pytest

from golden_cases import CASES, GOLDEN, article, made


@pytest.mark.parametrize("golden", CASES)
def test_the_brief_is_the_one_that_was_read(golden: str) -> None:
    for name, text in made(golden).items():
        assert text == (GOLDEN / golden / name).read_bytes().decode("utf-8"), f"{golden}/{name}"


@pytest.mark.parametrize("golden", CASES)
def test_every_form_says_the_same(golden: str) -> None:
    forms = made(golden)
    plain = " ".join(forms["brief.txt"].split())
    items = re.findall(r"^- (.*) \*\((.*)\)\*$", forms["brief.md"], re.MULTILINE)
    assert items
    for text, notice in items:
        assert " ".join(text.replace("\\", "").split()) in plain
        assert f"({' '.join(notice.split())})".replace("\\", "") in plain


def test_there_are_ten_articles_and_the_seed() -> None:
    assert len(CASES) == 11
    assert all(article(case).strip() for case in CASES)
