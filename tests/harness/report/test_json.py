"""The report for other programs."""

import json

from harness.report.json import dumps, report
from harness.trace import Result, Verdict

KEYS = [
    "name", "file", "verdict", "test", "message", "line", "engine", "schedules", "exhaustive", "preemptions",
    "replay", "seconds",
]  # fmt: skip


def test_has_exactly_the_keys_of_the_schema():
    failed = Result(
        Verdict.BUSY_WAIT,
        "P0\npolls.",
        "barrier",
        "katas/barrier.py",
        "test_x",
        7,
        schedules=3,
        preemptions=1,
        replay="k1:x",
    )
    failed.seconds = 1.23456
    found = report([failed, Result(Verdict.PASS, "3 schedules tried, no failure.", exhaustive=True)])
    assert found["schema"] == "kata-report/1"
    assert [list(one) for one in found["results"]] == [KEYS, KEYS]
    first, second = found["results"]
    assert first == {
        "name": "barrier", "file": "katas/barrier.py", "verdict": "busy_wait", "test": "test_x", "message": "P0 polls.",
        "line": 7, "engine": "explore", "schedules": 3, "exhaustive": False, "preemptions": 1, "replay": "k1:x",
        "seconds": 1.235,
    }  # fmt: skip
    assert (second["test"], second["line"], second["preemptions"], second["replay"]) == (None, None, None, None)
    assert second["exhaustive"] is True


def test_dumps_is_the_same_as_text():
    results = [Result(Verdict.WRONG, "größer als “erlaubt”.", "bank.py::both")]
    assert json.loads(dumps(results)) == report(results)
    assert report([]) == {"schema": "kata-report/1", "results": []}
