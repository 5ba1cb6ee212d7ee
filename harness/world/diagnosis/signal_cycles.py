"""Circular waits through signals, found by forcing each wait to succeed and observing which threads that unblocks.

A signal has no owner, so no record says which thread should send it. Instead the schedule is run again up to the
state in which every thread is blocked. One of the threads is then forced past its wait as if it had received what it
waits for (a permit, a set event, a true predicate), and each thread that gets past its own wait by what the forced
thread does next is a thread that waits for it. A cycle of such edges is circular wait (Coffman, Elphick, Shoshani:
"System deadlocks", 1971).

Two threads that wait for the same thing do not wait for each other: there is no edge between them. Where a predicate
is true already, a wake-up was lost, and there are no edges at all.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from types import CodeType, FrameType
from typing import Any

from ...common.graphs import shortest_cycle
from ...common.kinds import held_by, is_a
from ...common.syntax_trees import walk
from ...trace import JOIN, BlockedThread, Choice, Trace
from ..loader.loader import Loader
from ..loader.parsing import CACHED
from ..restrictions.output import Output
from ..rewriter.changing_attributes import ChangingAttributes
from ..rewriter.rewriter import rewrite
from ..scheduler.scheduler import Scheduler
from ..scheduler.thread import Candidate, Thread
from ..scheduler.what_if import run_on, what_if
from ..stdlib.modules import StandardLibrary
from .wait_for_graph import PROBE_STEPS
from .wait_sites import WaitSite, same_wait, wait_site

MOST_PROBED = 8
"""The most threads that are forced past their waits, each in a run of its own."""


def is_open(trace: Trace) -> bool:
    """True when all threads are blocked and their record shows no circular wait so far."""
    if trace.ending != "blocked" or trace.failure is not None:
        return False
    if any(one.owned and one.gone for one in trace.waiting):
        return False
    proved = any(one.gives for one in trace.waiting)
    numbers = {one.thread: number for number, one in enumerate(trace.waiting)}
    graph = {
        number: {
            numbers[name] for name in [*(one.holders if one.owned or proved else []), *one.gives] if name in numbers
        }
        for number, one in enumerate(trace.waiting)
    }
    return not any(number in following for number, following in graph.items()) and not shortest_cycle(graph)


class RecordedChoices:
    """A chooser that repeats the choices of an earlier execution.

    Args:
        choices: what was chosen, for each choice.
    """

    def __init__(self, choices: list[Choice]) -> None:
        self.left = iter(choices)

    def choose(self, current: Candidate | None, runnable: list[Candidate], extras: list[Candidate]) -> Candidate:
        """Return the thread that was chosen at this point before."""
        choice = next(self.left, -1)
        return next((thread for thread in [*runnable, *extras] if thread.choice == choice), runnable[0])


class ForcedWakeup:
    """A recorder that forces one thread past its wait, and notes which other threads that unblocks.

    Args:
        search: the search for cycles that it belongs to.
        number: the number of the thread.
    """

    keeps_frames = False
    preempted = False

    def __init__(self, search: SignalCycles, number: int) -> None:
        self.search = search
        self.scheduler = search.scheduler
        self.number = number
        self.forced = False
        """The thread has to leave its loop at the next test of the predicate, whatever the predicate says."""
        self.lost = False
        """The predicate was true without being forced: the thread lacked no more than a wake-up."""
        self.unblocked: set[int] = set()
        self.wait_sites: dict[int, WaitSite] = {}
        """By number: the threads that have not got past their waits yet."""
        self.own_site: WaitSite | None = None
        """Where the forced thread waits; it is forced past this wait again whenever it comes back."""

    def inspect(self) -> None:
        """Force the thread past its wait and continue; called in the state in which the execution is blocked."""
        scheduler = self.scheduler
        waiting = [one for one in scheduler.threads if not one.done and not one.runnable and one.kind != JOIN]
        if scheduler.ending != "blocked" or {one.number for one in waiting} != self.search.numbers:
            return
        self.wait_sites = {one.number: self.search.wait_site_of(one) for one in waiting}
        self.own_site = own = self.wait_sites[self.number]
        if not own.thread.pending:
            return
        with what_if(scheduler, self):
            scheduler.rules.continues_after_failure = True
            self.forced = own.tests_predicate
            self._force(own)
            run_on(scheduler, PROBE_STEPS)
            error = scheduler.failure[1] if scheduler.failure is not None else None
        if error is not None and not is_a(error, AssertionError):
            self.unblocked.clear()  # its state did not allow it to continue, so what it did then proves nothing
        self.wait_sites.clear()
        self.own_site = None

    def _force(self, site: WaitSite) -> None:
        thread, scheduler = site.thread, self.scheduler
        lock = thread.pending[-1]
        if site.condition is not None:
            thread.waiter.wake_unnotified(thread)
            return
        inner: Any = held_by(site.obj, "_cond")
        if lock._kata_hidden and lock in held_by(inner, "_waiters", ()):
            inner._waiters.remove(lock)
            if hasattr(site.obj, "_value"):
                site.obj._value += 1
        lock.owner, lock.count = None, 0
        scheduler.queue.make_runnable(thread)

    def references(self, obj: object) -> int:
        """Return how many references to an object the recorder itself holds."""
        return 0

    def inner(self, kind: str, obj: Any, field: str) -> None:
        """Do nothing at an access inside an operation of the library."""

    def made(self, thread: Any) -> None:
        """Do nothing when a thread is made."""

    def ending(self) -> None:
        """Do nothing before the end of a thread."""

    def event(self, thread: Thread, kind: str, obj: Any, field: str | None, pointed: bool = True) -> None:
        """Note whether a thread that performs an operation has got past its wait."""
        site = self.wait_sites.get(thread.number)
        if site is None or not site.passed():
            return
        del self.wait_sites[thread.number]
        if thread.number == self.number:
            self.lost = self.forced  # it got past without being forced
            self.forced = False
            return
        if self.own_site is not None and same_wait(site, self.own_site):
            return
        self.unblocked.add(thread.number)
        self.scheduler.queue.suspend(thread)  # what it would unblock in its turn is not the forced thread's doing
        if site.condition is not None and site.condition.owner is thread:
            site.condition.free()
        self.scheduler.hub.switch()

    def past(self, thread: Thread) -> bool:
        """True when a thread in ``wait_for`` has to continue although its predicate is false."""
        own = self.own_site
        if own is None or not own.in_wait_for or thread is not own.thread:
            return False
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and frame.f_code.co_filename not in self.search.loader.files:
            frame = frame.f_back
        if frame is None or frame.f_code is not own.code or frame.f_lasti != own.instruction:
            return False
        self.forced = False
        return True

    def leaves(self, frame: FrameType) -> bool:
        """True when a loop that begins another iteration is the forced wait, and so has to end."""
        own = self.own_site
        if own is None or not own.can_leave_loop or self.scheduler.current is not own.thread:
            return False
        if frame.f_code is not own.code or own.loop is None or frame.f_lineno != own.loop.lineno:
            return False
        self.forced = False
        return True

    def blocks(self, thread: Thread, kind: str, obj: Any) -> None:
        """Do nothing when a thread has to wait."""

    def expired(self, thread: Thread, obj: Any) -> None:
        """Do nothing when a wait times out."""

    def joining(self, thread: Any) -> None:
        """Do nothing when a join begins."""

    def joined(self, thread: Any) -> None:
        """Do nothing when a join is over."""

    def woken(self, thread: Thread) -> None:
        """Do nothing when a thread is unblocked."""

    def notified(self, beyond: int) -> None:
        """Do nothing when a notify wakes more threads than it was asked to."""

    def refused(self) -> None:
        """Do nothing when an operation raises an exception."""

    def asked(self, obj: Any) -> None:
        """Do nothing when a wait with a deadline begins."""

    def stepped(self, thread: Thread) -> None:
        """Do nothing when a thread begins another step."""

    def resolved(self, thread: Thread) -> None:
        """Do nothing when a wait with a deadline ends before."""

    def ticked(self, due: list[Thread]) -> None:
        """Do nothing when the clock moves."""

    def settled(self, thread: Thread) -> None:
        """Do nothing when a thread sees quiescence."""


class SignalCycles:
    """The search for circular waits through signals in one blocked execution.

    Args:
        scheduler: the world's scheduler, as the execution left it; its state is restored afterwards.
        library: the world's standard library.
        loader: the loader of the program's files; while the search runs, their loops can be ended early.
        output: what the program prints.
        described: the blocked threads, by number.
    """

    def __init__(
        self,
        scheduler: Scheduler,
        library: StandardLibrary,
        loader: Loader,
        output: Output,
        described: dict[int, BlockedThread],
    ) -> None:
        self.scheduler = scheduler
        self.library = library
        self.loader = loader
        self.output = output
        self.condition: Any = vars(library.threading)["Condition"]
        self.described = described
        self.numbers = {number for number, one in described.items() if one.kind != JOIN}
        self.forced: ForcedWakeup | None = None
        self.in_wait_for: list[int] = []

    def find(self, program: Callable[[], object], fair_from: int | None, release_points: bool) -> bool:
        """Note a cycle through a signal in the threads' ``gives``; return False if there is none.

        Args:
            program: the program, which is run again for each blocked thread.
            fair_from: number of the choice from which on the round robin scheduler chooses.
            release_points: as for ``Scheduler.run``.
        """
        signals = [number for number in sorted(self.numbers) if not self.described[number].owned]
        if len(self.numbers) < 2 or len(self.numbers) > MOST_PROBED or not signals:
            return False
        choices, printed = self.scheduler.choices, (self.output.text, self.output.count)
        waits_for: dict[int, set[int]] = {}
        try:
            with (
                what_if(self.scheduler, None),
                self._forcible_loops(),
                self._forcible_wait_for(),
                self.output.captured(),
            ):
                for number in sorted(self.numbers):
                    self.forced = forced = ForcedWakeup(self, number)
                    self.in_wait_for.clear()
                    self.scheduler.run(
                        program,
                        RecordedChoices(choices),
                        fair_from=fair_from,
                        release_points=release_points,
                        before=self._fresh,
                        inspect=forced.inspect,
                    )
                    if forced.lost:
                        return False
                    for one in forced.unblocked:
                        waits_for.setdefault(one, set()).add(number)
        finally:
            self.output.text, self.output.count = printed
        return self._note(waits_for)

    def _fresh(self) -> None:
        self.library.fresh(self.scheduler.main)
        self.loader.fresh()
        self.output.begin()

    def wait_site_of(self, thread: Thread) -> WaitSite:
        """Return where a blocked thread waits."""
        trees = {path: source.tree for path, source in self.loader.files.items()}
        return wait_site(thread, trees, thread.number in self.in_wait_for)

    def _note(self, waits_for: dict[int, set[int]]) -> bool:
        number_of = {one.thread: number for number, one in self.described.items()}
        graph = {
            number: waits_for.get(number, set())
            if not one.owned
            else {number_of[name] for name in one.holders if name in number_of}
            for number, one in self.described.items()
        }
        cycle = shortest_cycle(graph)
        if not any(not self.described[number].owned for number in cycle):
            return False
        for one in self.described.values():
            one.gives = []
        for number, following in zip(cycle, [*cycle[1:], *cycle[:1]], strict=True):
            one = self.described[number]
            if not one.owned:
                one.holders, one.gives = [], [self.described[following].thread]
        return True

    # -- what forces a thread past its wait ---------------------------------------------------------

    @contextmanager
    def _forcible_wait_for(self) -> Iterator[None]:
        """Replace ``Condition.wait_for`` by one that can be forced to return."""
        plain, scheduler = self.condition.wait_for, self.scheduler

        def wait_for(condition: Any, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
            thread = scheduler.current
            self.in_wait_for.append(thread.number)
            try:
                return plain(
                    condition, lambda: predicate() or (self.forced is not None and self.forced.past(thread)), timeout
                )
            finally:
                self.in_wait_for.remove(thread.number)

        self.condition.wait_for = wait_for
        try:
            yield
        finally:
            with suppress(AttributeError):
                del self.condition.wait_for

    @contextmanager
    def _forcible_loops(self) -> Iterator[None]:
        """Recompile the program's files so that each ``while`` loop can be ended before its next iteration."""
        loader, scheduler = self.loader, self.scheduler
        sources = list(loader.files.values())
        kept = [(source.code, source.module, source.snapshot) for source in sources]
        plain = loader.names["_kata_tick"]

        def tick(loop: int) -> bool:
            plain(loop)
            forced = self.forced if loop > 0 and not scheduler.dead else None
            return forced is None or not forced.leaves(sys._getframe(1))

        loader.names["_kata_tick"] = tick
        try:
            for source in sources:
                source.code, source.module, source.snapshot = self._breakable(source.path), None, None
            yield
        finally:
            loader.names["_kata_tick"] = plain
            for source, (code, module, snapshot) in zip(sources, kept, strict=True):
                source.code, source.module, source.snapshot = code, module, snapshot

    def _breakable(self, path: str) -> CodeType:
        text = "\n".join(self.loader.files[path].lines) + "\n"
        return _with_breaks(path, text, self.loader.changing)


@lru_cache(CACHED)
def _with_breaks(path: str, text: str, changing: ChangingAttributes) -> CodeType:
    """Return the rewritten code of a file in which each ``while`` loop can be ended; a search may ask for it often."""
    tree = rewrite(ast.parse(text, path), changing)
    for node in walk(tree):
        if isinstance(node, ast.While) and isinstance(node.body[0], ast.Expr):
            tick = node.body[0]
            off = ast.UnaryOp(ast.Not(), tick.value)
            node.body[0] = ast.copy_location(ast.If(off, [ast.Break()], []), tick)
    return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
