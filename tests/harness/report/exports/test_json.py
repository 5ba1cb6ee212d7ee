"""The report for other programs, and the schema that it promises to keep."""

from __future__ import annotations

import copy
import json
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from harness import trace as kinds
from harness.report.exports.json import MOST_STEPS, dumps, report, schema
from harness.result import Bounds, ClauseProof, Extent, Result
from harness.trace import Event, Place, Trace
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parents[1]))

from results import FAILING, PASSING, failing, hostile, not_begun, passing, under_stress

KEYS = [
    "name", "file", "verdict", "test", "message", "line", "engine", "schedules", "exhaustive", "preemptions",
    "replay", "seconds",
]  # fmt: skip
"""Of every report, in this order, since the first."""


@pytest.fixture(scope="module")
def errors():
    """What the published schema says against a document."""
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    return lambda document: [error.message for error in validator.iter_errors(document)]


def test_begins_with_exactly_the_keys_it_always_had():
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
    assert [list(one)[: len(KEYS)] for one in found["results"]] == [KEYS, KEYS]
    first, second = found["results"]
    assert {key: first[key] for key in KEYS} == {
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


# -- the schema ----------------------------------------------------------------------------------------


WAITED_FOR = [pytest.param(one, marks=pytest.mark.slow) if one is Verdict.HANG else one for one in FAILING]
"""A hang is called one after seconds."""


@pytest.mark.parametrize("verdict", WAITED_FOR)
def test_a_failure_of_each_verdict_keeps_the_schema(verdict, errors):
    assert errors(report([failing(verdict)])) == []


def test_what_is_no_failure_and_what_is_of_real_threads_keep_the_schema(errors, tmp_path):
    passes = [passing(number) for number in range(len(PASSING))]
    assert {one.exhaustive for one in passes} == {True, False}
    assert errors(report([*passes, not_begun(), under_stress(tmp_path), hostile()])) == []


def test_every_verdict_there_is_has_been_held_to_the_schema():
    assert {*FAILING, Verdict.PASS, Verdict.UNFINISHED} == set(Verdict)
    assert set(schema()["$defs"]["result"]["properties"]["verdict"]["enum"]) == {str(verdict) for verdict in Verdict}


def test_every_kind_of_operation_has_its_place_in_the_schema():
    accesses = {kinds.FREE, kinds.TOOK, kinds.CROSSED, kinds.EDGE, kinds.JOINED, kinds.GAVE, kinds.GOT}
    accesses |= {kinds.DUE, kinds.FORESTALLED, kinds.HASTENS, kinds.TIME}
    words = {value for name, value in vars(kinds).items() if name.isupper() and isinstance(value, str)}
    assert set(schema()["$defs"]["step"]["properties"]["kind"]["enum"]) == words - accesses


def test_what_is_written_and_what_is_described_are_the_same_keys():
    told, definitions = report([failing(Verdict.DEADLOCK)])["results"][0], schema()["$defs"]
    trace = told["trace"]
    assert set(told) == set(definitions["result"]["properties"])
    assert set(told["place"]) == set(definitions["place"]["properties"])
    assert set(trace) == set(definitions["trace"]["properties"])
    assert set(trace["steps"][0]) == set(definitions["step"]["properties"])
    assert set(trace["preemptions"][0]) == set(definitions["preemption"]["properties"])
    assert set(trace["waiting"][0]) == set(definitions["waiting"]["properties"])


def test_the_clauses_of_a_kata_keep_the_schema(errors):
    clauses = (
        ClauseProof("test_one", Extent.ALL, None, 5, 25, 0.12345),
        ClauseProof("test_two", Extent.BOUNDED, Bounds(preemptions=0, threads=2), 5, 25, 1.0, "some reason"),
        ClauseProof("test_three", Extent.NO, reason="another reason"),
    )
    document = report([replace(passing(0), clauses=clauses)])
    assert errors(document) == []
    first, second, third = document["results"][0]["clauses"]
    assert set(first) == set(schema()["$defs"]["clause"]["properties"])
    assert first == {
        "test": "test_one", "proved": "all", "bounds": None, "classes": 5, "schedules": 25, "seconds": 0.123,
        "reason": "",
        "assumes": "",
    }  # fmt: skip
    assert second["bounds"] == {"preemptions": 0, "threads": 2}
    assert (third["proved"], third["bounds"]) == ("no", None)
    assert {field.name for field in fields(Bounds)} == set(
        schema()["$defs"]["clause"]["properties"]["bounds"]["properties"]
    )


@pytest.mark.parametrize("key", KEYS)
def test_a_result_without_one_of_its_keys_is_refused(key, errors):
    document = report([failing(Verdict.DEADLOCK)])
    del document["results"][0][key]
    assert errors(document)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("schema", "kata-report/2"),
        ("results", {}),
        ("results.0.verdict", "dead_lock"),
        ("results.0.verdict", "pass"),
        ("results.0.exhaustive", True),
        ("results.0.exhaustive", "no"),
        ("results.0.engine", "stress"),
        ("results.0.engine", "both"),
        ("results.0.schedules", -1),
        ("results.0.schedules", "3"),
        ("results.0.line", 0),
        ("results.0.message", "two\nlines"),
        ("results.0.replay", "s1:0"),
        ("results.0.seconds", None),
        ("results.0.evidence", "cycle"),
        ("results.0.trace.ending", "exploded"),
        ("results.0.trace.steps.0.kind", "jump"),
        ("results.0.trace.steps.0.thread", 1),
        ("results.0.trace.waiting.0.holders", None),
    ],
)
def test_a_result_that_says_something_else_is_refused(path, value, errors):
    document = copy.deepcopy(report([failing(Verdict.DEADLOCK)]))
    assert errors(document) == []
    *way, last = path.split(".")
    at = document
    for key in way:
        at = at[int(key)] if key.isdigit() else at[key]
    at[last] = value
    assert errors(document)


def test_a_key_that_is_new_is_let_through(errors):
    document = report([failing(Verdict.DEADLOCK)])
    document["results"][0]["colour"] = "blue"
    assert errors(document) == []


# -- what it tells beyond the twelve --------------------------------------------------------------------


def test_the_steps_are_those_of_the_report():
    result = failing(Verdict.DEADLOCK)
    told = report([result])["results"][0]
    trace = told["trace"]
    assert told["evidence"] == list(result.evidence)
    assert (trace["ending"], trace["left_out"]) == ("blocked", 0)
    steps = [(step["thread"], step["kind"], step["object"]) for step in trace["steps"]]
    assert ("Thread-1 (one)", "acquire", "first") in steps
    assert steps[-1][:2] == ("Thread-1 (one)", "wait")
    assert "second" in trace["steps"][-1]["words"]
    (preemption,) = trace["preemptions"]
    assert (preemption["thread"], preemption["by"]) == ("Thread-1 (one)", "Thread-2 (other)")
    (begins,) = [step for step in trace["steps"] if step["preempts"]]
    assert begins["step"] == preemption["before"]


def test_the_middle_of_a_long_execution_is_left_out_and_counted():
    events = [Event(number, "P0", "write", "n", str(number), Place("x.py", 1)) for number in range(1, 1_001)]
    result = Result(Verdict.WRONG, "x.", trace=Trace("failed", ["P0"], 1_000, [], events))
    trace = report([result])["results"][0]["trace"]
    assert len(trace["steps"]) == MOST_STEPS
    assert trace["left_out"] == 1_000 - MOST_STEPS
    numbers = [step["step"] for step in trace["steps"]]
    assert numbers[0] == 1
    assert numbers[-1] == 1_000
    assert numbers == sorted(set(numbers))
    result.trace = replace(result.trace, events=events[:MOST_STEPS])
    assert report([result])["results"][0]["trace"]["left_out"] == 0
