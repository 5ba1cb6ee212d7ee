"""Functions that no schedule controls, because they start processes or event loops, or use signals.

Calling one ends the execution with an error. Importing their modules, and using the rest of these modules, is allowed.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, NoReturn

from ...common.kinds import is_a, name_of
from ...trace import Place
from .breakpoints import Breakpoints

PROCESS = "starts a process"
LOOP = "runs an event loop"
SIGNAL = "uses signals"
THREADS = "starts threads of its own"

REFUSED: dict[str, tuple[str, str]] = {
    "os": (PROCESS, "fork forkpty"),
    "asyncio": (LOOP, "run Runner new_event_loop get_event_loop to_thread"),
    "multiprocessing": (
        PROCESS,
        "Process Pool Manager Queue SimpleQueue JoinableQueue Pipe get_context",
    ),
    "multiprocessing.pool": (THREADS, "Pool ThreadPool"),
    "multiprocessing.dummy": (THREADS, "Process Pool Manager Queue Lock Thread"),
    "concurrent.futures": (PROCESS, "ProcessPoolExecutor InterpreterPoolExecutor"),
    "concurrent.futures.process": (PROCESS, "ProcessPoolExecutor"),
    "concurrent.futures.interpreter": (PROCESS, "InterpreterPoolExecutor"),
    "signal": (
        SIGNAL,
        "signal alarm setitimer pause sigwait sigwaitinfo sigtimedwait raise_signal pthread_kill set_wakeup_fd",
    ),
    "_thread": (SIGNAL, "interrupt_main"),
}

LOCKS = {"multiprocessing": "Lock RLock Semaphore BoundedSemaphore Condition Event Barrier"}
"""By module: classes that exclude threads as those of ``threading`` do, while no process is started."""

UNCONTROLLED = "a library started a thread of its own, which no schedule controls"


class OutOfReach(Exception):
    """The program calls something that no schedule controls.

    Args:
        message: a sentence without its full stop.
        place: the program's line, if known.
    """

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.place = place


def refuse(name: str, why: str, crash: Callable[[BaseException], None], place: Callable[[], Place | None]) -> Any:
    """Return what replaces a refused name: a class, so that it can be a base class and be used in ``isinstance``.

    Args:
        name: the full name.
        why: what it does that no schedule controls.
        crash: ends the execution with an error.
        place: returns the program's line that is running now.
    """

    def __new__(cls: type, *args: Any, **words: Any) -> NoReturn:
        error = OutOfReach(f"{name} {why}, which no schedule controls", place())
        crash(error)  # before it is raised, because a bare ``except`` of the program must not hide it
        raise error

    return type(name.rpartition(".")[2], (), {"__new__": __new__, "__module__": name.rpartition(".")[0]})


class ProcessExit(SystemExit):
    """The program asks to end the whole process at once.

    It ends the calling thread instead, as an exception, so that the line of the call is known.

    Args:
        call: the call, such as ``os._exit(1)``.
    """

    def __init__(self, call: str) -> None:
        super().__init__(call)
        self.call = call


def _exit(status: int = 0) -> NoReturn:
    """Raise the exception for the end of the process."""
    raise ProcessExit(f"os._exit({status})")


def abort() -> NoReturn:
    """Raise the exception for the end of the process."""
    raise ProcessExit("os.abort()")


def class_name(error: BaseException) -> str:
    """Return the name of an exception's class, as the program knows it."""
    return SystemExit.__name__ if is_a(error, ProcessExit) else name_of(type(error))


class BlockedApis:
    """Copies of modules with some of their names refused, made on first use.

    Args:
        crash: ends the execution with an error.
        place: returns the program's line that is running now.
    """

    def __init__(self, crash: Callable[[BaseException], None], place: Callable[[], Place | None]) -> None:
        self._crash = crash
        self._place = place
        self._copies: dict[str, ModuleType] = {}
        self.threading: ModuleType | None = None
        """The simulated ``threading``, whose locks take the place of those of other modules."""
        self.breakpoints: Breakpoints | None = None
        """What ``pdb.set_trace`` does; None where it is Python's own."""

    def close(self, module: ModuleType) -> None:
        """Refuse names of one of the world's own modules."""
        why, names = REFUSED[module.__name__]
        for name in names.split():
            vars(module)[name] = refuse(f"{module.__name__}.{name}", why, self._crash, self._place)

    def find(self, name: str, fromlist: tuple[str, ...] | None) -> ModuleType | None:
        """Return what an import binds, if the module has refused or replaced names; None if it has none."""
        if name == "pdb" and self.breakpoints is not None:
            if name not in self._copies:
                self._copies[name] = self.breakpoints.module()
            return self._copies[name]
        if name not in REFUSED:
            return None
        builtins.__import__(name, None, None, ("*",) if fromlist else ())
        copy = self._copy(name)
        if fromlist or "." not in name:
            return copy
        return self._copy(name.partition(".")[0])

    def _copy(self, name: str) -> ModuleType:
        if name not in self._copies:
            copy = self._copies[name] = ModuleType(name)
            vars(copy).update(vars(sys.modules[name]))
            if name == "os":
                vars(copy).update(_exit=_exit, abort=abort)
            for lock in LOCKS.get(name, "").split():
                setattr(copy, lock, getattr(self.threading, lock))
            if name == "multiprocessing":
                from .shared_values import shared_types

                vars(copy).update(shared_types(self.threading))
            self.close(copy)
            parent, _, child = name.rpartition(".")
            if parent in REFUSED:
                setattr(self._copy(parent), child, copy)
        return self._copies[name]
