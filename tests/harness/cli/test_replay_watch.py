"""``kata replay TOKEN --watch NAME``: the values that a name had."""

import json

import pytest

from harness.report.exports.json import schema

FAILED, USAGE = 1, 2

FUNCTION = """from threading import Thread

def lost_update():
    counts = [0]
    def add():
        counts[0] = counts[0] + 1
    both = [Thread(target=add), Thread(target=add)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert counts == [2]
"""


@pytest.fixture
def lost(project, replay_command):
    """The words of the command that replays a lost update."""
    project.write("script.py", FUNCTION)
    found = project.kata("explore", "script.py::lost_update")
    return replay_command(found.stdout)[1:]


def test_a_replay_shows_the_values_that_a_name_had(project, lost):
    done = project.kata(*lost, "--watch", "counts", "--watch", "counts[0]")
    assert done.exit_code == FAILED
    report, table, item = done.stdout.split("\nvalues of ")
    assert "WRONG" in report
    assert [line.split() for line in table.splitlines() if line][:5] == [
        ["counts"],
        ["step", "thread", "line", "value"],
        ["start", "[0]"],
        ["4", "Thread-1", "(add)", "6", "[0]", "read"],
        ["5", "Thread-2", "(add)", "6", "[0]", "read"],
    ]
    assert item.splitlines()[0] == "counts, which has counts[0]"
    assert item.splitlines()[1:] == table.rstrip().splitlines()[1:]


def test_the_values_of_a_name_as_json(project, lost):
    jsonschema = pytest.importorskip("jsonschema")
    done = project.kata(*lost, "--watch", "counts", "--json")
    document = json.loads(done.stdout)
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(document)) == []
    (watched,) = document["results"][0]["watched"]
    assert watched["name"] == "counts"
    assert [(one["step"], one["access"], one["value"]) for one in watched["values"]][:2] == [
        (None, "start", "[0]"),
        (4, "read", "[0]"),
    ]
    plain = json.loads(project.kata(*lost, "--json").stdout)
    assert plain["results"][0]["watched"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--watch", "count"], "no step of this schedule reads or writes 'count'; names that occur: counts"),
        (["--watch", "counts", "--export", "mermaid"], "--watch does not go with --export"),
    ],
)
def test_what_cannot_be_watched_is_one_sentence(project, lost, words, said):
    done = project.kata(*lost, *words)
    assert done.exit_code == USAGE
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
