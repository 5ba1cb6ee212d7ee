"""Files that use what a kata does not allow: one for each such thing, and none for what is allowed."""

import ast

import pytest

from harness.course.authoring.forbidden_probes import probes
from harness.course.content.catalogue import catalogue

MODULES = {"queue", "concurrent.futures"}


def made(project, mark):
    project.write("tests/katas/test_tally.py", f'import pytest\n\npytestmark = pytest.mark.kata("tally", {mark})\n')
    return dict(probes(catalogue(project.path)["tally"]))


@pytest.mark.parametrize(
    ("mark", "names"),
    [
        ('allow="any"', "Barrier Event"),
        ('allow="Semaphore"', "Barrier Condition Event Lock RLock"),
        ('allow="Event, Lock, Thread"', "Barrier BoundedSemaphore Condition RLock Semaphore"),
        ('allow=""', "Barrier BoundedSemaphore Condition Event Lock RLock Semaphore"),
        ('allow="any", forbid="Thread.join, Thread.is_alive"', "Barrier Event Thread.join Thread.is_alive"),
    ],
)
def test_there_is_a_file_for_everything_that_is_not_allowed_and_for_nothing_else(project, mark, names):
    files = made(project, mark)
    plain = {name for name in files if "used through" not in name}
    assert plain == {f"threading.{name}" for name in names.split()} | MODULES
    hidden = {name.partition(",")[0] for name in files if "used through" in name}
    assert hidden == {name for name in plain if "Thread." not in name}


def test_the_use_stands_in_the_constructor_and_the_rest_is_the_reference(project):
    reference = (project.path / "solutions/tally.py").read_text(encoding="utf-8")
    text = made(project, 'allow="any"')["threading.Barrier"]
    assert text.replace("        import threading\n        threading.Barrier(1)\n", "") == (
        ast.unparse(ast.parse(reference)) + "\n"
    )


def test_a_hidden_use_names_nothing_in_plain_sight(project):
    files = made(project, 'allow="any"')
    assert "threading.Barrier" not in files["threading.Barrier, used through getattr(),"]
    assert "import queue" not in files["queue, used through __import__(),"]


def test_without_a_constructor_every_method_uses_it(project):
    project.write("solutions/tally.py", "class Tally:\n    def add(self): pass\n    def total(self): return 0\n")
    assert made(project, 'allow="any"')["queue"].count("queue.SimpleQueue()") == 2
