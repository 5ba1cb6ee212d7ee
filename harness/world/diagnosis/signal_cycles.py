"""Cycles that go through signals: who would give whom what it waits for, were it let past its own wait.

A signal has no owner, so nothing says who should give it. It is found out: the schedule is run
again up to where nobody can go on, one of those who wait is let past its wait as if it had got
what it waits for (a permit, a set event, a true predicate), and whoever gets past its own wait by
what that thread then does, waits for it. A cycle of such edges is circular wait (Coffman, Elphick,
Shoshani: "System deadlocks", 1971). Two who wait for the same thing do not wait for each other
but side by side: there is no edge between them. And where a predicate is true already, a wake-up
was lost, and no edge is drawn at all.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import CodeType, FrameType
from typing import Any

from harness.common.graphs import shortest_cycle
from harness.trace import JOIN, BlockedThread, Trace
from harness.world.diagnosis.wait_for_graph import go_on, probing
from harness.world.diagnosis.wait_sites import WaitSite, side_by_side, wait_site
from harness.world.loader.loader import Loader
from harness.world.restrictions.output import Output
from harness.world.rewriter.rewriter import rewrite
from harness.world.scheduler.scheduler import Scheduler
from harness.world.scheduler.thread import Thread
from harness.world.stdlib.modules import StandardLibrary

MOST_PROBED = 8
"""So many threads are let through, each in a run of its own."""


def is_open(trace: Trace) -> bool:
    """Nobody can go on, and nothing says yet that somebody waits in a circle."""
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


class ForcedWakeup:
    """Chooses what was chosen before.

    Args:
        choices: the numbers of the threads, a choice each.
    """

    def __init__(self, choices: list[int]) -> None:
        self.left = iter(choices)

    def choose(self, current: Thread | None, runnable: list[Thread], extras: list[Thread]) -> Thread:
        """The thread that went on at this choice the first time."""
        number = next(self.left, -1)
        return next((thread for thread in [*runnable, *extras] if thread.number == number), runnable[0])


class Probe:
    """One thread let past its wait, and who goes on thereby; told of every operation like a recorder."""

    keeps_frames = False
    preempted = False

    def __init__(self, circles: SignalCycles, number: int) -> None:
        self.circles = circles
        self.scheduler = circles.scheduler
        self.number = number
        self.forced = False
        """The thread is to leave its loop at the next look at the predicate."""
        self.lost = False
        """Its predicate was true: it lacked no more than a wake-up."""
        self.helped: set[int] = set()
        self.stands: dict[int, WaitSite] = {}
        self.me: WaitSite | None = None
        """Where the thread waits that is let through: there it is let through each time it comes back."""

    def inspect(self) -> None:
        """Called where the execution is blocked: let the thread through, and see."""
        scheduler = self.scheduler
        waiting = [one for one in scheduler.threads if not one.done and not one.runnable and one.kind != JOIN]
        if scheduler.ending != "blocked" or {one.number for one in waiting} != self.circles.numbers:
            return
        self.stands = {one.number: self.circles.stand(one) for one in waiting}
        self.me = me = self.stands[self.number]
        if not me.thread.pending:
            return
        with probing(scheduler, self):
            scheduler.goes_on = True
            self.forced = me.looks
            self._let_through(me)
            go_on(scheduler)
            error = scheduler.failure[1] if scheduler.failure is not None else None
        if error is not None and not isinstance(error, AssertionError):
            self.helped.clear()  # it was not fit to go on, and what it did on its way out says nothing
        self.stands.clear()
        self.me = None

    def _let_through(self, site: WaitSite) -> None:
        thread, scheduler = site.thread, self.scheduler
        lock = thread.pending[-1]
        if site.condition is not None:
            thread.waiter.wake_for_nothing(thread)
            return
        inner: Any = getattr(site.obj, "_cond", None)
        if lock._kata_hidden and lock in getattr(inner, "_waiters", ()):
            inner._waiters.remove(lock)
            if hasattr(site.obj, "_value"):
                site.obj._value += 1
        lock.owner, lock.count = None, 0
        scheduler.make_runnable(thread)

    def event(self, thread: Thread, kind: str, obj: Any, field: str | None, pointed: bool = True) -> None:
        """An operation that is being performed now: is it one behind the wait?"""
        site = self.stands.get(thread.number)
        if site is None or not site.passed():
            return
        del self.stands[thread.number]
        if thread.number == self.number:
            self.lost = self.forced  # nobody had to lie to it
            self.forced = False
            return
        if self.me is not None and side_by_side(site, self.me):
            return
        self.helped.add(thread.number)
        self.scheduler.suspend(thread)  # here it stays: what it would do in its turn is not the other's doing
        if site.condition is not None and site.condition.owner is thread:
            site.condition.free()
        self.scheduler.hub.switch()

    def past(self, thread: Thread) -> bool:
        """The thread has looked at its predicate, which is false: is it to go on all the same?"""
        me = self.me
        if me is None or not me.in_wait_for or thread is not me.thread:
            return False
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and frame.f_code.co_filename not in self.circles.loader.files:
            frame = frame.f_back
        if frame is None or frame.f_code is not me.code or frame.f_lasti != me.instruction:
            return False
        self.forced = False
        return True

    def leaves(self, frame: FrameType) -> bool:
        """A loop begins another round: is it the wait that is to end?"""
        me = self.me
        if me is None or not me.ends or self.scheduler.current is not me.thread:
            return False
        if frame.f_code is not me.code or me.loop is None or frame.f_lineno != me.loop.lineno:
            return False
        self.forced = False
        return True

    def blocks(self, thread: Thread, kind: str, obj: Any) -> None:
        """A thread has to wait."""

    def expired(self, thread: Thread, obj: Any) -> None:
        """A thread has waited for as long as it wanted to."""

    def joining(self, thread: Any) -> None:
        """A join begins."""

    def joined(self, thread: Any) -> None:
        """A join is over."""

    def woken(self, thread: Thread) -> None:
        """A thread is let go on."""

    def settled(self, thread: Thread) -> None:
        """As ``woken``."""


class SignalCycles:
    """Looks for cycles through signals in one blocked execution.

    Args:
        scheduler: the world's, as the execution left it; it is left so again.
        library: the world's.
        loader: has the program's files; its loops are let end early in the meantime.
        output: takes what the program prints.
        described: the threads that wait, by number.
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
        self.probe: Probe | None = None
        self.in_wait_for: list[int] = []

    def find(self, program: Callable[[], object], fair_from: int | None, release_points: bool) -> bool:
        """Note in ``gives`` who is next in a cycle through a signal; False if there is none.

        Args:
            program: as it was run, and is run again for each thread that waits.
            fair_from: from this choice on, round robin picks.
            release_points: as for ``Scheduler.run``.
        """
        signals = [number for number in sorted(self.numbers) if not self.described[number].owned]
        if len(self.numbers) < 2 or len(self.numbers) > MOST_PROBED or not signals:
            return False
        kept, printed = dict(vars(self.scheduler)), (self.output.text, self.output.count)
        helps: dict[int, set[int]] = {}
        try:
            with self._loops_that_end(), self._predicates_that_come_true(), self.output.captured():
                for number in sorted(self.numbers):
                    self.probe = probe = Probe(self, number)
                    self.in_wait_for.clear()
                    self.scheduler.run(
                        program,
                        ForcedWakeup(kept["choices"]),
                        fair_from=fair_from,
                        release_points=release_points,
                        before=self._fresh,
                        inspect=probe.inspect,
                    )
                    if probe.lost:
                        return False
                    for one in probe.helped:
                        helps.setdefault(one, set()).add(number)
        finally:
            vars(self.scheduler).update(kept)
            self.output.text, self.output.count = printed
        return self._note(helps)

    def _fresh(self) -> None:
        self.library.fresh(self.scheduler.main)
        self.loader.fresh()
        self.output.begin()

    def stand(self, thread: Thread) -> WaitSite:
        """Where a blocked thread waits."""
        trees = {path: source.tree for path, source in self.loader.files.items()}
        return wait_site(thread, trees, thread.number in self.in_wait_for)

    def _note(self, helps: dict[int, set[int]]) -> bool:
        number_of = {one.thread: number for number, one in self.described.items()}
        graph = {
            number: helps.get(number, set())
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

    # -- letting a thread out of its wait -----------------------------------------------------------

    @contextmanager
    def _predicates_that_come_true(self) -> Iterator[None]:
        plain, scheduler = self.condition.wait_for, self.scheduler

        def wait_for(condition: Any, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
            thread = scheduler.current
            self.in_wait_for.append(thread.number)
            try:
                return plain(
                    condition, lambda: predicate() or (self.probe is not None and self.probe.past(thread)), timeout
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
    def _loops_that_end(self) -> Iterator[None]:
        """Give the loops of the program a way out, in which their next round is called off."""
        loader, scheduler = self.loader, self.scheduler
        sources = list(loader.files.values())
        kept = [(source.code, source.module, source.snapshot) for source in sources]
        plain = loader.names["_kata_tick"]

        def tick(loop: int) -> bool:
            plain(loop)
            off = loop > 0 and self.probe is not None and not scheduler.dead and self.probe.leaves(sys._getframe(1))
            return not off

        loader.names["_kata_tick"] = tick
        try:
            for source in sources:
                source.code, source.module, source.snapshot = self._with_breaks(source.path), None, None
            yield
        finally:
            loader.names["_kata_tick"] = plain
            for source, (code, module, snapshot) in zip(sources, kept, strict=True):
                source.code, source.module, source.snapshot = code, module, snapshot

    def _with_breaks(self, path: str) -> CodeType:
        text = "\n".join(self.loader.files[path].lines) + "\n"
        tree = rewrite(ast.parse(text, path), self.loader.changing)
        for node in ast.walk(tree):
            if isinstance(node, ast.While) and isinstance(node.body[0], ast.Expr):
                tick = node.body[0]
                off = ast.UnaryOp(ast.Not(), tick.value)
                node.body[0] = ast.copy_location(ast.If(off, [ast.Break()], []), tick)
        return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
