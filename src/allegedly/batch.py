"""Many articles in, one JSON object a line out: in input order, on all cores, resumable."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Literal

from allegedly.config import MAX_INPUT_BYTES, Options
from allegedly.errors import AllegedlyError, InputError, OptionError, OutputError

What = Literal["analysis", "brief", "summary"]

MAX_LINE_BYTES = 6 * MAX_INPUT_BYTES + 100_000
"""A text of the largest size with every byte escaped, and room for the other fields."""

LINES_PER_JOB = 4
"""Lines in flight for each process: enough that none waits for a slow neighbour, few enough for memory."""

FIELDS = ("id", "title", "outlet", "published", "url", "byline")
"""What a line may say about its article besides `text`."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is made of every article of a batch. The bounds of a summary are those of `summarise`."""

    what: What
    sentences: int | None = None
    words: int | None = None
    ranker: str = "house"


@dataclass(frozen=True, slots=True)
class Failure:
    """An input line that gave no output: its number, counted from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch has come. `bytes_total` is `None` when the input is a stream."""

    lines: int
    failed: int
    bytes_done: int
    bytes_total: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a batch: articles done now, lines that failed, articles that an earlier run had done.

    `failed` holds the failures of the earlier run too: they were not tried again.
    """

    done: int
    failed: tuple[Failure, ...]
    skipped: int


Perform = Callable[[dict[str, Any], Task], dict[str, Any]]


def run_batch(
    in_path: Path | Literal["-"],
    out_path: Path,
    what: What,
    *,
    sentences: int | None = None,
    words: int | None = None,
    ranker: str = "house",
    jobs: int | None = None,
    on_progress: Callable[[Progress], None] = lambda _: None,
    perform: Perform | None = None,
) -> Report:
    """A `Report`; afterwards `out_path` holds one JSON object for each input line that could be used.

    Until the end the output grows in `OUT.partial`, with a journal beside it in `OUT.journal`. After an
    interruption of any kind the same call goes on where they stop, and the finished file has the bytes of an
    uninterrupted run. Standard input (`-`) always starts again. Blank lines are passed over. At most a few
    lines for each of the `jobs` processes (default: every core) are held in memory.

    A line that is not an object with a `text`, that `what` raises on, or whose process dies is a `Failure`,
    and the batch goes on. Raises `InputError` for an input that cannot be read or has changed since the
    interruption, `OptionError` for options that cannot work, `OutputError` when the output cannot be written.
    `perform` (default: what `what` says) must be importable by name when there is more than one process.
    """
    if jobs is not None and jobs < 1:
        raise OptionError(f"the number of jobs must be at least 1, not {jobs}")
    task = _check(Task(what, sentences, words, ranker))
    jobs = jobs or _cores()
    if in_path != "-" and out_path.resolve() == in_path.resolve():
        raise OptionError(f"{out_path} is the input: give another output file")
    with (
        _source(in_path) as (lines, header, total),
        _Output.open(out_path, {**header, **asdict(task)}) as out,
    ):
        fresh = (line for line in lines if line[0] > out.skipped_to)
        for line, size, result in _results(fresh, task, perform or make, jobs):
            out.add(line, size, result)
            on_progress(Progress(out.written + len(out.failures), len(out.failures), out.bytes_read, total))
        out.finish()
    return Report(out.written - out.skipped, tuple(out.failures), out.skipped)


def make(record: dict[str, Any], task: Task) -> dict[str, Any]:
    """The JSON form of the analysis, brief or summary of one article."""
    # Imported where it is used: a worker pays for it once, and the parent never.
    from allegedly import pipeline

    known = {name: record[name] for name in FIELDS if record.get(name) is not None}
    text = record["text"]
    if task.what == "analysis":
        return pipeline.analyse(text, **known).to_dict()
    if task.what == "brief":
        options = Options(ranker=task.ranker) if task.words is None else Options(task.words, task.ranker)
        return pipeline.brief(text, options=options, **known).to_dict()
    summary = pipeline.summarise(
        text, sentences=task.sentences, words=task.words, ranker=task.ranker, id=known.get("id")
    )
    return summary.to_dict()


def _check(task: Task) -> Task:
    """The task itself; raises now, once, what would otherwise be a failure on every line."""
    from allegedly.stages.rank import choose

    if task.sentences is not None and task.what != "summary":
        raise OptionError("a number of sentences bounds a summary only: use a number of words")
    if task.words is not None and task.what == "analysis":
        raise OptionError("an analysis covers the whole article: leave the number of words out")
    words = 1 if task.sentences is None and task.words is None else task.words
    choose((), sentences=task.sentences, words=words, ranker=task.ranker)
    return task


def _cores() -> int:
    # Those that this process may use, where the system tells: a container may have fewer than the machine.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


Line = tuple[int, int, bytes]
"""A line's number, the bytes of input up to its end, and the line itself."""

Result = tuple[int, int, bytes | str]
"""A line's number, the bytes of input up to its end, and its output line or the reason why there is none."""


@contextmanager
def _source(path: Path | Literal["-"]) -> Iterator[tuple[Iterator[Line], dict[str, Any], int | None]]:
    """The lines, what tells this input from another, and its size."""
    if path == "-":
        yield _lines(sys.stdin.buffer), {"input": None}, None
        return
    try:
        if path.is_dir():
            raise InputError(f"cannot read {path}: it is a directory; give a file of JSON Lines")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
            file.seek(0)
            yield _lines(file), {"input": digest}, size
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error


def _lines(file: IO[bytes]) -> Iterator[Line]:
    number, end = 0, 0
    while line := file.readline(MAX_LINE_BYTES + 1):
        number, end = number + 1, end + len(line)
        # What is left of an overlong line is passed over in pieces; the line stays too long to be accepted.
        piece = line
        while len(piece) > MAX_LINE_BYTES and not piece.endswith(b"\n"):
            piece = file.readline(MAX_LINE_BYTES + 1)
            end += len(piece)
        if line.strip():
            yield number, end, line


class _Output:
    """The growing output and its journal, which says for every input line read so far what became of it.

    The journal's first line tells the run; each other is `[line, input bytes, output bytes]` with the reason
    at the end for a failure. An output line is written before its journal line: whatever stands behind the
    journal's last whole line is cut off on opening and made again.
    """

    def __init__(self, path: Path, out: IO[bytes], journal: IO[bytes]) -> None:
        self.path = path
        self._out = out
        self._journal = journal
        self._last_line = 0
        self.bytes_read = 0
        self.written = 0
        self.skipped = self.skipped_to = 0
        self.failures: list[Failure] = []

    @classmethod
    @contextmanager
    def open(cls, path: Path, run: dict[str, Any]) -> Iterator[_Output]:
        """The output of `run`, resumed where an earlier call with the same `run` stopped."""
        if path.is_dir() or not path.parent.is_dir():
            raise OutputError(f"cannot write {path}: give a file in a directory that exists")
        partial, journal = Path(f"{path}.partial"), Path(f"{path}.journal")
        try:
            resume = run["input"] is not None and partial.exists() and journal.exists()
            with (
                partial.open("r+b" if resume else "wb") as out,
                journal.open("r+b" if resume else "wb") as log,
            ):
                output = cls(path, out, log)
                if not (resume and output._recover(run)):
                    output._start(run)
                yield output
        except OSError as error:
            raise OutputError(f"cannot write {path}: {error.strerror or error}") from error

    def _start(self, run: dict[str, Any]) -> None:
        for file in (self._out, self._journal):
            file.seek(0)
            file.truncate()
        self._journal.write(_json(run))
        self._journal.flush()

    def _recover(self, run: dict[str, Any]) -> bool:
        """Whether there was anything to go on from. Raises `InputError` when it belongs to another run."""
        first = self._journal.readline()
        if not first.endswith(b"\n"):
            return False
        if first != _json(run):
            raise InputError(
                f"{self.path}.partial was begun from another input or with other options: "
                f"delete it and {self.path}.journal, or choose another output file"
            )
        size, end, whole = self._out.seek(0, os.SEEK_END), 0, len(first)
        for entry in iter(self._journal.readline, b""):
            if not entry.endswith(b"\n"):
                break
            line, bytes_read, bytes_out, *reason = json.loads(entry)
            if bytes_out > size:  # the journal reached the disk before the output did
                break
            whole += len(entry)
            end = bytes_out
            self._note(line, bytes_read, reason[0] if reason else None)
        self.skipped, self.skipped_to = self.written, self._last_line
        self._out.truncate(end)
        self._out.seek(end)
        self._journal.truncate(whole)
        self._journal.seek(whole)
        return True

    def _note(self, line: int, bytes_read: int, reason: str | None) -> None:
        self._last_line, self.bytes_read = line, bytes_read
        if reason is None:
            self.written += 1
        else:
            self.failures.append(Failure(line, reason))

    def add(self, line: int, bytes_read: int, result: bytes | str) -> None:
        """Writes the output of one line, or the reason why there is none."""
        reason = result if isinstance(result, str) else None
        if isinstance(result, bytes):
            self._out.write(result)
            self._out.flush()
        self._journal.write(
            _json([line, bytes_read, self._out.tell(), *([] if reason is None else [reason])])
        )
        self._journal.flush()
        self._note(line, bytes_read, reason)

    def finish(self) -> None:
        """Puts the whole output into its place and takes the journal away."""
        os.fsync(self._out.fileno())
        self._out.close()
        Path(f"{self.path}.partial").replace(self.path)
        self._journal.close()
        Path(f"{self.path}.journal").unlink()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _work(line: bytes, task: Task, perform: Perform) -> bytes | str:
    """The output line, or the reason why there is none. Never raises: a bad line must not end a batch."""
    try:
        made = perform(_record(line), task)
        return json.dumps(made, ensure_ascii=False).encode("utf-8") + b"\n"
    except AllegedlyError as error:
        return str(error)
    except UnicodeEncodeError:
        return "the text has half a surrogate pair: it was cut inside a character"
    except Exception as error:
        return f"internal error: {type(error).__name__}: {error}".split("\n", 1)[0]


def _record(line: bytes) -> dict[str, Any]:
    if len(line) > MAX_LINE_BYTES:
        raise InputError(f"the line is longer than {MAX_LINE_BYTES} bytes")
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise InputError("not a JSON object")
    if not isinstance(record.get("text"), str):
        raise InputError("no string under the key 'text'")
    for name in FIELDS:
        if not isinstance(record.get(name), str | None):
            raise InputError(f"the value of {name!r} is not a string")
    return record


def _results(lines: Iterator[Line], task: Task, perform: Perform, jobs: int) -> Iterator[Result]:
    """The result of each line, in input order."""
    if jobs == 1:
        for number, end, line in lines:
            yield number, end, _work(line, task, perform)
        return
    pool = _pool(jobs)
    waiting: deque[tuple[Line, Future[bytes | str]]] = deque()
    try:
        while True:
            while len(waiting) < jobs * LINES_PER_JOB and (item := next(lines, None)):
                waiting.append((item, _submit(pool, item, task, perform)))
            if not waiting:
                return
            item, future = waiting.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                # One of those in flight killed a process. Alone in a pool of its own, it shows itself.
                _stop(pool)
                result = _alone(item, task, perform)
                pool = _pool(jobs)
                kept = [f.done() and not f.cancelled() and not f.exception() for _, f in waiting]
                waiting = deque(
                    (i, f if keep else _submit(pool, i, task, perform))
                    for (i, f), keep in zip(waiting, kept, strict=True)
                )
            yield item[0], item[1], result
    finally:
        _stop(pool)


def _submit(pool: ProcessPoolExecutor, item: Line, task: Task, perform: Perform) -> Future[bytes | str]:
    try:
        return pool.submit(_work, item[2], task, perform)
    except BrokenProcessPool as error:
        future: Future[bytes | str] = Future()
        future.set_exception(error)
        return future


def _alone(item: Line, task: Task, perform: Perform) -> bytes | str:
    pool = _pool(1)
    try:
        return _submit(pool, item, task, perform).result()
    except BrokenProcessPool:
        return "internal error: the process that worked on this line died"
    finally:
        _stop(pool)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned: a forked child would inherit the locks of whatever threads the caller has.
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin_work)


def _begin_work() -> None:
    """Prepares a worker: an interrupt is its parent's to answer, and it does not outlive its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=lambda: parent.join() or os._exit(1), daemon=True).start()  # type: ignore[func-returns-value]


def _stop(pool: ProcessPoolExecutor) -> None:
    # Without the kill an interrupted batch would first finish every line in flight, however long it takes.
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
        process.join()
