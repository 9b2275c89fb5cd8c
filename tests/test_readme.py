"""README's commands run, and what it shows is what the program writes.

Both commands start from nothing and install from the package index, so `.ci/run` runs them as they stand.
Here they run with the interpreter at hand. `ALLEGEDLY_REWRITE=1` puts a fresh brief into README.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")

BLOCK_RE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
BLOCKS = [(match[1], match[2]) for match in BLOCK_RE.finditer(README)]
LINES = [line for language, block in BLOCKS if language == "sh" for line in block.splitlines()]

FRESH = "python3 -m venv .venv && .venv/bin/pip install -q "


def _fresh(ending: str) -> str:
    (line,) = [line for line in LINES if line.startswith(FRESH) and line.endswith(ending)]
    return line


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "allegedly", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8")


def test_there_are_two_commands_from_nothing_each_one_line() -> None:
    assert len([line for line in LINES if line.startswith("python3 -m venv")]) == 2
    assert _fresh("-m pytest") == FRESH + "-e '.[dev]' && .venv/bin/python -m pytest"


def test_the_brief_command_writes_the_brief_that_is_shown() -> None:
    *_, last = _fresh(".txt").split(" && ")
    program, *arguments = shlex.split(last)
    assert program == ".venv/bin/allegedly"
    assert (ROOT / arguments[-1]).is_file()
    written = _run(*arguments)
    if os.environ.get("ALLEGEDLY_REWRITE"):
        block = f"```markdown\n{written}```"
        fresh = re.sub(
            r"^```markdown\n.*?^```$", lambda _: block, README, count=1, flags=re.DOTALL | re.MULTILINE
        )
        (ROOT / "README.md").write_text(fresh, encoding="utf-8")
        return
    (shown,) = [block for language, block in BLOCKS if language == "markdown"]
    assert shown == written, "ALLEGEDLY_REWRITE=1 python -m pytest tests/test_readme.py writes it anew"


def test_every_option_that_is_shown_exists() -> None:
    shown = {
        (match[1], option)
        for line in [*LINES, *re.findall(r"`(allegedly [^`]+)`", README)]
        for match in re.finditer(r"\ballegedly (brief|digest|summarise|explain|batch)\b([^|]*)", line)
        for option in re.findall(r"(?<!\S)(--?[a-z]+)", match[2])
    }
    assert shown
    for command in {command for command, _ in shown}:
        usage = _run(command, "--help")
        for option in {option for name, option in shown if name == command}:
            assert re.search(rf"(?<!\S){option}\b", usage), f"allegedly {command} has no {option}"


def test_the_library_example_runs(tmp_path: Path) -> None:
    (example,) = [block for language, block in BLOCKS if language == "python"]
    article = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "ignore::ResourceWarning", "-c", example],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "allegations" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:src|tests|seeds|\.ci)/[\w./]*|[A-Z]+(?:\.md)?)`", README)))
)
def test_every_file_that_is_named_exists(path: str) -> None:
    assert path in {"ARTICLE"} or (ROOT / path).exists()
