"""``kata replay --export`` and ``kata check --github``: what the commands write for other programs."""

from __future__ import annotations

import json
import re

import pytest

WRONG = "katas/tally.py"


@pytest.fixture
def token(project):
    """A project with a race, and what replays it."""
    project.write(WRONG, project.racy)
    _, (result,) = project.judged("tally")
    return result["replay"]


def test_each_format_is_alone_on_standard_output(project, token):
    chrome = project.kata("replay", token, "--export", "chrome")
    assert chrome.exit_code == 1
    assert json.loads(chrome.stdout)["otherData"]["replay"] == token
    mermaid = project.kata("replay", token, "--export", "mermaid")
    assert mermaid.stdout.startswith("sequenceDiagram\n")


def test_a_file_is_written_and_the_report_still_shown(project, token):
    done = project.kata("replay", token, "--export", "chrome", "-o", "trace.json")
    assert done.exit_code == 1
    assert done.stdout.startswith("── WRONG  tally")
    assert "kata: wrote trace.json" in done.stderr
    written = project.path / "trace.json"
    assert json.loads(written.read_text(encoding="utf-8"))["otherData"]["verdict"] == "wrong"
    assert [path.name for path in project.path.glob("trace.json*")] == ["trace.json"]


def test_what_cannot_be_written_is_said_in_a_sentence(project, token):
    done = project.kata("replay", token, "--export", "json", "-o", "not/here.json")
    assert done.exit_code == 2
    assert done.stderr.startswith("kata: not")
    assert project.kata("replay", token, "-o", "x.json").exit_code == 2
    assert not (project.path / "x.json").exists()


def test_a_verdict_without_an_execution_has_nothing_to_export(project):
    from harness.cli.exports import Format, exported
    from harness.errors import UsageError
    from harness.result import Result
    from harness.verdict import Verdict

    for form in (Format.CHROME, Format.MERMAID):
        with pytest.raises(UsageError, match="nothing to export"):
            exported(Result(Verdict.ERROR, "x."), form)


FEW = ("--engine", "explore", "--schedules", "50", "--jobs", "1")


def test_a_workflow_gets_an_annotation_and_a_summary(project, monkeypatch):
    project.write(WRONG, project.racy)
    summary = project.path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    done = project.kata("check", "--github", *FEW)
    assert done.exit_code == 1
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert re.match(rf"::error file={WRONG},line=\d+,title=Wrong in tally::", line)
    assert summary.read_text(encoding="utf-8").startswith("### Katas: 0 of 1 passed\n")


def test_beside_json_the_annotations_leave_standard_output_alone(project, monkeypatch):
    project.write(WRONG, project.racy)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    done = project.kata("check", "--json", "--github", *FEW)
    assert json.loads(done.stdout)["results"][0]["verdict"] == "wrong"
    assert "::error " in done.stderr


def test_nobody_who_did_not_ask_gets_annotations(project, monkeypatch):
    project.write(WRONG, project.racy)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    done = project.kata("check", *FEW)
    assert "::error" not in done.output


def test_a_pass_of_one_kata_says_what_was_done_clause_by_clause(project):
    project.write(WRONG, project.right)
    done = project.kata("check", "tally", *FEW)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("✓ tally  2 clauses hold")
    _, first, second, *every, _, last = (re.sub(" {2,}", "|", line.strip()) for line in lines[1:])
    assert re.fullmatch(r"proved\|one mark is counted\|\d threads?, 1 order", first)
    assert second == "two threads make two marks|3 threads, 2 orders"
    assert " ".join(every).startswith("(every possible order of the threads was tried;")
    assert last.startswith("versus|The reference has the same outline: ")


def test_a_wait_outside_of_a_loop_is_noted_under_a_pass(project):
    waiting = project.right.replace("import Lock", "import Condition").replace("Lock()", "Condition()")
    body = waiting.replace("def total", "def wait(self):\n        self.lock.wait()\n\n    def total")
    assert body != waiting
    project.write(WRONG, body)
    note = "note  self.lock.wait() at line "
    contract = (project.path / "tests/katas/test_tally.py").read_text(encoding="utf-8")
    project.write("tests/katas/test_tally.py", contract.replace('allow="Lock, Thread"', 'allow="Condition"'))
    done = project.kata("check", "tally", *FEW)
    assert done.exit_code == 0, done.output
    assert note in done.stdout
    assert "belongs in a while loop" in " ".join(done.stdout.split())
