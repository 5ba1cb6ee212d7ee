"""Files of the program that it runs by their paths: with ``runpy``, or with a spec from ``importlib.util``.

Both are the program's own code, and are rewritten as a module is that it imports by name.
"""

from __future__ import annotations

import importlib.util
import os
import runpy
from pathlib import Path
from types import ModuleType
from typing import Any

from harness.world.loader.module_paths import is_own_file
from harness.world.loader.own_modules import OwnModules


def with_own_files(module: ModuleType, own: OwnModules) -> ModuleType:
    """Return a copy of ``runpy`` or ``importlib.util`` whose functions rewrite the program's own files.

    Args:
        module: ``runpy`` or ``importlib.util``.
        own: the program's own modules.
    """
    copy = ModuleType(module.__name__, module.__doc__)
    vars(copy).update(vars(module))
    if module.__name__ == "runpy":
        vars(copy)["run_path"] = _run_path(own)
    else:
        vars(copy)["spec_from_file_location"] = _spec_from_file_location(own)
    return copy


def _own_file(location: Any) -> str | None:
    """Return the absolute path of a source file of the program's own; None for anything else."""
    try:
        path = str(Path(os.fsdecode(location)).absolute())
    except TypeError:
        return None
    return path if path.endswith(".py") and os.path.isfile(path) and is_own_file(path) else None


def _run_path(own: OwnModules) -> Any:
    def run_path(path_name: str, init_globals: Any = None, run_name: str | None = None) -> dict[str, Any]:
        path = _own_file(path_name)
        if path is None:
            return runpy.run_path(path_name, init_globals, run_name)
        module = ModuleType(run_name or "<run_path>")
        package = module.__name__.rpartition(".")[0]
        vars(module).update(init_globals or {}, __file__=path_name, __package__=package, __cached__=None)
        own.execute(module, path)
        return dict(vars(module))

    return run_path


def _spec_from_file_location(own: OwnModules) -> Any:
    def spec_from_file_location(name: str, location: Any = None, **words: Any) -> Any:
        path = _own_file(location)
        if path is None or words.get("loader") is not None:
            return importlib.util.spec_from_file_location(name, location, **words)
        return own.spec(name, path)

    return spec_from_file_location
