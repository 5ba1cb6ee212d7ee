"""Notes on races: of data that the program shares, and not of what its primitives keep for themselves."""

from pathlib import Path

from harness.explorer.budget import Budget
from harness.explorer.run import run
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
