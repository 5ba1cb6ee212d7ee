"""The waiters that `notify` wakes: any of them, and more than it was asked to, unless a clause is marked ``fifo``."""

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.clause import Clause
from harness.verdict import Verdict

GATE = """
from threading import Condition

class Gate:
    def __init__(self):
        self.condition, self.through = Condition(), []

    def pass_through(self, name):
        with self.condition:
            self.condition.wait()
            self.through.append(name)

    def open(self):
        with self.condition:
            self.condition.notify()
"""

CONTRACT = """
import pytest

pytestmark = pytest.mark.kata("gate", allow="Condition")

{mark}
def test_it(Gate, threads):
    gate = Gate()
    for name in ("first", "second"):
        assert threads.start(name, lambda name=name: gate.pass_through(name)).blocked()
    gate.open()
    threads.settle()
    assert {promise}
    gate.open()
    threads.settle()
    gate.open()
"""


@pytest.fixture
def judged(tmp_path):
    """judged(promise, mark): the verdict on a gate that trusts `notify`, of which a clause expects the promise."""

    def judge(promise, mark=""):
        target, file = tmp_path / "gate.py", tmp_path / "test_gate.py"
        target.write_text(GATE, encoding="utf-8")
        file.write_text(CONTRACT.format(mark=mark, promise=promise), encoding="utf-8")
        return run(Clause("gate", str(file), "test_it", str(target)), Budget(200)).verdict

    return judge


@pytest.mark.parametrize("promise", ["len(gate.through) <= 1", "gate.through[:1] != ['second']"], ids=["one", "first"])
def test_notify_may_wake_more_waiters_and_later_ones_first(judged, promise):
    assert judged(promise) is Verdict.WRONG


@pytest.mark.parametrize("promise", ["len(gate.through) <= 1", "gate.through[:1] != ['second']"], ids=["one", "first"])
def test_a_clause_marked_fifo_wakes_one_in_the_order_of_arrival(judged, promise):
    assert judged(promise, "@pytest.mark.fifo") is Verdict.PASS
