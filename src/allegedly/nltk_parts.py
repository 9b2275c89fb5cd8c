"""Single modules of NLTK, without the rest of it.

`import nltk` pulls in every parser and tagger, and scikit-learn and SciPy where they are installed: 0.4 s to
1.5 s. What we use needs a handful of small modules.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache
from importlib import machinery, util
from types import ModuleType


@cache
def part(name: str, *unused: str) -> ModuleType:
    """The module `name` of NLTK, imported under bare parent packages whose `__init__` has not run.

    `unused` are names ("nltk.corpus.stopwords") that the module imports and that we never touch; they become
    `None`. The bare packages are taken away again, so that a later `import nltk` finds nothing half-made.
    Where NLTK is imported already, or is laid out otherwise than we know it, the usual import is made.
    """
    if "nltk" in sys.modules:
        return importlib.import_module(name)
    before = set(sys.modules)
    try:
        for package in (_parent(name), *map(_parent, unused)):
            _bare(package)
        for left_out in unused:
            setattr(sys.modules[_parent(left_out)], left_out.rpartition(".")[2], None)
        return importlib.import_module(name)
    except ImportError:
        _forget(before)
        return importlib.import_module(name)
    finally:
        _forget(before)


def _parent(name: str) -> str:
    return name.rpartition(".")[0]


def _bare(name: str) -> None:
    """Nothing; afterwards the package `name` and those above it are there, empty but for their place."""
    if name in sys.modules:
        return
    parent = _parent(name)
    if parent:
        _bare(parent)
    spec = machinery.PathFinder.find_spec(name, sys.modules[parent].__path__ if parent else None)
    if spec is None or spec.submodule_search_locations is None:
        raise ImportError(f"{name} is not a package")
    bare = machinery.ModuleSpec(name, None, is_package=True)
    bare.submodule_search_locations = spec.submodule_search_locations
    sys.modules[name] = util.module_from_spec(bare)


def _forget(before: set[str]) -> None:
    for name in [n for n in sys.modules if n.partition(".")[0] == "nltk" and n not in before]:
        del sys.modules[name]
