"""Files of the program that it runs by their paths with ``runpy``: they are rewritten as its modules are."""

from __future__ import annotations

import os
import runpy
from pathlib import Path
from types import ModuleType
from typing import Any

from .module_paths import is_own_file
from .own_modules import OwnModules


def with_own_run_path(own: OwnModules) -> ModuleType:
    """Return a copy of ``runpy`` whose ``run_path`` rewrites the program's own files.

    Args:
        own: the program's own modules.
    """
    copy = ModuleType(runpy.__name__, runpy.__doc__)
    vars(copy).update(vars(runpy))

    def run_path(path_name: str, init_globals: Any = None, run_name: str | None = None) -> dict[str, Any]:
        path = str(Path(os.fsdecode(path_name)).absolute())
        if not (path.endswith(".py") and os.path.isfile(path) and is_own_file(path)):
            return runpy.run_path(path_name, init_globals, run_name)
        module = ModuleType(run_name or "<run_path>")
        package = module.__name__.rpartition(".")[0]
        vars(module).update(init_globals or {}, __file__=path_name, __package__=package, __cached__=None)
        own.execute(module, path)
        return dict(vars(module))

    vars(copy)["run_path"] = run_path
    return copy
