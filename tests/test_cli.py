"""The command line: what goes to which stream, the exit status, and what is left on the disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from allegedly.cli import app

ARTICLE = """\
Lake town suspends its harbour master

By Nils Farrow

The town council of Ostmere suspended its harbour master, Greta Vance, on Tuesday after an inspection of
the mooring accounts.

Ms Vance said in a statement that she would “answer every question”. The council's finance chief, Ove Lindt,
said the inspection would take six weeks.

Two people briefed on the inspection, who were not authorised to speak about it, said that fees of at least
forty boats had never been entered in the books. The council declined to comment on that.

The harbour has 210 moorings and is the largest on the lake. It was rebuilt nine years ago.
"""


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command line in this process, in an empty folder, with `stdin` as its input."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path, stdin: bytes = b"") -> Done:
        given = tmp_path.parent / f"{tmp_path.name}.stdin"
        given.write_bytes(stdin)
        with given.open() as file:
            monkeypatch.setattr(sys, "stdin", file)
            with pytest.raises(SystemExit) as caught:
                app([str(a) for a in arguments], prog_name="allegedly")
        out, err = capfdbinary.readouterr()
        status = caught.value.code
        return Done(status if isinstance(status, int) else 0, out.decode(), err.decode())

    return call


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_brief_writes_markdown_to_standard_output(run: Run, article: Path) -> None:
    done = run("brief", article)
    assert done.status == 0
    assert done.err == ""
    assert done.out.startswith("# Lake town suspends its harbour master\n")
    facts, allegations = done.out.split("## Anonymous-source allegations")
    assert "## Reported facts" in facts
    assert "forty boats" in allegations
    assert "forty boats" not in facts
    assert "Nils Farrow\n\nThe town" not in done.out


def test_brief_is_the_same_bytes_every_time_and_from_standard_input(run: Run, article: Path) -> None:
    first = run("brief", article)
    assert run("brief", article) == first
    assert run("brief", "-", stdin=ARTICLE.encode()) == first


def test_brief_writes_a_file_whole(run: Run, article: Path, tmp_path: Path) -> None:
    shown = run("brief", article)
    done = run("brief", article, "-o", "brief.md")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert (tmp_path / "brief.md").read_text(encoding="utf-8") == shown.out


def test_a_dash_is_standard_output_too(run: Run, article: Path, tmp_path: Path) -> None:
    assert run("brief", article, "-o", "-").out == run("brief", article).out
    assert not (tmp_path / "-").exists()


def test_brief_takes_what_is_known_from_outside(run: Run, article: Path) -> None:
    done = run(
        "brief", article, "--title", "Harbour master out", "--outlet", "Ostmere Echo", "--byline", "By I. B."
    )
    assert done.out.startswith("# Harbour master out\n")
    assert "Ostmere Echo" in done.out
    assert "By I. B." in done.out


@pytest.mark.parametrize("form", ["md", "txt", "json"])
def test_brief_has_three_formats(run: Run, article: Path, form: str) -> None:
    done = run("brief", article, "--format", form)
    assert done.status == 0
    assert "forty boats" in done.out
    assert done.out.endswith("\n")


def test_brief_json_has_its_schema_and_offsets_into_the_input(run: Run, article: Path) -> None:
    brief = json.loads(run("brief", article, "--format", "json").out)
    assert brief["schema"] == "allegedly/1"
    assert [section["kind"] for section in brief["sections"]] == ["facts", "allegations"]
    for section in brief["sections"]:
        for item in section["items"]:
            assert item["notice"]
            for start, end in item["spans"]:
                assert " ".join(ARTICLE[start:end].split()).strip(" .,…") in item["text"]


def test_words_bound_the_items(run: Run, article: Path) -> None:
    brief = json.loads(run("brief", article, "--words", "40", "--format", "json").out)
    texts = [item["text"] for section in brief["sections"] for item in section["items"]]
    assert sum(len(text.split()) for text in texts) <= 40


def test_summarise_gives_sentences_in_reading_order(run: Run, article: Path) -> None:
    done = run("summarise", article, "--sentences", "2")
    lines = done.out.splitlines()
    flat = " ".join(ARTICLE.split())
    assert done.status == 0
    assert len(lines) == 2
    assert flat.index(lines[0]) < flat.index(lines[1])


def test_summarise_takes_three_sentences_unless_told(run: Run, article: Path) -> None:
    assert len(run("summarise", article).out.splitlines()) == 3


def test_summarise_json_has_verbatim_text(run: Run, article: Path) -> None:
    summary = json.loads(run("summarise", article, "--words", "60", "--format", "json").out)
    assert summary["schema"] == "allegedly/1"
    assert summary["sentences"]
    for sentence in summary["sentences"]:
        assert sentence["text"] == ARTICLE[sentence["start"] : sentence["end"]]


def test_explain_shows_every_sentence_and_what_was_set_aside(run: Run, article: Path) -> None:
    done = run("explain", article)
    assert done.status == 0
    assert "\x1b" not in done.out
    assert "By Nils Farrow" in done.out
    assert "set aside: byline" in done.out
    shown = json.loads(run("explain", article, "--format", "json").out)
    covered = "".join(sentence["text"] for sentence in shown["sentences"])
    assert "".join(covered.split()) == "".join(ARTICLE.split())


def test_batch_reports_bad_lines_and_goes_on(run: Run, tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "one", "text": ARTICLE}),
        "not JSON",
        json.dumps({"id": "two", "text": ARTICLE}),
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("batch", "in.jsonl", "-o", "out.jsonl", "--what", "analysis", "--jobs", "1")
    assert done.status == 1
    assert done.out == ""
    reported, tally = done.err.splitlines()
    assert reported.startswith("allegedly: line 2: ")
    assert tally == "allegedly: 2 done, 1 failed"
    made = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [analysis["id"] for analysis in made] == ["one", "two"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_batch_of_good_lines_is_status_0_and_quiet_when_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": ARTICLE}), encoding="utf-8")
    done = run("batch", "in.jsonl", "-o", "out.jsonl", "--jobs", "1", "-q")
    assert (done.status, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize(
    "arguments",
    [("in.jsonl",), ("missing.jsonl", "-o", "out"), ("in.jsonl", "-o", "in.jsonl"), ("in.jsonl", "-o", "-")],
)
def test_batch_without_a_usable_input_and_output_is_one_line(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "in.jsonl").write_text("", encoding="utf-8")
    done = run("batch", *arguments)
    assert done.status == 2
    assert done.err.startswith("allegedly: ")
    assert done.err.count("\n") == 1


def test_version(run: Run) -> None:
    assert run("--version").out.split()[0] == "allegedly"


def test_no_command_prints_help(run: Run) -> None:
    done = run()
    assert "Commands:" in done.out + done.err


@pytest.mark.parametrize("command", ["brief", "summarise", "explain", "batch"])
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    assert f"allegedly {command} " in done.out.split("Examples:")[1]


@pytest.mark.parametrize("command", ["brief", "summarise", "explain"])
def test_no_article_is_bad_usage_and_never_waits_for_a_pipe(run: Run, command: str) -> None:
    done = run(command)
    assert done.status == 2
    assert done.err == "allegedly: no article given: name a file, or - to read standard input\n"


def test_no_article_on_a_terminal_prints_help(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allegedly.cli._is_terminal", lambda _: True)
    done = run("brief")
    assert done.status == 2
    assert "Examples:" in done.err


FRENCH = (
    "Le conseil municipal a suspendu mardi la directrice du port. Les comptes de la capitainerie sont "
    "examinés depuis une semaine par la préfecture. La directrice a déclaré qu'elle répondrait à toutes les "
    "questions des enquêteurs. Le port compte deux cents places et il est le plus grand du lac.\n"
)

BAD = {
    "empty": b"",
    "white space": b" \n\t\r\n  ",
    "binary": bytes(range(256)) * 8,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "one sentence": b"The council suspended its harbour master on Tuesday after an inspection.\n",
    "French": FRENCH.encode(),
    "more than 10 MB": b"The council met on Tuesday. " * 400_000,
}


@pytest.mark.parametrize("command", ["brief", "summarise", "explain"])
@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_one_line_status_2_and_no_file(
    run: Run, tmp_path: Path, command: str, kind: str
) -> None:
    (tmp_path / "bad.txt").write_bytes(BAD[kind])
    done = run(command, "bad.txt", "-o", "out")
    assert done.status == 2
    assert done.out == ""
    assert done.err.startswith("allegedly: ")
    assert done.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["bad.txt"]


def test_bad_input_from_standard_input_is_the_same(run: Run) -> None:
    for data in BAD.values():
        done = run("brief", "-", stdin=data)
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith("allegedly: ")


def test_a_foreign_language_is_named(run: Run) -> None:
    assert "French" in run("brief", "-", stdin=FRENCH.encode()).err


@pytest.mark.parametrize("name", ["missing.txt", ".", "a\x00b"])
def test_a_path_that_is_no_file_is_one_line(run: Run, name: str) -> None:
    done = run("brief", name)
    assert done.status == 2
    assert done.err.startswith("allegedly: ")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings_are_read_without_a_word(run: Run, article: Path, encoding: str) -> None:
    plain = run("brief", article)
    done = run("brief", "-", stdin=ARTICLE.encode(encoding))
    assert (done.status, done.err) == (0, "")
    assert done.out == plain.out


def test_cp1252_is_read_with_a_warning(run: Run, article: Path) -> None:
    plain = run("brief", article)
    done = run("brief", "-", stdin=ARTICLE.encode("cp1252"))
    assert done.status == 0
    assert done.out == plain.out
    assert done.err.startswith("allegedly: warning: ")
    assert "1252" in done.err
    assert run("brief", "-", "-q", stdin=ARTICLE.encode("cp1252")).err == ""


def test_the_output_never_overwrites_the_article(run: Run, article: Path) -> None:
    done = run("brief", article, "-o", article)
    assert done.status == 2
    assert "overwrite" in done.err
    assert article.read_text(encoding="utf-8") == ARTICLE


@pytest.mark.parametrize("output", [".", "no/such/folder/brief.md"])
def test_an_output_that_cannot_be_is_one_line(run: Run, article: Path, output: str) -> None:
    done = run("brief", article, "-o", output)
    assert done.status == 2
    assert done.err.startswith("allegedly: cannot write ")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("brief", "--ranker", "astrology"),
        ("brief", "--words", "0"),
        ("brief", "--format", "docx"),
        ("summarise", "--sentences", "2", "--words", "50"),
        ("summarise", "--sentences", "-1"),
        ("summarise", "--ranker", "astrology"),
        ("explain", "--words", "5"),
        ("abridge",),
    ],
)
def test_bad_usage_is_status_2_on_standard_error(run: Run, article: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, article)
    assert done.status == 2
    assert done.out == ""
    assert done.err


def _process(
    *arguments: str | Path, stdin: int | None = None, env: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "allegedly", *map(str, arguments)]
    return subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)


def test_a_reader_that_goes_away_is_no_traceback(article: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "allegedly", "brief", article],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert done.stderr == b""
    assert done.returncode == 141


@pytest.mark.skipif(os.name == "nt", reason="signals work differently on Windows")
def test_an_interruption_is_status_130_and_no_traceback() -> None:
    process = _process("brief", "-", stdin=subprocess.PIPE)
    code = "import allegedly.cli"  # by now ours has loaded as well: it waits for its input
    subprocess.run([sys.executable, "-c", code], check=True)
    try:
        process.wait(timeout=0.5)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert err == b""
    assert process.returncode == 130


def test_the_module_runs_as_a_program(article: Path) -> None:
    out, err = _process("summarise", article, "--sentences", "1").communicate()
    assert (out.count(b"\n"), err) == (1, b"")


def test_output_is_utf_8_whatever_the_locale(article: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    out, err = _process("brief", article, env=environment).communicate()
    assert err == b""
    assert "“answer every question”" in out.decode()
