"""Everything one execution knows, made anew for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import ref

from greenlet import getcurrent, greenlet

from harness.world.restrictions.blocked_apis import ProcessExit
from harness.world.scheduler.thread import Chooser, Thread

STEP_BOUND = 20_000
"""Points and loop rounds after which an execution goes on under fair round robin."""
IN_ORDER_BOUND = 8_000
"""Points and loop rounds of an execution that is meant to go on for ever."""
SPURIOUS_WAKEUPS = 2
"""At most so many wake-ups out of nowhere in one execution."""


class State:
    """The attributes of a scheduler, and what its parts ask of each other."""

    def __init__(self) -> None:
        self.hub: greenlet = getcurrent()
        self.main_ended: Callable[[], None] = lambda: None
        self.ended: Callable[[Thread], None] = lambda thread: None
        """Told of each thread that ends, while it is still the current one."""
        self.recorder: Any = None
        self.no_sleep: Callable[[], bool] = lambda: False
        self.goes_on = False
        """A failure ends its thread only, so that executions with one can be told apart, too."""
        self.strict = False
        """No exception in a thread is let pass: neither SystemExit nor what a hook of the program's own would see."""
        self.place: Callable[[], Any] = lambda: None
        self.frame: Callable[[], Any] = lambda: None
        self.spurious = False
        self.may_spin = False
        """Who looks again and again, and sees nothing new, rests."""
        self.in_order = False
        """Locks and semaphores are handed to who has waited longest, and never taken out of turn."""
        self.foreign = False
        """A thread that is not the world's has been seen."""
        self.abandoned: list[greenlet] = []
        self.reset(None, None, None)

    def reset(self, chooser: Chooser | None, fair_from: int | None, recorder: Any) -> None:
        """Begin anew: one thread, at time 0.

        Args:
            chooser: picks who goes on.
            fair_from: number of the choice from which on round robin chooses, if any.
            recorder: told of every operation, if any.
        """
        self.chooser: Any = chooser
        self.recorder = recorder
        self.keeps_frames = getattr(recorder, "keeps_frames", False)
        """Remember which call took a lock: costs time, and matters only when a failure is explained."""
        self.fair_from = fair_from
        self.fair = False
        self.fair_since = 0
        self.known_endless = False
        """The same schedule was seen not to end, so a part of it is enough to show."""
        self.main = Thread(0, 1)
        self.threads = [self.main]
        self.current = self.main
        self.last = 0
        self.runnable = [self.main]
        self.timed: list[Thread] = []
        self.parked: list[Thread] = []
        self.resting: list[Thread] = []
        self.starting: list[Thread] = []
        self.clock = 0.0
        self.readings = 0
        """How often the program has looked at the clock since it last moved for a reason."""
        self.steps = 0
        self.limit = IN_ORDER_BOUND if self.in_order else STEP_BOUND
        self.fair_writes = 0
        """Signs of progress: writes, and rounds of loops that end by themselves."""
        self.quiet_writes = 0
        self.quiet_since = 0
        self.choices: list[int] = []
        self.log: list[tuple[int, str, str | None]] = []
        """Who did what to which field; never the objects, which would outlive the program's use of them."""
        self.ending = ""
        self.failure: tuple[Thread, BaseException] | None = None
        self.spun: list[tuple[Thread, Any, bool, bool]] = []
        self.spurious_left = SPURIOUS_WAKEUPS
        self.doubtful = ""
        """What of this execution a search may not see in all its consequences, so that it proves nothing."""
        self.unmodelled = ""
        """What of this execution no search can be exhaustive about; "" while there is nothing."""
        self.gave_way = False
        """Some thread has ``yielded`` set."""
        self.dead = False
        self.dead_ticks = 0
        self.silent = False
        self.watch: Callable[[], None] | None = None
        self.release_points = False
        self.interrupt: BaseException | None = None
        self._numbers: dict[int, tuple[int, object]] = {}
        self._next_number = 0

    def number_of(self, obj: object) -> int:
        """What stands for the object's address: by order of asking, so the same in every execution.

        Serves ``id`` and the hash of objects that have none of their own, and with it the order of
        sets.
        """
        known = self._numbers.get(id(obj))
        if known is None:
            known = self._numbers[id(obj)] = (0x1000 + 0x10 * self._next_number, self._watched(obj))
            self._next_number += 1
        return known[0]

    def _watched(self, obj: object) -> object:
        """What keeps the object's address from standing for another: word of its end, or the object itself."""
        numbers, address = self._numbers, id(obj)

        def forget(_: object) -> None:
            numbers.pop(address, None)

        try:
            return ref(obj, forget)
        except TypeError:  # a list, an instance with slots
            return obj

    def schedule(self, thread: Thread) -> None:
        """Pick who goes on; returns when it is ``thread``'s turn again."""
        raise NotImplementedError

    def exit_fails(self, error: SystemExit) -> bool:
        """``os._exit`` would have ended all threads; ``sys.exit`` ends its own, as in CPython."""
        return self.strict or isinstance(error, ProcessExit)

    def tick(self, loop: int) -> bool:
        """The current thread begins another round of a loop."""
        raise NotImplementedError

    def stop(self, ending: str) -> None:
        """End the execution here; the calling thread does not go on."""
        raise NotImplementedError

    def note(self, kind: str, obj: Any) -> None:
        """Something happened that offers no choice."""
        raise NotImplementedError

    def bound(self) -> None:
        """The steps allowed are used up."""
        raise NotImplementedError

    def anybody_left(self) -> bool:
        """Some thread that the program waits for has not ended."""
        return any(not thread.done and not thread.daemon for thread in self.threads)
