"""The command line: what goes to which stream, the exit status, and what is left on the disk."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from io import BytesIO, StringIO
from pathlib import Path
from typing import get_args

import pytest
from pypdf import PdfReader

from allegedly import console
from allegedly.cli import app, options
from allegedly.config import Format
from allegedly.render.targets import TARGETS
from allegedly.templating import shipped

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
        return Done(
            status if isinstance(status, int) else 0, out.decode("utf-8", "surrogateescape"), err.decode()
        )

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


@pytest.mark.parametrize("form", ["md", "txt", "json", "html", "email", "eml"])
def test_brief_has_formats_that_are_text(run: Run, article: Path, form: str) -> None:
    done = run("brief", article, "--format", form)
    assert (done.status, done.err) == (0, "")
    assert "forty boats" in " ".join(done.out.replace("=\r\n", "").split())
    assert done.out.endswith("\n")
    assert run("brief", article, "--format", form, "-o", "brief") == Done(0, "", "")
    assert Path("brief").read_bytes() == done.out.encode()


def test_a_page_is_printed_on_the_paper_asked_for(run: Run, article: Path, tmp_path: Path) -> None:
    piped = run("brief", article, "--format", "pdf").out.encode("utf-8", "surrogateescape")
    done = run("brief", article, "--format", "pdf", "--page", "letter", "-o", "brief.pdf")
    assert (done.status, done.out, done.err) == (0, "", "")
    for pdf, height in ((piped, 842), ((tmp_path / "brief.pdf").read_bytes(), 792)):
        (page,) = PdfReader(BytesIO(pdf)).pages
        assert round(page.mediabox.height) == height
        assert "forty boats" in page.extract_text()


def test_a_page_is_not_thrown_at_a_terminal(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allegedly.console.is_terminal", lambda _: True)
    for output in ([], ["-o", "-"]):
        done = run("brief", article, "--format", "pdf", *output)
        assert (done.status, done.out) == (2, "")
        assert done.err.startswith("allegedly: a PDF is nothing for a terminal: name a file with -o")
        assert done.err.count("\n") == 1


def test_a_mail_has_its_plain_text_beside_it(run: Run, article: Path, tmp_path: Path) -> None:
    page, plain = (run("brief", article, "--format", form).out for form in ("email", "txt"))
    assert run("brief", article, "--format", "email", "-o", "mail.html") == Done(0, "", "")
    assert (tmp_path / "mail.html").read_text("utf-8") == page
    assert (tmp_path / "mail.txt").read_text("utf-8") == plain
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.txt", "mail.html", "mail.txt"]


def test_the_plain_text_of_a_mail_never_overwrites_the_article_or_the_mail(run: Run, article: Path) -> None:
    for output in ("article.html", "mail.txt"):
        done = run("brief", article, "--format", "email", "-o", output)
        assert (done.status, done.out) == (2, "")
        assert done.err.count("\n") == 1
    assert article.read_text("utf-8") == ARTICLE
    assert list(article.parent.iterdir()) == [article]


def test_a_message_says_the_same_in_both_parts(run: Run, article: Path) -> None:
    message = message_from_bytes(run("brief", article, "--format", "eml").out.encode(), policy=default)
    assert message["Subject"] == "Lake town suspends its harbour master"
    plain, page = message.iter_parts()
    assert plain.get_content().replace("\r\n", "\n") == run("brief", article, "--format", "txt").out
    assert "forty boats" in page.get_content()


@pytest.mark.parametrize("target", TARGETS)
def test_brief_is_written_for_every_place(run: Run, article: Path, target: str) -> None:
    done = run("brief", article, "--for", target)
    assert (done.status, done.err) == (0, "")
    assert "forty boats" in " ".join(done.out.split())


def test_the_places_offered_are_the_places_written_for() -> None:
    assert get_args(options.Target) == TARGETS


TEMPLATES = {
    "md": "Brief: {{ briefing.title }} \n\n",
    "txt": "Brief: {{ briefing.title }}\n",
    "html": "<p>Brief: {{ briefing.title }}</p>",
    "email": "<!DOCTYPE html><html><body><p>Brief: {{ briefing.title }}</p></body></html>",
    "eml": "<!DOCTYPE html><html><body><p>Brief: {{ briefing.title }}</p></body></html>",
}


@pytest.mark.parametrize("form", TEMPLATES)
def test_a_template_takes_the_place_of_the_shipped_one(
    run: Run, article: Path, tmp_path: Path, form: str
) -> None:
    (tmp_path / "own.j2").write_text(TEMPLATES[form], "utf-8")
    done = run("brief", article, "--format", form, "--template", "own.j2")
    assert (done.status, done.err) == (0, "")
    assert "Brief: Lake town suspends its harbour master" in done.out.replace("=\r\n", "")


def test_a_page_template_is_laid_out_to_choose_what_goes_on_the_page(
    run: Run, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "own.typ").write_text(shipped("brief.typ").replace("10.5pt", "25pt"), "utf-8")
    for template, all_in in ((), True), (("--template", "own.typ"), False):
        assert run("brief", article, "--format", "pdf", "-o", "out.pdf", *template).status == 0
        (page,) = PdfReader("out.pdf").pages
        assert ("Left out: nothing" in page.extract_text()) == all_in


BROKEN: dict[str, tuple[str, str | bytes]] = {
    "no such field": ("md", "{{ briefing.headline }}"),
    "no such name": ("html", "{{ article }}"),
    "torn": ("txt", "{% for section in"),
    "torn in line 3": ("md", "\n\n{{ "),
    "fails": ("md", "{{ 1 / 0 }}"),
    "wrong type": ("email", "{{ briefing.title + 1 }}"),
    "includes": ("md", "{% include '/etc/passwd' %}"),
    "empty": ("md", " \n"),
    "not text": ("md", b"\xff\xfe\x00"),
    "Typst with an error": ("pdf", "#let"),
    "Typst that counts no page": ("pdf", "= Title"),
    "JSON": ("json", "{}"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_template_that_cannot_be_used_is_one_line(
    run: Run, article: Path, tmp_path: Path, name: str
) -> None:
    form, template = BROKEN[name]
    (tmp_path / "own").write_bytes(template if isinstance(template, bytes) else template.encode())
    done = run("brief", article, "--format", form, "--template", "own", "-o", "out")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("allegedly: ")
    assert done.err.count("\n") == 1
    assert "own" in done.err or form == "json"
    assert not (tmp_path / "out").exists()


def test_check_says_what_was_checked_beside_the_brief(run: Run, article: Path) -> None:
    done = run("brief", article, "--check")
    assert done.out == run("brief", article).out
    lines = done.err.splitlines()
    assert len(lines) == 9
    assert all(line.startswith("allegedly: checked: ") for line in lines)
    assert lines[-1] == "allegedly: checked: it takes one A4 page, at full size"


def test_a_terminal_gets_a_styled_brief_and_an_explicit_format_does_not(
    run: Run, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run("brief", article).out
    monkeypatch.setattr("allegedly.console.shows_styles", lambda _: True)
    monkeypatch.setenv("COLUMNS", "60")
    styled = run("brief", article).out
    assert "\x1b[" in styled
    said = re.sub(r"\x1b\[[\d;]*m", "", styled)
    assert max(map(len, said.splitlines())) <= 60
    assert "forty boats" in " ".join(said.split())
    assert run("brief", article, "--format", "md").out == plain


def test_styles_are_for_a_terminal_that_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert console.shows_styles(screen)
    assert not console.shows_styles(StringIO())
    assert not console.shows_styles(None)
    monkeypatch.setenv("TERM", "dumb")
    assert not console.shows_styles(screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not console.shows_styles(screen)


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


@pytest.mark.parametrize("command", ["brief", "digest", "summarise", "explain", "batch"])
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
    monkeypatch.setattr("allegedly.console.is_terminal", lambda _: True)
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
        ("brief", "--page", "a5"),
        ("brief", "--for", "myspace"),
        ("brief", "--for", "hugo", "--format", "html"),
        ("brief", "--for", "hugo", "--template", "own.j2"),
        ("brief", "--template", "missing.j2"),
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


OTHER = """\
Lake council answers for its harbour

By Una Reiss

The finance chief of Ostmere, Ove Lindt, told the council on Wednesday that fees of at least forty boats had
never been entered in the books. Greta Vance, the harbour master, was suspended on Tuesday.

The council of Ostmere meets again on Friday, in public. The lake has three harbours.
"""


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.txt"
    path.write_text(OTHER, encoding="utf-8")
    return path


WEEK = ("--title", "The week on the lake")


def test_digest_writes_an_issue_of_its_articles(run: Run, article: Path, other: Path) -> None:
    done = run("digest", article, other, *WEEK, "--outlet", "Echo", "--outlet", "Lake Radio")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("# The week on the lake\n")
    assert (
        done.out.index("## In this issue")
        < done.out.index("## 1. Lake town")
        < done.out.index("## 2. Lake council")
    )
    assert done.out.index("## 2. ") < done.out.index("## Sources of this issue")
    first = done.out.split("## 1. ")[1].split("## 2. ")[0]
    facts, allegations = first.split("### Anonymous-source allegations")
    assert "forty boats" in allegations
    assert "forty boats" not in facts
    assert "Echo" in done.out
    assert "Lake Radio" in done.out


def test_digest_takes_one_article_from_standard_input_and_the_same_bytes_come_out(
    run: Run, article: Path, other: Path
) -> None:
    first = run("digest", article, other, *WEEK)
    assert run("digest", article, other, *WEEK) == first
    assert run("digest", article, "-", *WEEK, stdin=OTHER.encode()) == first
    assert run("digest", article, other, *WEEK, "-o", "week.md") == Done(0, "", "")
    assert Path("week.md").read_text("utf-8") == first.out


def test_digest_opens_with_the_editor_s_own_words(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "hello.txt").write_text("# Good *morning*, <b>all</b>.\n\nRead on.\n", "utf-8")
    done = run("digest", article, *WEEK, "--intro", "hello.txt")
    assert done.status == 0
    head = done.out.split("## In this issue")[0]
    assert head == "# The week on the lake\n\n\\# Good \\*morning\\*, &lt;b>all&lt;/b>.\n\nRead on.\n\n"


@pytest.mark.parametrize("form", get_args(Format))
def test_digest_has_every_form(run: Run, article: Path, other: Path, form: str) -> None:
    done = run("digest", article, other, *WEEK, "--format", form)
    assert (done.status, done.err) == (0, "")
    assert run("digest", article, other, *WEEK, "--format", form, "-o", "out") == Done(0, "", "")
    assert Path("out").read_bytes() == done.out.encode("utf-8", "surrogateescape")
    if form == "pdf":
        text = "".join(page.extract_text() for page in PdfReader("out").pages)
        assert "forty boats" in " ".join(text.split())
    else:
        assert "forty boats" in " ".join(done.out.replace("=\r\n", "").split())


@pytest.mark.parametrize("target", TARGETS)
def test_digest_is_written_for_every_place(run: Run, article: Path, other: Path, target: str) -> None:
    done = run("digest", article, other, *WEEK, "--for", target)
    assert (done.status, done.err) == (0, "")
    assert "forty boats" in " ".join(done.out.split())


def test_digest_leaves_out_what_it_cannot_use_and_says_which(run: Run, article: Path, other: Path) -> None:
    whole = run("digest", article, other, *WEEK)
    Path("bad.txt").write_bytes(FRENCH.encode())
    done = run("digest", article, "bad.txt", "missing.txt", other, article, *WEEK, "-o", "week.md")
    assert (done.status, done.out) == (1, "")
    lines = done.err.splitlines()
    assert [line.split(": left out: ")[0] for line in lines] == [
        "allegedly: bad.txt", "allegedly: missing.txt", f"allegedly: {article}",
    ]  # fmt: skip
    assert lines[2].endswith(f"it is the same article as {article}")
    assert Path("week.md").read_text("utf-8") == whole.out


def test_digest_of_nothing_usable_is_status_2_and_no_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(FRENCH.encode())
    done = run("digest", "bad.txt", "missing.txt", *WEEK, "-o", "week.md")
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[-1] == "allegedly: none of the articles can be used: no issue was written"
    assert [path.name for path in tmp_path.iterdir()] == ["bad.txt"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "--title"),
        (("--title", " "), "title"),
        ((*WEEK, "-", "-"), "- once"),
        ((*WEEK, "-", "--intro", "-"), "- once"),
        ((*WEEK, "--outlet", "A", "--outlet", "B"), "once for each article"),
        ((*WEEK, "--published", "A", "--published", "B"), "once for each article"),
        ((*WEEK, "--intro", "missing.txt"), "missing.txt"),
        ((*WEEK, "--words", "0"), "words"),
        ((*WEEK, "--ranker", "astrology"), "astrology"),
        ((*WEEK, "--for", "hugo", "--format", "html"), "--for"),
        ((*WEEK, "--template", "missing.j2"), "missing.j2"),
        ((*WEEK, "--format", "json", "--template", "article.txt"), "JSON"),
        ((*WEEK, "-o", "article.txt"), "overwrite"),
        ((*WEEK, "--intro", "hello.txt", "-o", "hello.txt"), "overwrite"),
        ((*WEEK, "-o", "no/such/week.md"), "cannot write"),
    ],
)
def test_digest_with_bad_usage_is_status_2_and_writes_nothing(
    run: Run, article: Path, tmp_path: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    (tmp_path / "hello.txt").write_text("Good morning.", "utf-8")
    done = run("digest", article.name, *arguments)
    assert (done.status, done.out) == (2, "")
    assert complaint in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.txt", "hello.txt"]
    assert article.read_text("utf-8") == ARTICLE


def test_digest_without_an_article_says_so(run: Run) -> None:
    assert run("digest", *WEEK) == Done(
        2, "", "allegedly: no article given: name files, one of which may be - for standard input\n"
    )


def test_digest_says_what_was_checked(run: Run, article: Path, other: Path) -> None:
    done = run("digest", article, other, *WEEK, "--check")
    assert done.out == run("digest", article, other, *WEEK).out
    lines = done.err.splitlines()
    assert len(lines) >= 8
    assert all(line.startswith("allegedly: checked: ") for line in lines)


def test_digest_names_the_article_of_a_warning(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(OTHER.replace("council answers", "council’s answers").encode("cp1252"))
    done = run("digest", article, "old.txt", *WEEK)
    assert done.status == 0
    assert done.err.startswith("allegedly: warning: old.txt: ")
    assert run("digest", article, "old.txt", *WEEK, "-q").err == ""


def test_digest_takes_templates_of_one_s_own_that_extend_the_shipped_ones(
    run: Run, article: Path, tmp_path: Path
) -> None:
    own = "{% extends 'digest-email.html.j2' %}{% block title %}Mine: {{ digest.title }}{% endblock %}"
    (tmp_path / "own.j2").write_text(own, "utf-8")
    done = run("digest", article, *WEEK, "--format", "email", "--template", "own.j2")
    assert done.status == 0
    assert "<title>Mine: The week on the lake</title>" in done.out
    (tmp_path / "own.typ").write_text(shipped("digest.typ").replace("10.5pt", "20pt"), "utf-8")
    for template, more in ((), False), (("--template", "own.typ"), True):
        assert run("digest", article, *WEEK, "--format", "pdf", "-o", "out.pdf", *template).status == 0
        assert (len(PdfReader("out.pdf").pages) > 1) == more
    (tmp_path / "bad.j2").write_text("{{ briefing.title }}", "utf-8")
    done = run("digest", article, *WEEK, "--template", "bad.j2")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("allegedly: bad.j2: ")


def test_a_mail_of_a_digest_has_its_plain_text_beside_it(run: Run, article: Path, tmp_path: Path) -> None:
    plain = run("digest", article, *WEEK, "--format", "txt").out
    assert run("digest", article, *WEEK, "--format", "email", "-o", "week.html") == Done(0, "", "")
    assert (tmp_path / "week.txt").read_text("utf-8") == plain


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
