"""What two threads can do at once is found without luck: one is held at each of its steps, and the others go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.facts import Overserialized
from harness.program.clause import Clause
from harness.result import Result
from harness.strategies.hold_one_thread import HoldEachThread
from harness.verdict import Verdict

ROOM = """
from threading import Lock, Semaphore

class Room:
    def __init__(self):
        self.door, self.inside, self.log = {primitive}, Lock(), 0

    def enter(self, look):
        with self.door:
            for step in range(20):
                with self.inside:
                    self.log += 1
            look()
"""
CONTRACT = """
import pytest

pytestmark = pytest.mark.kata("room", allow="any")


def test_two_inside(Room, threads, possible):
    room, here = Room(), []
    possible("two inside at the last step", lambda: len(here) == 2)

    def look():
        here.append("somebody")
        here.remove("somebody")

    for name in ("Anna", "Bert", "Cleo"):
        threads.start(name, lambda: room.enter(look))
    threads.join()
"""


def judged(folder: Path, primitive: str) -> Result:
    (folder / "room.py").write_text(ROOM.format(primitive=primitive), encoding="utf-8")
    (folder / "test_room.py").write_text(CONTRACT, encoding="utf-8")
    clause = Clause("room", str(folder / "test_room.py"), "test_two_inside", str(folder / "room.py"))
    return run(clause, Budget(150))


def test_a_rare_witness_is_found(tmp_path: Path) -> None:
    assert judged(tmp_path, "Semaphore(2)").passed


def test_one_that_cannot_be_is_said_with_the_number_of_tries(tmp_path: Path) -> None:
    result = judged(tmp_path, "Lock()")
    assert result.verdict is Verdict.OVERSERIALIZED
    assert isinstance(result.facts, Overserialized)
    assert result.facts.directed > 3 * 40, "each of three threads has more than forty steps"
    assert result.facts.schedules == result.schedules


@pytest.mark.parametrize(("most", "given"), [(100, 3 + 3 + 2 + 1), (5, 5)])
def test_each_thread_is_held_at_each_of_its_steps(most: int, given: int) -> None:
    made = {1: 2, 2: 3, 3: 4}
    held = [(one.thread, one.step) for one in HoldEachThread(4, most, made.__getitem__)]
    assert held == [(1, 1), (2, 1), (3, 1), (1, 2), (2, 2), (3, 2), (2, 3), (3, 3), (3, 4)][:given]
