"""CPython's own ``threading``, ``queue`` and ``concurrent.futures``, loaded over another ``_thread``.

The source that runs is the interpreter's, unchanged but for one thing: a lock, condition or event that ``threading``
makes inside one of its own classes is a hidden one, because it is part of an operation and no operation of the
program. The methods of the classes that a program sees are then wrapped by ``operations.py``, which names each call.
"""

from __future__ import annotations

import ast
import builtins
import collections.abc
import importlib.util
import itertools
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from types import CodeType, ModuleType
from typing import Any

from . import bookkeeping
from .interpreter_source import source_of
from .logging_state import LoggingState
from .pristine_names import PristineNames
from .process_state import ClassState, class_states, exit_functions, quiet_os
from .random_numbers import RandomNumbers
from .rewritten import REWRITTEN, Collections, code_of, quieten, without
from .shared_exceptions import share_exceptions
from .thread_locals import ThreadLocals, noted

SIMULATED = ("threading", "_threading_local", "queue", "sched", "concurrent.futures", "logging")
"""Modules loaded from the interpreter's source, with their submodules, in every world."""
OUT_OF_REACH = frozenset({"concurrent.futures.process", "concurrent.futures.interpreter"})
"""Modules that start processes or interpreters, which no schedule controls."""
ABSENT = frozenset({"_queue"})
"""Accelerators whose Python twin must be used instead."""
MACHINERY = frozenset({"Semaphore", "BoundedSemaphore", "Event", "Barrier", "Thread", "_MainThread", "_DummyThread"})
HIDDEN = {
    "Event": "_kata_Event",
    "Condition": "_kata_Condition",
    "Lock": "_kata_Lock",
    "_allocate_lock": "_kata_Lock",
    "RLock": "_kata_RLock",
}
HASHED = ("Thread", "Condition", "Semaphore", "Event", "Barrier")


class _Hide(ast.NodeTransformer):
    """Renames the classes of locks where ``threading`` uses them inside its own classes."""

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if isinstance(node.ctx, ast.Load) and node.id in HIDDEN:
            return ast.copy_location(ast.Name(HIDDEN[node.id], node.ctx), node)
        return node


def _hide_machinery(tree: ast.Module) -> ast.Module:
    hide = _Hide()
    body: list[ast.stmt] = []
    for statement in tree.body:
        body.append(statement)
        if isinstance(statement, ast.ClassDef) and statement.name in MACHINERY:
            for part in statement.body:
                hide.visit(part)
        elif isinstance(statement, ast.Assign) and getattr(statement.targets[0], "id", "") in bookkeeping.INNER:
            hide.visit(statement.value)
        if isinstance(statement, ast.ClassDef) and statement.name in ("Event", "Condition"):
            # the plain class under its hidden name, before the module makes its first thread
            body.extend(ast.parse(f"{HIDDEN[statement.name]} = {statement.name}").body)
    tree.body = body
    return tree


@cache
def _code(name: str) -> tuple[CodeType, str | None, bool]:
    source = source_of(name)
    tree = ast.parse(source.text, source.path)
    if name == "threading":
        tree = _hide_machinery(tree)
    return compile(tree, source.path, "exec"), source.path, source.is_package


def compile_ahead() -> None:
    """Compile the modules that nearly every world loads; the result is kept for all worlds of this process."""
    for name in ("threading", "queue"):
        _code(name)


def _absolute(name: str, globals: Mapping[str, Any] | None, level: int) -> str:
    """Return the full name of a module that is imported relatively."""
    return importlib.util.resolve_name("." * level + name, (globals or {})["__package__"])


class StandardLibrary:
    """The standard library's modules of one world.

    Args:
        thread: the module that replaces ``_thread``. It has ``_kata_hidden`` and ``_kata_hidden_rlock``, the classes of
            locks that are no operations, and may have ``_kata_operations``, which returns the number of operations of
            this execution so far.
        time: the module that replaces ``time``.
        instrument: called with each module once it is loaded, to wrap its operations.
    """

    def __init__(self, thread: ModuleType, time: ModuleType, instrument: Callable[[ModuleType], None]) -> None:
        self.modules: dict[str, ModuleType] = {"_thread": thread, "time": time, "atexit": exit_functions()}
        self._numbers = itertools.count()
        self._locals = ThreadLocals()
        self.loading = 0
        """Modules that are being read, compiled or imported: time that is the harness's, and not the program's."""
        self.rewritten_builtins: dict[str, Any] = {}
        self._silence: Callable[[], AbstractContextManager[None]] = nullcontext
        self._thread = thread
        self.lock_type: type = vars(thread)["LockType"]
        self.rlock_type: type = vars(thread)["RLock"]
        self._os = quiet_os()
        self._instrument = instrument
        self._builtins = {**vars(builtins), "__import__": self._import, "__lazy_import__": self._lazy_import}
        self._note: Callable[[ModuleType], None] = lambda module: None
        """Called with each module that is loaded once the world is made."""
        self.threading = self.load("threading")
        self._pristine = PristineNames(self.modules, self.threading)
        self._logging: LoggingState | None = None
        self._random: RandomNumbers | None = None
        self.requested: set[str] = set()
        """The modules that the program itself has imported."""
        self._rewritten_classes: list[ClassState] = []
        self._pristine_main = dict(vars(vars(self.threading)["_main_thread"]))

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Count the time inside this context as the harness's own."""
        self.loading += 1
        try:
            yield
        finally:
            self.loading -= 1

    @contextmanager
    def idle(self) -> Iterator[None]:
        """Count the time inside this context as the program's, even if an import has led to it."""
        loading, self.loading = self.loading, 0
        try:
            yield
        finally:
            self.loading = loading

    @property
    def draws(self) -> bool:
        """Whether the program can draw random numbers, because it has loaded ``random``."""
        return self._random is not None

    def operations(self) -> int:
        """Return the number of operations of this execution so far; 0 where they are not counted."""
        count: int = getattr(self._thread, "_kata_operations", int)()
        return count

    def simulated(self) -> list[ModuleType]:
        """Return the modules that are loaded as they are, over the simulated ``_thread``."""
        mine = (self._thread, self.modules["time"])
        return [
            module
            for module in self.modules.values()
            if module in mine or vars(module).get("__builtins__") is self._builtins
        ]

    def provides(self, name: str) -> bool:
        """True when the world has a module of this name of its own."""
        if name in REWRITTEN or name in ("collections", "collections.abc"):
            return bool(self.rewritten_builtins)
        return name in self.modules or (
            (name == "concurrent" or name.startswith(("concurrent.futures", "logging.")) or name in SIMULATED)
            and name not in OUT_OF_REACH
        )

    def load(self, name: str) -> ModuleType:
        """Return the world's module of this name, which is loaded when it is first requested."""
        if name in self.modules:
            return self.modules[name]
        if name == "concurrent":
            package = ModuleType("concurrent")
            package.__path__ = []
            self.modules[name] = package
            return package
        if name in OUT_OF_REACH:
            raise ImportError(f"{name} starts processes or interpreters, which no schedule controls")
        parent, _, child = name.rpartition(".")
        if parent:
            self.load(parent)  # first, as an import does; it may load this one, too
            if name in self.modules:
                return self.modules[name]
        if name == "collections":
            self.modules[name] = Collections(lambda: self._execute(name, *code_of(name)))
            return self.modules[name]
        if name == "collections.abc":
            return collections.abc
        if name in REWRITTEN and self.rewritten_builtins:
            self._execute(name, *code_of(name))
            return self.modules[name]
        code, origin, package_like = _code(name)
        module = ModuleType(name)
        module.__file__ = origin
        module.__package__ = name if package_like else name.rpartition(".")[0]
        vars(module)["__builtins__"] = self._builtins
        if package_like:
            module.__path__ = []
        self.modules[name] = module
        if name == "threading":
            self._prepare_threading(module)
        if parent:
            setattr(self.modules[parent], child, module)
        with self._silence():  # a module may be loaded in the first execution, and is there in all others
            exec(code, vars(module))
        if name == "concurrent.futures._base" and self._logging is not None:
            self._logging.keep(vars(module)["LOGGER"])  # before it is wrapped
        share_exceptions(module)
        if name == "threading":
            self._finish_threading(module)
        self._instrument(module)
        if name == "logging":
            self._logging = LoggingState(module, self._thread._kata_hidden_rlock)
            self._logging.restore()
        if name == "concurrent.futures._base":
            self._hash_by_number(vars(module)["Future"])
            vars(module)["id"] = hash  # futures are sorted by their addresses
        self._note(module)
        return module

    def _execute(self, name: str, code: CodeType, origin: str, package_like: bool) -> ModuleType:
        """Load a rewritten module."""
        module = ModuleType(name)
        module.__file__ = origin
        module.__package__ = name if package_like else name.rpartition(".")[0]
        vars(module)["__builtins__"] = self.rewritten_builtins
        if package_like:
            module.__path__ = []
        if name != "collections":
            self.modules[name] = module
            parent, _, child = name.rpartition(".")
            if parent:
                setattr(self.modules[parent], child, module)
        with self._silence():  # what a module of the library does when it is loaded is no part of the program
            exec(code, vars(module))
        share_exceptions(module)
        if name == "random":
            self._random = RandomNumbers(module, vars(self._thread)["get_ident"], self._silence)
            self._random.begin()
        quieten(module, self._silence)
        self._rewritten_classes += class_states(module)
        return module

    def rewrite_with(self, names: Mapping[str, Any], silence: Callable[[], AbstractContextManager[None]]) -> None:
        """Load the modules of ``REWRITTEN`` rewritten from now on.

        Args:
            names: the runtime that rewritten code calls.
            silence: nothing that happens within this context is announced.
        """
        self._silence = silence
        self.rewritten_builtins = {**vars(builtins), **names, "__import__": self._import}

    def _hash_by_number(self, kind: Any) -> None:
        """Set a hash that is the same in every execution, so that sets are iterated in one order."""

        def number(one: Any) -> int:
            known = vars(one)
            if "_kata_number" not in known:
                known["_kata_number"] = next(self._numbers)
            return int(known["_kata_number"])

        kind.__hash__ = number

    def _prepare_threading(self, module: ModuleType) -> None:
        vars(module)["_kata_Lock"] = self._thread._kata_hidden
        vars(module)["_kata_RLock"] = self._thread._kata_hidden_rlock

    def _finish_threading(self, module: ModuleType) -> None:
        names = vars(module)
        # Condition.wait makes its waiter by this name, which is not used otherwise once the module is loaded
        names["_allocate_lock"] = self._thread._kata_hidden
        names["Lock"] = self._thread.allocate_lock
        local = vars(self.load("_threading_local"))
        local["RLock"] = self._thread._kata_hidden_rlock  # to read a local is no acquire of the program
        names["local"] = vars(self._thread)["_local"] = local["local"]
        names["local"].__module__ = "_thread"
        self._locals.watch(self.load("_threading_local"))
        if "_thread_local_info" in names:  # made while the module was loaded, before there were locals
            names["_thread_local_info"] = names["local"]()
        for kind in HASHED:
            self._hash_by_number(names[kind])

    def _import(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: tuple[str, ...] | None = (),
        level: int = 0,
    ) -> Any:
        """``__import__`` for the standard library's modules themselves."""
        if level:
            name = _absolute(name, globals, level)
            if not fromlist:
                raise ImportError(f"relative import of {name} binds nothing")
        if name in ABSENT:
            raise ImportError(f"{name} is left out, so that its Python twin is used")
        if name == "os":
            return self._os
        # the simulated modules themselves use the library as it is
        simulates = (globals or {}).get("__builtins__") is self._builtins
        if self.provides(name) and not (simulates and (name in REWRITTEN or name.partition(".")[0] == "collections")):
            return self._find(name, fromlist)
        imported = builtins.__import__(name, globals, locals, fromlist or (), 0)
        return without((globals or {}).get("__name__", ""), imported)

    def _lazy_import(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: tuple[str, ...] | None = (),
        level: int = 0,
    ) -> Any:
        """``__lazy_import__`` of 3.15 for these modules: imports at once, except what is out of reach.

        The interpreter's own one binds a module that is in ``sys.modules`` without asking ``__import__``, and so the
        real one in place of the world's.
        """
        absolute = _absolute(name, globals, level) if level else name
        if absolute in OUT_OF_REACH and absolute not in self.modules:
            out_of_reach = ModuleType(absolute)
            vars(out_of_reach).update(dict.fromkeys(fromlist or ()))
            return out_of_reach
        return self._import(name, globals, locals, fromlist, level)

    def find(self, name: str, fromlist: tuple[str, ...] | None) -> ModuleType:
        """Return the module that an import statement of ``name`` in the program binds."""
        self.requested.add(name)
        return self._find(name, fromlist)

    def _find(self, name: str, fromlist: tuple[str, ...] | None) -> ModuleType:
        module = self.load(name)
        for part in fromlist or ():
            if not hasattr(module, part) and hasattr(module, "__path__") and self.provides(f"{name}.{part}"):
                self.load(f"{name}.{part}")
        return module if fromlist else self.load(name.partition(".")[0])

    def forget_locals(self, thread: Any) -> None:
        """Clear the thread-local values of a thread that ends."""
        self._locals.forget(thread.object or vars(self.threading)["_active"].get(thread.ident))

    def note_pristine(self) -> None:
        """Note the classes and functions of all modules as they are before a program has used them."""
        self._pristine.note()
        self._note = self._pristine.note_module

    def is_pristine(self) -> bool:
        """True when no program has replaced or added an attribute of a module or of one of its classes."""
        self.restore_names()
        return not self._pristine.changed()

    def redefined(self) -> str:
        """Return a function or class for threads that a program has replaced, or ""."""
        self.restore_names()
        return self._pristine.redefined()

    def restore_names(self) -> None:
        """Put back the names of ``threading`` that a program has replaced by classes or functions of its own."""
        self._pristine.restore()

    def fresh(self, main: Any) -> None:
        """Forget the threads of the last execution; ``main`` is the first thread of the new one."""
        threading = self.threading
        names = vars(threading)
        self.restore_names()
        main_thread = names["_main_thread"]
        # a program may have given it a name, or fields; what a local of the program notes there is the local's affair
        kept = noted(main_thread)
        vars(main_thread).clear()
        vars(main_thread).update(self._pristine_main, **kept)
        names["_active"].clear()
        names["_active"][1] = main_thread
        names["_counter"] = itertools.count(1).__next__
        self._numbers = itertools.count(1)
        names["_SHUTTING_DOWN"] = False
        main.object = main_thread
        if "_shutdown_locks" in names:  # before 3.13
            names["_shutdown_locks"].clear()
        if "concurrent.futures.thread" in self.modules:
            pools = vars(self.modules["concurrent.futures.thread"])
            pools.update(_global_shutdown_lock=vars(threading)["Lock"](), _shutdown=False)
            pools["_threads_queues"].clear()
            pools["ThreadPoolExecutor"]._counter = itertools.count().__next__
        vars(self.modules["atexit"])["_clear"]()
        if self._logging is not None:
            self._logging.restore()
        for state in self._rewritten_classes:
            state.restore()
        if self._random is not None:
            self._random.begin()
