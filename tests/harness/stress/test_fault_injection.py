"""Faults that a contract lets the engine inject: they follow the seed, the run and the thread, and nothing else."""

import pytest

from harness.stress import seeds
from harness.verdict import Verdict

SOURCE = """
def call(callback):
    callback()
"""
CLAUSE = """
import harness


def test_it(call, threads, stumbling):
    patterns = {{}}

    def work(name):
        callback = stumbling(lambda: None)
        for _ in range(24):
            try:
                call(callback)
            except harness.Stumble:
                patterns[name] = patterns.get(name, "") + "x"
            else:
                patterns[name] = patterns.get(name, "") + "."

    work("main")
    threads.start("one", lambda: work("one"))
    threads.start("other", lambda: work("other"))
    threads.join()
    with open({file!r}, "a") as file:
        file.write(" ".join(patterns[name] for name in ("main", "one", "other")) + "\\n")
"""


@pytest.fixture
def patterns(kata, tmp_path):
    """The faults of each run of a series: the calls that raised, in the main thread and two others."""

    def of(seed, runs=4):
        file = tmp_path / "patterns"
        file.unlink(missing_ok=True)
        result = kata(SOURCE, CLAUSE.format(file=str(file)), seed=seed, runs=runs)
        assert result.verdict is Verdict.PASS, result.message
        return [tuple(line.split()) for line in file.read_text(encoding="utf-8").splitlines()]

    return of


def test_the_same_seed_injects_the_same_faults(patterns):
    assert patterns(17) == patterns(17)


def test_another_seed_injects_other_faults(patterns):
    for one, other in zip(patterns(1), patterns(2), strict=True):
        assert one[0] != other[0], "the main thread alone"


def test_the_faults_differ_from_run_to_run_and_from_thread_to_thread(patterns):
    series = patterns(0)
    assert len(set(series)) == len(series)
    assert all(len(set(run)) == len(run) for run in series)


def test_some_calls_raise_and_most_do_not(patterns):
    calls = "".join("".join(run) for run in patterns(3, runs=8))
    assert 0 < calls.count("x") < calls.count(".")


def test_each_purpose_of_a_seed_has_numbers_of_its_own():
    drawn = [seeds.chance(5, 1, purpose).random() for purpose in ("workload", "jitter", "faults/1", "faults/2")]
    assert len(set(drawn)) == len(drawn)
    assert seeds.chance(5, 1, "jitter").random() == seeds.chance(5, 1, "jitter").random()
    assert seeds.chance(5, 1, "jitter").random() != seeds.chance(6, 1, "jitter").random()
    assert seeds.chance(5, 1, "jitter").random() != seeds.chance(5, 2, "jitter").random()
