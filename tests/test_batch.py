"""Batches: order, bad lines, interruption and resumption, dying workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from allegedly.batch import MAX_LINE_BYTES, Failure, Progress, Task, run_batch
from allegedly.errors import AllegedlyError, InputError, OptionError, OutputError

ROOT = Path(__file__).parent.parent


def echo(record: dict[str, Any], task: Task) -> dict[str, Any]:
    """A stand-in for the pipeline that does what the article's text says."""
    text = record["text"]
    log = os.environ.get("BATCH_TEST_LOG")
    if log:
        with Path(log).open("a") as file:
            file.write(f"{record['id']}\n")
    if text == "refuse":
        raise InputError("not English: it looks like Verlandic")
    if text == "fail":
        raise KeyError("gull")
    if text == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if text.startswith("sleep"):
        time.sleep(float(text.split()[1]))
    return {"id": record["id"], "what": task.what, "text": text}


def write_lines(path: Path, texts: list[str]) -> None:
    path.write_text("".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts)))


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_bytes().splitlines()]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "in.jsonl", tmp_path / "out.jsonl"


@pytest.mark.parametrize("jobs", [1, 2])
def test_output_is_in_input_order_and_nothing_else_is_left(files: tuple[Path, Path], jobs: int) -> None:
    source, out = files
    write_lines(source, ["sleep 0.2", *"abcdefghijklm"])
    seen: list[Progress] = []
    report = run_batch(source, out, "brief", jobs=jobs, perform=echo, on_progress=seen.append)
    assert (report.done, report.failed, report.skipped) == (14, (), 0)
    assert ids(out) == [str(i) for i in range(14)]
    assert sorted(p.name for p in out.parent.iterdir()) == ["in.jsonl", "out.jsonl"]
    assert [p.lines for p in seen] == list(range(1, 15))
    assert seen[-1].bytes_done == seen[-1].bytes_total == source.stat().st_size


def test_bad_lines_are_reported_with_their_number_and_passed(files: tuple[Path, Path]) -> None:
    source, out = files
    good = b'{"id": "x", "text": "caf\xc3\xa9", "title": null}'
    bad = {
        1: (b"{", "not JSON"),
        2: (b"[1]", "not a JSON object"),
        3: (b'{"id": "x"}', "no string under the key 'text'"),
        4: (b'{"id": 7, "text": "a"}', "'id' is not a string"),
        6: (b'{"id": "x", "text": "refuse"}', "looks like Verlandic"),
        7: (b'{"id": "x", "text": "fail"}', "internal error: KeyError: 'gull'"),
        8: (b'{"id": "x", "text": "\xff"}', "not JSON"),
        9: (b'{"id": "x", "text": "\\ud800"}', "half a surrogate pair"),
        11: (b"[" * 100_000, "not JSON"),
    }
    lines = [bad[n][0] if n in bad else b" " if n == 10 else good for n in range(1, 13)]
    source.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(lines))  # no line break at the end
    report = run_batch(source, out, "analysis", jobs=1, perform=echo)
    assert {f.line for f in report.failed} == bad.keys()
    for failure in report.failed:
        assert bad[failure.line][1] in failure.reason
        assert "\n" not in failure.reason
    assert report.done == 2
    assert "café".encode() in out.read_bytes()


def test_an_overlong_line_is_passed_in_bounded_memory(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = files
    monkeypatch.setattr("allegedly.batch.MAX_LINE_BYTES", 1000)
    assert MAX_LINE_BYTES > 10_000_000
    write_lines(source, ["a", "b" * 5000, "c"])
    report = run_batch(source, out, "analysis", jobs=1, perform=echo)
    assert report.failed == (Failure(2, "the line is longer than 1000 bytes"),)
    assert ids(out) == ["0", "2"]


def test_a_dying_worker_costs_its_own_line_only(files: tuple[Path, Path]) -> None:
    source, out = files
    write_lines(source, ["a", "b", "die", "c", "d", "e", "f", "g", "h", "i", "j", "die", "k"])
    report = run_batch(source, out, "analysis", jobs=2, perform=echo)
    assert [f.line for f in report.failed] == [3, 12]
    assert all("died" in f.reason for f in report.failed)
    assert ids(out) == [str(i) for i in range(13) if i not in (2, 11)]


TEXTS = ["a", "refuse", *["sleep 0.1"] * 25, "fail", "b"]

PROGRAM = """
import sys
from pathlib import Path
from allegedly.batch import run_batch
from tests.test_batch import echo
if __name__ == "__main__":
    run_batch(Path(sys.argv[1]), Path(sys.argv[2]), "analysis", jobs=int(sys.argv[3]), perform=echo)
"""


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_batch_goes_on_where_it_stopped(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, jobs: int, how: signal.Signals
) -> None:
    source, out = files
    write_lines(source, TEXTS)
    whole = out.with_name("whole.jsonl")
    expected = run_batch(source, whole, "analysis", jobs=1, perform=echo)
    monkeypatch.setenv("BATCH_TEST_LOG", str(out.with_name("log")))

    program = out.with_name("program.py")
    program.write_text(PROGRAM)
    partial = Path(f"{out}.partial")
    process = subprocess.Popen(
        [sys.executable, program, source, out, str(jobs)],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (not partial.exists() or partial.read_bytes().count(b"\n") < 5):
        time.sleep(0.01)
    process.send_signal(how)
    process.wait(60)
    assert not out.exists()
    time.sleep(0.3)  # orphaned workers notice, and finish what they log

    done = partial.read_bytes().count(b"\n")
    with partial.open("ab") as file:
        file.write(b'{"id": "torn')
    report = run_batch(source, out, "analysis", jobs=1, perform=echo)
    assert out.read_bytes() == whole.read_bytes()
    assert report.failed == expected.failed
    assert report.skipped >= done - 1
    assert report.done + report.skipped == expected.done
    logged = out.with_name("log").read_text().split()
    assert len(logged) - len(TEXTS) <= jobs + 1  # those in hand when the signal came


def test_lines_that_the_journal_has_are_never_done_again(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = files
    write_lines(source, TEXTS[:6])
    monkeypatch.setenv("BATCH_TEST_LOG", str(out.with_name("log")))

    def stop(progress: Progress) -> None:
        if progress.lines == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(source, out, "analysis", jobs=1, perform=echo, on_progress=stop)
    report = run_batch(source, out, "analysis", jobs=1, perform=echo)
    assert (report.done, report.skipped) == (2, 3)
    assert [f.line for f in report.failed] == [2]
    assert out.with_name("log").read_text().split() == list("012345")


def interrupt(source: Path, out: Path) -> None:
    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(source, out, "analysis", jobs=1, perform=echo, on_progress=stop)


def test_another_input_or_other_options_do_not_resume(files: tuple[Path, Path]) -> None:
    source, out = files
    write_lines(source, ["a", "b", "c"])
    interrupt(source, out)
    with pytest.raises(InputError, match="other options"):
        run_batch(source, out, "brief", jobs=1, perform=echo)
    before = Path(f"{out}.partial").read_bytes()
    write_lines(source, ["a", "b", "d"])
    with pytest.raises(InputError, match=r"out\.jsonl\.partial was begun from another input"):
        run_batch(source, out, "analysis", jobs=1, perform=echo)
    assert Path(f"{out}.partial").read_bytes() == before


@pytest.mark.parametrize("kept", [0, 10])
def test_a_journal_ahead_of_its_output_is_cut_back(files: tuple[Path, Path], kept: int) -> None:
    source, out = files
    write_lines(source, ["a", "b", "c"])
    interrupt(source, out)
    with Path(f"{out}.partial").open("r+b") as file:
        file.truncate(kept)
    report = run_batch(source, out, "analysis", jobs=1, perform=echo)
    assert (report.done, report.skipped) == (3, 0)
    assert ids(out) == ["0", "1", "2"]


@pytest.mark.parametrize("journal", [b"", b"{", None])
def test_a_run_without_a_whole_journal_starts_again(files: tuple[Path, Path], journal: bytes | None) -> None:
    source, out = files
    write_lines(source, ["a", "b", "c"])
    interrupt(source, out)
    if journal is None:
        Path(f"{out}.journal").unlink()
    else:
        Path(f"{out}.journal").write_bytes(journal)
    assert run_batch(source, out, "analysis", jobs=1, perform=echo).done == 3
    assert ids(out) == ["0", "1", "2"]


def test_standard_input_is_a_stream(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    write_lines(source, ["a", "b"])
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.replace("Path(sys.argv[1])", '"-"'))
    with source.open("rb") as file:
        subprocess.run(
            [sys.executable, program, "-", out, "1"],
            stdin=file,
            check=True,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        )
    assert ids(out) == ["0", "1"]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"jobs": 0}, OptionError),
        ({"ranker": "page-rank"}, OptionError),
        ({"what": "brief", "sentences": 2}, OptionError),
        ({"what": "analysis", "words": 20}, OptionError),
        ({"what": "summary", "words": 20, "sentences": 2}, OptionError),
        ({"what": "summary", "sentences": 0}, OptionError),
        ({"what": "brief", "words": 0}, OptionError),
        ({"in_path": Path("nowhere.jsonl")}, InputError),
        ({"in_path": Path()}, InputError),
        ({"out_path": Path("nowhere/out.jsonl")}, OutputError),
        ({"out_path": Path()}, OutputError),
        ({"out_path": Path("in.jsonl")}, OptionError),
    ],
)
def test_what_cannot_work_is_said_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], error: type[AllegedlyError]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_lines(Path("in.jsonl"), ["a"])
    arguments = {"in_path": Path("in.jsonl"), "out_path": Path("out.jsonl"), "what": "analysis", **changes}
    with pytest.raises(error):
        run_batch(**arguments, perform=echo)
    assert [p.name for p in tmp_path.iterdir()] == ["in.jsonl"]


ARTICLE = (
    "The harbour council of Norrvik voted on Monday to close the old fish market after 112 years. "
    "Traders will be offered stalls in a hall behind the railway station. "
    "Two officials, who asked not to be named, said the building had already been sold."
)


def test_each_kind_of_output_carries_schema_and_id(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "n1", "text": ARTICLE, "title": "Market to close", "url": None}))
    keys = {"analysis": "attributions", "brief": "sections", "summary": "sentences"}
    for what, key in keys.items():
        out = tmp_path / f"{what}.jsonl"
        report = run_batch(source, out, what, jobs=1)  # type: ignore[arg-type]
        assert report.failed == ()
        made = json.loads(out.read_bytes())
        assert (made["schema"], made["id"]) == ("allegedly/1", "n1")
        assert made[key]
