"""What TAB offers, asked for as the shells' own scripts ask."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from harness.cli.app import app

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture
def tab(project):
    """What a shell is offered at the end of a line."""
    project.add_bell()

    def offered(line, shell="bash"):
        words = line.split(" ")
        env = {
            "_KATA_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }
        done = CliRunner().invoke(app, [], env=env, prog_name="kata")
        assert done.stderr == ""
        return done.stdout.split()

    return offered


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("kata check ", ["bell", "tally"]),
        ("kata check ta", ["tally"]),
        ("kata check bell ta", ["tally"]),
        ("kata watch b", ["bell"]),
        ("kata hint b", ["bell"]),
        ("kata reset b", ["bell"]),
        ("kata solution b", ["bell"]),
        ("kata compare b", ["bell"]),
        ("kata verify b", ["bell"]),
        ("kata explain dead", ["deadlock"]),
        ("kata explain bar", ["barrier"]),
        ("kata hint --verdict st", ["stuck", "starvation"]),
        ("kata check --strategy pct", ["pct1", "pct2", "pct3"]),
        ("kata explore x.py::f --strategy su", ["surw"]),
        ("kata check --profile ", ["quick", "thorough", "nightly"]),
        ("kata check --engine s", ["stress"]),
        ("kata upd", ["update"]),
        ("kata check nobody", []),
    ],
)
def test_a_line_is_completed(tab, line, wanted):
    assert tab(line) == wanted


@pytest.mark.parametrize("shell", SHELLS)
def test_in_each_shell(tab, shell):
    assert "tally" in " ".join(tab("kata check ta", shell))
    assert "bell" not in " ".join(tab("kata check ta", shell))


def test_the_projects_own_profiles_are_offered_and_a_broken_file_is_no_hindrance(tab, project):
    project.write("pyproject.toml", "[tool.kata.profiles.thirty]\nschedules = 30\n")
    assert tab("kata check --profile th") == ["thorough", "thirty"]
    project.write("pyproject.toml", "[tool.kata")
    assert tab("kata check --profile th") == ["thorough"]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_that_asks_is_printed(shell):
    done = CliRunner().invoke(app, [], env={"_KATA_COMPLETE": f"source_{shell}"}, prog_name="kata")
    assert "_KATA_COMPLETE" in done.stdout
    assert f"complete_{shell}" in done.stdout


def test_completion_is_quick_because_it_leaves_the_engine_alone(project):
    code = (
        "import sys; from harness.cli.completing import katas, profiles, verdicts; "
        "katas(''); profiles(''); verdicts(''); "
        "late = ('concurrency_katas.world', 'concurrency_katas.workers', 'greenlet'); "
        "print([name for name in sys.modules if name.startswith(late)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
