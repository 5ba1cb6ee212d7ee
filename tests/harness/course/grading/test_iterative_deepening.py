"""The order in which a saved file is judged: what failed last first, little before much, and what nobody wants left."""

from queue import SimpleQueue
from threading import Event

import pytest

from harness.course.content.catalogue import catalogue
from harness.course.grading.check import CheckSettings
from harness.course.grading.iterative_deepening import Cancelled, IterativeDeepening, check_deepening
from harness.result import Result
from harness.verdict import Verdict

ONE, TWO = "test_one_mark_is_counted", "test_two_threads_make_two_marks"
FEW = CheckSettings(("explore",), schedules=1_000)
PATIENCE = 60


class Judges:
    """Judges that say what they are told to, and keep a list of what they were asked.

    Args:
        says: for each clause, the verdict and the fewest schedules that find it.
    """

    number = 1

    def __init__(self, **says):
        self.says = says
        self.asked = []
        self.closed = 0

    def judge(self, job):
        self.asked.append((job.clause, job.schedules))
        verdict, needed = self.says.get(job.clause, (Verdict.PASS, 0))
        if job.schedules < needed:
            verdict = Verdict.PASS
        return Result(verdict, "A sentence.", job.kata, job.target, job.clause, schedules=job.schedules)

    def in_order(self, works, long, ends):
        for work in works:
            yield work()

    def end_workers(self):
        self.closed += 1


@pytest.fixture
def tally(project):
    project.write("katas/tally.py", project.racy)
    return catalogue(project.path)["tally"]


def test_a_stub_is_not_run_at_all(project):
    kata = catalogue(project.path)["tally"]
    judges = Judges()
    assert check_deepening(judges, kata, kata.stub, FEW).verdict is Verdict.UNFINISHED
    assert judges.asked == []


def test_a_right_file_gets_all_schedules_after_the_short_rounds(tally):
    judges = Judges()
    result = check_deepening(judges, tally, tally.stub, FEW)
    assert result.message == "2 clauses hold: 2,000 schedules, no failure."
    assert judges.asked == [(clause, few) for few in (10, 100, 1_000) for clause in (ONE, TWO)]


@pytest.mark.parametrize(
    ("needed", "asked"),
    [
        (1, [(ONE, 10), (TWO, 10)]),
        (50, [(ONE, 10), (TWO, 10), (ONE, 100), (TWO, 100)]),
        (500, [(ONE, 10), (TWO, 10), (ONE, 100), (TWO, 100), (ONE, 1_000), (TWO, 1_000)]),
    ],
)
def test_a_failure_ends_it_in_the_round_that_finds_it(tally, needed, asked):
    judges = Judges(**{TWO: (Verdict.DEADLOCK, needed)})
    result = check_deepening(judges, tally, tally.stub, FEW)
    assert (result.verdict, result.test) == (Verdict.DEADLOCK, TWO)
    assert judges.asked == asked


def test_the_clause_that_failed_last_comes_first(tally):
    judges = Judges(**{ONE: (Verdict.WRONG, 0), TWO: (Verdict.DEADLOCK, 0)})
    assert check_deepening(judges, tally, tally.stub, FEW, first=TWO).test == TWO
    assert judges.asked == [(TWO, 10)]
    assert check_deepening(judges, tally, tally.stub, FEW, first="a clause of long ago").test == ONE


@pytest.mark.parametrize("needed", [0, 2_000])
def test_what_was_not_seen_in_a_few_schedules_is_looked_for_in_all_before_it_is_said(tally, needed):
    class Hasty(Judges):
        """Sees the concurrency in a long search only, if at all."""

        def judge(self, job):
            result = super().judge(job)
            if job.clause == ONE and (job.schedules < 1_000 or needed == 0):
                result.verdict = Verdict.OVERSERIALIZED
            return result

    judges = Hasty()
    result = check_deepening(judges, tally, tally.stub, FEW)
    assert judges.asked[:2] == [(ONE, 10), (ONE, 1_000)]
    if needed:
        assert result.passed
    else:
        assert (result.verdict, result.schedules) == (Verdict.OVERSERIALIZED, 1_000)
        assert len(judges.asked) == 2


def test_with_few_schedules_in_all_each_round_has_one_at_least(tally):
    judges = Judges()
    check_deepening(judges, tally, tally.stub, CheckSettings(("explore",), schedules=5))
    assert {few for _, few in judges.asked} == {1, 5}


def test_whoever_calls_it_off_is_not_given_a_result(tally):
    def off(clause):
        raise Cancelled

    judges = Judges()
    with pytest.raises(Cancelled):
        check_deepening(judges, tally, tally.stub, FEW, started=off)
    assert judges.asked == []


# -- in a thread -----------------------------------------------------------------------------------------


class Slow(Judges):
    """Judges that are at it until somebody ends them."""

    def __init__(self, **says):
        super().__init__(**says)
        self.busy, self.ended = Event(), Event()

    def judge(self, job):
        self.busy.set()
        assert self.ended.wait(PATIENCE)
        return super().judge(job)

    def end_workers(self):
        super().end_workers()
        self.ended.set()


def test_a_newer_save_ends_the_judging_of_the_one_before(tally):
    judges, told = Slow(**{ONE: (Verdict.WRONG, 0)}), SimpleQueue()
    judging = IterativeDeepening(judges, FEW, lambda number, what: told.put((number, what)))
    judging.start(tally, None)
    assert judges.busy.wait(PATIENCE)
    assert told.empty()
    judging.start(tally, None)
    assert judges.closed, "its workers had to be ended"
    number, result = told.get(timeout=PATIENCE)
    assert (number, result.verdict) == (judging.number, Verdict.WRONG)
    judging.stop()
    assert told.empty(), "what was called off is told to nobody"


def test_nothing_is_ended_that_has_ended_by_itself(tally):
    judges, told = Judges(**{ONE: (Verdict.WRONG, 0)}), SimpleQueue()
    judging = IterativeDeepening(judges, FEW, lambda number, what: told.put(what))
    judging.start(tally, None)
    assert told.get(timeout=PATIENCE).verdict is Verdict.WRONG
    judging._thread.join(PATIENCE)
    judging.stop()
    assert judges.closed == 0, "the workers are warm for the next save"


def test_a_mistake_of_the_harness_is_told_and_does_not_end_the_session(tally):
    class Broken(Judges):
        def judge(self, job):
            raise RuntimeError("no worker")

    told = SimpleQueue()
    judging = IterativeDeepening(Broken(), FEW, lambda number, what: told.put(what))
    for _ in range(2):
        judging.start(tally, None)
        assert str(told.get(timeout=PATIENCE)) == "no worker"
    judging.stop()


def test_each_clause_of_the_last_round_is_told(tally):
    told = SimpleQueue()
    judging = IterativeDeepening(Judges(), FEW, lambda number, what: told.put(what))
    judging.start(tally, None)
    assert [told.get(timeout=PATIENCE) for _ in range(2)] == [ONE, TWO]
    assert told.get(timeout=PATIENCE).passed
    judging.stop()
