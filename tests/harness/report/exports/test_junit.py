"""The properties of a test case in JUnit XML."""

from __future__ import annotations

from harness.report.exports.junit import properties
from harness.result import Result
from harness.verdict import Verdict


def test_a_failure_carries_what_replays_it():
    failed = Result(Verdict.DEADLOCK, "x.", line=7, schedules=4, preemptions=1, replay="k1:x")
    assert properties(failed) == {
        "kata.verdict": "deadlock", "kata.engine": "explore", "kata.schedules": 4, "kata.line": 7,
        "kata.preemptions": 1, "kata.replay": "k1:x",
    }  # fmt: skip


def test_what_cannot_be_replayed_has_neither_token_nor_preemptions():
    seen = Result(Verdict.WRONG, "x.", engine="stress", schedules=30)
    assert properties(seen) == {"kata.verdict": "wrong", "kata.engine": "stress", "kata.schedules": 30}


def test_a_pass_says_whether_it_is_a_proof():
    assert properties(Result(Verdict.PASS, "x.", schedules=9, exhaustive=True))["kata.exhaustive"] == "true"
    assert properties(Result(Verdict.PASS, "x.", schedules=9))["kata.exhaustive"] == "false"
