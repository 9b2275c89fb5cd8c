"""The golden articles and briefs. `python tests/golden_cases.py` writes the briefs anew: read the diff."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from allegedly.pipeline import brief
from allegedly.render import render

GOLDEN = Path(__file__).parent / "golden"
SEED = Path(__file__).parents[1] / "seeds" / "000_edb60f2c45fdd3f5.txt"

FORMS: tuple[Literal["md", "txt", "json"], ...] = ("md", "txt", "json")

CASES = tuple(sorted(p.name for p in GOLDEN.iterdir() if p.is_dir()))


def article(case: str) -> str:
    """The article of a case, line ends as they are."""
    path = SEED if case == "seed" else GOLDEN / case / "article.txt"
    return path.read_bytes().decode("utf-8")


def made(case: str) -> dict[str, str]:
    """The brief of a case in every format, by file name."""
    briefing = brief(article(case))
    return {f"brief.{form}": render(briefing, form) for form in FORMS}


def main() -> None:
    """Write every brief of every case."""
    for case in CASES:
        for name, text in made(case).items():
            (GOLDEN / case / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
