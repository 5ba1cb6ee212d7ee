"""The import finder of the program's own modules, and their entries in ``sys.modules`` while the program runs.

A module of the program is found where Python finds it, has its own name, and is an entry of ``sys.modules`` like any
other. Python's own import machinery does the rest: packages with and without ``__init__.py``, relative and circular
imports, ``importlib.reload``, ``pickle``. Only the loader is another one: the code that it executes is rewritten.

All of this is in place only while the world is entered. Then the process has its own modules, path and arguments back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.machinery import BuiltinImporter, FileFinder, FrozenImporter, ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from ...common.package import ALIAS
from .installed_packages import packages_with_threads
from .module_paths import INIT, file_of, is_own_file, never_own, package_of

Execute = Callable[[ModuleType, str], None]


class ProgramLoader(SourceFileLoader):
    """The loader of one module of the program: it executes the module's rewritten code.

    Args:
        name: of the module.
        path: its file.
        execute: runs the rewritten code of a file in a module.
    """

    def __init__(self, name: str, path: str, execute: Execute) -> None:
        super().__init__(name, path)
        self._execute = execute

    def exec_module(self, module: ModuleType) -> None:
        """Execute the module."""
        self._execute(module, self.path)


class OwnModules:
    """The program's own modules in one world.

    Args:
        execute: runs the rewritten code of a file in a module.
        inside: installed packages that count as modules of the program.
        as_script: ``sys.path`` begins with the program's folder and ``sys.argv`` is its name, as in a script. If
            not, the folder is searched for the imports of the program's files alone, and ``allow`` names them.

    Attributes:
        names: the names of those that this execution has looked up.
        files: the program's first files: their folders are searched.
        path: where modules are searched for besides; () for ``sys.path`` as it is.
        with_threads: installed packages that are loaded into the world as they are, because they use threads.
    """

    def __init__(self, execute: Execute, inside: frozenset[str] = frozenset(), *, as_script: bool) -> None:
        self.inside = inside
        self.with_threads: set[str] = set()
        self.execute = execute
        self.as_script = as_script
        self.names: set[str] = set()
        self._at_entry: frozenset[str] | None = None
        """The names of all modules when the world was entered, if it has installed packages."""
        self.files: list[str] = []
        self.path: Sequence[str] = ()
        self._modules: dict[str, ModuleType] = {}
        self._allowed: set[str] = set()
        self._found: dict[tuple[str, tuple[str, ...]], tuple[str, list[str] | None]] = {}
        self._hidden: list[str] | None = None
        self._never: frozenset[str] | None = None
        self._hides: dict[str, ModuleType] = {}
        self._outside: list[str] = []
        self.is_entered = False
        self._searching = False

    # -- the process while the program runs --------------------------------------------------------

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Provide a process in which the program's modules are those of this world; the way back is exact."""
        if self.is_entered:
            yield
            return
        path, entries, arguments = sys.path, list(sys.path), sys.argv
        hidden = self._hides = self._hide()
        self._at_entry = frozenset(sys.modules) if self.inside or self.with_threads else None
        sys.modules.update(self._modules)
        self._outside = entries
        if self.as_script and self.files:
            folder = package_of(self.files[0])[1]
            sys.path[:] = [folder, *(entry for entry in self.path or entries if entry != folder)]
            sys.argv = [self.files[0]]
        finders: Any = sys.meta_path
        finders.insert(0, self)
        self.is_entered = True
        try:
            yield
        finally:
            self.is_entered = False
            if self in sys.meta_path:
                finders = sys.meta_path
                finders.remove(self)
            sys.path, sys.argv = path, arguments
            if sys.path != entries:
                sys.path[:] = entries
            self._modules = self._taken_out()
            sys.modules.update(hidden)

    def _hide(self) -> dict[str, ModuleType]:
        """Take the process's own copies of such modules out of ``sys.modules``, so that the world makes its own."""
        if self._hidden is None:
            self._hidden = [name for name, module in list(sys.modules.items()) if self._could_be_own(name, module)]
        return {name: sys.modules.pop(name) for name in self._hidden if name in sys.modules}

    def _taken_out(self) -> dict[str, ModuleType]:
        """Take this world's modules out, with the names that its packages gave to other modules, as six does."""
        given: set[str] = set()
        if self._at_entry is not None:
            tops = {name.partition(".")[0] for name in self.names}
            given = {name for name in sys.modules.keys() - self._at_entry if name.partition(".")[0] in tops}
        return {name: sys.modules.pop(name) for name in sorted(self.names | given) if name in sys.modules}

    def installed_ones(self) -> dict[str, ModuleType]:
        """Return the modules of installed packages that are loaded in this world, while it is entered."""
        names = [name for name in self.names if self._is_here(name.partition(".")[0])]
        return {name: sys.modules[name] for name in names if name in sys.modules}

    def fresh(self, kept: Mapping[str, ModuleType] = MappingProxyType({})) -> None:
        """Forget the modules of the last execution, so that the next one loads them again.

        Args:
            kept: modules that are not forgotten.
        """
        gone = self._taken_out() if self.is_entered else self._modules
        for name, module in gone.items():
            if name in kept:
                continue
            above, _, last = name.rpartition(".")
            package = sys.modules.get(above)
            if package is not None and vars(package).get(last) is module:  # the package itself is not the program's
                delattr(package, last)
        self._modules = {} if self.is_entered else dict(kept)
        if self.is_entered:
            sys.modules.update(kept)
        self.names = set(kept)

    def forget_places(self) -> None:
        """Discard what is known of where modules are, so that they are searched for again."""
        self._found.clear()
        self._allowed.clear()
        self._hidden = self._never = None
        for finder in list(sys.path_importer_cache.values()):
            if isinstance(finder, FileFinder):
                finder.invalidate_caches()  # files may have been written a moment ago

    def outside(self) -> frozenset[str]:
        """Return the modules that are never the program's own."""
        if self._never is None:
            self._never = never_own(tuple(self.folders()))
        return self._never

    def folders(self) -> list[str]:
        """Return the folders in which the program's modules are searched for, before it is entered."""
        return [*(package_of(file)[1] for file in self.files), *(self.path or sys.path)]

    def is_own(self, name: str, module: object) -> bool:
        """True for an entry of ``sys.modules`` that belongs to this world."""
        spec = getattr(module, "__spec__", None)
        return name in self.names or isinstance(getattr(spec, "loader", None), ProgramLoader)

    def add(self, name: str, module: ModuleType) -> None:
        """Make a module an entry of ``sys.modules``, unless it would replace one that is not the program's."""
        if name in self.names or name not in sys.modules:
            self.names.add(name)
            sys.modules[name] = module

    def put_back(self, modules: Mapping[str, ModuleType]) -> bool:
        """Make modules of an earlier execution entries of ``sys.modules``; False if others of these names are there."""
        if any(sys.modules.get(name, module) is not module for name, module in modules.items()):
            return False
        for name, module in modules.items():
            self.add(name, module)
        for name, module in modules.items():
            bind(module, sys.modules.get(name.rpartition(".")[0]))
        return True

    # -- where modules are ---------------------------------------------------------------------------

    def include(self, tops: Iterable[str]) -> None:
        """Load installed packages into the world that use threads, or need one that does, if the program imports them.

        Args:
            tops: names of packages that a file of the program imports.
        """
        folders = [Path(package_of(file)[1]) for file in self.files]
        for top in tops:
            # a module of the standard library, or the program's own, which hides an installed one
            if top in self.outside() or any(file_of(folder, top) is not None for folder in folders):
                continue
            new = packages_with_threads(top) - self.inside - self.with_threads
            if new:
                self.with_threads |= new
                self._hidden = None
                if self.is_entered:
                    self._hides.update(self._hide())

    def _is_here(self, top: str) -> bool:
        return top in self.inside or top in self.with_threads

    def _could_be_own(self, name: str, module: object) -> bool:
        """True for a module of the process that a program may have as its own."""
        if self.is_entered and name in self.names:  # it is one of this world's
            return False
        if self._is_here(name.partition(".")[0]):
            return name not in self.names and isinstance(getattr(module, "__file__", None), str | None)
        return _could_be_own(name, module, self.outside())

    def allow(self, name: str) -> None:
        """Note that a file of the program imports this module, as opposed to the harness or a library."""
        self._allowed.add(name)

    def spec(self, name: str, file: str) -> ModuleSpec:
        """Return the spec of a module of the program in this file."""
        inside = [str(Path(file).parent)] if Path(file).name == INIT else None
        return self._spec(name, file, inside)

    def _spec(self, name: str, file: str, inside: list[str] | None) -> ModuleSpec:
        loader = ProgramLoader(name, file, self.execute)
        spec = spec_from_file_location(name, file, loader=loader, submodule_search_locations=inside)
        assert spec is not None
        return spec

    def spec_from_file(self, name: str, location: Any = None, **words: Any) -> ModuleSpec | None:
        """Return the spec that ``importlib.util.spec_from_file_location`` returns, whose loader rewrites the file."""
        spec = spec_from_file_location(name, location, **words)
        if spec is not None and spec.has_location and _is_own(spec):
            assert spec.origin is not None
            spec.loader = ProgramLoader(name, os.path.abspath(spec.origin), self.execute)
            if name not in sys.modules:  # where it is to be, if the program puts it there
                self.names.add(name)
        return spec

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: object = None) -> ModuleSpec | None:
        """Return the spec of a module, if it is one of the program's own; for Python's import machinery."""
        if self._searching:
            return None
        top = name.partition(".")[0]
        if top in self.outside():
            return self._outside_spec(name) if path is None else None
        if not (self.as_script or top in self._allowed):
            return None
        key = self._key(name, path)
        if key not in self._found:
            spec = self._searched(name, path, target)
            if spec is None or not (_is_own(spec) or (self._is_here(top) and _is_source(spec))):
                return spec
            if spec.origin is None or not spec.has_location:  # a namespace package
                self.names.add(name)
                return spec
            inside = spec.submodule_search_locations
            self._found[key] = spec.origin, None if inside is None else list(inside)
        file, inside = self._found[key]
        self.names.add(name)
        return self._spec(name, file, inside)

    def finds(self, name: str) -> bool:
        """True if a module of the program's own would be loaded under this name; its package is loaded already."""
        above = name.rpartition(".")[0]
        path = getattr(sys.modules[above], "__path__", ()) if above else None
        if self._key(name, path) in self._found and name.partition(".")[0] not in self.outside():
            return True
        spec = self.find_spec(name, path)
        return spec is not None and name in self.names

    def _key(self, name: str, path: Sequence[str] | None) -> tuple[str, tuple[str, ...]]:
        return name, tuple(self._search_path() if path is None else path)

    def _search_path(self) -> list[str]:
        if self.as_script:
            return sys.path
        return self.folders()

    def _outside_spec(self, name: str) -> ModuleSpec | None:
        """Return the spec of a module of the standard library; the program's folder is not searched for it."""
        if not self.as_script:
            return None
        for finder in (BuiltinImporter, FrozenImporter):
            spec = finder.find_spec(name)
            if spec is not None:
                return spec
        return PathFinder.find_spec(name, self._outside)

    def _searched(self, name: str, path: Sequence[str] | None, target: Any) -> ModuleSpec | None:
        """Return the spec that the other finders have for a module, such as those of editable installs."""
        if not self.as_script:
            return PathFinder.find_spec(name, self._search_path() if path is None else path)
        self._searching = True
        try:
            for finder in sys.meta_path:
                find = getattr(finder, "find_spec", None)
                spec: ModuleSpec | None = find(name, path, target) if find is not None else None
                if spec is not None:
                    return spec
        finally:
            self._searching = False
        return None


def _is_own(spec: ModuleSpec) -> bool:
    """True for a source file, or a package without ``__init__.py``, that is not installed.

    Where a finder of somebody else's brings a loader of its own, which may transform the source, it is left alone. The
    one of pytest, which rewrites assert statements, is replaced.
    """
    if _is_source(spec):
        return spec.origin is not None and is_own_file(spec.origin)
    if spec.origin is None and spec.submodule_search_locations is not None:
        return all(map(is_own_file, spec.submodule_search_locations))
    return False


def _is_source(spec: ModuleSpec) -> bool:
    loader = spec.loader
    return type(loader) is SourceFileLoader or type(loader).__module__ == "_pytest.assertion.rewrite"


def _could_be_own(name: str, module: object, outside: frozenset[str]) -> bool:
    """True for a module of the process that a program may have as its own."""
    top = name.partition(".")[0]
    if top in outside or name in ("__main__", "__mp_main__") or not isinstance(module, ModuleType):
        return False
    if top == ALIAS:  # a project has a module of that name, so this one, whichever it is, is to be looked for
        return True
    names = vars(module)
    file = names.get("__file__")
    if isinstance(file, str):
        return file.endswith(".py") and is_own_file(file)
    spec = names.get("__spec__")
    return isinstance(spec, ModuleSpec) and spec.submodule_search_locations is not None and _is_own(spec)


def bind(module: ModuleType, package: ModuleType | None) -> None:
    """Make a module an attribute of its package, if it is in one, as an import does."""
    last = module.__name__.rpartition(".")[2]
    if package is not None and vars(package).get(last) is not module:
        setattr(package, last, module)
