"""A batch: it depends on its number and on nothing that was run before, and says what its schedules have covered."""

from dataclasses import replace

import pytest

from harness.answers.batch import strategy_of
from harness.explorer.batch_search import MOST_FAILING, BatchSearch, portable
from harness.explorer.run import opened
from harness.program.function import Function
from harness.strategies.happens_before import HappensBefore
from harness.token import Token
from harness.trace import READ as READS
from harness.trace import START
from harness.trace import WRITE as WRITES
from harness.world.recording.sync_edges import SyncEdges

PROGRAM = """
import threading
import time


def together(*functions):
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.balance = 0

    def add(self):
        with self.lock:
            before = self.balance
            self.balance = before + 1


def locked():
    account = Account()
    together(account.add, account.add, account.add)
    assert account.balance == 3


def always():
    raise KeyError("always")


def two_failures():
    order = []
    together(*(lambda name=name: order.append(name) for name in "abc"))
    if order[0] == "b":
        raise ValueError("b is first")
    assert order[0] == "a", "c is first"


def waits():
    flag = []

    def wait():
        while not flag:
            time.sleep(0.1)

    together(wait, lambda: flag.append(1))


def doubtful():
    data = bytearray(2)

    def write():
        memoryview(data)[0] = 1

    together(write, write)


def unordered():
    account = Account()

    def bare():
        account.balance = account.balance + 1

    together(bare, bare)


def events():
    event, box = threading.Event(), []

    def give():
        box.append(1)
        event.set()

    def take():
        event.wait()
        box.pop()

    together(give, take)
"""


READ, WRITE, BARE = "before = self.balance", "self.balance = before + 1", "account.balance = account.balance + 1"


@pytest.fixture
def searching(tmp_path, monkeypatch):
    """Opens a search over a function of the program."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    return lambda name, **more: opened(Function(str(tmp_path / "program.py"), name), 0, kind=BatchSearch, **more)


def pairs(batch):
    """The pairs of a batch, each side with the text of its line."""
    lines = PROGRAM.splitlines()
    sites = [(site.kind, lines[site.line - 1].strip()) for site in batch.sites]
    return {(sites[one], sites[other]) for one, other in batch.pairs}


@pytest.mark.parametrize("name", ["locked", "two_failures", "waits", "events", "always"])
def test_a_batch_does_not_depend_on_those_before_it(searching, name):
    numbers = [0, 1, 2, 3, 4, 5, 6, 7]
    with searching(name) as search:
        forwards = [search.batch(number, 30, strategy_of(number)) for number in numbers]
        backwards = [search.batch(number, 30, strategy_of(number)) for number in reversed(numbers)]
    assert backwards == forwards[::-1]
    with searching(name) as search:
        assert search.batch(6, 30, strategy_of(6)) == forwards[6]


def test_batches_of_one_strategy_differ(searching):
    with searching("locked") as search:
        one, other = (search.batch(number, 3, "random") for number in (3, 4))
    assert replace(other, number=3) != one


def test_the_pairs_are_those_of_conflicting_lines(searching):
    with searching("locked") as search:
        batch = search.batch(1, 60, "random")
    assert batch.sites == tuple(sorted(batch.sites))
    assert {site.file for site in batch.sites} == {"program.py"}
    acquire, read, write = ("acquire", "with self.lock:"), ("read", READ), ("write", WRITE)
    last = ("read", "assert account.balance == 3")
    assert pairs(batch) == {(acquire, acquire), (write, read), (write, write), (write, last)}


def test_without_the_lock_a_write_can_come_between_a_read_and_its_write(searching):
    with searching("unordered") as search:
        batch = search.batch(1, 60, "random")
    read, write = (("read", BARE), ("write", BARE))
    assert pairs(batch) == {(read, write), (write, read), (write, write)}


def test_the_state_of_an_event_is_in_no_pair_and_what_it_protects_is(searching):
    with searching("events") as search:
        batch = search.batch(1, 40, "pos")
    assert pairs(batch) == {(("write", "box.append(1)"), ("write", "box.pop()"))}


def test_the_classes_are_those_of_the_schedules(searching):
    with searching("locked") as search:
        batch = search.batch(1, 60, "random")
        assert (batch.distinct, batch.level, len(batch.classes)) == (6, 0, 6)
        tracer = SyncEdges(search.world.scheduler)
        search.run(search.portfolio.only, tracer=tracer)
        assert portable(HappensBefore(tracer.accesses, tracer.threads)) in batch.classes


def test_a_fingerprint_is_the_same_in_all_processes():
    order = HappensBefore([(0, 0, START, 1), (1, 1, WRITES, 0), (0, 2, READS, 0)], 2)
    assert portable(order) == 16_661_860_248_853_424_114


def test_the_first_batch_can_prove_all_schedules(searching):
    with searching("locked") as search:
        batch = search.batch(0, 200, "auto")
    assert (batch.proof.classes, batch.proof.preemptions, batch.distinct) == (6, None, 6)
    assert batch.schedules < 200


def test_different_failures_of_one_batch_are_kept_once_each(searching):
    with searching("two_failures") as search:
        batch = search.batch(1, 60, "random")
        again = [search.batch(9, 1, "random", [Token.parse(one.replay)]).failures for one in batch.failures]
    assert len(batch.failures) == 2
    assert any("b is first" in one.message for one in batch.failures)
    assert any("c is first" in one.message for one in batch.failures)
    assert all(found[0].key == one.key for one, found in zip(batch.failures, again, strict=True))


def test_a_program_that_always_fails_ends_the_batch_soon(searching):
    with searching("always") as search:
        batch = search.batch(1, 500, "pos")
    assert (batch.schedules, len(batch.failures)) == (MOST_FAILING, 1)


def test_a_doubt_is_kept(searching):
    with searching("doubtful") as search:
        batch = search.batch(1, 10, "pos")
    assert batch.doubtful.startswith("builtins.memoryview() in program.py line")


def test_outside_the_model_there_are_no_classes(searching, monkeypatch):
    with searching("locked") as search:
        body = search.body

        def omits():
            search.world.scheduler.omit("a choice")
            body()

        monkeypatch.setattr(search, "body", omits)
        batch = search.batch(1, 10, "pos")
    assert (batch.distinct, batch.classes, batch.unmodelled) == (None, (), "the model does not cover a choice")


@pytest.mark.parametrize("strategy", ["random", "rff"])
def test_races_are_failures_where_they_are_to_be(searching, strategy):
    with searching("unordered", strict_races=True) as search:
        batch = search.batch(1, 40, strategy)
    assert {failure.verdict for failure in batch.failures} == {"race"}
    with searching("unordered") as search:
        assert search.batch(1, 40, strategy).failures == ()
