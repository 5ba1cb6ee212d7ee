"""A wait() that is in no loop is noted under a pass, and no other one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.course.comparing.wait_loops import wait_notes
from harness.report.sentences.notes import note_sentence

ROOT = Path(__file__).parents[4]
HEAD = """from threading import Condition, Event


class Gate:
    def __init__(self):
        self.open = False
        self.changed = Condition()
        self.event = Event()

"""
WITH = "    def wait(self):\n        with self.changed:\n"
BARE = {
    "if": WITH + "            if not self.open:\n                self.changed.wait()\n",
    "nothing": WITH + "            self.changed.wait(1)\n",
    "in a helper": (
        WITH + "            if not self.open:\n                self.sleep()\n\n"
        "    def sleep(self):\n        self.changed.wait()\n"
    ),
}
LOOPED = {
    "while": WITH + "            while not self.open:\n                self.changed.wait()\n",
    "wait is the condition of the loop": (WITH + "            while not self.changed.wait(1):\n                pass\n"),
    "if in a loop": (
        "    def wait(self):\n        while True:\n            with self.changed:\n                if self.open:\n"
        "                    return\n                self.changed.wait()\n"
    ),
    "wait_for": WITH + "            self.changed.wait_for(lambda: self.open)\n",
    "a helper that a loop calls": (
        WITH + "            while not self.open:\n                self.sleep()\n\n"
        "    def sleep(self):\n        self.doze()\n\n    def doze(self):\n        self.changed.wait()\n"
    ),
    "recursion": (
        WITH + "            if not self.open:\n                self.changed.wait()\n                self.wait()\n"
    ),
    "an event": "    def wait(self):\n        self.event.wait()\n",
    "an object of unknown kind": "    def wait(self, other):\n        other.wait()\n",
    "a condition of one's own": "    def wait(self):\n        self.changed.wait()\n\n\nclass Condition:\n    pass\n",
    "no Python": "    def wait(self:\n",
}


def noted(tmp_path, source):
    file = tmp_path / "gate.py"
    file.write_text(HEAD + source, encoding="utf-8")
    return wait_notes(file)


@pytest.mark.parametrize("source", BARE.values(), ids=BARE)
def test_a_wait_outside_of_a_loop_is_noted_with_its_line(tmp_path, source):
    (note,) = noted(tmp_path, source)
    line = next(number for number, text in enumerate((HEAD + source).splitlines(), 1) if "changed.wait(" in text)
    assert note_sentence(note) == (
        f"self.changed.wait() at line {line} of gate.py belongs in a while loop, which checks again after a wake-up,"
        " though no schedule tried fails."
    )


@pytest.mark.parametrize("source", LOOPED.values(), ids=LOOPED)
def test_a_wait_that_is_repeated_is_not_noted(tmp_path, source):
    assert noted(tmp_path, source) == ()


def test_no_reference_waits_outside_of_a_loop():
    assert [file.name for file in (ROOT / "solutions").glob("*.py") if wait_notes(file)] == []


def test_the_wrong_solutions_that_have_an_if_for_a_while_are_noted():
    files = list((ROOT / "tests" / "wrong").rglob("if_instead_of_while*.py"))
    assert len(files) > 5
    assert [file for file in files if not wait_notes(file)] == []
