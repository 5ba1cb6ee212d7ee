"""pdb over a replayed schedule: it stops in the program's own lines, in whichever thread the schedule runs."""

from __future__ import annotations

import pdb
import sys
from bdb import BdbQuit
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Any

from ..world.recording.event_recorder import EventRecorder
from ..world.scheduler.thread import Thread
from ..world.world import World
from .session import LeftDebugger
from .suspension import real_output, suspended
from .thread_view import ThreadView

MOST_SWITCHES = 20
"""The most switches between threads that are shown from one prompt to the next; the others are counted."""


class SchedulePdb(pdb.Pdb):
    """The debugger of one execution.

    ``step`` stops at the next line of whichever thread the schedule runs. ``next``, ``until`` and ``return`` stop in
    the frame of the selected thread.

    Args:
        world: in which the schedule is replayed.
        first: name of the function in whose first line to stop.
    """

    def __init__(self, world: World, first: str) -> None:
        super().__init__(nosigint=True)
        self.left = False
        self._world = world
        self._scheduler = world.scheduler
        self._view = ThreadView(world)
        self._files = world.positions.files
        self._first = first
        self._at_prompt = self._tracing = self._stepping = False
        self._thread: Thread | None = None
        """The thread that is selected at the prompt."""
        self._shown: Thread | None = None
        """The thread that the person knows to be running."""
        self._switches = 0
        self._target: int | None = None
        """The step before which to stop."""

    # -- the execution -----------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin to trace; the first stop is in the program's function."""
        self.reset()
        self.botframe = sys._getframe()
        self.set_continue()
        self._shown = self._scheduler.current
        self._world.output.echo = self._echo
        self._world.breakpoints.stop = self._called
        recorder = self._scheduler.recorder
        if isinstance(recorder, EventRecorder):
            vars(recorder)["event"] = self._stopping_before(recorder, recorder.event)
        self._tracing = True
        sys.settrace(self.trace_dispatch)

    def _stopping_before(self, recorder: EventRecorder, record: Callable[..., None]) -> Callable[..., None]:
        """Return the recorder's function for an operation, with a stop before the step that `to` names."""

        def event(*args: Any) -> None:
            if self._target is not None and recorder.count + 1 >= self._target:
                frame = self._world.positions.frame()
                if frame is not None:
                    self._target = None
                    self._ask(frame)
            record(*args)

        return event

    def switched(self) -> None:
        """Show that the schedule has switched to another thread, while the person is stepping."""
        thread = self._scheduler.current
        if not self._tracing or self._at_prompt or self._scheduler.dead or thread is self._shown:
            return
        if not self._stepping:
            return
        self._shown = thread
        self._switches += 1
        if self._switches <= MOST_SWITCHES:
            self._say_switch(thread)

    def ended(self) -> None:
        """Stop where the execution ended: at the line that failed, or at those where the threads wait."""
        sys.settrace(None)
        scheduler, view = self._scheduler, self._view
        if scheduler.failure is not None:
            thread, error = scheduler.failure
            traceback = error.__traceback__
            self._say(f"-- {thread.name} failed after step {view.step}: {type(error).__name__}: {error} --")
            if self.get_stack(None, traceback)[0]:
                self._last_prompt(thread, None, traceback)
            return
        first = view.first_blocked()
        if scheduler.ending == "done" or first is None:
            self._say(f"-- every thread has ended, after step {view.step} --")
            return
        why = "no thread can run" if scheduler.ending == "blocked" else "the execution was stopped: it has no end"
        self._say(f"-- {why}, after step {view.step} --")
        for line in view.lines(first):
            self._say(line)
        self._last_prompt(first, view.frame(first), None)

    def _last_prompt(self, thread: Thread, frame: FrameType | None, traceback: TracebackType | None) -> None:
        self._prompt(thread, frame, traceback)
        self.quitting = False  # `quit` leaves the prompt, and the execution is over

    def finish(self) -> None:
        """Trace no longer."""
        if self._tracing:
            sys.settrace(None)
        self._tracing = False
        self.left = self.left or self.quitting

    # -- where to stop -----------------------------------------------------------------------------

    def trace_dispatch(self, frame: FrameType, event: str, arg: Any) -> Any:
        """Trace the program's own frames, and no others."""
        if self._at_prompt or not self._tracing or frame.f_code.co_filename not in self._files:
            return None
        try:
            return super().trace_dispatch(frame, event, arg)
        except BdbQuit:
            raise LeftDebugger from None

    def dispatch_call(self, frame: FrameType, arg: None) -> Any:
        """Trace each frame of the program: ``step`` may have to stop in one that began long before."""
        if self._first and frame.f_code.co_name == self._first:
            self._first = ""
            self._set_stopinfo(frame, None)
            self._stepping = True
        else:
            super().dispatch_call(frame, arg)
        return self.trace_dispatch

    def break_here(self, frame: FrameType) -> bool:
        """Return whether there is a breakpoint; its condition is evaluated while the execution is suspended."""
        if self.canonic(frame.f_code.co_filename) not in self.breaks:
            return False
        with suspended(self._world, frame):
            return super().break_here(frame)

    def set_continue(self) -> None:
        """Stop only at breakpoints; tracing stays on, because the frames of all threads must be known."""
        self._set_stopinfo(self.botframe, None, -1)
        self._stepping = False

    def _set_stopinfo(self, *args: Any, **words: Any) -> None:
        """Note where to stop; each command but ``continue`` steps."""
        self._stepping = True
        super()._set_stopinfo(*args, **words)  # type: ignore[misc]  # typeshed has only its public methods

    def get_stack(self, f: FrameType | None, t: TracebackType | None) -> tuple[list[tuple[FrameType, int]], int]:
        """Return the program's own frames, outermost first, and the number of the innermost."""
        stack, own = [], self._files
        if t is not None and t.tb_frame is f:
            t = t.tb_next
        while f is not None:
            if f.f_code.co_filename in own:
                stack.append((f, f.f_lineno))
            f = f.f_back
        stack.reverse()
        while t is not None:
            if t.tb_frame.f_code.co_filename in own:
                stack.append((t.tb_frame, t.tb_lineno))
            t = t.tb_next
        return stack, max(len(stack) - 1, 0)

    def lookupmodule(self, filename: str) -> str | None:
        """Return the program's file that ends with this path, else what pdb finds."""
        ending = "/" + filename.replace("\\", "/").removeprefix("./")
        ending += "" if ending.endswith(".py") else ".py"
        found = [path for path in self._files if path.replace("\\", "/").endswith(ending)]
        return found[0] if len(found) == 1 else super().lookupmodule(filename)

    # -- the prompt --------------------------------------------------------------------------------

    def interaction(self, frame: FrameType | None, traceback: Any, *args: Any) -> None:
        """Ask for commands; the execution is suspended meanwhile."""
        thread = self._scheduler.current
        hidden = self._switches - MOST_SWITCHES
        if hidden > 0:
            self._say(f"-- {hidden} further switch{'es' * (hidden > 1)} --")
        if thread is not self._shown:
            self._say_switch(thread)
        self._switches = 0
        self._prompt(thread, frame, traceback, *args)

    def _prompt(self, thread: Thread, frame: FrameType | None, traceback: Any, *args: Any) -> None:
        self._shown = self._thread = thread
        self._at_prompt = True
        try:
            with suspended(self._world, frame), real_output():
                self._renew_prompt()
                super().interaction(frame, traceback, *args)
        finally:
            self._at_prompt = False

    def _renew_prompt(self) -> None:
        name = self._thread.name if self._thread is not None else ""
        self.prompt = f"(kata {name}, step {self._view.step}) "

    def _called(self, header: str | None) -> None:
        """Stop where the program calls ``breakpoint()``."""
        if self._at_prompt:
            return
        if header:
            self._say(header)
        self._ask(self._world.positions.frame())

    def _ask(self, frame: FrameType | None) -> None:
        """Stop here, which is in no call of a trace function."""
        self.interaction(frame, None)
        if self.quitting:
            raise LeftDebugger

    def do_threads(self, arg: str) -> None:
        """List the program's threads: number, name, what each does, and its line.

        An arrow marks the one whose frames `where`, `up` and `p` show.
        """
        for line in self._view.lines(self._thread):
            self.message(line)

    def do_thread(self, arg: str) -> None:
        """Select a thread by its number or name: `thread 2`.

        Then `where`, `up`, `list` and `p` are about its frames, and `next` runs on, by the schedule, to its next line.
        """
        thread = self._view.find(arg.strip())
        if thread is None:
            self.error(f"no thread {arg.strip()}; `threads` lists them")
            return
        running = thread is self._scheduler.current and not self._scheduler.ending
        frame = self._world.positions.frame() if running else self._view.frame(thread)
        failure = self._scheduler.failure
        traceback = failure[1].__traceback__ if failure is not None and failure[0] is thread else None
        if not self.get_stack(None if traceback else frame, traceback)[0]:
            self.error(f"{thread.name} runs no line of the program")
            return
        self._thread = thread
        self.setup(None if traceback else frame, traceback)
        self._renew_prompt()
        self.print_stack_entry(self.stack[self.curindex])

    def do_schedule(self, arg: str) -> None:
        """Show the number of the last step, and which thread each choice of the schedule so far has picked."""
        made = len(self._scheduler.choices)
        self.message(f"step {self._view.step}; {made} choice{'s' * (made != 1)}: {self._view.schedule()}")

    def do_to(self, arg: str) -> bool:
        """Run on to just before a step of the report: `to 12`. The prompt shows the number of the last step."""
        if not arg.strip().isdigit() or int(arg) <= self._view.step:
            self.error(f"give the number of a step after {self._view.step}")
            return False
        self.set_continue()
        self._target = int(arg)
        return True

    def do_run(self, arg: str) -> None:
        """Say how to begin again: by `quit`, and the same command in the shell."""
        self.error("leave with `quit`, and give the same command to the shell again")

    do_restart = do_run

    def complete_thread(self, text: str, line: str, begidx: int, endidx: int) -> list[str]:
        """Return the names of threads that begin with a text."""
        return [one.name for one in self._scheduler.threads if one.name.startswith(text)]

    def _say_switch(self, thread: Thread) -> None:
        self._say(f"-- {self._view.title(thread)} runs now, step {self._view.step} --")

    def _say(self, text: str) -> None:
        with real_output():
            self.message(text)

    def _echo(self, text: str) -> None:
        with suppress(OSError):
            self.stdout.write(text)
            self.stdout.flush()
