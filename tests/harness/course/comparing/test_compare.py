"""Files side by side, judged and measured by workers, with as little of each as there can be."""

import pytest

from harness.course.comparing import compare as module
from harness.course.comparing.compare import compare, roles
from harness.course.content.catalogue import catalogue
from harness.course.grading.check import CheckSettings
from harness.verdict import Verdict

FEW = CheckSettings(("explore",), schedules=5)


@pytest.fixture
def little(monkeypatch):
    for name, value in {"ROUNDS": 2, "SCHEDULES": 5, "LOOKS": 20}.items():
        monkeypatch.setattr(module, name, value)


@pytest.fixture
def tally(project):
    return catalogue(project.path)["tally"]


def test_the_reference_is_always_one_of_them(tally, project):
    project.write("katas/tally.py", project.racy)
    mine, reference = compare(tally, tally.stub, [], CheckSettings(("explore", "stress"), schedules=200, runs=1))
    assert (mine.role, reference.role) == ("yours", "reference")
    assert [one.verdict for one in reference.clauses.values()] == [Verdict.PASS, Verdict.PASS]
    assert [one.verdict for one in mine.clauses.values()] == [Verdict.PASS, Verdict.WRONG]
    assert mine.failing.replay
    assert [one.engine for one in reference.clauses.values()] == ["explore", "explore"], "it proves, and runs do not"
    assert reference.proved == 2
    assert reference.schedules == sum(one.schedules for one in reference.clauses.values())
    assert reference.note == "Nothing is timed or counted, because tally has no workload."


def test_a_file_is_in_one_column(tally):
    vars(tally)["clauses"] = ()
    (only,) = compare(tally, tally.solution, [tally.solution], FEW)
    assert only.role == "reference"


def test_files_of_one_name_are_told_apart_by_their_folders(tally):
    anna, ben, cleo = (tally.root / who / "handed_in.py" for who in ("anna", "ben", "cleo"))
    assert roles(tally, [tally.stub, tally.solution, anna]) == ["yours", "reference", "handed_in"]
    assert roles(tally, [anna, cleo.with_stem("other"), ben]) == ["anna/handed_in", "other", "ben/handed_in"]


def test_a_stub_is_not_run(tally):
    mine, reference = compare(tally, tally.stub, [], FEW)
    assert {one.verdict for one in mine.clauses.values()} == {Verdict.UNFINISHED}
    assert mine.note == "tally.py is not measured: unfinished."
    assert reference.clauses


@pytest.mark.parametrize(
    ("kata", "file", "clause", "least"),
    [
        ("reader_writer", "one_lock_for_all", "test_readers_can_be_inside_together", 3),
        ("dining_philosophers", "one_lock_for_the_table", "test_opposite_seats_can_eat_at_the_same_time", 2),
    ],
)
def test_a_global_lock_is_seen_in_the_numbers(little, kata, file, clause, least):
    found = catalogue()[kata]
    vars(found)["clauses"] = (clause,)  # the others have nothing to say of it, and take long
    mine, reference = compare(found, found.wrong / f"{file}.py", [], FEW)
    assert mine.failing.verdict is Verdict.OVERSERIALIZED
    assert reference.failing is None
    assert (mine.measures.inside, reference.measures.inside) == (1, least)
    assert {seen.times for seen in mine.measures.seen} == {0}
    assert 0 not in {seen.times for seen in reference.measures.seen}
    assert len(mine.measures.rounds) == len(reference.measures.rounds) == 2
    for one in mine.measures.rounds:
        assert one.inside <= 1, "who sleeps inside a lock is alone there, however loaded the machine"


@pytest.mark.slow
def test_a_file_that_hangs_is_left_at_its_first_round(little):
    kata = catalogue()["barrier"]
    vars(kata)["clauses"] = ("test_three_meet_twice",)
    mine, reference = compare(kata, kata.wrong / "last_one_opens_for_one.py", [], FEW)
    assert (
        mine.note
        == "last_one_opens_for_one.py did not finish on real threads: a thread failed, or was not done after 5 s."
    )
    assert [one.together for one in mine.measures.rounds] == [None]
    assert len(reference.measures.rounds) == 2
