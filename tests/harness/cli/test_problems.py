"""``kata watch --problems``: the lines that an editor reads, with the expressions by which VS Code reads them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from harness.course.learner.workspace_settings import SETTINGS, TEMPLATES
from harness.verdict import Verdict

TASKS = TEMPLATES / SETTINGS[".vscode/tasks.json"]
(TASK,) = json.loads(TASKS.read_text(encoding="utf-8"))["tasks"]
MATCHER = TASK["problemMatcher"]
PATTERN = re.compile(MATCHER["pattern"]["regexp"])
BEGINS, ENDS = (re.compile(MATCHER["background"][name]) for name in ("beginsPattern", "endsPattern"))
PATIENCE = 60


class Watch:
    """A ``kata watch --problems`` on a pipe."""

    def __init__(self, folder, *words):
        # the arguments of the task itself, but for the module: here is no installed package
        assert TASK["args"][:2] == ["-m", "concurrency_katas"]
        code = "from harness.cli.main import main; main()"
        self._child = subprocess.Popen(
            [sys.executable, "-c", code, *TASK["args"][2:], *words],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip

    def block(self):
        """The problems of the next version, as VS Code reads them, and the lines between the fixed ones."""
        for line in self._child.stdout:
            if BEGINS.search(line.rstrip("\n")):
                break
        lines = []
        for line in self._child.stdout:
            if ENDS.search(line.rstrip("\n")):
                return [found.groups() for found in map(PATTERN.search, lines) if found], lines
            lines.append(line.rstrip("\n"))
        raise AssertionError("the end line was not printed")

    def rest(self):
        """The lines up to the keys, which end a report."""
        lines = []
        for line in self._child.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("h hint"):
                break
        return lines

    def close(self):
        self._child.kill()
        self._child.communicate(timeout=PATIENCE)


@pytest.fixture
def watch(project):
    opened = []

    def start(*words):
        opened.append(Watch(project.path, *words))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def test_a_failure_is_one_line_between_the_fixed_lines(project, watch):
    project.write("katas/tally.py", project.racy)
    one = watch("tally")
    problems, lines = one.block()
    assert len(lines) == 1
    ((file, line, verdict, sentence),) = problems
    assert (file, verdict) == ("katas/tally.py", "wrong")
    assert (project.path / file).read_text(encoding="utf-8").splitlines()[int(line) - 1].strip()
    assert sentence.startswith("tally.total() == 2, but it was 1 == 2")
    report = one.rest()
    assert any("WRONG  tally" in line for line in report), "the report follows for the learner"
    assert not [line for line in report if PATTERN.search(line) or BEGINS.search(line) or ENDS.search(line)]
    assert "\x1b" not in "".join(report)


def test_a_pass_has_no_line_and_so_has_a_stub(project, watch):
    one = watch("tally")
    assert one.block() == ([], [])
    one.rest()
    project.write("katas/tally.py", project.right)
    assert one.block() == ([], [])
    assert any(line.startswith("✓ tally") for line in one.rest())
    project.write("katas/tally.py", "class Tally:\n    def add(self:\n")
    (problem,), _ = one.block()
    assert problem[:3] == ("katas/tally.py", "2", "error")


def test_the_session_follows_the_learner_to_another_kata(project, watch):
    project.add_bell()
    one = watch("tally")
    one.block()
    one.rest()
    project.write("katas/bell.py", 'class Bell:\n    def ring(self):\n        return "dong"\n')
    (problem,), _ = one.block()
    assert problem[2] == "wrong"
    assert any(line.startswith("bell: wrong in ") for line in one.rest())


def test_on_a_terminal_the_keys_work_and_nothing_is_cleared(project, terminal):
    project.write("katas/tally.py", project.racy)
    one = terminal("watch", "tally", "--problems")
    assert re.search(BEGINS, one.waits_for(r"kata: .*")[0])
    assert re.search(PATTERN, one.waits_for(r"katas/.*")[0])
    one.waits_for("h hint")
    assert "\x1b[2J" not in one.said
    one.types("q")
    assert one.ends() == 0


def test_the_pattern_names_every_verdict_that_is_a_failure():
    names = re.search(r"\(([a-z_|]+)\)", MATCHER["pattern"]["regexp"])[1].split("|")
    assert sorted(names) == sorted(str(one) for one in Verdict if one not in (Verdict.PASS, Verdict.UNFINISHED))
    assert [MATCHER["pattern"][name] for name in ("file", "line", "code", "message")] == [1, 2, 3, 4]


def test_the_documents_name_the_lines():
    text = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    begin, end = re.findall(r"`(kata: \w+) NAME`", text)
    assert BEGINS.search(f"{begin} tally")
    assert ENDS.search(f"{end} tally")
