"""Finalizers of a file: they run in the middle of any line, so that line and their exceptions count for nothing."""

from pathlib import Path

import pytest

from harness.course.content.catalogue import catalogue
from harness.course.grading.check import CheckSettings, clause_results
from harness.verdict import Verdict
from harness.workers.pool import WorkerPool

ROOT = Path(__file__).parents[4]
KATA = catalogue(ROOT)["counter"]
SOLUTION = KATA.solution.read_text(encoding="utf-8")


@pytest.fixture
def results(tmp_path):
    def found(text, clauses=KATA.clauses):
        file = tmp_path / "counter.py"
        file.write_text(text, encoding="utf-8")
        settings = CheckSettings(("explore",), 12)
        with WorkerPool() as pool:
            return [one for clause in clauses for one in clause_results(pool, KATA, clause, file, settings)]

    return found


def test_an_exception_of_a_finalizer_is_ignored_as_python_does(results):
    found = results(f'{SOLUTION}\n    def __del__(self):\n        raise RuntimeError("x")\n')
    assert {one.verdict for one in found} == {Verdict.PASS}, [one.message for one in found]


def test_no_line_of_the_contract_is_said_to_be_one_of_the_file(results):
    made = "        self._lock = Lock()\n"
    assert made in SOLUTION
    text = SOLUTION.replace(made, f"{made}        weakref.finalize(self, open, 'x.txt', 'w')\n")
    (found,) = results(f"import weakref\n{text}", ("test_each_call_seems_to_happen_at_one_moment",))
    assert found.verdict is Verdict.FORBIDDEN
    assert (found.message, found.line) == ("counter.py writes files, which is not allowed in a kata.", None)
