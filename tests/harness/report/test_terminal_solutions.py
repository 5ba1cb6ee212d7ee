"""The report of every wrong solution: it fits on a screen, and its last lines show the failure again.

Without ``--slow``, one file of each kata, a first failing clause of it, and three commands in a real shell.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import golden
import pytest
from golden import KATAS, ROOT

from harness.course.content.catalogue import Kata
from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.clause import Clause
from harness.report.terminal.commands import quoted, typed
from harness.report.terminal.failure import failure, text
from harness.report.text.line import cells, plain
from harness.result import Result
from harness.token import Token

WRONG = ROOT / "tests" / "wrong"
LINES, COLUMNS = 30, 80
FOREIGN = {file.name for file in (ROOT / "harness").rglob("*.py")} | {
    file.name for file in Path(sysconfig.get_path("stdlib")).glob("*.py")
}
"""Names of files that no learner wants to read about."""
SHELL = (
    "dining_philosophers/everybody_takes_the_left_fork_first",
    "barrier/wraps_the_barrier_of_python",
    "counter/locks_only_the_writing",
)
"""A deadlock, what is forbidden, and a race."""


def solutions(first: bool = False) -> list[object]:
    """The wrong solutions; with ``first``, one of each kata."""
    files = sorted(WRONG.glob("*/*.py"))
    if first:
        files = list({file.parent: file for file in reversed(files)}.values())
    return [pytest.param(KATAS[file.parent.name], file, id=f"{file.parent.name}/{file.stem}") for file in files]


def searched(kata: Kata, file: Path, name: str, budget: int, replay: Token | None = None) -> Result:
    """A clause, as the judge runs it."""
    clause = Clause(kata.name, str(kata.contract), name, str(file), kata.public)
    return run(clause, Budget(budget), replay=replay)


def failures(kata: Kata, file: Path, budget: int) -> Iterator[Result]:
    """The clauses that fail."""
    for name in kata.clauses:
        result = searched(kata, file, name, budget)
        if not result.passed:
            yield result


def command(report: str) -> str:
    """The command that shows the failure again, exactly as it is printed, over as many lines as it takes."""
    lines = report.split("\n")
    first = [index for index, line in enumerate(lines) if line.startswith(("  replay  ", "  again   "))]
    assert len(first) == 1, report
    last = next(index for index in range(first[0], len(lines)) if not lines[index].endswith("\\"))
    assert all(line.startswith(("  page    ", "  hint    ")) for line in lines[last + 1 :]), report
    found = lines[first[0] : last + 1]
    return "\n".join([found[0][10:], *found[1:]])


def assert_readable(report: str, file: Path) -> None:
    """It fits on a screen, and speaks of the learner's files alone."""
    lines = report.split("\n")
    assert len(lines) <= LINES, report
    assert max(map(cells, lines)) <= COLUMNS, report
    named = {word.strip("(),:;") for word in report.split() if word.strip("(),:;.").endswith(".py")}
    assert not (named & FOREIGN) - {file.name}, report
    assert str(ROOT) not in report.replace("\\\n", "")
    assert "_kata_" not in report, report
    assert all(char.isprintable() for line in lines for char in line)


def assert_again(result: Result, kata: Kata, file: Path, report: str, budget: int) -> None:
    """What the command asks for shows the same verdict."""
    words = shlex.split(command(report).replace("\\\n", ""))
    if words[1] == "replay":
        token = Token.parse(words[2])
        assert token.what.startswith(f"{kata.name}/{result.test}"), report
        found = searched(kata, file, str(result.test), budget, token)
    else:
        assert words == ["kata", "check", kata.name, "--against", file.relative_to(ROOT).as_posix()]
        found = searched(kata, file, str(result.test or kata.clauses[0]), budget)
    assert found.verdict is result.verdict, report


@pytest.mark.parametrize(("kata", "file"), solutions(first=True))
def test_a_wrong_solution_of_each_kata_fits_on_a_screen_and_fails_again(
    kata: Kata, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = golden.judged(kata, file)
    report = text(failure(result))
    assert_readable(report, file)
    assert_again(result, kata, file, report, 20)


@pytest.mark.slow
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize(("kata", "file"), solutions())
def test_a_wrong_solution_fits_on_a_screen_in_every_clause_and_fails_again(
    kata: Kata, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    found = list(failures(kata, file, 300))
    assert found
    for result in found:
        report = text(failure(result))
        assert_readable(report, file)
        assert_again(result, kata, file, report, 300)


# -- in a shell ---------------------------------------------------------------------------------------

NASTY = "k1:x@a b/c'd\"e$HOME`id`\\f~*?[g](h){i}<j>|k&l;m#n!/größe 日本.py:0=1.2"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("width", [40, 41, 42, 43, 60, 80])
@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_command_comes_out_of_a_shell_as_it_was_meant(width: int, times: int) -> None:
    word = NASTY * times
    lines = [plain(line) for line in typed("replay", f"printf %s {quoted(word)}", width)]
    assert max(map(cells, lines)) <= width
    pasted = "\n".join([lines[0].removeprefix("  replay  "), *lines[1:]])
    done = subprocess.run(["/bin/sh", "-c", pasted], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == word


def assert_pasted(file: Path) -> None:
    """`kata check` reports it, and the last lines of that report, pasted into a shell, report it again."""
    programs = Path(sys.executable).parent
    if sys.platform == "win32" or not (programs / "kata").exists():
        pytest.skip("needs a POSIX shell, and kata installed beside this interpreter")
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("FORCE_COLOR", None)
    check = f"kata check {file.parent.name} --against {file.relative_to(ROOT).as_posix()} --schedules 300 --jobs 1"
    reports = []
    for line in (check, ""):
        asked = line or command(reports[0].partition("\n  hint  ")[0])
        done = subprocess.run(
            asked, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 1, done.stdout + done.stderr
        reports.append(done.stdout.rstrip("\n"))
    assert_readable(reports[0], file)
    first, again = (report.split("\n")[0] for report in reports)
    assert first == again


@pytest.mark.parametrize("name", SHELL)
def test_the_last_lines_can_be_pasted_into_a_shell(name: str) -> None:
    assert_pasted(WRONG / f"{name}.py")


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("kata", "file"), solutions())
def test_the_last_lines_of_every_report_can_be_pasted_into_a_shell(kata: Kata, file: Path) -> None:
    assert_pasted(file)
