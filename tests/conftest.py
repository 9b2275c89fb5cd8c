"""The case files of `tests/cases/<stage>/*.txt`, one format for every stage.

A case is a title line that starts with "# ", the input, a line "->", and the output. Cases are parted by
a blank line; blank lines inside the input are its own. A test module names its folder in `STAGE` and
takes `case`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    title: str
    input: str
    output: str


def read_cases(path: Path) -> list[Case]:
    chunks = ("\n" + path.read_text(encoding="utf-8")).split("\n# ")
    cases = []
    for chunk in chunks[1:]:
        title, _, rest = chunk.partition("\n")
        given, arrow, wanted = rest.partition("\n->\n")
        assert arrow, f"{path.name}: case {title!r} has no line '->'"
        cases.append(Case(title.strip(), given.strip("\n"), wanted.strip("\n")))
    return cases


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames and hasattr(metafunc.module, "STAGE"):
        folder = CASES / metafunc.module.STAGE
        found = [
            (f"{path.stem}: {case.title}", case)
            for path in sorted(folder.glob("*.txt"))
            for case in read_cases(path)
        ]
        assert found, f"no cases in {folder}"
        metafunc.parametrize("case", [case for _, case in found], ids=[name for name, _ in found])
