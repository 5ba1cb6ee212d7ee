"""Long exploration: it ends in the same corpus whether or not it is killed, and however it is divided."""

import shutil
import sys

import pytest

from harness.course.grading.token_job import function_job
from harness.soak.corpus import Corpus
from harness.soak.outlook import status
from harness.soak.run import SoakBounds, SoakRun, header_of
from harness.soak.until import Shard
from harness.workers.pool import WorkerPool

BATCHES = 8
SCHEDULES = 30 * BATCHES
posix = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")


@posix
def test_a_run_killed_three_times_ends_in_the_corpus_of_one_that_was_not(soaking):
    assert soaking.run("whole", SCHEDULES) == list(range(BATCHES))
    soaking.killed("killed", SCHEDULES, after=2)
    assert len(soaking.content("killed")) == 1 + 2
    soaking.killed("killed", SCHEDULES, in_write=3)  # the second batch of this process, after the times of the first
    assert len(soaking.content("killed")) == 1 + 3 + 1
    soaking.killed("killed", SCHEDULES, after=1)
    assert soaking.run("killed", SCHEDULES) == list(range(4, BATCHES))
    assert soaking.content("killed") == soaking.content("whole")


@posix
def test_two_workers_that_were_killed_make_the_corpus_of_one(soaking):
    soaking.run("one", SCHEDULES)
    soaking.killed("two", SCHEDULES, jobs=2, after=3)
    soaking.run("two", SCHEDULES, jobs=2)
    assert soaking.content("two") == soaking.content("one")


def test_two_shards_copied_together_are_one_run_of_both(soaking):
    soaking.run("whole", SCHEDULES, function="fine")
    assert soaking.run("first", SCHEDULES, function="fine", shard="1/2") == list(range(0, BATCHES, 2))
    assert soaking.run("second", SCHEDULES, function="fine", shard="2/2") == list(range(1, BATCHES, 2))
    shutil.copytree(soaking.path / "second", soaking.path / "first", dirs_exist_ok=True)
    assert soaking.content("first") == soaking.content("whole")
    assert {path.name for path in (soaking.path / "first" / "times").glob("*.json")} == {
        "shard-1-of-2.json",
        "shard-2-of-2.json",
    }


def test_a_run_does_the_batches_that_another_shard_has_left(soaking):
    soaking.run("shared", SCHEDULES, function="fine", shard="2/3")
    assert soaking.run("shared", SCHEDULES, function="fine") == [0, 2, 3, 5, 6]


def test_the_first_failure_ends_a_run_unless_it_is_to_keep_going(soaking):
    assert soaking.run("corpus", SCHEDULES, keep_going=False) == [0]
    assert soaking.run("corpus", SCHEDULES) == list(range(1, BATCHES))


def test_the_proof_of_another_shard_ends_a_run_too(soaking):
    job = function_job(str(soaking.path / "program.py"), "one")
    corpus, numbers = Corpus.open(soaking.path / "corpus", header_of(job, 30)), []

    def finished(batch):
        numbers.append(batch.number)
        if batch.number == 3:
            assert soaking.run("corpus", 30, function="one", shard="1/2") == [0]

    with WorkerPool(1) as pool:
        SoakRun(corpus, job, SoakBounds(schedules=SCHEDULES, shard=Shard(2, 2)), finished).run(pool)
    assert numbers == [1, 3]


def test_a_proof_ends_a_run(soaking):
    assert soaking.run("corpus", SCHEDULES, function="one") == [0]
    proof = status(Corpus.read(soaking.path / "corpus")).proof
    assert (proof.classes, proof.preemptions) == (1, None)


def test_a_failure_is_kept_once_with_the_token_that_replays_it(soaking):
    soaking.run("corpus", SCHEDULES)
    (known,) = status(Corpus.read(soaking.path / "corpus")).failures
    assert (known.batch, known.batches > 1) == (0, True)
    assert (known.failure.verdict, known.failure.place.line) == ("wrong", 26)
    job = function_job(str(soaking.path / "program.py"), "racy", replay=known.failure.replay)
    with WorkerPool(1) as pool:
        assert pool.judge(job).message == known.failure.message


def test_the_schedules_of_an_earlier_version_come_first(soaking):
    soaking.run("corpus", SCHEDULES)
    token = next(Corpus.read(soaking.path / "corpus").batches()).failures[0].replay
    program = soaking.path / "program.py"
    program.write_text(program.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    job = function_job(str(program), "racy")
    corpus = Corpus.open(soaking.path / "corpus", header_of(job, 30), anew=True)
    assert (corpus.header.first, list(corpus.batches())) == ((token,), [])
    with WorkerPool(1) as pool:
        SoakRun(corpus, job, SoakBounds(schedules=30)).run(pool)
    (batch,) = corpus.batches()
    assert batch.failures[0].schedule == 1


def test_a_worker_that_dies_is_a_failure_of_its_batch(soaking):
    (soaking.path / "dies.py").write_text("import os\n\n\ndef dies():\n    os._exit(3)\n", encoding="utf-8")
    job = function_job(str(soaking.path / "dies.py"), "dies")
    corpus = Corpus.open(soaking.path / "corpus", header_of(job, 30))
    with WorkerPool(1) as pool:
        SoakRun(corpus, job, SoakBounds(schedules=60)).run(pool)
    (known,) = status(corpus).failures
    assert "exit" in known.failure.message


def test_a_program_that_cannot_be_loaded_leaves_the_corpus_empty(soaking):
    (soaking.path / "broken.py").write_text("def main():\n    return nothing.at.all\n\n\nimport absent_module\n")
    job = function_job(str(soaking.path / "broken.py"), "main")
    corpus = Corpus.open(soaking.path / "corpus", header_of(job, 30))
    with WorkerPool(1) as pool:
        run = SoakRun(corpus, job, SoakBounds(schedules=60))
        run.run(pool)
    assert (corpus.numbers(), "absent_module" in run.unloaded.message) == (set(), True)


def test_ctrl_c_leaves_whole_batches_and_the_same_command_continues(soaking):
    job = function_job(str(soaking.path / "program.py"), "fine")
    corpus = Corpus.open(soaking.path / "corpus", header_of(job, 30))

    def finished(batch):
        if batch.number == 2:
            raise KeyboardInterrupt

    with WorkerPool(2) as pool, pytest.raises(KeyboardInterrupt):
        SoakRun(corpus, job, SoakBounds(schedules=SCHEDULES), finished).run(pool)
    assert 2 in corpus.numbers()  # and those that another worker has finished meanwhile
    soaking.run("corpus", SCHEDULES, function="fine")
    soaking.run("whole", SCHEDULES, function="fine")
    assert soaking.content("corpus") == soaking.content("whole")
