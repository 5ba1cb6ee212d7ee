"""Samples of all kinds of facts, and in each kind of all that changes the words."""

from __future__ import annotations

from harness.common.call_history import CallHistory, Misfit, ModelAnswer, RecordedCall
from harness.facts import (
    AbandonedLock,
    BlockedOutside,
    BusyWait,
    ChangedHarness,
    CycleEdge,
    DataRace,
    DeadlockCycle,
    DeadWorker,
    Doing,
    ExitCall,
    ExplorerFailure,
    Facts,
    FailedAssertion,
    ForbiddenAct,
    ForbiddenConstruct,
    ForbiddenUse,
    ForgedResult,
    Hang,
    LeakedLocks,
    LeakedThread,
    Livelock,
    LoadFailure,
    LoggedStep,
    LostWakeup,
    MemoryLimit,
    NotBegun,
    NotImplementedYet,
    NotLinearizable,
    Overserialized,
    RaceAccess,
    RunsForever,
    Starvation,
    ThreadAt,
    Through,
    TimeLimit,
    TwoExecutions,
    UncaughtException,
    VanishedFailure,
    Wait,
)
from harness.trace import CallExit, LastNotify, Place, UnreleasedLock


def place(line: int, file: str = "desk.py") -> Place:
    return Place(f"/home/anna/{file}", line, "work")


def cycle(through: Through, *edges: str) -> DeadlockCycle:
    """Edges such as ``P0 a``, one line apart."""
    pairs = [edge.split() for edge in edges]
    return DeadlockCycle(tuple(CycleEdge(one, label, through, place(at)) for at, (one, label) in enumerate(pairs, 10)))


def left(way: CallExit, label: str = "key") -> UnreleasedLock:
    return UnreleasedLock(label, "P0", Place(place(3).file, 3, "put"), place(5), way)


def access(thread: str, step: int, *locks: str, writes: bool = True, label: str = "count") -> RaceAccess:
    return RaceAccess(thread, writes, label, step, place(step + 5), locks)


def call(thread: str, arguments: str, result: str, called: int, returned: int | None) -> RecordedCall:
    return RecordedCall(thread, "put" if arguments else "get", arguments, result, None, called, returned)


CALLS = (
    call("producer-1", "'a'", "", 1, 4),
    call("producer-2", "'b'", "", 2, 3),
    call("consumer-1", "", "'a'", 5, 8),
    call("consumer-2", "", "'a'", 6, 9),
    call("producer-1", "'c'", "", 7, None),
)
MANY = (*(call("p", str(n), "", 2 * n, 2 * n + 1) for n in range(60)), call("c", "", "3", 200, 201))
FINDINGS: dict[str, Facts] = {
    "two locks": cycle(Through.LOCK, "P0 a", "P1 b"),
    "three locks": cycle(Through.LOCK, "P0 a", "P1 b", "P2 c"),
    "its own lock": cycle(Through.LOCK, "P0 a"),
    "a lock and a join": DeadlockCycle(
        (CycleEdge("main", "P0", Through.JOIN, place(20)), CycleEdge("P0", "a", Through.LOCK, place(9)))
    ),
    "permits of three semaphores": cycle(Through.PERMIT, "P0 a", "P1 b", "P2 c"),
    "signals at one condition": cycle(Through.SIGNAL, "P0 bell", "P1 bell"),
    "signals of two events": cycle(Through.SIGNAL, "P0 ready", "P1 done"),
    "signals of three threads": cycle(Through.SIGNAL, "P0 a", "P1 b", "P2 c"),
    "a lock of a thread that ended": AbandonedLock("P1", "key", "P0", place(9)),
    "a lock that a call of it left behind": AbandonedLock("P1", "key", "P0", place(9), lock=left(CallExit.RETURN)),
    "a lock that a call left behind": AbandonedLock(
        "P1",
        "key",
        "P0",
        place(9),
        ended=False,
        lock=left(CallExit.RAISE),
        cycle=(CycleEdge("main", "P1", Through.JOIN, place(20)), CycleEdge("P1", "key", Through.LOCK, place(9))),
    ),
    "its own lock, left behind": AbandonedLock("P0", "key", "P0", place(9), ended=False, lock=left(CallExit.END)),
    "the lock of a condition, left behind": AbandonedLock(
        "P1", "bell", "P0", place(9), ended=False, lock=left(CallExit.RETURN)
    ),
    "nobody notifies": LostWakeup(Wait("P0", "bell", place(9)), (), (Wait("P0", "bell", place(9)),)),
    "notified too early": LostWakeup(
        Wait("P0", "bell", place(9), LastNotify("cook", 4, 0)),
        ("P1",),
        (Wait("P0", "bell", place(9), LastNotify("cook", 4, 0)), Wait("P1", "bell", None, LastNotify("cook", 9, 1))),
    ),
    "two more wait": LostWakeup(Wait("P0", "bell", None), ("P1", "P2"), ()),
    "one runs forever": Livelock((ThreadAt("main", place(3)),)),
    "two give way": Livelock((ThreadAt("P0", place(3)), ThreadAt("P1", None))),
    "three give way": Livelock((ThreadAt("P0", place(3)), ThreadAt("P1", None), ThreadAt("P2", None))),
    "polls": BusyWait("P0", place(3)),
    "one bypasses": Starvation("P2", place(3), (("P0", 40),), 40, 7),
    "two bypass": Starvation("P2", place(3), (("P0", 40), ("P1", 39)), 40, 12),
    "sleeps": Hang(Doing.SLEEPS, (ThreadAt("P0", place(3)),), (), (Wait("main", "P0", place(20)),)),
    "waits": Hang(Doing.WAITS, (ThreadAt("P0", place(3)),), (ThreadAt("P1", place(5)),)),
    "in a call that does not return": Hang(Doing.OUTSIDE, (ThreadAt("P0", place(3)),)),
    "the worker is blocked at a line": BlockedOutside(place(3)),
    "the worker is blocked": BlockedOutside(None),
    "thread left": LeakedThread("clerk", place(3)),
    "locks left": LeakedLocks((UnreleasedLock("key", "P0", place(3)), UnreleasedLock("door", "P1", place(9)))),
    "race without locks": DataRace(access("P0", 4), access("P1", 6, writes=False), container=False),
    "race with two locks": DataRace(access("P0", 4, "a"), access("P1", 6, "b", "c"), container=False),
    "race with one lock": DataRace(access("P0", 4, ""), access("P1", 6), container=False),
    "race on a container": DataRace(access("P0", 4), access("P1", 6, writes=False), container=True),
    "race in two files": DataRace(
        RaceAccess("P0", True, "", 4, place(3), ()), RaceAccess("P1", True, "", 6, place(4, "shelf.py"), ()), False
    ),
    "a wrong answer": NotLinearizable(
        CallHistory(CALLS, 3, Misfit.WRONG_ANSWER, (0, 1, 2, 4), ModelAnswer("'b'"), (ModelAnswer("'b'"),))
    ),
    "many wrong answers": NotLinearizable(
        CallHistory(CALLS, 3, Misfit.WRONG_ANSWER, (), ModelAnswer(blocks=True), tuple(map(ModelAnswer, "abcd")))
    ),
    "a call that could return": NotLinearizable(
        CallHistory(CALLS, 4, Misfit.COULD_RETURN, (0, 1), ModelAnswer(error="Full"))
    ),
    "a call that had its effect": NotLinearizable(CallHistory(CALLS, 4, Misfit.HAD_EFFECT, (0, 4))),
    "a long history": NotLinearizable(
        CallHistory(MANY, 60, Misfit.WRONG_ANSWER, tuple(range(60)), ModelAnswer("0"), (ModelAnswer("0"),))
    ),
    "never possible": Overserialized("two readers inside", 1_000, 6),
    "assertion with a message": FailedAssertion("main", "the cup came out twice.", place(9)),
    "assertion without a text": FailedAssertion("main", "", None),
    "exception": UncaughtException("P0", "IndexError", "pop from empty list", place(9)),
    "exception without a message": UncaughtException("P0", "KeyError", "", None),
    "long exception": UncaughtException("P0", "ValueError", "x" * 300 + "\nmore", place(9)),
    "exit": ExitCall("P0", "sys.exit(1)", place(9)),
    "method not written": NotImplementedYet("wait", place(9)),
    "something not written": NotImplementedYet("", place(9)),
    "kata not begun": NotBegun("barrier"),
    "cannot be loaded": LoadFailure("desk.py line 3 is not Python: expected ':'"),
    "explorer fails": ExplorerFailure("RuntimeError", "deque mutated during iteration", "scheduler.py", 12),
    "forbidden primitive": ForbiddenUse("threading.Lock is not allowed in this kata; use Semaphore", place(9)),
    "runs forever": RunsForever((ThreadAt("producer", place(9)), ThreadAt("consumer", place(14))), 4_002),
    "two executions": TwoExecutions(4, LoggedStep("P0", "write", "n"), LoggedStep("P1", "end", "")),
    "one execution ends": TwoExecutions(4, LoggedStep("P0", "acquire", ""), None),
    "does not fail again": VanishedFailure(),
    "clause takes too long": TimeLimit("desk.py", 1_200.0),
    "test takes too long": TimeLimit("desk.py", 0.5, of_test=True),
    "too much memory": MemoryLimit("desk.py", 1_024),
    "dead worker": DeadWorker("desk.py", -9),
    "forged": ForgedResult("desk.py"),
    "construct": ForbiddenConstruct("gc.get_objects", "it reaches the harness's own objects", place(3)),
    "act": ForbiddenAct("desk.py", "opens /etc/passwd", place(3)),
    "act somewhere": ForbiddenAct("desk.py", "starts a process", None),
    "changes the harness": ChangedHarness("desk.py", "builtins.len"),
}
