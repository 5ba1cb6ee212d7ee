"""How often a clause is run on real threads depends on whether it is proved, and on who chose the number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from harness.course.content.catalogue import catalogue
from harness.course.grading import check as checking
from harness.course.grading.check import PROVED_RUNS, CheckSettings, clause_results
from harness.result import Build, Result
from harness.verdict import Verdict
from harness.workers.job import DEFAULT_RUNS


class Judge:
    """A judge that says that every clause passes, and keeps the jobs."""

    def __init__(self, proved: bool) -> None:
        self.proved, self.jobs = proved, []

    def judge(self, job: Any) -> Result:
        self.jobs.append(job)
        result = Result(Verdict.PASS, "", job.kata, job.target, job.clause, engine=job.engine)
        result.exhaustive = self.proved and job.engine == "explore"
        return result


@pytest.fixture
def runs(project, monkeypatch):
    """The number of runs on real threads that are asked for."""
    kata = catalogue(project.path)["tally"]

    def asked(proved: bool, settings: CheckSettings, *, free_threaded: bool = False) -> int:
        monkeypatch.setattr(checking, "build", lambda: Build("CPython", not free_threaded, free_threaded))
        judge: Any = Judge(proved)
        list(clause_results(judge, kata, kata.clauses[0], kata.solution, settings))
        [stress] = [job for job in judge.jobs if job.engine == "stress"]
        return stress.runs

    return asked


def test_a_proved_clause_is_run_a_few_times_and_any_other_often(runs):
    assert runs(True, CheckSettings()) == PROVED_RUNS < DEFAULT_RUNS
    assert runs(False, CheckSettings()) == DEFAULT_RUNS


def test_a_number_of_runs_that_was_given_holds_for_every_clause(runs):
    for proved in (True, False):
        assert runs(proved, CheckSettings(runs=30)) == 30


def test_without_the_explorer_nothing_is_proved(runs):
    assert runs(True, replace(CheckSettings(), engines=("stress",))) == DEFAULT_RUNS


def test_a_proof_counts_only_for_an_interpreter_with_a_gil(runs):
    assert runs(True, CheckSettings(), free_threaded=True) == DEFAULT_RUNS
