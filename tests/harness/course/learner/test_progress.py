"""What is remembered of the learner's results, what it is bound to, and what becomes of a damaged file."""

import json
import shutil
import subprocess

import pytest

from harness.course.content.catalogue import catalogue
from harness.course.content.syllabus import FILE as COURSE
from harness.course.learner.progress import CourseProgress, KataState, next_unfinished, record
from harness.course.learner.progress_file import FILE
from harness.result import Result
from harness.verdict import Verdict

SECOND = "test_two_threads_make_two_marks"


def passed(schedules=1_000, *, exhaustive=False, engine="explore"):
    return Result(Verdict.PASS, "2 clauses hold.", schedules=schedules, exhaustive=exhaustive, engine=engine)


def failed(test=SECOND, verdict=Verdict.WRONG):
    return Result(verdict, "It failed.", test=test, schedules=7)


class Learner:
    """A project, and what a check of its kata would do to the progress."""

    def __init__(self, project):
        self.project = project
        self.kata = catalogue(project.path)["tally"]

    def writes(self, text):
        self.project.write("katas/tally.py", text)

    def gets(self, result, target=None):
        return record(self.kata, target or self.kata.stub, result)

    @property
    def state(self):
        return CourseProgress(self.project.path).state(self.kata)

    @property
    def entry(self):
        return CourseProgress(self.project.path).entry(self.kata)


@pytest.fixture
def learner(project):
    return Learner(project)


def test_a_stub_is_not_begun_and_leaves_nothing_behind(learner):
    assert learner.state is KataState.NOT_BEGUN
    learner.gets(Result(Verdict.UNFINISHED, "tally is not implemented yet."))
    assert learner.state is KataState.NOT_BEGUN
    assert not (learner.project.path / FILE).exists()


def test_a_file_is_begun_then_passed_then_proved(learner):
    learner.writes(learner.project.racy)
    assert learner.state is KataState.BEGUN
    learner.gets(failed())
    assert learner.state is KataState.BEGUN
    learner.writes(learner.project.right)
    learner.gets(passed())
    assert learner.state is KataState.PASSED
    learner.gets(passed(12, exhaustive=True))
    assert learner.state is KataState.PROVED


def test_a_changed_file_is_begun_again_and_the_same_text_has_its_state_back(learner):
    learner.writes(learner.project.right)
    learner.gets(passed())
    learner.writes(learner.project.right + "\n# a remark\n")
    assert learner.state is KataState.BEGUN
    learner.writes(learner.project.right)
    assert learner.state is KataState.PASSED


def test_a_changed_contract_asks_for_another_check(learner):
    learner.writes(learner.project.right)
    learner.gets(passed())
    contract = learner.kata.contract.read_text(encoding="utf-8")
    learner.project.write("tests/katas/test_tally.py", contract + "\n\ndef test_one_more(Tally):\n    Tally()\n")
    assert learner.state is KataState.BEGUN


def test_a_file_set_back_or_taken_away_is_not_finished(learner):
    stub = learner.kata.stub.read_text(encoding="utf-8")
    learner.writes(learner.project.right)
    learner.gets(passed())
    learner.writes(stub)
    assert learner.state is KataState.NOT_BEGUN
    learner.kata.stub.unlink()
    assert learner.state is KataState.MISSING


def test_results_of_other_files_are_no_progress(learner):
    learner.writes(learner.project.racy)
    learner.gets(passed(), learner.kata.solution)
    assert learner.entry is None
    learner.gets(passed(), learner.project.path / "katas" / ".." / "katas" / "tally.py")
    assert learner.entry is not None


def test_a_proof_outlives_a_shorter_look_at_the_same_text_but_no_failure_and_no_change(learner):
    learner.writes(learner.project.right)
    learner.gets(passed(12, exhaustive=True))
    learner.gets(passed(5))
    assert learner.state is KataState.PROVED
    learner.gets(failed())
    assert learner.state is KataState.BEGUN
    learner.gets(passed(5))
    assert learner.state is KataState.PASSED
    learner.gets(passed(12, exhaustive=True))
    learner.writes(learner.project.right + "\n")
    learner.gets(passed(5))
    assert learner.state is KataState.PASSED


def test_the_best_result_is_kept_whatever_comes_after(learner):
    learner.writes(learner.project.racy)
    told = []
    for result in (
        failed("test_one_mark_is_counted"),
        failed(),
        failed("test_one_mark_is_counted"),
        failed(test=None, verdict=Verdict.ERROR),
        passed(30, engine="stress"),
        passed(1_200),
        passed(900),
        passed(12, exhaustive=True),
        failed(),
    ):
        learner.gets(result)
        told.append(str(learner.entry.best))
    assert told == [
        "0 of 2 clauses",
        *["1 of 2 clauses"] * 3,
        "30 runs",
        *["1,200 schedules"] * 2,
        *["every schedule"] * 2,
    ]


# -- the file --------------------------------------------------------------------------------------------


def test_the_file_is_plain_text_and_safe_to_delete(learner):
    learner.writes(learner.project.right)
    learner.gets(passed())
    data = json.loads((learner.project.path / FILE).read_text(encoding="utf-8"))
    assert data["schema"] == "kata-progress/1"
    assert data["katas"]["tally"]["verdict"] == "pass"
    (learner.project.path / FILE).unlink()
    assert learner.state is KataState.BEGUN
    assert [path.name for path in (learner.project.path / FILE).parent.iterdir()] == []


GOOD = '{"schema": "kata-progress/1", "katas": {}}'


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"half a fi",
        b"\xff\xfe",
        b"[]",
        b"3",
        b"{}",
        b'{"schema": "kata-progress/2", "katas": {}}',
        b'{"schema": "kata-progress/1", "katas": []}',
        b'{"schema": "kata-progress/1", "katas": {"tally": {"verdict": "pass"}}}',
        b'{"schema": "kata-progress/1", "katas": {"tally": 3}}',
        b"[" * 100_000,
        b'<<<<<<< ours\n{"schema": "kata-progress/1", "katas": {}}\n=======\n>>>>>>> theirs\n',
        b'{"schema": "kata-progress/1", "katas": {"tally": {"source": 3, "verdict": "pass", "test": null}}}',
        b'{"schema": "kata-progress/1", "katas": {"tally": {"source": "", "verdict": "fine", "test": null}}}',
        (
            b'{"schema": "kata-progress/1", "katas": {"tally": {"source": "", "verdict": "pass", "test": null, '
            b'"score": {"held": true, "clauses": 2, "tried": 0, "engine": "explore", "proved": false}}}}'
        ),
    ],
    ids=range(15),
)
def test_a_damaged_or_foreign_file_is_set_aside_with_a_sentence(learner, text):
    file = learner.project.path / FILE
    file.parent.mkdir()
    file.write_bytes(text)
    learner.writes(learner.project.right)
    note = learner.gets(passed())
    assert note == (
        ".kata/progress.json is damaged or of another version; it is now progress.json.bad, and progress is reset"
    )
    assert file.with_name("progress.json.bad").read_bytes() == text
    assert learner.gets(passed()) == "", "said once"
    assert learner.state is KataState.PASSED


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
def test_what_two_people_did_to_two_katas_merges(project, tmp_path):
    project.add_bell()
    project.write("katas/tally.py", project.racy)
    bell, tally = (catalogue(project.path)[name] for name in ("bell", "tally"))
    file = project.path / FILE
    versions = {}
    for name, kata, result in (("base", bell, failed(None)), ("ours", tally, passed()), ("theirs", bell, passed(9))):
        if name == "base":
            record(tally, tally.stub, failed())
        else:
            file.write_text(versions["base"], encoding="utf-8")
        record(kata, kata.stub, result)
        versions[name] = file.read_text(encoding="utf-8")
    for name, text in versions.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["git", "merge-file", "-p", "ours", "base", "theirs"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    file.write_text(done.stdout, encoding="utf-8")
    progress = CourseProgress(project.path)
    assert progress.note == ""
    assert [progress.state(kata) for kata in (bell, tally)] == [KataState.PASSED, KataState.PASSED]


def test_a_good_file_is_left_where_it_is(learner):
    learner.project.write(FILE, GOOD)
    assert CourseProgress(learner.project.path).note == ""
    assert (learner.project.path / FILE).read_text(encoding="utf-8") == GOOD


def test_where_nothing_can_be_written_nothing_is_kept(learner):
    learner.project.write(".kata", "a file where the folder should be")
    learner.writes(learner.project.right)
    learner.gets(passed())
    assert learner.state is KataState.BEGUN


# -- the next one ----------------------------------------------------------------------------------------

TABLES = """
[bell]
concept = "ringing"
needs = {bell}

[tally]
concept = "marks"
needs = {tally}
"""


@pytest.mark.parametrize(
    ("needs", "finished", "expected"),
    [
        ({"bell": [], "tally": ["bell"]}, [], "bell"),
        ({"bell": [], "tally": ["bell"]}, ["bell"], "tally"),
        ({"bell": [], "tally": []}, ["tally"], "bell"),
        ({"bell": ["tally"], "tally": []}, [], "tally"),
        ({"bell": ["tally"], "tally": ["bell"]}, [], "bell"),
        ({"bell": ["gone"], "tally": []}, [], "bell"),
        ({"bell": [], "tally": []}, ["bell", "tally"], None),
    ],
)
def test_the_next_is_the_first_not_finished_whose_needs_are(project, needs, finished, expected):
    project.add_bell()
    project.write(COURSE, TABLES.format(**needs))
    project.write("katas/tally.py", project.right)
    katas = catalogue(project.path)
    for name in finished:
        record(katas[name], katas[name].stub, passed())
    found = next_unfinished(katas, CourseProgress(project.path))
    assert (found.name if found else None) == expected
