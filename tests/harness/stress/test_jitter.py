"""The disturbances: seeded, few, different in each run, and enough to find what calm runs do not."""

from harness.stress.jitter import CALM, LONGEST, SHORTEST, Jitter
from harness.stress.thread import NEVER, RealThread
from harness.verdict import Verdict


def plans(seed, run, threads=4):
    jitter = Jitter(seed)
    with jitter.around(run):
        main = RealThread(0, None, False)
        made = [main, *(RealThread(number, None, False) for number in range(1, threads))]
        for thread in made:
            jitter.before_start(None if thread is main else main, thread)
    return [
        (thread.pause_at, thread.plan and (thread.plan.delays, thread.plan.gap, thread.plan.gate)) for thread in made
    ]


def test_the_first_runs_are_left_alone():
    for run in range(1, CALM + 1):
        assert plans(0, run) == [(NEVER, None)] * 4


def test_the_same_seed_disturbs_alike():
    for run in range(CALM + 1, 30):
        assert plans(17, run) == plans(17, run)
    assert [plans(1, run) for run in range(3, 30)] != [plans(2, run) for run in range(3, 30)]


def test_runs_differ_and_delays_are_few_and_short():
    every = [plan for run in range(CALM + 1, 60) for _, plan in plans(0, run)]
    delays = [delay for delays, _, _ in every for delay in delays]
    assert 0 < len(delays) <= 3 * len(every)
    assert all(SHORTEST <= seconds <= LONGEST for _, seconds in delays)
    assert len({len(delays) for delays, _, _ in every}) > 2
    assert {gate for _, _, gate in every} == {True, False}


def test_delays_go_where_a_thread_has_been_seen_to_have_points():
    jitter = Jitter(0)
    long = RealThread(1, None, False)
    long.points = 5_000
    jitter.learn([long])
    seen = []
    for run in range(CALM + 1, 60):
        thread = RealThread(1, None, False)
        with jitter.around(run):
            jitter.before_start(None, thread)
        seen += [point for point, _ in thread.plan.delays]
    assert max(seen) > 1_000


def test_a_lost_update_is_found(stress):
    result = stress("a_lost_update", runs=300, seed=1)
    assert result.verdict is Verdict.WRONG
    assert "counter.n == 2, but it was 1 == 2" in result.message
    assert 0 < result.found <= result.schedules
    assert 0 < result.failed <= result.schedules - result.found + 1
