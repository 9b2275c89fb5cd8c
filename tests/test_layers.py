"""Imports run one way, and a command loads only what it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "allegedly"

# From the ground up; names in one row may not import each other, unless they live in the same folder.
LAYERS = (
    ("errors",),
    ("article",),
    ("analysis",),
    ("briefing",),
    ("config", "quotations", "resting", "units"),
    ("lang", "model"),
    ("dates", "decoding", "nltk_parts", "phrases", "plugs", "quoting", "templating"),
    ("antecedents", "furniture", "language", "sayings", "statements"),
    ("chrome", "descriptions", "fragments", "openings", "sections"),
    ("blocks", "brackets", "captions", "credits", "transcripts", "wrapping"),
    ("answers", "ingest", "relays", "settling", "stages"),
    ("introductions", "keys", "notices", "typesetting"),
    ("claims", "headline", "listing"),
    ("compose", "crosscheck", "verify"),
    ("pipeline",),
    ("issue",),
    ("render",),
    ("batch", "output"),
    ("console",),
    ("cli",),
    ("__main__",),
)
HEIGHT = {name: height for height, row in enumerate(LAYERS) for name in row}

# training makes the weights and is imported by nothing; __init__ only says where the public names live.
APART = {"training", "__init__"}

STAGES = ("segment", "attribute", "source", "evidence", "rank", "select")

FORBIDDEN = {"print", "exit", "quit", "sys.exit", "os._exit"}

HEAVY = (
    "css_inline",
    "jinja2",
    "markdown",
    "nltk",
    "numpy",
    "onnxruntime",
    "pydantic",
    "rich",
    "sumy",
    "tokenizers",
    "torch",
    "typst",
)


def _module(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _imports(path: Path) -> set[str]:
    """The modules of ours that a file imports anywhere, also inside functions, without the package's name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.removeprefix("allegedly.") for name in names if name.startswith("allegedly.")}
    return found


FILES = {_module(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@pytest.mark.parametrize("module", [m for m in FILES if m.split(".")[0] not in APART])
def test_a_module_imports_only_what_lies_below_it(module: str) -> None:
    folder = module.split(".")[0]
    assert folder in HEIGHT, f"{module} has no place in LAYERS: give it one"
    for imported in _imports(FILES[module]):
        other = imported.split(".")[0]
        assert other not in APART, f"{module} imports {imported}"
        if other != folder:
            assert HEIGHT[other] < HEIGHT[folder], f"{module} imports {imported}, which is not below it"


@pytest.mark.parametrize("stage", STAGES)
def test_stages_do_not_import_each_other(stage: str) -> None:
    reached, ahead = set(), {f"stages.{stage}"}
    while ahead:  # also through a module that is only a part of a stage
        module = ahead.pop()
        reached.add(module)
        names = {name for name in _imports(FILES[module]) if name.startswith("stages.")}
        ahead |= {".".join(name.split(".")[:2]) for name in names} - reached
    assert not {f"stages.{other}" for other in STAGES if other != stage} & reached


def test_only_the_command_line_prints_or_exits() -> None:
    for module, path in FILES.items():
        if module.split(".")[0] in {"cli", "training"}:
            continue
        allowed = {"os._exit"} if module == "batch" else set()  # a worker whose parent is gone
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in FORBIDDEN - allowed, f"{module}: {called}"


def _loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nsys.stdout = sys.__stdout__\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize("arguments", [["--help"], ["brief", "--help"], ["batch", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = f"from allegedly.cli import app\ntry:\n    app({arguments!r})\nexcept SystemExit:\n    pass"
    assert not _loaded(code).intersection(HEAVY)


def test_importing_the_package_loads_only_the_package() -> None:
    script = "import sys, allegedly; print(*(m for m in sys.modules if m.startswith('allegedly')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["allegedly"]
