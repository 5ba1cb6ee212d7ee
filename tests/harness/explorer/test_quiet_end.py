"""The early end of a search: once the schedules that look for new behaviour find none, and not before."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.explorer.budget import CONFIRMATIONS, CONFIRMATIONS_OF_CLAUSE, DEFAULT_SCHEDULES, Budget
from harness.explorer.portfolio import PATIENCE, Portfolio
from harness.explorer.run import run
from harness.explorer.unseen_classes import ENOUGH
from harness.program.clause import Clause
from harness.result import Result

CONTRACT = """import pytest

pytestmark = pytest.mark.kata("program", allow="any")


def test_it_ends(program):
    program()
"""
ROUNDS = """from threading import Lock, Thread

def program():
    locks = [Lock() for _ in range(2)]
    def work():
        for _ in range(3):
            for lock in locks:
                with lock:
                    pass
    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
"""It has a great many orders, all of the same few pairs of a release and an acquire."""
NEW = """from threading import Thread

class Cell:
    value = 0

def program():
    cell, seen = Cell(), []
    cell.value = 0
    def write():
{writes}
    def read():
{reads}
    threads = [Thread(target=write), Thread(target=read), Thread(target=read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
"""Each of many lines can read what each of many lines writes."""
LINES = 30
OUTSIDE_MODEL = """from threading import Thread
from weakref import ref

class Cell:
    pass

def program():
    cells, seen = [Cell()], []
    cell = ref(cells[0])
    def look():
        if cell() is not None:
            seen.append(cell() is not None)
    threads = [Thread(target=cells.clear), Thread(target=look)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
"""The model does not see that the weak reference reads what ``clear`` writes."""
TWO_ORDERS = """from threading import Lock, Thread

def program():
    lock = Lock()
    def work():
        with lock:
            pass
    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "program.py"
    path.write_text(ROUNDS, encoding="utf-8")
    path.with_name("test_program.py").write_text(CONTRACT, encoding="utf-8")
    return path


def explored(file: Path, schedules: int, *, early: bool = True, **words: str) -> Result:
    clause = Clause("program", str(file.with_name("test_program.py")), "test_it_ends", str(file))
    return run(clause, Budget(schedules, ends_early=early), **words)  # type: ignore[arg-type] # of a test


def test_a_search_that_sees_nothing_new_ends_and_says_so(file: Path) -> None:
    result = explored(file, DEFAULT_SCHEDULES)
    assert result.passed
    assert not result.exhaustive
    assert result.quiet == PATIENCE
    assert result.schedules < DEFAULT_SCHEDULES
    assert result.unseen_chance is not None
    assert "; the last 50 schedules that looked for a new pair of a write and a read found none;" in result.message


def test_a_search_that_sees_something_new_goes_on(file: Path) -> None:
    writes = "\n".join(f"        cell.value = {number}" for number in range(LINES))
    reads = "\n".join("        seen.append(cell.value)" for number in range(LINES))
    file.write_text(NEW.format(writes=writes, reads=reads), encoding="utf-8")
    result = explored(file, DEFAULT_SCHEDULES)
    assert (result.quiet, result.schedules) == (0, DEFAULT_SCHEDULES)
    assert "new behaviour" not in result.message


@pytest.mark.parametrize(
    ("schedules", "words"), [(DEFAULT_SCHEDULES + 1, {}), (DEFAULT_SCHEDULES, {"strategy": "rff"})]
)
def test_who_asks_for_more_schedules_or_for_a_strategy_gets_them(
    file: Path, schedules: int, words: dict[str, str]
) -> None:
    result = explored(file, schedules, **words)
    assert (result.quiet, result.schedules) == (0, schedules)


def test_a_search_for_which_nobody_waits_goes_on(file: Path) -> None:
    result = explored(file, DEFAULT_SCHEDULES, early=False)
    assert (result.quiet, result.schedules) == (0, DEFAULT_SCHEDULES)


def test_a_search_of_what_the_model_does_not_cover_does_not_end_early(file: Path) -> None:
    text = ROUNDS.replace("with lock:", "with lock:\n                    logging.getLogger().info(0)")
    file.write_text(f"import logging\n{text}", encoding="utf-8")
    result = explored(file, DEFAULT_SCHEDULES)
    assert result.unproved
    assert (result.quiet, result.schedules) == (0, DEFAULT_SCHEDULES)


def test_a_search_for_what_must_be_possible_does_not_end_early(monkeypatch: pytest.MonkeyPatch) -> None:
    portfolio = Portfolio("auto", Budget(DEFAULT_SCHEDULES, ends_early=True))
    monkeypatch.setattr(portfolio, "_with_few_preemptions", lambda bounded, most: iter(()))
    portfolio._rff.quiet = PATIENCE
    assert len(list(portfolio.stretch(0, patient=True))) > len(list(portfolio.stretch(0))) == ENOUGH
    assert portfolio.quiet == PATIENCE


def test_it_is_not_estimated_how_many_orders_differ_where_a_part_runs_outside_the_model(file: Path) -> None:
    file.write_text(OUTSIDE_MODEL, encoding="utf-8")
    result = explored(file, 100)
    assert result.passed
    assert not result.exhaustive
    assert result.unseen_chance is None


def test_an_interactive_check_confirms_a_proof_with_fewer_random_schedules(file: Path) -> None:
    file.write_text(TWO_ORDERS, encoding="utf-8")
    early, late = explored(file, DEFAULT_SCHEDULES), explored(file, DEFAULT_SCHEDULES, early=False)
    assert early.proof == late.proof
    assert early.exhaustive
    assert late.schedules - early.schedules == CONFIRMATIONS - CONFIRMATIONS_OF_CLAUSE
