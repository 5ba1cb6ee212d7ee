"""The sentences of notes, and the programs that they are about."""

from __future__ import annotations

from pathlib import Path

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.sentences.notes import note_sentence
from harness.result import NoteKind, Result

LOCKS = """from threading import Lock, Thread

def main():
    a, b = Lock(), Lock()

    def work(first, second):
        with first:
            with second:
                pass

    one = Thread(target=work, args=(a, b), name="one")
    one.start()
    one.join()
    two = Thread(target=work, args=(b, a), name="two")
    two.start()
    two.join()
"""
GATED = """from threading import Lock, Thread

a, b = Lock(), Lock()
late = []

def one():
    with a:
        with b:
            late.append(1)

def two():
    if late:
        with b:
            with a:
                pass

def main():
    threads = [Thread(target=one, name="one"), Thread(target=two, name="two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
RACE = """from threading import Thread

class Page:
    seen = 0

def main():
    page = Page()
    thread = Thread(target=lambda: setattr(page, "seen", 1), name="one")
    thread.start()
    page.seen
    thread.join()
"""


def explored(folder: Path, text: str, strategy: str = "auto") -> Result:
    (folder / "x.py").write_text(text, encoding="utf-8")
    found = run(Function(str(folder / "x.py"), "main"), Budget(200), strategy=strategy)
    assert found.passed, found.message
    return found


def test_a_race_names_both_lines(tmp_path: Path) -> None:
    (note,) = explored(tmp_path, RACE).notes
    assert note.kind is NoteKind.RACE
    assert sorted(place.line for place in note.places) == [8, 10]
    assert note_sentence(note) == (
        "main reads seen at line 10 while one writes it at line 8 of x.py; nothing orders the two accesses."
        " No schedule tried fails because of this race: each access happens completely before or after the other one,"
        " but which one comes first is not defined."
    )


def test_races_of_containers_do_not_take_the_place_of_another(tmp_path: Path) -> None:
    text = RACE.replace("page = Page()", "page, names = Page(), []").replace(
        'lambda: setattr(page, "seen", 1)', 'lambda: [*map(names.append, "abcdef"), setattr(page, "seen", 1)]'
    )
    rarely = "    names.append(0)\n    if names.index(0) == 3:\n        page.seen\n"
    (note,) = explored(tmp_path, text.replace("    page.seen\n", rarely), "random").notes
    assert note.kind is NoteKind.RACE


def test_orders_of_locks_name_what_is_held(tmp_path: Path) -> None:
    (note,) = explored(tmp_path, GATED, "random").notes
    assert note.kind is NoteKind.LOCK_ORDER
    assert sorted(place.line for place in note.places) == [8, 14]
    assert note_sentence(note) == (
        "one acquires b at line 8 of x.py while it holds a; two acquires a at line 14 of x.py while it holds b."
        " In another schedule they could wait for each other, but no schedule tried reached that deadlock."
    )


def test_threads_one_after_another_are_worth_no_note(tmp_path: Path) -> None:
    assert explored(tmp_path, LOCKS).notes == ()
