"""The replay of one schedule twice: as it is, then under a debugger, with a comparison of the two executions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from ..explorer.replay import replay
from ..explorer.run import opened, replayed, unloaded
from ..explorer.search import Search
from ..program.program import Program
from ..result import Result
from ..token import Token, TokenError
from ..trace import Event, Trace
from ..world.coroutines import Coroutine, trace_switches
from ..world.loader.load_error import LoadError
from ..world.world import World
from .frame_locals import no_copies


class LeftDebugger(KeyboardInterrupt):
    """The person has left the debugger, which ends the execution.

    A ``KeyboardInterrupt``, because the world lets it pass through all of the program's threads.
    """


class Debugger(Protocol):
    """The interface of a debugger: it stops a replayed execution and lets a person look at it.

    Attributes:
        left: the person has left it before the execution ended.
    """

    left: bool

    def begin(self) -> None:
        """Begin to trace; called in the main thread of the execution, right before the program."""

    def switched(self) -> None:
        """Note that another coroutine runs."""

    def ended(self) -> None:
        """Show the end of the execution: its threads are still where they stopped."""

    def finish(self) -> None:
        """Trace no longer; called in any case."""


@dataclass
class Debugged:
    """The result of a replay under a debugger.

    Attributes:
        result: of the replay without the debugger.
        plain: its trace; None if the program cannot be loaded.
        debugged: the trace of the replay with the debugger; None if the person has left it.
        differs: where the two executions differ: the number of a step; None if they are the same.
        problem: why the program did not follow its schedule under the debugger, or "".
        left: the person has left the debugger before the execution ended.
    """

    result: Result
    plain: Trace | None = None
    debugged: Trace | None = None
    differs: int | None = None
    problem: str = ""
    left: bool = False


def debug(
    program: Program,
    token: Token,
    debugger_of: Callable[[World, str], Debugger],
    report: Callable[[Result], None] = lambda result: None,
) -> Debugged:
    """Replay a schedule, then replay it under a debugger.

    The first replay shows that the token fits, and what the schedule does when nobody looks. The second one is the
    same execution, unless a command of the debugger has changed the program's state, or an object that the debugger
    has looked at lived longer than it would have: then the result says so.

    Args:
        program: that the token is for.
        token: names the schedule.
        debugger_of: makes the debugger, of a world and the name of the function in which the execution begins.
        report: called with the result of the first replay, before the second one begins.

    Raises:
        TokenError: the token does not fit the program.
    """
    try:
        with opened(program, 0) as search:
            result = replayed(search, token)
            if search.world.loader.warmed:  # it has executed installed packages, and the next replay does not
                search.world.loader.warmed = False
                result = replayed(search, token)
            debugged = Debugged(result, result.trace or search.recorded)
            report(result)
            if result.replay is not None:
                token = Token.parse(result.replay)  # of the source as it is now
            _attached(search, token, debugger_of(search.world, first_function(program)), debugged)
            return debugged
    except LoadError as error:
        result = unloaded(program, error)
        report(result)
        return Debugged(result)


def first_function(program: Program) -> str:
    """Return the name of the function in which a program's execution begins."""
    if program.clause is not None:
        return program.clause
    return program.name.partition("[")[0].rpartition("::")[2].rpartition(".")[2]


def _attached(search: Search, token: Token, debugger: Debugger, debugged: Debugged) -> None:
    """Replay the schedule with the debugger attached to the execution that is recorded."""
    body, scheduler, world = search.body, search.world.scheduler, search.world
    before, begun = None, False

    def run() -> None:
        nonlocal before, begun
        if begun or not scheduler.keeps_frames:  # an execution that only finds out something about the schedule
            body()
            return
        begun = True
        before = trace_switches(lambda event, both: _tell(debugger, scheduler.hub, both[1]))
        debugger.begin()
        body()

    def stopped() -> None:
        if begun and not debugger.left and world.when_stopped is stopped:
            world.when_stopped = _nothing
            debugger.ended()
            finish()

    def finish() -> None:
        debugger.finish()
        trace_switches(before)

    search.body, world.when_stopped = run, stopped
    world.breakpoints.ignored = None
    try:
        with no_copies():
            again = replayed(search, token, partial(replay, compare=False))
        if not debugger.left:
            debugged.debugged = again.trace or search.recorded
    except LeftDebugger:
        debugger.left = True
    except TokenError as error:
        debugged.problem = str(error)
    finally:
        finish()
        search.body, world.when_stopped, world.output.echo, world.breakpoints.stop = body, _nothing, None, None
    debugged.left = debugger.left
    if debugged.plain is not None and debugged.debugged is not None:
        debugged.differs = first_difference(debugged.plain, debugged.debugged)


def _tell(debugger: Debugger, hub: Coroutine, target: Coroutine) -> None:
    if target is not hub:
        debugger.switched()


def _nothing() -> None:
    """Do nothing at the end of an execution without a debugger."""


def first_difference(plain: Trace, debugged: Trace) -> int | None:
    """Return the number of the first step in which two executions differ; None if they are the same.

    Args:
        plain: the trace of one of them.
        debugged: of the other.
    """
    one, other = list(map(_facts, plain.events)), list(map(_facts, debugged.events))
    if one == other and (plain.choices, plain.ending) == (debugged.choices, debugged.ending):
        return None
    shared = zip(one, other, strict=False)
    return next((step for step, (a, b) in enumerate(shared, 1) if a != b), min(len(one), len(other)) + 1)


def _facts(event: Event) -> tuple[object, ...]:
    return (event.thread, event.kind, event.label, event.value, event.place, event.preemption, event.why)
