"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from allegedly.errors import OutputError
from allegedly.output import write_whole


def test_writes_utf_8_with_plain_line_ends_and_leaves_nothing_else(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.md", "“Quiet,” she said…\n")
    assert (tmp_path / "a.md").read_bytes() == "“Quiet,” she said…\n".encode()
    assert list(tmp_path.iterdir()) == [tmp_path / "a.md"]


def test_takes_the_place_of_an_old_file_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    target.write_text("old")
    target.chmod(0o640)
    write_whole(target, "new")
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_has_the_mode_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    write_whole(tmp_path / "a.md", "x")
    assert (tmp_path / "a.md").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to("real.md")
    write_whole(tmp_path / "link.md", "new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new"


def test_a_lone_surrogate_becomes_a_question_mark(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.md", "a\ud800b")
    assert (tmp_path / "a.md").read_bytes() == b"a?b"


def test_a_device_is_written_to_and_stays_a_device() -> None:
    write_whole(Path(os.devnull), "x")
    assert not Path(os.devnull).is_file()


def test_a_directory_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a directory"):
        write_whole(tmp_path, "x")


def test_a_missing_parent_is_an_error_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="there is no directory"):
        write_whole(tmp_path / "no" / "a.md", "x")
    assert not (tmp_path / "no").exists()


def test_a_name_that_the_system_refuses_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        write_whole(tmp_path / ("a" * 300), "x")
    assert list(tmp_path.iterdir()) == []


def test_a_failure_half_way_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    target = tmp_path / "a.md"
    target.write_text("old")
    with pytest.raises(OutputError, match="No space left on device"):
        write_whole(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [tmp_path / "a.md"]
