"""The golden articles, briefs and issue. `python tests/golden_cases.py` writes them anew: read the diff."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from allegedly.analysis import Analysis
from allegedly.briefing import Digest
from allegedly.issue import digest
from allegedly.pipeline import analyse, brief
from allegedly.render import render

GOLDEN = Path(__file__).parent / "golden"
SEED = Path(__file__).parents[1] / "seeds" / "000_edb60f2c45fdd3f5.txt"

FORMS: tuple[Literal["md", "txt", "json"], ...] = ("md", "txt", "json")

ISSUE = Path(__file__).parent / "golden_issue"
OUTLETS = {"hospital": "The Bay Courier", "minister": "Provincial Radio", "ferry": None}

CASES = tuple(sorted(p.name for p in GOLDEN.iterdir() if p.is_dir()))


def article(case: str) -> str:
    """The article of a case, line ends as they are."""
    path = SEED if case == "seed" else GOLDEN / case / "article.txt"
    return path.read_bytes().decode("utf-8")


def made(case: str) -> dict[str, str]:
    """The brief of a case in every format, by file name."""
    briefing = brief(article(case))
    return {f"brief.{form}": render(briefing, form) for form in FORMS}


def issue_analyses() -> list[Analysis]:
    """The articles of the golden issue, in their order."""
    return [
        analyse((ISSUE / f"{name}.txt").read_text("utf-8"), outlet=outlet) for name, outlet in OUTLETS.items()
    ]


def issue() -> Digest:
    """The golden issue: two articles about one affair, and one about another."""
    intro = (ISSUE / "hello.txt").read_text("utf-8")
    return digest(issue_analyses(), title="The week on the coast", intro=intro)


def made_issue() -> dict[str, str]:
    """The golden issue in every format, by file name."""
    made = issue()
    return {f"digest.{form}": render(made, form) for form in FORMS}


def main() -> None:
    """Write every brief of every case, and the issue."""
    for name, text in made_issue().items():
        (ISSUE / name).write_text(text, "utf-8", newline="\n")
    for case in CASES:
        for name, text in made(case).items():
            (GOLDEN / case / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
