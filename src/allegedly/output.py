"""Files written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from allegedly.errors import OutputError


def write_whole(path: Path, content: str | bytes) -> None:
    """Nothing; afterwards `path` holds `content`, text as UTF-8, or it is what it was before.

    It goes to a new file beside `path`, which then takes its place in one step: a reader sees the old file or
    the new one. A symbolic link is followed. What is not a regular file (`/dev/stdout`, a named pipe) is
    written to directly. A character that UTF-8 cannot hold, a lone surrogate, becomes "?".
    Raises `OutputError`.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise OutputError(f"cannot write {path}: it is a directory; give a file name")
        if not target.parent.is_dir():
            raise OutputError(f"cannot write {path}: there is no directory {path.parent}; create it first")
        data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error


def _replace(target: Path, data: bytes) -> None:
    # The process's umask decides the mode, as for any new file; tempfile would leave it private to the user.
    fresh = target.with_name(f".{target.name[:200]}.{secrets.token_hex(6)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 -- a descriptor, not a path
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        if target.exists():
            fresh.chmod(target.stat().st_mode)
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
