"""The loader of a program's files into a world: compiled, executed over the world's standard library, and reused.

A rewritten module has its own builtins, which contain the runtime of ``runtime.py`` and the import function of
``importer.py``.
"""

from __future__ import annotations

import builtins
import sys
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from harness.world.loader.importer import Importer
from harness.world.loader.load_error import StopLoading, load_error
from harness.world.loader.module_paths import INIT, installed, package_of
from harness.world.loader.module_snapshot import Snapshot
from harness.world.loader.source import LoadedSource, changing_attributes_of, compile_source, parse
from harness.world.restrictions.blocked_apis import BlockedApis, OutOfReach
from harness.world.restrictions.policy import ForbiddenPrimitive, Policy
from harness.world.stdlib.modules import OUT_OF_REACH, StandardLibrary
from harness.world.stdlib.process_state import ProcessState

PACKAGE = "kata_world"
PREFIX = f"{PACKAGE}."
"""Prefix of the names of loaded modules in ``sys.modules``, where dataclasses and typing look them up."""


class Loader:
    """Loads files over one standard library.

    Args:
        library: the world's standard library.
        names: the runtime that rewritten code calls (see ``runtime.names``).
        blocked_apis: copies of modules with some of their names refused.
        inside: installed packages that are explored as the program's own modules are.
        own_first: a module beside the program takes precedence over one of the standard library, as in Python.

    Attributes:
        process: the state of the interpreter that the program can change.
        files: the compiled files, by path.
        policies: what a file may use, by path, for files with rules.
        changing: attributes that may change after ``__init__``; None for any.
        loading: number of ``load`` calls in progress.
        outside: the installed packages that are loaded as they are, and not rewritten.
    """

    def __init__(
        self,
        library: StandardLibrary,
        names: dict[str, Any],
        blocked_apis: BlockedApis,
        *,
        inside: frozenset[str] = frozenset(),
        own_first: bool = False,
    ) -> None:
        self.library = library
        self.names = names
        self.files: dict[str, LoadedSource] = {}
        self.changing: frozenset[str] | None = frozenset()
        self.policies: dict[str, Policy] = {}
        self.loading = 0
        self.outside: dict[str, None] = {}
        self.process = ProcessState()
        self._importer = Importer(
            library, blocked_apis, self._execute, self.process, inside=inside, own_first=own_first
        )
        self._registered: dict[str, ModuleType] = {}
        self._plain: dict[str, CodeType] = {}

    def prepare(self, paths: list[str], explain: frozenset[str] = frozenset()) -> None:
        """Parse and compile files that access each other's objects.

        Args:
            paths: the files.
            explain: those whose failing asserts show both sides of a comparison.

        Raises:
            LoadError: a file cannot be parsed or compiled.
        """
        texts = tuple((path, parse(path)[1]) for path in paths)
        self.changing = changing_attributes_of(texts)
        for path, text in texts:
            self._compile(path, text, path in explain)

    def _compile(self, path: str, text: str, explain: bool) -> None:
        with self.library.busy():
            source = self.files[path] = compile_source(path, text, self.changing, explain=explain)
        for module in sorted(source.imports):
            # loaded now, so that the first execution does not differ from the others
            if self.library.provides(module) and module not in OUT_OF_REACH:
                self.library.load(module)

    def load(self, path: str) -> ModuleType:
        """Return the module of a prepared file, executed again unless nothing in it has changed since.

        Raises:
            LoadError: its top level raises an exception.
        """
        source = self.files[path]
        if source.module is not None and source.snapshot is not None and source.snapshot.unchanged():
            self._register(source.module)
            return source.module
        source.module = None
        before = self.library.operations()
        module = self._module(path)
        self.loading += 1
        try:
            exec(source.code, vars(module))
        except StopLoading:
            pass
        except (KeyboardInterrupt, GeneratorExit, ForbiddenPrimitive, OutOfReach):
            raise
        except BaseException as error:
            if type(error).__name__ == "GreenletExit":
                raise
            raise load_error(error, path) from None
        finally:
            self.loading -= 1
        # a module whose top level performs operations has to be executed again each time
        if (
            not self._importer.modules
            and self.library.operations() == before
            and (source.snapshot is None or source.snapshot.whole)
        ):
            source.snapshot = Snapshot(module)
            source.module = module if source.snapshot.whole else None
        return module

    def _execute(self, name: str, file: Path) -> ModuleType:
        path, top = str(file), name.partition(".")[0]
        if top not in self._importer.inside and installed(str(file.resolve())):
            self.outside.setdefault(top)
            return self._execute_as_it_is(name, path)
        if path not in self.files:
            self._compile(path, parse(path)[1], False)
        module = self._importer.modules[name] = self._module(path, name)
        exec(self.files[path].code, vars(module))
        return module

    def _execute_as_it_is(self, name: str, path: str) -> ModuleType:
        """Load a module of an installed package, which is not rewritten, over the world's standard library."""
        module = self._importer.modules[name] = self._module(path, name)
        vars(module)["__builtins__"] = {**vars(builtins), **self._imports(path)}
        with self.library.busy():
            if path not in self._plain:
                self._plain[path] = compile(parse(path)[1], path, "exec", dont_inherit=True)
            exec(self._plain[path], vars(module))
        return module

    def _module(self, path: str, full: str = "") -> ModuleType:
        module = ModuleType(PREFIX + (full or Path(path).stem))
        module.__file__ = path
        module.__package__ = package_of(path)[0]
        if Path(path).name == INIT:
            module.__path__ = [str(Path(path).parent)]
        vars(module)["__builtins__"] = self.builtins(path)
        self._register(module)
        return module

    def _register(self, module: ModuleType) -> None:
        if PACKAGE not in sys.modules:  # pickle imports it
            sys.modules[PACKAGE] = ModuleType(PACKAGE)
            sys.modules[PACKAGE].__path__ = []
        sys.modules[module.__name__] = self._registered[module.__name__] = module

    def builtins(self, path: str) -> dict[str, Any]:
        """Return the builtins of a rewritten file."""
        return {**vars(builtins), **self.names, **self._imports(path)}

    def _imports(self, path: str) -> dict[str, Any]:
        load = self._importer.import_function(path, self.policies.get(path))
        # lazy imports of 3.15 happen at once: Python would bind the real module if it is in sys.modules
        return {"__import__": load, "__lazy_import__": load}

    def fresh(self) -> None:
        """Forget the imported modules of the program's own, so that the next execution loads them again."""
        self._importer.modules.clear()

    def forget_missing(self) -> None:
        """Discard what is known of where modules are, so that they are searched for again."""
        self._importer.missing.clear()
        self._importer.found.clear()

    def leave(self) -> None:
        """Remove the program's modules from ``sys.modules``, which would keep them and their world alive forever."""
        for name, module in self._registered.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
        self._registered.clear()
        self.process.restore()
        if not any(name.startswith(PREFIX) for name in sys.modules):
            sys.modules.pop(PACKAGE, None)
