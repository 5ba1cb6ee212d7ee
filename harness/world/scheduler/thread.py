"""A simulated thread, and who chooses among them."""

from __future__ import annotations

from typing import Any, Protocol

from greenlet import greenlet

from harness.trace import START


class Chooser(Protocol):
    """Picks who goes on; the strategies of ``harness/search`` are choosers."""

    def choose(self, current: Thread | None, runnable: list[Thread], extras: list[Thread]) -> Thread:
        """The thread to run next.

        Args:
            current: the thread that ran, if it can go on.
            runnable: the threads that can go on, in a deterministic order; never empty.
            extras: threads that could be made to go on early: by their timeout, or by a wake-up
                out of nowhere where the contract has those.
        """


class Thread:
    """A simulated thread. ``kind``, ``obj`` and ``field`` are its pending operation."""

    __slots__ = (
        "call",
        "condition",
        "daemon",
        "deadline",
        "done",
        "end_lock",
        "field",
        "fused",
        "greenlet",
        "home",
        "ident",
        "kind",
        "loop",
        "number",
        "obj",
        "object",
        "ops",
        "ours",
        "pending",
        "polled",
        "quiet",
        "rounds",
        "runnable",
        "seen",
        "spun",
        "stands",
        "timed_out",
        "timed_out_after",
        "timeouts",
        "title",
        "took",
        "waiter",
        "writes",
        "yielded",
    )  # fmt: skip

    def __init__(self, number: int, ident: int) -> None:
        self.number = number
        self.ident = ident
        self.greenlet: greenlet | None = None
        self.object: Any = None
        """Its ``threading.Thread``, until it ends: what that holds is not kept alive."""
        self.title = ""
        self.ours = number == 0
        self.home: Any = None
        """Where it was started; known only while an execution is recorded."""
        self.end_lock: Any = None
        self.kind = START
        self.obj: Any = None
        self.field: str | None = None
        self.runnable = True
        self.done = False
        self.daemon = False
        self.deadline: float | None = None
        self.timed_out = False
        self.timeouts = 0
        self.pending: list[Any] = []
        self.call: tuple[str, Any] | None = None
        self.condition: Any = None
        self.waiter: Any = None
        self.fused: Any = None
        self.ops = 0
        """Operations behind it."""
        self.stands: tuple[int, tuple[int, ...]] = (-1, ())
        """Where it stood in the program, and after how many operations that was."""
        self.loop = 0
        self.rounds = 0
        self.writes = 0
        self.polled = 0
        self.seen = self.quiet = -1
        """Writes of all threads when it began its present loop, and when it last found nothing new in it."""
        self.took = self.timed_out_after = 0
        """Locks it has taken; and how many those were when it last gave one up for lack of time."""
        self.spun = False
        self.yielded = False

    @property
    def name(self) -> str:
        """The name the program gave it."""
        if self.number == 0:
            return "main"
        return self.title or str(getattr(self.object, "_name", None) or f"thread-{self.number}")

    def is_ours(self) -> bool:
        """Started by the program itself, and not by code under test that the program calls."""
        return self.ours or hasattr(self.object, "_kata_ours")
