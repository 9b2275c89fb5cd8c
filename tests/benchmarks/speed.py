"""Times whole commands against their yardsticks, in turn, and prints medians and ratios.

    python tests/benchmarks/speed.py cold              cold starts against sumy's lex-rank and bare Python
    python tests/benchmarks/speed.py line              ten copies of an article against one
    python tests/benchmarks/speed.py analysis FILE.jsonl [--peer PYTHON]
                                                       words a CPU second; PYTHON is an interpreter that has
                                                       spaCy, an English model and textacy installed

sumy's own command line needs NLTK's punkt data, which it downloads; here it gets ours, written in NLTK's
format, so that both do the same work offline.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parent.parent.parent
SEED = next(ROOT.glob("seeds/*.txt"))
BIN = Path(sys.executable).parent

PEER = """
import json, sys, time
import spacy, textacy.extract
model = sys.argv[2]
nlp = spacy.load(model) if not model.startswith("package:") else __import__(model[8:]).load()
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
started = time.process_time()
for text in texts:
    try:
        list(textacy.extract.direct_quotations(nlp(text)))
    except ValueError:
        pass  # an odd number of quotation marks
print(sum(len(t.split()) for t in texts) / (time.process_time() - started))
"""


def cpu_of(command: list[str], env: dict[str, str], out: IO[str] | None = None) -> float:
    """User and system seconds of one run of a command, which may print into `out`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=env, check=True, stdout=out or subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_punkt(folder: Path) -> None:
    """Our Punkt parameters in the layout in which NLTK looks for them."""
    parameters = json.loads((ROOT / "src/allegedly/lang/en/punkt.json").read_text(encoding="utf-8"))
    english = folder / "tokenizers" / "punkt_tab" / "english"
    english.mkdir(parents=True)
    rows = {
        "abbrev_types.txt": parameters["abbreviations"],
        "collocations.tab": ["\t".join(pair) for pair in parameters["collocations"]],
        "sent_starters.txt": parameters["starters"],
        "ortho_context.tab": [f"{word}\t{context}" for word, context in parameters["contexts"].items()],
    }
    for name, lines in rows.items():
        (english / name).write_text("\n".join(lines), encoding="utf-8")


def cold(runs: int) -> None:
    """Cold starts, every command in turn, medians."""
    with tempfile.TemporaryDirectory() as scratch:
        write_punkt(Path(scratch))
        env = {**os.environ, "NLTK_DATA": scratch}
        commands = {
            "sumy lex-rank": [
                str(BIN / "sumy"),
                "lex-rank",
                "--length=3",
                "--format=plaintext",
                f"--file={SEED}",
            ],
            "allegedly brief": [str(BIN / "allegedly"), "brief", str(SEED)],
            "allegedly summarise": [str(BIN / "allegedly"), "summarise", str(SEED)],
            "allegedly --help": [str(BIN / "allegedly"), "--help"],
            "python -c pass": [sys.executable, "-c", "pass"],
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs + 1):
            for name, command in commands.items():
                seconds[name].append(cpu_of(command, env))
    medians = {name: statistics.median(s[1:]) for name, s in seconds.items()}
    for name, median in medians.items():
        print(f"{name:20} {median:6.3f} CPU s   {median / medians['sumy lex-rank']:5.2f} of sumy lex-rank")


def line(runs: int) -> None:
    """Ten copies of an article, joined, against one."""
    from allegedly import brief

    text = SEED.read_text(encoding="utf-8")
    seconds: dict[int, list[float]] = {1: [], 10: []}
    brief(text)
    for _ in range(runs):
        for copies, kept in seconds.items():
            joined = "\n\n".join([text] * copies)
            started = time.process_time()
            brief(joined)
            kept.append(time.process_time() - started)
    one, ten = (statistics.median(s) for s in seconds.values())
    print(f"one {one:.3f} s, ten copies {ten:.3f} s: {ten / one:.1f} times")


def analysis(path: Path, peer: str | None, model: str, runs: int) -> None:
    """Words a CPU second of `allegedly batch --what analysis`, and of textacy's direct quotations.

    Whole commands, start-up and loading of models with them; textacy's also without, as it says itself.
    """
    words = sum(len(json.loads(row)["text"].split()) for row in path.open(encoding="utf-8"))
    ours: dict[int, list[float]] = {1: [], 2: []}
    theirs: dict[str, list[float]] = {"whole command": [], "without loading": []}
    for _ in range(runs):
        for jobs, kept in ours.items():
            with tempfile.TemporaryDirectory() as scratch:
                out = str(Path(scratch) / "out.jsonl")
                command = [str(BIN / "allegedly"), "batch", str(path), "-o", out, "--what", "analysis", "-q"]
                kept.append(words / cpu_of([*command, "--jobs", str(jobs)], dict(os.environ)))
        if peer:
            with tempfile.TemporaryFile("w+") as printed:
                spent = cpu_of([peer, "-c", PEER, str(path), model], dict(os.environ), printed)
                printed.seek(0)
                theirs["without loading"].append(float(printed.read()))
            theirs["whole command"].append(words / spent)
    for jobs, kept in ours.items():
        print(f"allegedly, {jobs} process(es): {statistics.median(kept):,.0f} words a CPU second")
    for what, found in theirs.items() if peer else ():
        median = statistics.median(found)
        one, two = (statistics.median(ours[jobs]) / median for jobs in (1, 2))
        print(f"textacy direct quotations, {what}: {median:,.0f}; ratios {one:.2f} and {two:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("cold", "line", "analysis"))
    parser.add_argument("file", nargs="?", type=Path, help="articles, JSON Lines with `text`")
    parser.add_argument("--peer", help="an interpreter with spaCy and textacy")
    parser.add_argument("--model", default="en_core_web_sm", help="spaCy model; package:NAME to import it")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    if args.what == "cold":
        cold(args.runs)
    elif args.what == "line":
        line(args.runs)
    elif args.file is None:
        parser.error("analysis needs a file")
    else:
        analysis(args.file, args.peer, args.model, args.runs)


if __name__ == "__main__":
    main()
