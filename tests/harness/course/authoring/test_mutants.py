"""The mutants of small katas: each is caught, listed as equivalent or survives, and two runs say the same."""

import json
from dataclasses import replace

import pytest

from harness.course.authoring import mutants as module
from harness.course.authoring.mutants import CAUGHT, EQUIVALENT, SURVIVED, judge_mutants
from harness.course.authoring.mutation import locking, sharing, statements
from harness.course.authoring.mutation.equivalents import equivalents
from harness.course.authoring.mutation.mutant import Change
from harness.course.content.catalogue import catalogue
from harness.course.grading.check import CheckSettings
from harness.errors import UsageError
from harness.workers.pool import WorkerPool

SETTINGS = CheckSettings(schedules=20)


@pytest.fixture(autouse=True)
def _few_operators(monkeypatch):
    """Three operators are enough to see how their mutants are judged."""
    monkeypatch.setattr(module, "OPERATORS", [locking.not_taken, sharing.in_the_class, statements.dropped])


def judged(project, name, jobs=1):
    with WorkerPool(jobs) as pool:
        return judge_mutants(pool, catalogue(project.path)[name], SETTINGS)


def written(project, name, mutants, reason="Nobody can see it."):
    """List these mutants as equivalent."""
    tables = []
    for one in mutants:
        texts = [f"{key} = {json.dumps(getattr(one.identity, key))}" for key in ("operator", "function")]
        lists = [f"{key} = {json.dumps(list(getattr(one.identity, key)))}" for key in ("lines", "becomes")]
        tables.append("\n".join(["[[equivalent]]", *texts, *lists, f"reason = {json.dumps(reason)}"]))
    project.write(f"tests/mutants/{name}.toml", "\n\n".join(tables) + "\n")


def test_a_lock_that_is_not_taken_is_caught_and_one_that_no_clause_needs_survives(project):
    result = judged(project, "tally")
    assert result.faults == []
    assert result.number(CAUGHT) + result.number(SURVIVED) == len(result.outcomes) == 7
    states = {(one.identity.operator, one.identity.function): one.state for one in result.outcomes}
    assert states["remove-lock", "Tally.add"] == CAUGHT
    assert states["class-attribute", "Tally.__init__"] == SURVIVED
    assert states["remove-lock", "Tally.total"] == SURVIVED  # the contract reads the total when all threads have ended
    [without] = [one for one in result.survivors if one.identity.operator == "remove-lock"]
    assert without.sentence == "`self.lock` is not held: the block runs without `with`."
    assert without.line == 14
    assert without.diff == (
        "--- solutions/tally.py\n+++ mutant of solutions/tally.py\n@@ -12,4 +12,3 @@\n \n     def total(self):\n"
        "-        with self.lock:\n-            return self.count\n+        return self.count"
    )


def test_a_caught_mutant_names_the_clause_and_the_verdict(project):
    result = judged(project, "tally")
    [dropped] = [one for one in result.outcomes if one.sentence == "`self.count += 1` was dropped."]
    assert (dropped.verdict, dropped.clause) == ("wrong", "test_one_mark_is_counted")
    [unlocked] = [one for one in result.outcomes if one.identity.function == "Tally.add" and "not held" in one.sentence]
    assert (unlocked.verdict, unlocked.clause) == ("wrong", "test_two_threads_make_two_marks")


def test_a_second_kata(project):
    project.add_bell()
    assert [one.state for one in judged(project, "bell").outcomes] == [CAUGHT]


def test_two_runs_are_equal_however_many_workers_there_are(project):
    one, two = (replace(judged(project, "tally", jobs), seconds=0.0) for jobs in (1, 2))
    assert one == two


def test_a_listed_mutant_does_not_survive(project):
    survivors = judged(project, "tally").survivors
    written(project, "tally", survivors)
    result = judged(project, "tally")
    assert result.survivors == []
    assert result.number(EQUIVALENT) == len(survivors)
    assert result.faults == []


def test_an_entry_that_is_stale_or_listed_twice_or_caught_is_a_fault(project):
    result = judged(project, "tally")
    caught = next(one for one in result.outcomes if one.identity.operator == "drop-assignment" and one.state == CAUGHT)
    [survivor] = [one for one in result.survivors if one.identity.operator == "class-attribute"]
    gone = replace(survivor, identity=replace(survivor.identity, lines=("self.key = Lock()",)))
    written(project, "tally", [survivor, survivor, gone, caught])
    twice, stale, false = judged(project, "tally").faults
    assert twice == "tests/mutants/tally.toml, table 2: this mutant is listed twice."
    assert stale == (
        "tests/mutants/tally.toml, table 3: there is no such mutant any more: class-attribute of `self.key = Lock()`."
    )
    assert false.startswith(f"tests/mutants/tally.toml: solutions/tally.py:{caught.line}: {caught.sentence} It is ")
    assert false.endswith(f"It is listed as equivalent, but {caught.clause} fails: {caught.verdict}.")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("[[equivalent]", "cannot be read"),
        ("[[equivalent]]\noperator = 'x'", "it must have the texts operator, function, reason and the lists"),
        (
            "[[equivalent]]\noperator = 'x'\nfunction = 'f'\nlines = []\nbecomes = []\nreason = 'because'",
            "the reason must be a sentence",
        ),
    ],
)
def test_a_list_that_cannot_be_read_is_a_fault(project, text, error):
    project.write("tests/mutants/tally.toml", text)
    with pytest.raises(UsageError, match=error):
        equivalents(catalogue(project.path)["tally"])
    [fault] = judged(project, "tally").faults
    assert error in fault


def test_a_reference_that_cannot_be_parsed_has_no_mutants(project):
    project.write("solutions/tally.py", "class Tally(:\n")
    [fault] = judged(project, "tally").faults
    assert fault.startswith("tally has no mutants: ")


def test_a_mutant_that_spins_or_ends_its_process_is_caught(project, monkeypatch):
    def breaks(reference):
        [node] = [one for one in reference.functions() if one.name == "total"]
        for code in ("while True: pass", "import os; os._exit(3)"):
            yield Change("break", node.body[0], code, reference.replaced(node.body[0], code))

    monkeypatch.setattr(module, "OPERATORS", [breaks])
    result = judged(project, "tally")
    assert [one.state for one in result.outcomes] == [CAUGHT, CAUGHT]
    assert all(one.verdict for one in result.outcomes)
