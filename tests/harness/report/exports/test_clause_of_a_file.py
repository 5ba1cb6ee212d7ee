"""What is forbidden in a file, and a file that cannot be loaded, have no clause, in no format."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from harness.report.exports.json import dumps
from harness.report.exports.sarif import log
from harness.report.page.render import render
from harness.report.text.phrases import clause_of
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parents[1]))

from results import failing

OF_THE_FILE = (Verdict.ERROR, Verdict.FORBIDDEN)


@pytest.mark.parametrize("verdict", [*OF_THE_FILE, Verdict.STUCK])
def test_a_verdict_on_the_file_has_no_clause(verdict):
    result = replace(failing(verdict), name="bank", test="test_first")  # the clause that was judged first
    clause = "" if verdict in OF_THE_FILE else "test_first"
    assert clause_of(result) == clause
    assert json.loads(dumps([result]))["results"][0]["test"] == (clause or None)
    assert log([result])["runs"][0]["results"][0]["properties"].get("test", "") == clause
    (data,) = re.findall(r'"test":("[^"]*"|null)', render(result))
    assert json.loads(data) == (clause or None)
    assert ("test_first" in render(result)) == bool(clause)
