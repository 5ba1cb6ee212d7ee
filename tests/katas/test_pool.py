"""What a pool must do. Runs against katas/pool.py."""

import pytest

from concurrency_katas import Blocks

pytestmark = pytest.mark.kata("pool", allow="any")


def start_user(threads, name, pool, items, in_use):
    """Start a thread that takes an item, checks that no other thread has it, and brings it back."""

    def use():
        item = pool.acquire()
        assert item in items, f"{name} got {item!r}, which is not an item of this pool"
        assert item not in in_use, f"{name} got {item}, which another thread has"
        in_use.append(item)
        assert in_use.count(item) == 1, f"{name} got {item}, which another thread has"
        in_use.remove(item)
        pool.release(item)

    return threads.start(name, use)


def check_that_all_are_in(pool, items, threads):
    """Check that no item is out: each can be taken once, and then none is left."""
    taken = [pool.acquire() for _ in items]
    assert set(taken) == set(items), f"the items are {items}, but the pool lent {taken}"
    late = threads.start("late", pool.acquire)
    assert late.blocked(), "all items are out, but acquire() returned one more"
    pool.release(taken[0])
    late.join()
    assert late.result == taken[0], f"{taken[0]} came back, but the waiting thread got {late.result}"
    for item in taken:
        pool.release(item)


def test_two_users_can_have_an_item_at_the_same_time(Pool, threads, possible):
    pool, in_use = Pool(["red", "blue"]), []
    possible("both items are in use", lambda: len(in_use) == 2)
    start_user(threads, "user-1", pool, ["red", "blue"], in_use)
    start_user(threads, "user-2", pool, ["red", "blue"], in_use)
    threads.join()


def test_all_items_can_be_out_at_the_same_time(Pool):
    items = ["red", "blue", "green"]
    pool = Pool(items.copy())
    for _ in range(2):
        taken = [pool.acquire(), pool.acquire(), pool.acquire()]
        assert sorted(taken) == sorted(items), f"the items are {items}, but the pool lent {taken}"
        for item in taken:
            pool.release(item)


def test_none_and_zero_can_be_items(Pool):
    pool = Pool([None, 0])
    for _ in range(2):
        taken = [pool.acquire(), pool.acquire()]
        assert set(taken) == {None, 0}, f"the items are None and 0, but the pool lent {taken}"
        pool.release(None)
        pool.release(0)


def test_who_comes_when_all_are_out_waits(Pool, threads):
    pool = Pool(["red"])
    pool.acquire()
    late = threads.start("late", pool.acquire)
    assert late.blocked(), "acquire() returned although all items were out"
    pool.release("red")
    threads.join()
    assert late.result == "red", "the waiting thread must get the item that came back"


def test_two_users_share_one_item(Pool, threads):
    pool, in_use = Pool(["red"]), []
    start_user(threads, "user-1", pool, ["red"], in_use)
    start_user(threads, "user-2", pool, ["red"], in_use)
    threads.join()
    assert pool.acquire() == "red", "when all threads have released it, the item must be free"


def test_three_users_share_two_items(Pool, threads):
    items, in_use = ["red", "blue"], []
    pool = Pool(items.copy())
    for number in (1, 2, 3):
        start_user(threads, f"user-{number}", pool, items, in_use)
    threads.join()
    assert {pool.acquire(), pool.acquire()} == set(items), "when all items have been released, all must be free"


def test_two_items_that_come_back_reach_two_who_wait(Pool, threads):
    pool = Pool(["red", "blue"])
    pool.acquire()
    pool.acquire()
    one = threads.start("late-1", pool.acquire)
    two = threads.start("late-2", pool.acquire)
    threads.settle()
    pool.release("red")
    pool.release("blue")
    threads.join()
    assert {one.result, two.result} == {"red", "blue"}, "each item must reach one of the waiting threads"


def test_any_thread_may_bring_an_item_back(Pool, threads):
    pool = Pool(["red"])
    pool.acquire()
    threads.start("friend", lambda: pool.release("red")).join()
    assert pool.acquire() == "red", "an item that another thread released must be free"


def refuse(pool, item):
    with pytest.raises(ValueError):
        pool.release(item)


def test_a_strangers_thing_is_refused_and_changes_nothing(Pool, threads):
    pool = Pool(["red", "blue"])
    refuse(pool, "yellow")
    check_that_all_are_in(pool, ["red", "blue"], threads)


def test_a_strangers_thing_is_refused_while_items_are_out(Pool, threads):
    pool = Pool(["red"])
    pool.acquire()
    late = threads.start("late", pool.acquire)
    refuse(pool, "yellow")
    assert late.blocked(), "a release was refused, but acquire() returned although the only item was out"
    pool.release("red")
    threads.join()
    assert late.result == "red", "the waiting thread must get the item that came back"


def test_an_item_that_is_in_is_refused_and_changes_nothing(Pool, threads):
    pool = Pool(["red", "blue"])
    refuse(pool, "red")
    check_that_all_are_in(pool, ["red", "blue"], threads)


def test_an_item_that_has_come_back_already_is_refused(Pool, threads):
    pool = Pool(["red", "blue"])
    first = pool.acquire()
    pool.acquire()
    pool.release(first)
    refuse(pool, first)
    assert pool.acquire() == first, "the item that came back must be free"
    late = threads.start("late", pool.acquire)
    assert late.blocked(), "a release was refused, but acquire() returned although both items were out"
    pool.release(first)
    threads.join()


def test_of_two_who_bring_the_same_item_back_one_is_refused(Pool, threads):
    pool = Pool(["red"])
    pool.acquire()
    refused = []

    def bring_back(name):
        try:
            pool.release("red")
        except ValueError:
            refused.append(name)

    threads.start("friend-1", lambda: bring_back("friend-1"))
    threads.start("friend-2", lambda: bring_back("friend-2"))
    threads.join()
    assert len(refused) == 1, f"one of the two releases must be refused, but {len(refused)} were"
    assert pool.acquire() == "red", "the item that came back must be free"
    late = threads.start("late", pool.acquire)
    assert late.blocked(), "the only item is out, but acquire() returned one more"
    pool.release("red")
    threads.join()


def test_two_pools_do_not_get_mixed_up(Pool, threads):
    here, there = Pool(["red"]), Pool(["blue"])
    assert [here.acquire(), there.acquire()] == ["red", "blue"], "each pool must lend its own item"
    one = threads.start("late-1", here.acquire)
    two = threads.start("late-2", there.acquire)
    assert one.blocked() and two.blocked(), "acquire() returned although all items were out"
    refuse(here, "blue")
    there.release("blue")
    two.join()
    assert one.blocked(), "acquire() returned when only an item of another pool came back"
    here.release("red")
    threads.join()
    assert [one.result, two.result] == ["red", "blue"], "each pool must lend its own item"


class Jetty:
    """A pool that returns "refused" where the original raises ValueError."""

    def __init__(self, pool):
        self.pool = pool

    def acquire(self):
        return self.pool.acquire()

    def release(self, item):
        try:
            self.pool.release(item)
        except ValueError:
            return "refused"
        return "taken back"


class OneAtATime:
    """The sequential specification: a pool used by one thread at a time.

    Of one item, for which of several comes next is not said.
    """

    def __init__(self, item):
        self.item, self.out = item, False

    def acquire(self):
        if self.out:
            raise Blocks
        self.out = True
        return self.item

    def release(self, item):
        if item != self.item or not self.out:
            return "refused"
        self.out = False
        return "taken back"


@pytest.mark.workload(acquire=[()], release=["red", "yellow"], threads=3, calls=3)
def test_each_call_seems_to_happen_at_one_moment(Pool, workload):
    workload.run(Jetty(Pool(["red"])), OneAtATime("red"))
