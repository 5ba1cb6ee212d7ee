"""The small scope: all workloads of two threads with few calls are explored, and a pass says which of them passed."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.checks.linearizability.call_history import Call
from harness.contract import workload_fixture
from harness.contract.workload import Workload, WorkloadSpec
from harness.explorer.budget import Budget
from harness.explorer.run import opened, run
from harness.explorer.small_scope import workloads
from harness.program.clause import Clause
from harness.report.sentences.clause_proofs import clause_proof
from harness.result import Bounds, Extent, Result
from harness.token import Token
from harness.verdict import Verdict

CLAUSE = "test_each_call_seems_to_happen_at_one_moment"
CONTRACT = """
import pytest

pytestmark = pytest.mark.kata("cell", allow="any")


class Model:
    def __init__(self):
        self.value = 0

    def add(self, number=1):
        self.value += number
        return self.value

    def look(self):
        return self.value


@pytest.mark.workload(add=ADD, look=[()], threads=2, calls=CALLS)
def test_each_call_seems_to_happen_at_one_moment(Cell, workload):
    workload.run(Cell(), Model())
"""
CELL = """
from threading import Lock

class Cell:
    def __init__(self):
        self.value, self.lock = 0, Lock()

    def add(self, number=1):
        with self.lock:
            self.value += number
            return self.value

    def look(self):
        return LOOK
"""
UNLOCKED = CELL.replace("with self.lock", "if True")
SPEC = WorkloadSpec((("add", ((),)), ("look", ((),))), 2, 2)


def prepared(folder: Path, cell: str = CELL, look: str = "self.value", calls: int = 2, add: str = "[()]") -> Clause:
    (folder / "test_cell.py").write_text(CONTRACT.replace("CALLS", str(calls)).replace("ADD", add), encoding="utf-8")
    (folder / "cell.py").write_text(cell.replace("LOOK", look), encoding="utf-8")
    return Clause("cell", str(folder / "test_cell.py"), CLAUSE, str(folder / "cell.py"))


def judged(clause: Clause, schedules: int = 1_000, **words: object) -> Result:
    return run(clause, Budget(schedules), 0, **words)  # type: ignore[arg-type] # of a test


def test_there_is_one_workload_of_those_that_differ_in_the_order_of_threads() -> None:
    assert [str(one) for one in workloads(SPEC, 1)] == ["+add.0+add.0", "+add.0+look.0", "+look.0+look.0"]
    two = workloads(SPEC, 2)
    assert len(two) == len(set(two)) == 2 * 4 + 4 * 5 // 2
    assert [sum(map(len, one.threads)) for one in two] == [3] * 8 + [4] * 10


def test_a_pass_says_that_all_small_programs_pass_in_every_schedule(tmp_path: Path) -> None:
    result = judged(prepared(tmp_path), 500)
    assert result.passed
    assert not result.exhaustive
    one, two = result.small_scopes
    assert (one.calls, one.workloads, one.proved) == (1, 3, 3)
    assert (two.calls, two.workloads, two.proved) == (2, 21, 21)
    assert (
        "; every program of 2 threads with at most 2 calls each passes in every possible order"
        " (21 programs that differ in more than the order of threads; "
    ) in result.message
    proof = clause_proof(CLAUSE, [result])
    assert (proof.proved, proof.bounds, proof.classes) == (Extent.BOUNDED, Bounds(threads=2, calls=2), two.classes)


def test_a_size_that_does_not_fit_into_the_budget_is_not_claimed(tmp_path: Path) -> None:
    result = judged(prepared(tmp_path), 100)
    assert [scope.complete for scope in result.small_scopes] == [True, False]
    assert "every program of 2 threads with 1 call each passes in every possible order (3 programs" in result.message
    assert clause_proof(CLAUSE, [result]).bounds == Bounds(threads=2, calls=1)
    few = judged(prepared(tmp_path), 5)
    assert [scope.complete for scope in few.small_scopes] == [False]
    assert "2 of the 3 programs of 2 threads with 1 call each pass in every possible order" in few.message
    assert clause_proof(CLAUSE, [few]).proved is Extent.NO


def test_calls_have_the_bound_of_the_contract(tmp_path: Path) -> None:
    assert [scope.calls for scope in judged(prepared(tmp_path, calls=1)).small_scopes] == [1]


def test_a_single_strategy_explores_no_small_scope(tmp_path: Path) -> None:
    assert judged(prepared(tmp_path), 100, strategy="random").small_scopes == ()


def test_what_the_model_does_not_cover_is_not_claimed(tmp_path: Path) -> None:
    cell = CELL.replace("from threading", "import logging\nfrom threading").replace(
        "+= number", "+= number; logging.getLogger().info(0)"
    )
    result = judged(prepared(tmp_path, cell), 300)
    assert result.passed, result.message
    assert not any(scope.complete for scope in result.small_scopes)
    assert "every program" not in result.message


def test_a_failure_that_few_drawn_programs_show_is_found(tmp_path: Path) -> None:
    numbers = ", ".join(str(number) for number in range(1, 7))
    wrong = CELL.replace("self.value += number", "self.value += number + (self.value == 6 and number == 6)")
    result = judged(prepared(tmp_path, wrong, add=f"[{numbers}]"), 200)
    assert result.verdict is Verdict.WRONG, result.message
    assert result.calls == ("A: add(6)", "B: add(6)")
    again = judged(prepared(tmp_path, wrong, add=f"[{numbers}]"), replay=Token.parse(str(result.replay)))
    assert (again.verdict, again.calls, again.message) == (result.verdict, result.calls, result.message)


def orders(calls: list[Call]) -> frozenset[object]:
    """Return all that a linearizability check could see of a history: results, and which call precedes which."""
    named = {
        id(one): (one.thread, sum(other.thread == one.thread for other in calls[:n])) for n, one in enumerate(calls)
    }
    before = {
        (named[id(one)], named[id(other)])
        for one in calls
        for other in calls
        if one.returned is not None and one.returned < other.called
    }
    return frozenset({*before, *((named[id(one)], one.result) for one in calls)})


@pytest.mark.parametrize("cell", [CELL, UNLOCKED], ids=["locked", "unlocked"])
@pytest.mark.parametrize(
    "workload", [str(one) for one in workloads(SPEC, 1)] + ["+look.0+add.0-look.0", "+add.0+look.0-look.0"]
)
def test_the_reduction_meets_every_history_that_a_schedule_has(
    cell: str, workload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clause = prepared(tmp_path, cell)
    spec = clause.marks.workload_spec
    assert spec is not None
    met: set[frozenset[object]] = set()
    monkeypatch.setattr(workload_fixture.WorkloadFixture, "_judged", lambda _, calls, model: met.add(orders(calls)))
    histories = {}
    with opened(clause, 0) as search:
        for strategy in ("dfs", "dpor"):
            met.clear()
            search.use_workload(Workload.parse(workload, spec))
            result = search.search(Budget(30_000), strategy)
            assert search.portfolio.spent, f"{result.schedules} schedules are not all"
            histories[strategy] = set(met)
    assert histories["dpor"] == histories["dfs"]
