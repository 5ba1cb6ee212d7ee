"""A folder with one submission and no workspace: the commands that a report names work there, by the packaged contract.

A student whose file was graded need not have a workspace.
"""

import json

import pytest
from typer.testing import CliRunner

from harness.cli.app import app
from harness.course.content import catalogue as module

PASSED, FAILED, USAGE = 0, 1, 2
UNLOCKED = """class Counter:
    def __init__(self):
        self._value = 0

    def increment(self):
        self._value += 1

    @property
    def value(self):
        return self._value
"""


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """Make a folder with only counter.py the working directory; return the function that runs a command there."""

    def nowhere(start=None):
        raise module.UsageError("there are no katas here")

    monkeypatch.setattr(module, "find_root", nowhere)  # else the clone of these tests would be found
    monkeypatch.chdir(tmp_path)
    (tmp_path / "counter.py").write_text(UNLOCKED, encoding="utf-8")
    return lambda *words: CliRunner().invoke(app, list(words))


@pytest.fixture
def token(alone):
    done = alone("check", "counter", "--against", "counter.py", "--engine", "explore", "--schedules", "50", "--json")
    assert done.exit_code == FAILED, done.output
    (result,) = json.loads(done.stdout)["results"]
    assert "@counter.py:" in result["replay"]
    return result["replay"]


def test_a_token_is_replayed(alone, token):
    done = alone("replay", token)
    assert done.exit_code == FAILED, done.output
    assert "WRONG  counter  test_two_count_once_each" in done.stdout


def test_the_hint_that_a_report_names_is_shown(alone, token):
    done = alone("replay", token)
    assert "kata hint counter --verdict wrong" in done.stdout
    done = alone("hint", "counter", "--verdict", "wrong")
    assert done.exit_code == PASSED, done.output
    assert done.stdout.startswith("counter, wrong\n")


def test_a_page_is_written(alone, token, tmp_path):
    done = alone("page", token, "-o", "page.html")
    assert done.exit_code == FAILED, done.output
    assert "test_two_count_once_each" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_the_kata_is_found_by_the_name_of_the_file(alone):
    done = alone("check", "--against", "counter.py", "--engine", "explore", "--schedules", "50", "--oneline")
    assert done.exit_code == FAILED, done.output
    assert "counter.py:" in done.stdout


@pytest.mark.parametrize("words", [("check",), ("check", "counter"), ("replay", "counter"), ("hint", "counter")])
def test_what_needs_a_workspace_says_so(alone, words):
    done = alone(*words)
    assert done.exit_code == USAGE
    assert "there are no katas here" in done.stderr
