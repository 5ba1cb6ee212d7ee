"""Notes on races: of data that the program shares, and not of what its primitives keep for themselves."""

from pathlib import Path

from harness.explorer.budget import Budget
from harness.explorer.run import opened, run
from harness.explorer.small_scope import workloads
from harness.program.clause import Clause
from harness.program.function import Function
from harness.result import NoteKind

PROGRAM = """from threading import Condition, Thread
from time import sleep

changed = Condition()
late = None


def wait():
    with changed:
        changed.wait(5)
    {read}


def tell():
    global late
    sleep(5)
    with changed:
        changed.notify()
    late = True


def main():
    threads = [Thread(target=wait), Thread(target=tell)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def notes(folder: Path, read: str) -> list[tuple[NoteKind, list[str]]]:
    file = folder / "program.py"
    file.write_text(PROGRAM.format(read=read), encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(100))
    assert result.passed
    return [(note.kind, [one.label for one in note.operations]) for note in result.notes]


def test_a_timeout_and_a_notify_of_a_condition_are_no_race(tmp_path: Path) -> None:
    assert notes(tmp_path, "pass") == []


def test_a_read_and_a_write_of_a_variable_beside_them_are_one(tmp_path: Path) -> None:
    assert notes(tmp_path, "print(late)") == [(NoteKind.RACE, ["late", "late"])]


RAISED_BY_BOTH = """from threading import Thread

closed = ValueError("closed")


def close():
    try:
        raise closed
    except ValueError:
        pass


def main():
    threads = [Thread(target=close) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


def test_the_fields_that_a_raise_sets_are_no_race_of_the_program(tmp_path: Path) -> None:
    file = tmp_path / "raised.py"
    file.write_text(RAISED_BY_BOTH, encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(100))
    assert not [note for note in result.notes if note.kind is NoteKind.RACE], result.notes


BOTH_ORDERS = """import pytest

pytestmark = pytest.mark.kata("pair", allow="any")


class Model:
    def there(self):
        pass

    def back(self):
        pass


@pytest.mark.workload(there=[()], back=[()], threads=2, calls=2)
def test_each_call_takes_effect_at_one_moment(Pair, workload):
    workload.run(Pair(), Model())
"""
PAIR = """from threading import Lock, Semaphore


class Pair:
    def __init__(self):
        self.one, self.other, self.gate = Lock(), Lock(), Semaphore(1)

    def there(self):
        with self.gate, self.one:
            with self.other:
                pass

    def back(self):
        with self.gate, self.other:
            with self.one:
                pass
"""


def test_lock_orders_in_a_generated_workload_are_noted_at_their_lines(tmp_path: Path) -> None:
    """The search also traces when calls return; a report does not, so positions in the one are none in the other."""
    contract, target = tmp_path / "test_pair.py", tmp_path / "pair.py"
    contract.write_text(BOTH_ORDERS, encoding="utf-8")
    target.write_text(PAIR, encoding="utf-8")
    clause = Clause("pair", str(contract), "test_each_call_takes_effect_at_one_moment", str(target))
    spec = clause.marks.workload_spec
    assert spec is not None
    with opened(clause, 0) as search:
        search.use_workload(next(one for one in workloads(spec, 1) if "there" in str(one) and "back" in str(one)))
        assert search.search(Budget(100), "dpor").passed  # with a proof, so that the result has no such note
        note = search.notes.lock_order
    assert note is not None
    assert sorted((one.place.line, one.label) for one in note.operations if one.place) == [(10, "other"), (15, "one")]
