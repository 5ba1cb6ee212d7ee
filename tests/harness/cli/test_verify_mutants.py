"""``kata verify --mutants``: a table, each survivor with its line, its sentence and its diff, and the exit code."""

import json

PASSED, FAILED, USAGE = 0, 1, 2
FEW = ("--jobs", "1", "--schedules", "20")

BELL_WITH_SONGS = """
class Bell:
    def ring(self):
        return "ding"

    def sing(self):
        return "la"
"""


def test_all_mutants_of_a_kata_are_caught(project):
    project.add_bell()
    done = project.kata("verify", "--mutants", "bell", *FEW)
    assert done.exit_code == PASSED
    assert done.stdout.splitlines()[0].split() == [
        "kata", "made", "caught", "equivalent", "survived", "schedules", "seconds",
    ]  # fmt: skip
    assert done.stdout.splitlines()[-1].split()[:5] == ["bell", "2", "2", "0", "0"]


def test_a_survivor_is_shown_with_its_line_its_sentence_and_its_diff(project):
    project.add_bell()
    project.write("solutions/bell.py", BELL_WITH_SONGS)
    project.write("solutions/tally.py", project.racy)
    done = project.kata("verify", "--mutants", "bell", "tally", *FEW)
    assert done.exit_code == FAILED
    assert "1 of 2: bell\n2 of 2: tally\n" in done.stderr
    assert "solutions/bell.py:6: `return 'la'` was dropped. No clause fails (drop-return).\n" in done.stdout
    assert '-        return "la"\n+        pass\n' in done.stdout
    rows = [line.split() for line in done.stdout.splitlines()]
    bell, tally, total = (next(row for row in rows if row[:1] == [name]) for name in ("bell", "tally", "all"))
    assert [int(number) for number in total[1:5]] == [
        int(a) + int(b) for a, b in zip(bell[1:5], tally[1:5], strict=True)
    ]


def test_a_fault_in_the_list_of_equivalent_mutants_fails(project):
    project.add_bell()
    project.write("tests/mutants/bell.toml", "[[equivalent]]\n")
    done = project.kata("verify", "--mutants", "bell", *FEW)
    assert done.exit_code == FAILED
    assert "tests/mutants/bell.toml, table 1: it must have" in done.stdout


def test_what_it_says_to_other_programs(project):
    project.add_bell()
    done = project.kata("verify", "--mutants", "--json", "bell", *FEW)
    report = json.loads(done.stdout)
    assert report["schema"] == "kata-mutants/1"
    [bell] = report["katas"]
    assert bell["kata"] == "bell"
    assert bell["file"] == "solutions/bell.py"
    assert bell["faults"] == []
    first = bell["outcomes"][0]
    assert first["state"] == "caught"
    assert first["clause"] == "test_it_rings"
    assert first["identity"] == {
        "operator": "drop-return",
        "function": "Bell.ring",
        "lines": ['return "ding"'],
        "becomes": ["pass"],
    }


def test_an_unknown_kata_is_a_usage_error(project):
    assert project.kata("verify", "--mutants", "bel").exit_code == USAGE
