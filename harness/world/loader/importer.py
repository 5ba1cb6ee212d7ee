"""The import system of rewritten files: the world's standard library first, then the program's own modules.

A program's own module takes precedence over one of the standard library, as in Python, unless the world is made of
that. In a kata the standard library takes precedence, so that a learner's ``queue.py`` cannot replace the real one.
"""

from __future__ import annotations

import builtins
import importlib.util
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from ..restrictions.blocked_apis import BlockedApis, OutOfReach
from ..restrictions.host_modules import check_host_module
from ..restrictions.policy import Policy
from ..stdlib.modules import StandardLibrary
from ..stdlib.process_state import ProcessState
from .module_locks import ModuleLocks
from .module_paths import WORLD, beside, file_of, is_own_file, package_of, shadow
from .own_modules import OwnModules
from .running_files import with_own_run_path


class Importer:
    """Resolves the imports of the program's files.

    Args:
        library: the world's standard library.
        blocked_apis: copies of modules with some of their names refused.
        own: the program's own modules.
        process: records the modules that the program may change.
        own_first: as for ``Loader``.

    Attributes:
        shadows: modules of the program's own that hide one of the standard library or of the harness, by name.
        locks: of modules that are being loaded; None on real threads, where Python has its own.
        missing: names that no module beside the program hides, with the importing file.
        hidden: a file from elsewhere on the path that hides a module of the standard library and is not rewritten; ""
            for none.
        binds: announces that a package has got an attribute, by its name.
    """

    def __init__(
        self,
        library: StandardLibrary,
        blocked_apis: BlockedApis,
        own: OwnModules,
        process: ProcessState,
        *,
        own_first: bool = False,
    ) -> None:
        self.process = process
        self.own_first = own_first
        self.library = library
        self.blocked_apis = blocked_apis
        self.shadows: dict[str, ModuleType] = {}
        self.own = own
        self.locks: ModuleLocks | None = None
        self.missing: set[tuple[str, str]] = set()
        self.hidden = ""
        self.binds: Callable[[str], None] = lambda name: None
        self.looks_up: Callable[[], None] = lambda: None
        self._importlibs: dict[tuple[str, str], ModuleType] = {}

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
            if globals is None or "__builtins__" not in globals:  # called, which the rewriter does not see
                self.looks_up()
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
            return self._relative(name, globals, locals, fromlist, level)
        if self.own_first and not _in_namespace(path, globals) and self._shadows(name.partition(".")[0], path):
            return self._bound(name, fromlist)
        check_host_module(name)
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
        if name == "runpy":
            return with_own_run_path(self.own)
        top = name.partition(".")[0]
        found = self._python(name, globals, locals, fromlist, 0)
        if top in sys.stdlib_module_names:
            self.process.watch(sys.modules.get(name, found))
            file = getattr(sys.modules.get(top), "__file__", None)
            if file and is_own_file(file):
                self.hidden = file
        return found

    def _python(
        self,
        name: str,
        globals: Mapping[str, Any] | None,
        locals: Mapping[str, Any] | None,
        fromlist: tuple[str, ...] | None,
        level: int,
    ) -> Any:
        """Return what Python's import machinery finds: a module of the program's own, or one that is not rewritten."""
        if not self.own.is_entered:
            with self.own.entered():
                return self._python(name, globals, locals, fromlist, level)
        package = (globals or {}).get("__package__") or "" if level else name
        self.own.allow(package.partition(".")[0])
        if self.locks is not None and package.partition(".")[0] not in self.own.outside():
            try:
                wanted = importlib.util.resolve_name("." * level + name, package) if level else name
            except ImportError:
                wanted = ""
            if wanted:
                self._load_in_turn(self.locks, wanted, fromlist or ())
        with self.library.busy():
            return builtins.__import__(name, globals, locals, fromlist or (), level)

    def _load_in_turn(self, locks: ModuleLocks, name: str, fromlist: tuple[str, ...]) -> None:
        """Load what an import statement needs of the program's own modules, each while its lock is held."""
        parts = name.split(".")
        for count in range(1, len(parts) + 1):
            if not self._load_one(locks, ".".join(parts[:count])):
                return
        names = vars(sys.modules[name])
        if "__path__" in names and "__getattr__" not in names:
            for part in fromlist:
                if part not in names or f"{name}.{part}" in sys.modules:
                    self._load_one(locks, f"{name}.{part}")

    def _load_one(self, locks: ModuleLocks, name: str) -> bool:
        """Load a module of the program's own, or wait until another thread has; False if there is no such module."""
        module = sys.modules.get(name)
        if module is not None:
            if self.own.is_own(name, module):
                locks.wait(name)
            return name in sys.modules
        if not self.own.finds(name):
            return False
        with locks.around(name):
            if name not in sys.modules:
                with self.library.busy():
                    builtins.__import__(name)
                if "." in name:
                    self.binds(name.rpartition(".")[2])
        return name in sys.modules

    def _relative(
        self,
        name: str,
        globals: Mapping[str, Any] | None,
        locals: Mapping[str, Any] | None,
        fromlist: tuple[str, ...] | None,
        level: int,
    ) -> Any:
        """Return what ``from ..name import`` binds in a file of the program."""
        package = (globals or {}).get("__package__")
        try:
            wanted = importlib.util.resolve_name("." * level + name, package) if package else ""
        except ImportError:  # beyond the outermost package, which Python says below
            wanted = ""
        if wanted.partition(".")[0] in self.shadows:
            return self._bound(wanted, fromlist)
        if wanted and self.library.provides(wanted):  # the real module would block the process on real locks
            return self.library.find(wanted, fromlist)
        return self._python(name, globals, locals, fromlist, level)

    def _bound(self, name: str, fromlist: tuple[str, ...] | None) -> ModuleType:
        """Return what an import of a module in ``shadows`` binds; its first part is loaded.

        Raises:
            ModuleNotFoundError: one of its further parts does not exist.
        """
        parts = name.split(".")
        module = self.shadows[parts[0]]
        for count in range(2, len(parts) + 1):
            inner = self._submodule(".".join(parts[:count]))
            if inner is None:
                missing = ".".join(parts[:count])
                raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)
            module = inner
        if not fromlist:
            return self.shadows[parts[0]]
        named = getattr(module, "__all__", ()) if "*" in fromlist else fromlist
        for part in named:
            if not hasattr(module, part):
                self._submodule(f"{name}.{part}")  # if there is none, the import statement itself raises
        return module

    def _submodule(self, name: str) -> ModuleType | None:
        """Return a module inside a package of ``shadows``; None if there is no such file."""
        if name in self.shadows:
            return self.shadows[name]
        above, _, last = name.rpartition(".")
        for folder in getattr(self.shadows[above], "__path__", ()):
            file = file_of(Path(folder), last)
            if file is not None:
                module = self._execute(name, file)
                setattr(self.shadows[above], last, module)
                return module
        return None

    def _execute(self, name: str, file: Path) -> ModuleType:
        """Load a module into ``shadows``."""
        spec = self.own.spec(name, str(file))
        module = self.shadows[name] = importlib.util.module_from_spec(spec)
        self.own.add(name, module)
        assert spec.loader is not None
        try:
            spec.loader.exec_module(module)
        except BaseException:
            self.shadows.pop(name, None)
            if sys.modules.get(name) is module:
                del sys.modules[name]
            raise
        return module

    def _importlib(self, path: str, policy: Policy | None, name: str, fromlist: tuple[str, ...] | None) -> ModuleType:
        """Return what an import of ``importlib`` binds: copies that use this importer and rewrite what they load."""
        builtins.__import__(name, None, None, fromlist or ())
        top = leaf = self._importlib_copy(path, policy, "importlib")
        for part in name.split(".")[1:]:
            inner = self._importlib_copy(path, policy, f"{leaf.__name__}.{part}")
            setattr(leaf, part, inner)
            leaf = inner
        for part in (*(fromlist or ()), "util"):  # which is an attribute of importlib without an import of its own
            if f"{leaf.__name__}.{part}" in sys.modules:
                setattr(leaf, part, self._importlib_copy(path, policy, f"{leaf.__name__}.{part}"))
        return leaf if fromlist else top

    def _importlib_copy(self, path: str, policy: Policy | None, name: str) -> ModuleType:
        if (path, name) in self._importlibs:
            return self._importlibs[path, name]
        copy = self._importlibs[path, name] = ModuleType(name)
        vars(copy).update(vars(sys.modules[name]))

        def import_module(wanted: str, package: str | None = None) -> Any:
            wanted = importlib.util.resolve_name(wanted, package)
            self.looks_up()
            return self._import(path, policy, wanted, None, None, ("__name__",), 0)

        if name == "importlib":
            vars(copy).update(import_module=import_module, __import__=self.import_function(path, policy))
        elif name == "importlib.util":
            vars(copy).update(spec_from_file_location=self.own.spec_from_file)
        return copy

    def fresh(self) -> None:
        """Forget what the last execution has loaded."""
        self.shadows.clear()
        self._importlibs.clear()
        if self.locks is not None:
            self.locks.fresh()

    def _shadows(self, name: str, importer: str) -> bool:
        """True when a module next to the program hides a module that is not its own; it is then loaded.

        Such a module is no entry of ``sys.modules``: the process needs the other one.

        Raises:
            OutOfReach: the world itself is made of the hidden module.
        """
        if name in self.shadows:
            return True
        if (name, importer) in self.missing:
            return False
        file = self._hiding(name, importer)
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

    def _hiding(self, name: str, importer: str) -> Path | None:
        if name in sys.stdlib_module_names:
            return shadow(name, importer)
        loaded = sys.modules.get(name)
        if name in self.own.outside() or loaded is None or self.own.is_own(name, loaded):
            return None
        return beside(name, importer)


def _in_namespace(path: str, globals: Mapping[str, Any] | None) -> bool:
    """True when the folder above a file's package is itself a package, one without ``__init__.py``."""
    package = str((globals or {}).get("__package__") or "")
    return len(package) > len(package_of(path)[0])
