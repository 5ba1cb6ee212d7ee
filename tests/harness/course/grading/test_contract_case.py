"""The contract of a kata under ``unittest``: a test for each clause, and a failure with its command."""

from __future__ import annotations

import io
import unittest
from pathlib import Path

import pytest

from harness.course.content.catalogue import catalogue
from harness.course.grading.check import CheckSettings
from harness.course.grading.contract_case import contract_case
from harness.errors import UsageError

ROOT = Path(__file__).parents[4]
KATA = catalogue(ROOT)["counter"]
QUICK = CheckSettings(("explore",), schedules=12)


def outcome(file, monkeypatch):
    monkeypatch.chdir(file.parent)
    case = contract_case("counter", file, QUICK)
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(case)
    stream = io.StringIO()
    return unittest.TextTestRunner(stream).run(suite), stream.getvalue()


def test_the_reference_passes_every_clause(monkeypatch):
    result, text = outcome(KATA.solution, monkeypatch)
    assert result.wasSuccessful(), text
    assert result.testsRun == len(KATA.clauses)


def test_a_wrong_solution_fails_with_its_report_and_its_command(monkeypatch):
    result, text = outcome(min(KATA.wrong.glob("*.py")), monkeypatch)
    assert not result.wasSuccessful()
    assert result.errors == []
    assert "kata replay k1:counter/" in text.replace("\\\n", "")
    assert "contract_case.py" not in text, "no frame of the harness"


def test_an_unknown_kata_is_named():
    with pytest.raises(UsageError, match="there is no kata 'count'"):
        contract_case("count", Path("count.py"))
