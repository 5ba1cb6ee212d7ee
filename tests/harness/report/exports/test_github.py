"""Annotations and the step summary of a GitHub workflow."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from harness.report.exports.github import active, commands, summary, write_summary
from harness.result import Note, NotedOperation, NoteKind, Result
from harness.trace import READ, Place
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parents[1]))

from results import failing, hostile, passing

COMMAND = re.compile(r"::(?P<kind>error|notice) (?P<properties>[^:\r\n]*)::(?P<data>[^\r\n]*)")


def read(line):
    """A command as a runner reads it: kind, properties, message."""
    match = COMMAND.fullmatch(line)
    assert match is not None, line
    properties = dict(part.split("=", 1) for part in match["properties"].split(","))
    return match["kind"], {key: unescaped(value) for key, value in properties.items()}, unescaped(match["data"])


def unescaped(text):
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def result(verdict=Verdict.DEADLOCK, message="P0 waits.", **more):
    return Result(verdict, message, more.pop("name", "barrier"), more.pop("file", "katas/barrier.py"), **more)


# -- annotations ---------------------------------------------------------------------------------------


def test_a_failure_is_an_error_at_the_learners_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (line,) = commands([result(line=15, replay="k1:x")])
    assert line == (
        "::error file=katas/barrier.py,line=15,title=Deadlock in barrier::P0 waits.%0AReplay: kata replay k1:x"
    )


def test_what_means_something_in_a_command_is_escaped_and_comes_back():
    wild = result(name="a,b::c\r%0A", message="50 %,\r\ntwo: three", file="odd, name: 5%.py")
    kind, properties, message = read(*commands([wild]))
    assert kind == "error"
    assert (properties["file"], message) == ("odd, name: 5%.py", "50 %, two: three")
    assert properties["title"] == "Deadlock in a,b::c\\r%0A"
    assert read(*commands([hostile()]))[2] == "a b: 100%, ok"


def test_a_file_is_named_from_the_workspace(tmp_path):
    inside, outside = tmp_path / "repo" / "katas" / "x.py", tmp_path / "other" / "x.py"
    workspace = str(tmp_path / "repo")
    (line,) = commands([result(file=str(inside))], workspace)
    assert read(line)[1]["file"] == "katas/x.py"
    (line,) = commands([result(file=str(outside))], workspace)
    assert read(line)[1]["file"] == outside.resolve().as_posix()


def test_a_pass_is_silent_but_for_its_notes():
    assert commands([result(Verdict.PASS), result(Verdict.UNFINISHED)]) == []
    known = tuple(NotedOperation(name, READ, "n", Place("/x.py", line)) for name, line in (("P0", 9), ("P1", 12)))
    unknown = tuple(NotedOperation(name, READ, "n") for name in ("P0", "P1"))
    noted = result(Verdict.PASS, notes=(Note(NoteKind.RACE, known), Note(NoteKind.RACE, unknown)))
    first, second = map(read, commands([noted]))
    assert (first[0], first[1]["line"], first[1]["title"]) == ("notice", "9", "Note on barrier")
    assert "P0 reads n at line 9 while P1 reads it at line 12 of x.py" in first[2]
    assert "line" not in second[1]


def test_a_verdict_of_two_words_is_words():
    assert read(*commands([result(Verdict.BUSY_WAIT)]))[1]["title"] == "Busy wait in barrier"


def test_only_a_workflow_of_githubs_counts():
    assert active({"GITHUB_ACTIONS": "true"})
    assert not active({})
    assert not active({"CI": "true", "GITHUB_ACTIONS": "false"})


# -- the summary ---------------------------------------------------------------------------------------


def rows(text):
    return [line for line in text.splitlines() if line.startswith("| ") and "---" not in line][1:]


def test_the_summary_is_a_table_and_each_failure_folded_away():
    text = summary([failing(Verdict.DEADLOCK), passing(0), result(Verdict.UNFINISHED)])
    assert text.startswith("### Katas: 1 of 3 passed\n\n")
    assert [row[2] for row in rows(text)] == ["❌", "✅", "⚪"]
    assert text.count("<details>") == text.count("</details>") == 1
    assert "```text\n── DEADLOCK" in text
    assert "```mermaid\nsequenceDiagram\n" in text


def test_nothing_in_a_cell_is_markdown_or_html():
    for row in rows(summary([hostile(), result(message="a | b <script> `c` **d** [e](f) @g #1 \\")])):
        assert len(re.findall(r"\|", row)) == 5
        assert not re.search(r"[<>`*\[\]@\\]", row)
        assert "&#" in row


def test_a_report_cannot_close_its_fence():
    text = summary([result(Verdict.WRONG, "x.", output="````\n# free\n````", found=1)])
    assert "`````text\n" in text
    inside = text[text.index("`````text\n") : text.rindex("\n`````")]
    assert "# free" in inside


def test_what_does_not_fit_is_left_out_and_said_to_be():
    failures = [failing(Verdict.DEADLOCK), failing(Verdict.RACE)]
    whole = summary(failures)
    short = summary(failures, most=len(whole.encode()) - 1)
    assert len(rows(short)) == 2
    assert short.count("<details>") == 1
    assert short.endswith("\n1 more report did not fit here.\n")
    assert "did not fit" not in whole


def test_the_summary_is_added_to_the_file_of_the_step(tmp_path):
    file = tmp_path / "summary.md"
    file.write_text("before\n", encoding="utf-8")
    assert write_summary([result()], {"GITHUB_STEP_SUMMARY": str(file)}) == ""
    assert file.read_text(encoding="utf-8").startswith("before\n### Katas: 0 of 1 passed\n")


def test_without_such_a_file_nothing_is_written(tmp_path):
    assert write_summary([result()], {}) == ""
    said = write_summary([result()], {"GITHUB_STEP_SUMMARY": str(tmp_path / "not" / "here")})
    assert said.startswith("the step summary was not written: ")


@pytest.mark.parametrize("verdict", [Verdict.DEADLOCK, Verdict.RACE])
def test_real_failures_are_commands(verdict):
    kind, properties, message = read(*commands([failing(verdict)]))
    assert (kind, int(properties["line"])) == ("error", failing(verdict).line)
    assert message.split("\nReplay: ")[0] == failing(verdict).message
