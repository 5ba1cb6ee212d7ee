"""What no schedule controls: processes, event loops, signals. Asking for it ends the execution with a sentence.

Only the door is closed: a program may import these modules, and use of them what starts nothing.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, NoReturn

from harness.trace import Place

PROCESS = "starts a process"
LOOP = "runs an event loop"
SIGNAL = "deals in signals"
THREADS = "starts threads that are not this program's own"

REFUSED: dict[str, tuple[str, str]] = {
    "os": (PROCESS, "fork forkpty"),
    "asyncio": (LOOP, "run Runner new_event_loop get_event_loop to_thread"),
    "multiprocessing": (
        PROCESS,
        "Process Pool Manager Queue SimpleQueue JoinableQueue Pipe Value Array get_context Lock RLock Semaphore Event",
    ),
    "multiprocessing.pool": (THREADS, "Pool ThreadPool"),
    "multiprocessing.dummy": (THREADS, "Process Pool Manager Queue Lock Thread"),
    "concurrent.futures": (PROCESS, "ProcessPoolExecutor InterpreterPoolExecutor"),
    "signal": (
        SIGNAL,
        "signal alarm setitimer pause sigwait sigwaitinfo sigtimedwait raise_signal pthread_kill set_wakeup_fd",
    ),
    "_thread": (SIGNAL, "interrupt_main"),
}


class OutOfReach(Exception):
    """The program asks for something that cannot be controlled.

    Args:
        message: one sentence's worth.
        place: the program's line, if known.
    """

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.place = place


def refuse(name: str, why: str, crash: Callable[[BaseException], None], place: Callable[[], Place | None]) -> Any:
    """What stands for one of the refused names: a class, so that it may be a base and in an ``isinstance``."""

    def __new__(cls: type, *args: Any, **words: Any) -> NoReturn:
        error = OutOfReach(f"{name} {why}, which no schedule controls", place())
        crash(error)  # at once: a bare ``except`` of the program must not hide it
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
    """Raise what stands for the end of the process."""
    raise ProcessExit(f"os._exit({status})")


def abort() -> NoReturn:
    """Raise what stands for the end of the process."""
    raise ProcessExit("os.abort()")


def class_name(error: BaseException) -> str:
    """Return the name of an exception's class, as the program knows it."""
    return SystemExit.__name__ if isinstance(error, ProcessExit) else type(error).__name__


class BlockedApis:
    """Copies of modules with some of their names refused, made when first asked for.

    Args:
        crash: ends the execution with an error.
        place: the program's line that is running now.
    """

    def __init__(self, crash: Callable[[BaseException], None], place: Callable[[], Place | None]) -> None:
        self._crash = crash
        self._place = place
        self._copies: dict[str, ModuleType] = {}

    def close(self, module: ModuleType) -> None:
        """Refuse names of a module that is the world's own."""
        why, names = REFUSED[module.__name__]
        for name in names.split():
            vars(module)[name] = refuse(f"{module.__name__}.{name}", why, self._crash, self._place)

    def find(self, name: str, fromlist: tuple[str, ...] | None) -> ModuleType | None:
        """What an import of ``name`` binds, if some of it is refused; None if there is nothing to refuse."""
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
            self.close(copy)
            parent, _, child = name.rpartition(".")
            if parent in REFUSED:
                setattr(self._copy(parent), child, copy)
        return self._copies[name]
