"""The loader of a program's files into a world: compiled, executed over the world's standard library, and reused.

A rewritten module has its own builtins, which contain the runtime of ``runtime.py`` and the import function of
``importer.py``.
"""

from __future__ import annotations

import ast
import builtins
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import module_from_spec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from ..coroutines import CoroutineExit
from ..interrupts import is_interrupt
from ..restrictions.blocked_apis import BlockedApis, OutOfReach
from ..restrictions.policy import ForbiddenPrimitive, Policy
from ..rewriter.changing_attributes import NO_ATTRIBUTES, attributes_that_change
from ..rewriter.object_ends import line_of_del
from ..stdlib.modules import OUT_OF_REACH, StandardLibrary
from ..stdlib.process_state import ProcessState
from .imported_files import ImportedFiles, imported_files
from .importer import Importer
from .kept_packages import KeptPackages
from .load_error import LoadError, StopLoading, load_error
from .mocks import line_of_mocks
from .module_locks import ModuleLocks
from .module_paths import INIT, is_own_file, module_name, package_of
from .module_snapshot import Snapshot, sets_hidden_fields
from .own_modules import OwnModules, bind
from .parsing import parse
from .source import LoadedSource, compile_source

MOST_CHANGES = 3
"""Executions that change the modules, after which none is expected that does not."""


class Loader:
    """Loads files over one standard library.

    Args:
        library: the world's standard library.
        names: the runtime that rewritten code calls (see ``runtime.names``).
        blocked_apis: copies of modules with some of their names refused.
        inside: installed packages that are explored as the program's own modules are.
        own_first: a module beside the program takes precedence over one of the standard library, as in Python.

    Attributes:
        own: the program's own modules.
        process: the state of the interpreter that the program can change.
        files: the compiled files, by path.
        policies: what a file may use, by path, for files with rules.
        changing: the attributes that may change after ``__init__``.
        program: the files that the program consists of, as far as its import statements tell.
        loading: number of ``load`` calls in progress.
        outside: the installed packages that are loaded as they are, and not rewritten.
        packages: the installed packages that are executed only once.
        warmed: they have been executed since this was last set to False.
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
        self.changing = NO_ATTRIBUTES
        self.program = ImportedFiles()
        self._undeclared = ""
        self.omit: Callable[[str], None] = lambda what: None
        self.started: Callable[[], int] = lambda: 0
        self.policies: dict[str, Policy] = {}
        self.loading = 0
        self.process = ProcessState()
        self.outside: dict[str, None] = {}
        self.packages = KeptPackages()
        self.warmed = False
        self._plain: dict[str, CodeType] = {}
        self.own = OwnModules(self._execute, inside, as_script=own_first)
        self.process.is_own = self.own.is_own
        self._importer = Importer(library, blocked_apis, self.own, self.process, own_first=own_first)

    def report(
        self,
        looks_up: Callable[[], None],
        binds: Callable[[str], None],
        omit: Callable[[str], None],
        started: Callable[[], int],
    ) -> None:
        """Report from now on what loading a module means for the threads.

        Args:
            looks_up: announces that a call looks a module up among those that are loaded.
            binds: announces that a package has got an attribute, by its name.
            omit: notes that something is left out of the schedules.
            started: returns the number of threads that were started so far.
        """
        self._importer.looks_up, self._importer.binds = looks_up, binds
        self.omit, self.started = omit, started

    def load_in_turn(self, locks: ModuleLocks) -> None:
        """Let threads that import the same module load it one after the other, from now on.

        Args:
            locks: of the modules.
        """
        self._importer.locks = locks

    def prepare(self, paths: list[str], explain: frozenset[str] = frozenset()) -> None:
        """Parse and compile files that access each other's objects.

        Args:
            paths: the files.
            explain: those whose failing asserts show both sides of a comparison.

        Raises:
            LoadError: a file cannot be parsed or compiled.
        """
        self.own.files = paths
        texts = tuple((path, parse(path)[1]) for path in paths)
        try:
            self.program = self._program(paths)
            self.changing = attributes_that_change(*self.program.trees.values())
        except RecursionError:
            raise LoadError(f"{' or '.join(Path(path).name for path in paths)} is nested too deeply") from None
        if not self.program.whole or self.program.late:
            self.changing = replace(self.changing, others=True, globals=True)
        for path, text in texts:
            self._compile(path, text, path in explain)

    def _program(self, paths: list[str]) -> ImportedFiles:
        def parsed(path: str) -> ast.Module | None:
            try:
                return parse(path)[0]
            except LoadError:
                return None

        known = [(path, parse(path)[0]) for path in paths]
        return imported_files(known, self.own.outside(), self.own.folders(), parsed, self.own.inside)

    def _compile(self, path: str, text: str, explain: bool) -> None:
        with self.library.busy():
            source = self.files[path] = compile_source(path, text, self.changing, explain=explain)
        self.own.include(module.partition(".")[0] for module in source.imports)
        for module in sorted(source.imports):
            # loaded now, so that the first execution does not differ from the others
            if self.library.provides(module) and module not in OUT_OF_REACH:
                self.library.load(module)

    def load(self, path: str) -> ModuleType:
        """Return the module of a prepared file, executed again unless nothing in it has changed since.

        Raises:
            LoadError: its top level raises an exception.
        """
        with self.own.entered():
            try:
                return self._loaded(path)
            except (GeneratorExit, ForbiddenPrimitive, OutOfReach):
                raise
            except BaseException as error:
                if isinstance(error, CoroutineExit) or is_interrupt(error):
                    raise
                raise load_error(error, path, self.files) from None

    def _loaded(self, path: str) -> ModuleType:
        source, name = self.files[path], module_name(path)
        module, snapshot = source.module, source.snapshot
        if module is not None and snapshot is not None and snapshot.unchanged() and self.own.put_back(snapshot.others):
            self.own.add(name, module)
            bind(module, self._package_around(path))
            return module
        before = self.library.operations()
        package = self._package_around(path)
        source.changes += module is not None
        module = sys.modules.get(name) if package is not None and name in self.own.names else None
        if module is None or module.__file__ != path:  # the package may have imported it
            return self._executed(path, name, package, before)
        self.own.add(name, module)
        bind(module, package)
        return module

    def _package_around(self, path: str) -> ModuleType | None:
        """Return the package of a file, which is imported first; None if it has none, or cannot import any."""
        name = package_of(path)[0]
        imports = name and self.own.as_script and is_own_file(path) and name.partition(".")[0] not in self.own.outside()
        if not imports or os.path.basename(path) == INIT:
            return None
        builtins.__import__(name)
        return sys.modules[name]

    def _executed(self, path: str, name: str, package: ModuleType | None, before: int) -> ModuleType:
        """Execute the top level of a file, and keep the module if the next execution can use it, too.

        Args:
            path: the file.
            name: of the module.
            package: around it, or None.
            before: the number of operations before this and the package were loaded.
        """
        source = self.files[path]
        source.module = None
        spec = self.own.spec(name, path)
        module = module_from_spec(spec)
        self.own.add(name, module)
        vars(spec)["_initializing"] = True  # as Python's machinery notes it, for what it says of circular imports
        self.loading += 1
        try:
            self._execute(module, path)
        except StopLoading:
            pass
        except BaseException:
            if sys.modules.get(name) is module:
                del sys.modules[name]
            raise
        finally:
            self.loading -= 1
            vars(spec)["_initializing"] = False
        bind(module, package)
        installed = self.own.installed_ones()
        if (
            self.loading == 0
            and installed.keys() != self.packages.modules.keys()
            and len(vars(self.library.threading)["_active"]) == 1
        ):
            self.warmed = self.packages.record(installed)
        # a module whose top level performs operations has to be executed again each time
        if (
            not self._importer.shadows
            and not any(map(sets_hidden_fields, self.program.trees.values()))
            and not installed.keys() - self.packages.modules.keys()
            and self.library.operations() == before
            and (source.snapshot is None or source.snapshot.whole)
            and source.changes < MOST_CHANGES
        ):
            source.snapshot = Snapshot(module, self._imported_by(name))
            source.module = module if source.snapshot.whole else None
        return module

    def _imported_by(self, name: str) -> dict[str, ModuleType]:
        """Return the program's own modules that are loaded besides one that has just been executed."""
        kept = self.packages.modules
        found = {
            other: sys.modules[other]
            for other in sorted(self.own.names)
            if other != name and other not in kept and other in sys.modules
        }
        # each of the program's files has a snapshot of its own
        return {other: module for other, module in found.items() if module.__file__ not in self.own.files}

    def _execute(self, module: ModuleType, path: str) -> None:
        top = module.__name__.partition(".")[0]
        if top in self.own.with_threads:
            self.outside.setdefault(top)
            self._execute_as_it_is(module, path)
            return
        if path not in self.files:
            self._compile(path, parse(path)[1], False)
            if os.path.realpath(path) not in map(os.path.realpath, self.program.trees):
                self._undeclared = Path(path).name
        vars(module)["__builtins__"] = self.builtins(path)
        before = self.started()
        with self.library.idle():
            exec(self.files[path].code, vars(module))
        if self.started() > before:
            # what the module binds afterwards may be read too early, and its reads are no scheduling points
            self.omit("a thread that starts while a module is loaded")

    def builtins(self, path: str) -> dict[str, Any]:
        """Return the builtins of a rewritten file."""
        return {**vars(builtins), **self.names, **self._imports(path)}

    def _imports(self, path: str) -> dict[str, Any]:
        load = self._importer.import_function(path, self.policies.get(path))
        # lazy imports of 3.15 happen at once: Python would bind the real module if it is in sys.modules
        return {"__import__": load, "__lazy_import__": load}

    def _execute_as_it_is(self, module: ModuleType, path: str) -> None:
        """Execute a module of an installed package, which is not rewritten, over the world's standard library."""
        vars(module)["__builtins__"] = {**vars(builtins), **self._imports(path)}
        with self.library.busy():
            if path not in self._plain:
                self._plain[path] = compile(parse(path)[1], path, "exec", dont_inherit=True)
            exec(self._plain[path], vars(module))

    @property
    def unforeseen(self) -> str:
        """The reason why the text of the program's files does not tell all that it does; "" for none."""
        if self._importer.hidden:
            name = Path(self._importer.hidden).name
            return f"{name} hides a module of the standard library from another folder, and runs as it is"
        if self._undeclared:
            return f"{self._undeclared} is imported in a way that no import statement shows"
        for path, source in self.files.items():
            if line := line_of_del(source.tree):
                where = f"{Path(path).name} line {line}"
                return f"which thread runs __del__ ({where}) depends on who drops the last reference"
            if line := line_of_mocks(source.tree):
                return f"objects of unittest.mock ({Path(path).name} line {line}) count their calls outside the model"
        return ""

    def shadows(self, name: str) -> bool:
        """True when a module of the program's own hides the one of the standard library with this name."""
        return name in self._importer.shadows

    def fresh(self) -> None:
        """Forget the imported modules of the program's own, so that the next execution loads them again."""
        self.own.fresh(self.packages.modules)
        self.packages.restore()
        self.process.kept = self.packages.modules
        self._importer.fresh()

    def forget_missing(self) -> None:
        """Discard what is known of where modules are, so that they are searched for again."""
        self._importer.missing.clear()
        self.own.forget_places()

    def leave(self) -> None:
        """Forget the program's modules, and put back what the last execution has changed in the process."""
        self.packages.forget()
        with self.own.entered():
            self.fresh()
            self.process.restore()
        self.forget_missing()
