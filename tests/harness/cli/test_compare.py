"""``kata compare``: what it prints, writes and refuses."""

import json

import pytest
from typer.testing import CliRunner

from harness.cli.app import app

PASSED, USAGE = 0, 2
FEW = ("--schedules", "5", "--jobs", "1")


def kata(*words):
    return CliRunner().invoke(app, ["compare", *map(str, words), "--yes"])


def test_it_asks_before_it_tells_how_the_reference_is_built(begun):
    done = CliRunner().invoke(app, ["compare", "tally", *FEW])
    assert done.exit_code == USAGE
    assert "tally is not passed yet, and the comparison tells how the reference is built." in done.output
    assert "--yes" in done.output
    assert "Lock" not in done.output


@pytest.fixture
def begun(project, monkeypatch):
    project.write("katas/tally.py", project.racy)
    project.write("other/friend.py", project.right)
    monkeypatch.chdir(project.path)
    return project


def test_files_stand_side_by_side_on_the_terminal_and_on_a_page(begun):
    done = kata("tally", "other/friend.py", *FEW, "--html", "beside.html")
    assert done.exit_code == PASSED, "a comparison is no verdict"
    head, *_ = done.output.splitlines()
    assert head.split() == ["tally", "yours", "reference", "friend"]
    assert "  two threads make two marks" in done.output
    assert "yours: wrong" in done.output
    assert done.output.splitlines()[-1] == "beside.html"
    page = (begun.path / "beside.html").read_text(encoding="utf-8")
    assert '<td class="bad">wrong</td>' in page
    assert '<th scope="col">friend</th>' in page


def test_other_programs_get_one_object(begun):
    done = kata("tally", *FEW, "--json")
    data = json.loads(done.stdout)
    assert data["schema"] == "kata-compare/1"
    assert [one["role"] for one in data["files"]] == ["yours", "reference"]
    assert data["files"][0]["clauses"][1]["verdict"] == "wrong"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tally", "nowhere.py"), "kata: nowhere.py: no such file"),
        (("tally", "--against", "nowhere.py"), "kata: --against nowhere.py: no such file or folder"),
        (("tally", "--html", "nowhere/beside.html"), "kata: --html nowhere/beside.html: there is no folder nowhere"),
        (("taly",), "kata: there is no kata 'taly'; did you mean 'tally'?"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(begun, words, said):
    done = kata(*words, *FEW)
    assert done.exit_code == USAGE
    assert done.output.startswith(said)
