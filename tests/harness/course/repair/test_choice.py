"""Which repair comes next: from the katas that are passed, the verdicts mended so far, and the preemptions needed."""

from pathlib import Path

import pytest

from harness.course.comparing.edit_size import EditSize
from harness.course.content.catalogue import catalogue
from harness.course.learner.progress import CourseProgress
from harness.course.learner.progress_file import FILE, REPAIRS, ProgressFile
from harness.course.learner.workspace import init
from harness.course.repair.choice import next_repair, open_repairs
from harness.course.repair.records import RepairRecords
from harness.course.repair.repairs import find_repair, repairs_of
from harness.errors import UsageError
from harness.verdict import Verdict

SMALL = EditSize(1, 2)


class Learner:
    """A learner in a new workspace."""

    def __init__(self, root: Path) -> None:
        init(root)
        self.root = root
        self.katas = catalogue(root)
        self.records = RepairRecords(root)

    def next(self, kata=None):
        chosen = self.katas[kata] if kata else None
        return next_repair(self.katas, CourseProgress(self.root), self.records, chosen)

    def mends(self, kata=None):
        repair = self.next(kata)
        self.records.mend(repair, SMALL)
        return repair

    def passes(self, *names):
        from harness.course.learner.progress import record
        from harness.result import Result

        for name in names:
            kata = self.katas[name]
            kata.stub.write_text(kata.solution.read_text())
            record(kata, kata.stub, Result(Verdict.PASS, "", schedules=1))


@pytest.fixture
def learner(tmp_path):
    return Learner(tmp_path / "work")


def test_the_first_is_of_the_first_kata_and_needs_no_preemption(learner):
    first = learner.next()
    assert first.kata.name == next(iter(learner.katas))
    assert first.preemptions == 0
    assert first.verdict is not Verdict.FORBIDDEN


def test_the_katas_that_are_passed_come_first(learner):
    learner.passes("semaphore")
    assert [learner.mends().kata.name for _ in range(3)] == ["semaphore"] * 3
    learner.passes("latch")
    assert [learner.mends().kata.name for _ in range(3)] == ["latch"] * 3, "it has fewer mends"


def test_a_kata_whose_prerequisites_are_not_known_comes_later(learner):
    seen = set()
    for _ in range(80):
        repair = learner.mends()
        seen.add(repair.kata.name)
        for need in repair.kata.lesson.needs:
            assert learner.records.number_mended(learner.katas[need]) >= 2
    assert seen == set(learner.katas), "two mends of each kata open the way to all of them"


def test_the_verdicts_that_were_mended_least_often_come_first(learner):
    every = repairs_of(learner.katas["bounded_buffer"])
    seen = [learner.mends("bounded_buffer").verdict for _ in every]
    kinds = {one.verdict for one in every}
    assert set(seen[: len(kinds) - 1]) == kinds - {Verdict.FORBIDDEN}
    assert seen[-1] is Verdict.FORBIDDEN, "no schedule is needed to see those"


def test_of_one_verdict_the_one_with_the_fewest_preemptions_comes_first(learner):
    seen = [learner.mends("bounded_buffer") for _ in range(22)]
    for verdict in Verdict:
        needed = [one.preemptions for one in seen if one.verdict is verdict]
        assert needed == sorted(needed)


def test_each_repair_comes_once_and_none_is_left_out(learner):
    every = {one.name for kata in learner.katas.values() for one in repairs_of(kata)}
    seen = []
    while (repair := learner.next("counter")) is not None:
        seen.append(repair.name)
        learner.records.skip(repair)
    assert len(seen) == len(set(seen))
    assert set(seen) == {name for name in every if name.startswith("counter_")}


def test_what_is_handed_out_is_open_until_it_is_mended_or_put_aside(learner):
    one, other = repairs_of(learner.katas["counter"])[:2]
    learner.records.hand_out(one)
    learner.records.hand_out(other)
    assert open_repairs(learner.katas, learner.records) == [other, one], "the last one is the one in hand"
    learner.records.hand_out(one)
    assert open_repairs(learner.katas, RepairRecords(learner.root)) == [one, other]
    learner.records.skip(one)
    learner.records.mend(other, SMALL)
    assert open_repairs(learner.katas, RepairRecords(learner.root)) == []


def test_a_mend_is_kept_whatever_follows(learner):
    one = learner.next()
    learner.records.mend(one, EditSize(2, 9))
    learner.records.mend(one, EditSize(3, 1))
    learner.records.skip(one)
    learner.records.hand_out(one)
    assert RepairRecords(learner.root).get(one).size == EditSize(2, 9)
    learner.records.mend(one, SMALL)
    assert RepairRecords(learner.root).get(one).size == SMALL


def test_repairs_and_katas_share_a_file_and_leave_each_other_alone(learner):
    one = learner.next()
    learner.records.mend(one, SMALL)
    learner.passes("counter")
    assert RepairRecords(learner.root).is_mended(one)
    learner.records = RepairRecords(learner.root)
    learner.records.skip(learner.next())
    assert CourseProgress(learner.root).state(learner.katas["counter"]).finished


@pytest.mark.parametrize(
    "part", ['{"a": 1}', '{"a": {}}', '{"a": {"skipped": false, "lines": 1}}', '{"a": {"skipped": 1}}']
)
def test_a_damaged_part_is_set_aside(learner, part):
    path = learner.root / FILE
    path.parent.mkdir()
    path.write_text(f'{{"schema": "kata-progress/1", "katas": {{}}, "repairs": {part}}}')
    records = RepairRecords(learner.root)
    assert "damaged" in records.note
    assert not path.exists()
    assert path.with_name("progress.json.bad").is_file()
    assert ProgressFile(learner.root).part(REPAIRS) == {}


def test_a_part_of_a_newer_version_is_kept(learner):
    path = learner.root / FILE
    path.parent.mkdir()
    path.write_text('{"schema": "kata-progress/1", "katas": {}, "dreams": {"a": [1]}}')
    RepairRecords(learner.root).skip(learner.next())
    assert ProgressFile(learner.root).part("dreams") == {"a": [1]}


def test_a_repair_is_found_by_its_name_and_by_its_path(learner):
    one = repairs_of(learner.katas["bounded_buffer"])[3]
    for name in (one.name, f"repairs/{one.name}.py", f"repairs\\{one.name}.py", f"{one.name}.py"):
        assert find_repair(learner.katas, name) == one
    assert find_repair(learner.katas, "counter") is None
    for name in ("counter_zzzz", "bell_0000", "x", "", "_"):
        with pytest.raises(UsageError, match="there is no kata and no repair"):
            find_repair(learner.katas, name)
