"""A debugger of an editor over a replayed schedule, by debugpy and the debug adapter protocol.

To debugpy, all simulated threads are the one thread of the operating system on which they run. So whenever it stops,
it is told of the others as further stacks that are paused (pydevd calls them custom frames), and the name of its
thread is that of the simulated thread which runs.

The protocol: https://microsoft.github.io/debug-adapter-protocol/specification
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import FrameType
from typing import Any

from ..common.package import FACADE, HOME
from ..errors import UsageError
from ..world.scheduler.thread import Thread
from ..world.world import World
from .suspension import real_output, suspended
from .thread_view import ThreadView

LOCAL = "127.0.0.1"
MOST_PORT = 65_535
THREADS = 1_000
"""Threads of the operating system that the debugger may start, for its own work, while the program runs."""
MISSING = "debugpy is not installed; install it with: pip install 'concurrency-katas[debug]'"


def parsed_address(text: str) -> tuple[str, int]:
    """Return the host and the port of an address at which a debugger can attach.

    Args:
        text: HOST:PORT, or PORT on this machine; port 0 stands for any that is free.

    Raises:
        UsageError: the address is none, or debugpy is not installed.
    """
    host, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit()) or int(port) > MOST_PORT:
        raise UsageError(f"--debugpy takes PORT or HOST:PORT, not {text!r}")
    if find_spec("debugpy") is None:
        raise UsageError(MISSING)
    return host or LOCAL, int(port)


def wait_for_editor(address: tuple[str, int], say: Callable[[str], None]) -> None:
    """Wait at an address until an editor's debugger has attached.

    Args:
        address: host and port.
        say: shows a line.

    Raises:
        UsageError: nothing can listen there.
    """
    import debugpy

    try:
        host, port = debugpy.listen(address)
    except (OSError, RuntimeError) as error:
        raise UsageError(f"no debugger can attach at {address[0]}:{address[1]}: {error}") from None
    say(f"attach the editor's debugger at {host}:{port}")
    debugpy.wait_for_client()


def stop_tracing() -> None:
    """Let a debugger that has started this process stop nowhere, until an ``EditorDebugger`` begins."""
    pydevd: Any = sys.modules["pydevd"]
    pydevd.get_global_debugger().disable_tracing()


class EditorDebugger:
    """An editor's debugger that is attached to this process, for one execution.

    Args:
        world: in which the schedule is replayed.
        first: name of the function in which the execution begins.
    """

    def __init__(self, world: World, first: str) -> None:
        self.left = False
        self._world = world
        self._scheduler = world.scheduler
        self._view = ThreadView(world)
        self._shown: Thread | None = None
        self._open = ExitStack()
        pydevd: Any = sys.modules["pydevd"]
        self._debugger: Any = pydevd.get_global_debugger()

    def begin(self) -> None:
        """Begin to trace, with the breakpoints of the editor."""
        world, debugger = self._world, self._debugger
        self._shown = self._scheduler.current
        self._scheduler.rules.debugger_threads = THREADS
        world.output.echo = self._echo
        world.breakpoints.stop = self._called
        self._open.enter_context(self._hooked("do_wait_suspend", self._suspended))
        for name in ("handle_breakpoint_condition", "handle_breakpoint_expression"):
            self._open.enter_context(self._hooked(name, self._evaluated))
        self._open.enter_context(_as_library(debugger))
        self._open.callback(setattr, threading.main_thread(), "name", threading.main_thread().name)
        with suspended(world):  # it starts a thread of its own for a moment
            debugger.enable_tracing()

    def switched(self) -> None:
        """Do nothing: the next stop says which thread runs."""

    def ended(self) -> None:
        """Stop where the execution ended: at the line that failed, or at those where the threads wait."""
        scheduler, view, debugger = self._scheduler, self._view, self._debugger
        thread = threading.current_thread()
        debugger.disable_tracing()  # else it would stop in this function
        if scheduler.failure is not None:
            failed, error = scheduler.failure
            self._say(f"-- {failed.name} failed after step {view.step}: {type(error).__name__}: {error} --")
            frames = [one.tb_frame for one in _tracebacks(error) if self._world.positions.frame_of(one.tb_frame)]
            if frames:
                self._shown = failed
                stop = debugger.do_stop_on_unhandled_exception
                stop(thread, frames[-1], {}, (type(error), error, error.__traceback__))
            return
        first = view.first_blocked()
        if scheduler.ending == "done" or first is None:
            self._say(f"-- every thread has ended, after step {view.step} --")
            return
        self._say(f"-- no thread can run, after step {view.step} --")
        for line in view.lines(None):
            self._say(line)
        self._shown = first
        self._stop(view.frame(first))

    def finish(self) -> None:
        """Trace no longer."""
        self._debugger.disable_tracing()
        self._scheduler.rules.debugger_threads = 0
        self._open.close()

    # -- the debugger's own stops ------------------------------------------------------------------

    @contextmanager
    def _hooked(self, name: str, instead: Callable[..., Any]) -> Iterator[None]:
        """Let the debugger call another function, with its own as the first argument, within this context."""
        method = getattr(self._debugger, name)

        def call(*args: Any, **words: Any) -> Any:
            return instead(method, *args, **words)

        setattr(self._debugger, name, call)
        try:
            yield
        finally:
            delattr(self._debugger, name)

    def _suspended(self, method: Callable[..., Any], thread: Any, frame: FrameType, *args: Any, **words: Any) -> Any:
        """Suspend the execution while the editor shows the program, with the stacks of the other simulated threads."""
        running = self._scheduler.current if not self._scheduler.ending else self._shown
        if running is not None:
            threading.main_thread().name = running.name
            if running is not self._shown:
                self._shown = running
                self._say(f"-- {self._view.title(running)} runs now, step {self._view.step} --")
        with suspended(self._world, frame), real_output():
            with self._others_shown(running):
                method(thread, frame, *args, **words)
            for one in self._scheduler.threads:
                waiting = self._view.frame(one)
                if waiting is not None and waiting.f_trace is None:  # a step may end in any of them
                    self._debugger.set_trace_for_frame_and_parents(threading.get_ident(), waiting)

    def _evaluated(self, method: Callable[..., Any], *args: Any, **words: Any) -> Any:
        """Suspend the execution while the condition of a breakpoint is evaluated, or the message of a log point."""
        frame = next((one for one in args if isinstance(one, FrameType)), None)
        with suspended(self._world, frame):
            return method(*args, **words)

    @contextmanager
    def _others_shown(self, running: Thread | None) -> Iterator[None]:
        """Show the stacks of the simulated threads that do not run, within this context."""
        custom_frames: Any = import_module("_pydevd_bundle.pydevd_custom_frames")
        added = []
        for thread in self._scheduler.threads:
            frame = self._view.frame(thread)
            if thread is not running and frame is not None:
                name = f"{thread.name} ({self._view.state(thread)})"
                added.append(custom_frames.add_custom_frame(frame, name, threading.get_ident()))
        try:
            yield
        finally:
            for one in added:
                custom_frames.remove_custom_frame(one)

    def _called(self, header: str | None) -> None:
        """Stop where the program calls ``breakpoint()``."""
        if header:
            self._say(header)
        self._stop(self._world.positions.frame())

    def _stop(self, frame: FrameType | None) -> None:
        """Stop in a frame that need not be traced at this moment."""
        constants: Any = import_module("_pydevd_bundle.pydevd_comm_constants")
        thread = threading.current_thread()
        if frame is not None:
            self._debugger.set_trace_for_frame_and_parents(threading.get_ident(), frame)
            self._debugger.set_suspend(thread, constants.CMD_SET_BREAK)
            self._debugger.do_wait_suspend(thread, frame, "line", None)

    def _say(self, text: str) -> None:
        self._echo(f"{text}\n")

    def _echo(self, text: str) -> None:
        """Show a text in the editor's debug console."""
        self._debugger.writer.add_command(self._debugger.cmd_factory.make_io_message(text, 1))


@contextmanager
def _as_library(debugger: Any) -> Iterator[None]:
    """Let the debugger take the harness for a library within this context, so that no step stops in it."""
    filtering = debugger._files_filtering
    before = filtering._get_library_roots()
    filtering.set_library_roots([*before, HOME, FACADE])
    debugger._clear_caches()
    try:
        yield
    finally:
        filtering.set_library_roots(before)
        debugger._clear_caches()


def _tracebacks(error: BaseException) -> Iterator[Any]:
    traceback = error.__traceback__
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next
