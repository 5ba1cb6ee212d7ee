"""Loads source files into a world: rewritten, with the world's standard library.

A rewritten module has builtins of its own, which hold the runtime of ``runtime.py`` and an import
that prefers the world's modules. The standard library always comes before files beside the loaded
one, so that a learner's ``queue.py`` cannot stand in for the real one.
"""

from __future__ import annotations

import ast
import builtins
import importlib.util
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from harness.trace import Place
from harness.verdict import Verdict
from harness.world.loader.module_paths import INIT, OUTSIDE, file_of, installed, package_of
from harness.world.loader.module_snapshot import Snapshot
from harness.world.restrictions.blocked_apis import BlockedApis, OutOfReach, ProcessExit
from harness.world.restrictions.policy import ForbiddenPrimitive, Policy
from harness.world.rewriter.rewriter import attributes_that_change, rewrite
from harness.world.stdlib.modules import OUT_OF_REACH, StandardLibrary

CACHED = 32
"""Files whose code is kept from one world to the next."""
PREFIX = "kata_world."
"""Loaded modules stand in ``sys.modules`` under this prefix, where dataclasses and typing look."""


class LoadError(Exception):
    """A file that cannot be loaded, in one sentence, with the line to look at."""

    def __init__(self, message: str, place: Place | None = None, verdict: Verdict = Verdict.ERROR) -> None:
        super().__init__(message)
        self.place = place
        self.verdict = verdict


class StopLoading(BaseException):
    """Raised by ``explore()`` when it is called by a file that is being loaded to be explored."""


@dataclass
class LoadedSource:
    """A file, compiled for the world.

    Attributes:
        path: the file.
        code: its rewritten code.
        tree: its syntax tree as written.
        lines: its lines as written.
    """

    path: str
    code: CodeType
    tree: ast.Module
    lines: list[str]
    module: ModuleType | None = None
    """The loaded module, kept for the next execution."""
    snapshot: Snapshot | None = None
    """What it held; None until it is loaded."""


def parse(path: str) -> tuple[ast.Module, str]:
    """Read and parse a file.

    Raises:
        LoadError: the file is not there, not text, or not Python.
    """
    name = Path(path).name
    try:
        with open(path, "rb") as file:
            raw = file.read()
        text = importlib.util.decode_source(raw)
        return _tree(path, text), text
    except FileNotFoundError:
        raise LoadError(f"{name} is not there") from None
    except OSError as error:
        raise LoadError(f"{name} cannot be read: {error.strerror}") from None
    except SyntaxError as error:
        raise LoadError(
            f"{name} line {error.lineno or 1} is not Python: {error.msg}", Place(path, error.lineno or 1)
        ) from None
    except (UnicodeDecodeError, LookupError, ValueError) as error:
        raise LoadError(f"{name} is not a text file: {error}", Place(path, 1)) from None
    except (RecursionError, MemoryError):
        raise LoadError(f"{name} is nested too deeply to be parsed", Place(path, 1)) from None


@lru_cache(maxsize=CACHED)
def _tree(path: str, text: str) -> ast.Module:
    """The syntax tree of a text; not to be changed, because the next world gets the same one."""
    return ast.parse(text, path)


@lru_cache(maxsize=CACHED)
def _code(path: str, text: str, changing: frozenset[str] | None, explain: bool) -> tuple[CodeType, frozenset[str]]:
    """A text, rewritten and compiled, and what it imports: each clause has a world of its own, of the same files."""
    rewritten = rewrite(ast.parse(text, path), changing, explain=explain)
    return compile(rewritten, path, "exec", dont_inherit=True), frozenset(_imported(_tree(path, text)))


@lru_cache(maxsize=CACHED)
def _changing(texts: tuple[tuple[str, str], ...]) -> frozenset[str] | None:
    """The attributes that change somewhere in files; None if they may change elsewhere, too."""
    trees = [_tree(path, text) for path, text in texts]
    return None if any(_imports_local(tree) for tree in trees) else attributes_that_change(*trees)


class Loader:
    """Loads files over one standard library.

    Args:
        library: the world's standard library.
        names: the runtime that rewritten code calls (see ``runtime.names``).
        doors: gives the modules of which some names are refused.
    """

    def __init__(self, library: StandardLibrary, names: dict[str, Any], doors: BlockedApis) -> None:
        self.library = library
        self.doors = doors
        self.names = names
        self.files: dict[str, LoadedSource] = {}
        self.changing: frozenset[str] | None = frozenset()
        self.policies: dict[str, Policy] = {}
        self.local: dict[str, ModuleType] = {}
        self.loading = 0
        self._registered: dict[str, ModuleType] = {}
        self._elsewhere: set[tuple[str, str]] = set()
        """Modules that are none of the program's own, by name and folder of who asked."""

    def prepare(self, paths: list[str], explain: frozenset[str] = frozenset()) -> None:
        """Parse and compile files that will work on each other's objects.

        Args:
            paths: the files.
            explain: those whose plain asserts should say both sides when they fail.
        """
        texts = tuple((path, parse(path)[1]) for path in paths)
        self.changing = _changing(texts)
        for path, text in texts:
            self._compile(path, text, path in explain)

    def _compile(self, path: str, text: str, explain: bool) -> LoadedSource:
        name = Path(path).name
        try:
            code, imported = _code(path, text, self.changing, explain)
        except SyntaxError as error:  # what only the compiler refuses, such as `return` at the top
            line = error.lineno or 1
            raise LoadError(f"{name} line {line} is not Python: {error.msg}", Place(path, line)) from None
        except (RecursionError, MemoryError):
            raise LoadError(f"{name} is nested too deeply to be compiled", Place(path, 1)) from None
        source = LoadedSource(path, code, _tree(path, text), text.splitlines())
        self.files[path] = source
        for module in sorted(imported):
            # now, and not in the first execution, which would differ from the others by it
            if self.library.provides(module) and module not in OUT_OF_REACH:
                self.library.load(module)
        return source

    def load(self, path: str) -> ModuleType:
        """The module of a prepared file; made anew unless it is as it was.

        Raises:
            LoadError: its top level raises.
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
        # operations at the top level belong to each execution
        if (
            not self.local
            and self.library.operations() == before
            and (source.snapshot is None or source.snapshot.whole)
        ):
            source.snapshot = Snapshot(module)
            source.module = module if source.snapshot.whole else None
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
        sys.modules[module.__name__] = self._registered[module.__name__] = module

    def builtins(self, path: str) -> dict[str, Any]:
        """The builtins of a rewritten file."""
        policy = self.policies.get(path)

        def load(
            name: str,
            globals: Mapping[str, Any] | None = None,
            locals: Mapping[str, Any] | None = None,
            fromlist: tuple[str, ...] | None = (),
            level: int = 0,
        ) -> Any:
            return self._import(path, policy, name, globals, locals, fromlist, level)

        return {**vars(builtins), **self.names, "__import__": load}

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
        if self.library.provides(name):
            module = self.library.find(name, fromlist)
            restricts = policy is not None and name in ("threading", "_thread")
            return policy.restricted(module) if policy is not None and restricts else module
        behind = self.doors.find(name, fromlist)
        if behind is not None:
            return behind
        if name == "importlib" or name.startswith("importlib."):
            return self._importlib(path, policy, name, fromlist)
        top = name.partition(".")[0]
        if top not in OUTSIDE and self._local(top, path) is not None:
            return self._bound(name, fromlist)
        return builtins.__import__(name, globals, locals, fromlist or (), level)

    def _relative(self, path: str, name: str, fromlist: tuple[str, ...] | None, level: int) -> ModuleType:
        """What ``from ..name import`` gives, seen from a file of the program."""
        package, _ = package_of(path)
        try:
            wanted = importlib.util.resolve_name("." * level + name, package)
        except ImportError:
            raise ImportError("attempted relative import with no known parent package") from None
        if self._local(wanted.partition(".")[0], path) is None:  # the package is an installed one, as it is
            return builtins.__import__(wanted, None, None, fromlist or (), 0)
        return self._bound(wanted, fromlist)

    def _bound(self, name: str, fromlist: tuple[str, ...] | None) -> ModuleType:
        """What an import of a module of the program's own binds; its first part is loaded.

        Raises:
            ModuleNotFoundError: one of its further parts is not there.
        """
        parts = name.split(".")
        module = self.local[parts[0]]
        for count in range(2, len(parts) + 1):
            inner = self._submodule(".".join(parts[:count]))
            if inner is None:
                missing = ".".join(parts[:count])
                raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)
            module = inner
        if not fromlist:
            return self.local[parts[0]]
        named = getattr(module, "__all__", ()) if "*" in fromlist else fromlist
        for part in named:
            if not hasattr(module, part):
                self._submodule(f"{name}.{part}")  # if there is none, the import statement says so
        return module

    def _submodule(self, name: str) -> ModuleType | None:
        """A module inside a package of the program's own that is loaded; None if there is no such file."""
        if name in self.local:
            return self.local[name]
        above, _, last = name.rpartition(".")
        for folder in getattr(self.local[above], "__path__", ()):
            file = file_of(Path(folder), last)
            if file is not None:
                module = self._execute(name, file)
                setattr(self.local[above], last, module)
                return module
        return None

    def _importlib(self, path: str, policy: Policy | None, name: str, fromlist: tuple[str, ...] | None) -> Any:
        """``importlib`` whose ``import_module`` is the world's import."""
        module = builtins.__import__(name, None, None, fromlist or ())
        copy = ModuleType(module.__name__)
        vars(copy).update(vars(module))

        def import_module(wanted: str, package: str | None = None) -> Any:
            wanted = importlib.util.resolve_name(wanted, package)
            last = wanted.rpartition(".")[2]
            return self._import(path, policy, wanted, None, None, (last,) if "." in wanted else ("*",), 0)

        vars(copy)["import_module"] = import_module
        return copy

    def _local(self, name: str, beside: str) -> ModuleType | None:
        """A module of the program's own, from the folder of the importing file or the path."""
        if name in self.local:
            return self.local[name]
        folder = str(Path(beside).parent)
        if (name, folder) in self._elsewhere:
            return None
        for place in [folder, package_of(beside)[1], *sys.path]:
            file = file_of(Path(place or os.curdir), name)
            if file is not None and not installed(str(file.resolve())):
                return self._execute(name, file)
        self._elsewhere.add((name, folder))
        return None

    def _execute(self, name: str, file: Path) -> ModuleType:
        path = str(file)
        if path not in self.files:
            self._compile(path, parse(path)[1], False)
        module = self.local[name] = self._module(path, name)
        exec(self.files[path].code, vars(module))
        return module

    def fresh(self) -> None:
        """Forget modules of the program's own, so that the next execution makes them anew."""
        self.local.clear()

    def leave(self) -> None:
        """Take the files out of ``sys.modules``, which would keep them, and all of the world with them, for ever."""
        for name, module in self._registered.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
        self._registered.clear()


def load_error(error: BaseException, path: str) -> LoadError:
    """What to say of a file whose top level raised."""
    name, place = Path(path).name, innermost(error, frozenset({path}))
    line = f" line {place.line}" if place is not None else ""
    if isinstance(error, LoadError):
        return error
    if isinstance(error, SystemExit):
        call = error.call if isinstance(error, ProcessExit) else "sys.exit()"
        return LoadError(f"{name}{line} calls {call} while it is imported", place)
    if isinstance(error, ModuleNotFoundError):
        return LoadError(f"{name}{line} imports {error.name}, which is not there", place)
    return LoadError(f"{name}{line} cannot be imported: {type(error).__name__}: {error}", place)


def innermost(error: BaseException, files: frozenset[str]) -> Place | None:
    """The last line of one of ``files`` that an exception came through."""
    found = None
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename in files:
            found = Place(code.co_filename, trace.tb_lineno, code.co_name)
        trace = trace.tb_next
    return found


def _imports_local(tree: ast.Module) -> bool:
    """Imports something that is neither the standard library nor installed: another file's objects."""
    tops = {name.partition(".")[0] for name in _imported(tree)}
    return any(top not in OUTSIDE for top in tops)


def _imported(tree: ast.Module) -> set[str]:
    """Names of the modules that import statements ask for; "" for a relative one."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add("" if node.level else node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names if node.module == "concurrent")
            if node.module == "concurrent.futures":
                names.add("concurrent.futures.thread")
    return names
