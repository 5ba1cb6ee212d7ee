"""The import system of rewritten files: the world's standard library first, then the program's own modules.

A program's own module takes precedence over one of the standard library, as in Python, unless the world is made of
that. In a kata the standard library takes precedence, so that a learner's ``queue.py`` cannot replace the real one.
"""

from __future__ import annotations

import builtins
import importlib.util
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from harness.world.loader.installed_packages import package_with_threads
from harness.world.loader.module_paths import OUTSIDE, WORLD, file_of, installed, package_of, shadow
from harness.world.restrictions.blocked_apis import BlockedApis, OutOfReach
from harness.world.restrictions.policy import Policy
from harness.world.stdlib.modules import StandardLibrary
from harness.world.stdlib.process_state import ProcessState


class Importer:
    """Resolves the imports of the program's files.

    Args:
        library: the world's standard library.
        blocked_apis: copies of modules with some of their names refused.
        execute: loads a module of the program's own, by name and file, and puts it into ``modules``.
        process: records the modules that the program may change.
        inside: installed packages that are explored as the program's own modules are.
        own_first: as for ``Loader``.

    Attributes:
        modules: the modules of the program's own that are loaded, by name.
        missing: modules that are not the program's own, by name and folder of the importing file.
        found: the files of those that are, in the same way.
    """

    def __init__(
        self,
        library: StandardLibrary,
        blocked_apis: BlockedApis,
        execute: Callable[[str, Path], ModuleType],
        process: ProcessState,
        *,
        inside: frozenset[str] = frozenset(),
        own_first: bool = False,
    ) -> None:
        self.inside = inside
        self.process = process
        self.own_first = own_first
        self.library = library
        self.blocked_apis = blocked_apis
        self.modules: dict[str, ModuleType] = {}
        self._execute = execute
        self.missing: set[tuple[str, str]] = set()
        self.found: dict[tuple[str, str], Path] = {}

    def import_function(self, path: str, policy: Policy | None) -> Callable[..., Any]:
        """Return the ``__import__`` of a file.

        Args:
            path: the file.
            policy: what the file may use, if there are rules for it.
        """

        def load(
            name: str,
            globals: Mapping[str, Any] | None = None,
            locals: Mapping[str, Any] | None = None,
            fromlist: tuple[str, ...] | None = (),
            level: int = 0,
        ) -> Any:
            return self._import(path, policy, name, globals, locals, fromlist, level)

        return load

    def _import(
        self,
        path: str,
        policy: Policy | None,
        name: str,
        globals: Mapping[str, Any] | None,
        locals: Mapping[str, Any] | None,
        fromlist: tuple[str, ...] | None,
        level: int,
    ) -> Any:
        if policy is not None:
            policy.check_import(name)
        if level:
            return self._relative(path, name, fromlist, level)
        if self.own_first and self._shadows(name.partition(".")[0], path):
            return self._bound(name, fromlist)
        if self.library.provides(name):
            module = self.library.find(name, fromlist)
            self.process.watch(self.library.modules.get(name, module))
            restricts = policy is not None and name in ("threading", "_thread")
            return policy.restricted(module) if policy is not None and restricts else module
        blocked = self.blocked_apis.find(name, fromlist)
        if blocked is not None:
            self.process.watch(blocked)
            return blocked
        if name == "importlib" or name.startswith("importlib."):
            return self._importlib(path, policy, name, fromlist)
        top = name.partition(".")[0]
        if top not in OUTSIDE and self._own(top, path) is not None:
            return self._bound(name, fromlist)
        with self.library.busy():
            found = builtins.__import__(name, globals, locals, fromlist or (), level)
        if top in sys.stdlib_module_names:
            self.process.watch(sys.modules.get(name, found))
        return found

    def _relative(self, path: str, name: str, fromlist: tuple[str, ...] | None, level: int) -> ModuleType:
        """Return what ``from ..name import`` binds in a file of the program."""
        package, _ = package_of(path)
        try:
            wanted = importlib.util.resolve_name("." * level + name, package)
        except ImportError:
            raise ImportError("attempted relative import with no known parent package") from None
        if self._own(wanted.partition(".")[0], path) is None:  # the package is an installed one, and not rewritten
            if self.library.provides(wanted):  # the real module would block the process on real locks
                return self.library.find(wanted, fromlist)
            return builtins.__import__(wanted, None, None, fromlist or (), 0)
        return self._bound(wanted, fromlist)

    def _bound(self, name: str, fromlist: tuple[str, ...] | None) -> ModuleType:
        """Return what an import of a module of the program's own binds; its first part is loaded.

        Raises:
            ModuleNotFoundError: one of its further parts does not exist.
        """
        parts = name.split(".")
        module = self.modules[parts[0]]
        for count in range(2, len(parts) + 1):
            inner = self._submodule(".".join(parts[:count]))
            if inner is None:
                missing = ".".join(parts[:count])
                raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)
            module = inner
        if not fromlist:
            return self.modules[parts[0]]
        named = getattr(module, "__all__", ()) if "*" in fromlist else fromlist
        for part in named:
            if not hasattr(module, part):
                self._submodule(f"{name}.{part}")  # if there is none, the import statement itself raises
        return module

    def _submodule(self, name: str) -> ModuleType | None:
        """Return a module inside a package of the program's own that is loaded; None if there is no such file."""
        if name in self.modules:
            return self.modules[name]
        above, _, last = name.rpartition(".")
        for folder in getattr(self.modules[above], "__path__", ()):
            file = file_of(Path(folder), last)
            if file is not None:
                module = self._execute(name, file)
                setattr(self.modules[above], last, module)
                return module
        return None

    def _importlib(self, path: str, policy: Policy | None, name: str, fromlist: tuple[str, ...] | None) -> Any:
        """Return a copy of ``importlib`` whose ``import_module`` uses this importer."""
        module = builtins.__import__(name, None, None, fromlist or ())
        copy = ModuleType(module.__name__)
        vars(copy).update(vars(module))

        def import_module(wanted: str, package: str | None = None) -> Any:
            wanted = importlib.util.resolve_name(wanted, package)
            last = wanted.rpartition(".")[2]
            return self._import(path, policy, wanted, None, None, (last,) if "." in wanted else ("*",), 0)

        vars(copy)["import_module"] = import_module
        return copy

    def _shadows(self, name: str, importer: str) -> bool:
        """True when a module next to the program hides one of the standard library; that module is then loaded.

        Raises:
            OutOfReach: the world itself is made of the hidden module.
        """
        if name in self.modules:
            return True
        if (name, importer) in self.missing:
            return False
        file = shadow(name, importer)
        if file is None:
            self.missing.add((name, importer))
            return False
        if name in WORLD:
            raise OutOfReach(
                f"{file.name} beside the program hides the standard library's {name}, of which the simulated threads"
                " are made; give the file another name"
            )
        self._execute(name, file)
        return True

    def _own(self, name: str, importer: str) -> ModuleType | None:
        """Return a module of the program's own, from the folder of the importing file or from ``sys.path``, or None."""
        if name in self.modules:
            return self.modules[name]
        folder = str(Path(importer).parent)
        if (name, folder) in self.missing:
            return None
        if (name, folder) in self.found:
            return self._execute(name, self.found[name, folder])
        for place in [folder, package_of(importer)[1], *sys.path]:
            file = file_of(Path(place or os.curdir), name)
            if file is not None and (name in self.inside or not installed(str(file.resolve()))):
                self.found[name, folder] = file
                return self._execute(name, file)
        file = package_with_threads(name)
        if file is not None:
            self.found[name, folder] = file
            return self._execute(name, file)
        self.missing.add((name, folder))
        return None
