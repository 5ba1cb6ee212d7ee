"""``[tool.kata]``, the environment and options, under pytest and in the commands: the same values and sentences."""

import json

import pytest

PASSED, FAILED, USAGE = 0, 1, 2
PYTEST_USAGE = 4
MARKED = """
import threading

import pytest


@pytest.mark.explore{}
def test_two_add_to_one_number():
    box = [0]
    threads = [threading.Thread(target=lambda: box.__setitem__(0, box[0] + 1)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
MANY = """
import pytest

pytestmark = pytest.mark.kata("tally", allow="any")


def test_many_marks(Tally, threads):
    tally = Tally()
    for number in range(5):
        threads.start(f"t-{number}", tally.add)
    threads.join()
"""
"""More classes of schedules than any budget here: as many schedules are tried as are asked for."""


@pytest.fixture
def configured(project):
    """A project that is passed, whose one clause always takes the whole budget."""
    project.write("katas/tally.py", project.right)
    project.write("tests/katas/test_tally.py", MANY)

    def write(text):
        project.write("pyproject.toml", text)
        return project

    return write


def tried(project, *args):
    """How many schedules pytest says it has tried."""
    done = project.pytest("-v", "--engine", "explore", "tests/katas", *args, few=())
    assert done.ret == PASSED
    (line,) = [line for line in done.outlines if line.startswith("test_many_marks: ")]
    return line


@pytest.fixture
def clean(monkeypatch):
    """No variables of this machine's own."""
    for key in ("ENGINE", "SCHEDULES", "RUNS", "SECONDS", "SEED", "STRATEGY", "STRICT_RACES", "JOBS", "PROFILE"):
        monkeypatch.delenv(f"KATA_{key}", raising=False)
    return monkeypatch


FILE = '[tool.kata]\nschedules = 40\nstrategy = "random"\n[tool.kata.profiles.few]\nschedules = 70\n'


def test_pytest_goes_by_the_file_then_the_environment_then_options(configured, clean):
    project = configured(FILE)
    assert "40 schedules" in tried(project)
    clean.setenv("KATA_SCHEDULES", "50")
    assert "70 schedules" in tried(project, "--kata-profile", "few")


def test_the_commands_go_by_the_same(configured, clean):
    project = configured(FILE)

    def schedules(*args):
        done = project.kata("check", "--json", "--engine", "explore", "--jobs", "1", *args)
        assert done.exit_code == PASSED
        (result,) = json.loads(done.stdout)["results"]
        return result["schedules"]

    assert schedules() == 40
    assert schedules("--profile", "few") == 70
    clean.setenv("KATA_SCHEDULES", "50")
    assert schedules() == 50
    assert schedules("--profile", "few") == 70
    assert schedules("--schedules", "60") == 60


def test_explore_and_its_mark_go_by_the_file_where_they_say_nothing(configured, clean):
    project = configured('[tool.kata]\nschedules = 7\nstrategy = "random"\n')
    project.write("tests/test_plain.py", MARKED.format(""))
    project.write("tests/test_own.py", MARKED.format("(schedules=9)"))
    done = project.kata(
        "explore", "tests/test_plain.py::test_two_add_to_one_number", "--json", "--jobs", "1", "--seed", "1"
    )
    assert json.loads(done.stdout)["results"][0]["schedules"] == 7
    done = project.pytest("-v", "tests/test_plain.py", "tests/test_own.py", few=())
    assert done.ret == PASSED
    said = [line for line in done.outlines if line.startswith("test_two_add_to_one_number: ")]
    assert sorted(" 7 " in line for line in said) == [False, True]
    assert sorted(" 9 " in line for line in said) == [False, True]


def test_a_wrong_file_is_one_sentence_everywhere(configured, clean):
    sentence = "pyproject.toml line 3: runs must be a whole number of at least 1, not 0"
    project = configured("[tool.kata]\n\nruns = 0\n")
    project.write("tests/test_plain.py", MARKED.format(""))
    for command in (["check"], ["explore", "tests/test_plain.py::test_two_add_to_one_number"]):
        done = project.kata(*command)
        assert (done.exit_code, done.stdout) == (USAGE, "")
        assert done.stderr.startswith(f"kata: {sentence}")
        assert done.stderr.count("\n") == 1
    for tests in ("tests/katas", "tests/test_plain.py"):
        done = project.pytest(tests, few=())
        assert done.ret == PYTEST_USAGE
        assert [line for line in done.errlines if line] == [next(line for line in done.errlines if sentence in line)]


def test_it_is_no_internal_error_under_xdist_either(configured, clean):
    pytest.importorskip("xdist")
    done = configured("[tool.kata]\nschedule = 5\n").pytest("tests/katas", "-n", "1", few=())
    assert done.ret == PYTEST_USAGE
    said = next(line for line in done.errlines if line)
    assert said.startswith("ERROR: pyproject.toml line 2: [tool.kata] has no key")


def test_a_file_that_no_kata_is_judged_by_is_nobodys_business(configured, clean):
    project = configured("[tool.kata]\nschedule = 5\n")
    project.write("tests/test_other.py", "def test_nothing(): ...\n")
    assert project.pytest("tests/test_other.py", few=()).ret == PASSED
    assert project.kata("list").exit_code == PASSED


def test_a_wrong_profile_is_said_as_the_option_is_written(configured, clean):
    project = configured("")
    assert project.kata("check", "--profile", "quik").stderr.startswith(
        "kata: --profile: there is no profile 'quik'; did"
    )
    done = project.pytest("tests/katas", "--kata-profile", "quik", few=())
    assert done.ret == PYTEST_USAGE
    assert any(line.startswith("ERROR: --kata-profile: there is no profile 'quik'") for line in done.errlines)
