"""What a bounded buffer must do. Runs against katas/bounded_buffer.py."""

from collections import deque
from unittest.mock import ANY

import pytest

from concurrency_katas import Blocks

pytestmark = pytest.mark.kata("bounded_buffer", allow="any")


def test_items_come_out_in_the_order_they_went_in(BoundedBuffer):
    buffer = BoundedBuffer(3)
    buffer.put("first")
    buffer.put("second")
    assert buffer.get() == "first", "the oldest item must come out first"
    buffer.put("third")
    buffer.put("fourth")
    rest = [buffer.get(), buffer.get(), buffer.get()]
    assert rest == ["second", "third", "fourth"], "the items came out in another order"


def test_a_full_buffer_makes_put_wait(BoundedBuffer, threads):
    buffer = BoundedBuffer(1)
    buffer.put("first")
    producer = threads.start("producer", lambda: buffer.put("second"))
    assert producer.blocked(), "put returned although the buffer was full"
    assert buffer.get() == "first", "the oldest item must come out first"
    producer.join()
    assert buffer.get() == "second", "the item of the waiting producer was lost"


def test_an_empty_buffer_makes_get_wait(BoundedBuffer, threads):
    buffer = BoundedBuffer(1)
    consumer = threads.start("consumer", buffer.get)
    assert consumer.blocked(), "get returned although the buffer was empty"
    buffer.put("bread")
    consumer.join()
    assert consumer.result == "bread", "the waiting consumer did not get the item"


def test_one_producer_feeds_one_consumer(BoundedBuffer, threads):
    buffer = BoundedBuffer(1)

    def produce():
        for number in (1, 2, 3):
            buffer.put(number)

    threads.start("producer", produce)
    consumer = threads.start("consumer", lambda: [buffer.get() for _ in range(3)])
    threads.join()
    assert consumer.result == [1, 2, 3], "each item must arrive once, in order"


def test_one_producer_feeds_two_consumers(BoundedBuffer, threads):
    buffer = BoundedBuffer(1)

    def produce():
        buffer.put("a")
        buffer.put("b")

    one = threads.start("consumer-1", buffer.get)
    two = threads.start("consumer-2", buffer.get)
    threads.start("producer", produce)
    threads.join()
    assert {one.result, two.result} == {"a", "b"}, "each item must reach one of the consumers"


def test_two_producers_feed_two_consumers_through_one_place(BoundedBuffer, threads):
    check_two_producers_and_two_consumers(BoundedBuffer(1), threads)


def test_two_producers_feed_two_consumers_through_two_places(BoundedBuffer, threads):
    check_two_producers_and_two_consumers(BoundedBuffer(2), threads)


def check_two_producers_and_two_consumers(buffer, threads):
    threads.start("producer-1", lambda: buffer.put("a"))
    threads.start("producer-2", lambda: buffer.put("b"))
    one = threads.start("consumer-1", buffer.get)
    two = threads.start("consumer-2", buffer.get)
    threads.join()
    assert {one.result, two.result} == {"a", "b"}, "each item must arrive exactly once"


def test_two_waiting_consumers_both_go_on(BoundedBuffer, threads):
    buffer = BoundedBuffer(2)
    one = threads.start("consumer-1", buffer.get)
    two = threads.start("consumer-2", buffer.get)
    assert one.blocked() and two.blocked(), "get returned although the buffer was empty"
    buffer.put("a")
    buffer.put("b")
    threads.join()
    assert {one.result, two.result} == {"a", "b"}, "each item must reach one of the consumers"


def test_two_waiting_producers_both_go_on(BoundedBuffer, threads):
    buffer = BoundedBuffer(2)
    buffer.put("a")
    buffer.put("b")
    one = threads.start("producer-1", lambda: buffer.put("c"))
    two = threads.start("producer-2", lambda: buffer.put("d"))
    assert one.blocked() and two.blocked(), "put returned although the buffer was full"
    assert [buffer.get(), buffer.get()] == ["a", "b"], "the oldest items must come out first"
    threads.join()
    assert {buffer.get(), buffer.get()} == {"c", "d"}, "an item of a waiting producer was lost"


def test_one_free_place_lets_one_producer_through(BoundedBuffer, threads):
    buffer, stored, taking = BoundedBuffer(1), [], []

    def put(item):
        buffer.put(item)
        stored.append(item)
        # The buffer holds at least the items put, less those that a thread has begun to take.
        assert len(stored) - len(taking) <= 1, "the buffer held more items than it has room for"

    def get():
        taking.append("one more")
        return buffer.get()

    put("a")
    threads.start("producer-1", lambda: put("b"))
    threads.start("producer-2", lambda: put("c"))
    threads.start("consumer", get)
    threads.settle()
    assert len(stored) <= 2, "one place became free, but two producers continued"
    assert {get(), get()} == {"b", "c"}, "an item of a waiting producer was lost"
    threads.join()


def test_a_place_is_free_only_when_its_item_is_out(BoundedBuffer, threads):
    buffer = BoundedBuffer(1)
    first, second = object(), object()

    def produce():
        buffer.put(second)
        assert most_kept(buffer, first, second) <= 1, "two items in a buffer with room for one"

    buffer.put(first)
    threads.start("producer", produce)
    consumer = threads.start("consumer", buffer.get)
    threads.join()
    assert consumer.result is first, "the oldest item must come out first"
    assert buffer.get() is second, "the item of the producer was lost"


def most_kept(buffer, *items):
    """Return how many of `items` are in the list or deque of the buffer that holds most of them."""
    names = list(getattr(buffer, "__dict__", ()))
    for cls in type(buffer).__mro__:
        names.extend(getattr(cls, "__slots__", ()))
    most = 0
    for name in names:
        kept = getattr(buffer, name, None)
        if isinstance(kept, (list, deque)):
            # A copy, because the consumer may be changing the original.
            inside = kept.copy()
            most = max(most, sum(any(thing is item for item in items) for thing in inside))
    return most


def test_each_producer_keeps_its_own_order(BoundedBuffer, threads):
    buffer = BoundedBuffer(2)

    def produce(*items):
        for item in items:
            buffer.put(item)

    threads.start("producer-1", lambda: produce("a1", "a2"))
    threads.start("producer-2", lambda: produce("b1", "b2"))
    consumer = threads.start("consumer", lambda: [buffer.get() for _ in range(4)])
    threads.join()
    got = consumer.result
    assert sorted(got) == ["a1", "a2", "b1", "b2"], "each item must arrive exactly once"
    assert got.index("a1") < got.index("a2"), "a2 overtook a1, which was put before it"
    assert got.index("b1") < got.index("b2"), "b2 overtook b1, which was put before it"


def test_none_and_other_empty_values_are_items(BoundedBuffer):
    buffer = BoundedBuffer(2)
    for item in (None, False, 0, "", (), []):
        buffer.put(item)
        assert buffer.get() is item, f"{item!r} was put, but something else came out"
    buffer.put(None)
    buffer.put(None)
    assert buffer.get() is None, "None was put, but something else came out"
    assert buffer.get() is None, "None was put, but something else came out"


def test_none_takes_up_room(BoundedBuffer, threads):
    buffer = BoundedBuffer(1)
    buffer.put(None)
    producer = threads.start("producer", lambda: buffer.put("second"))
    assert producer.blocked(), "put returned although the buffer was full of None"
    assert buffer.get() is None, "None was put, but something else came out"
    producer.join()
    assert buffer.get() == "second", "the item of the waiting producer was lost"


def test_a_capacity_below_one_is_refused(BoundedBuffer):
    for capacity in (0, -1):
        with pytest.raises(ValueError):
            BoundedBuffer(capacity)


def test_two_buffers_do_not_get_mixed_up(BoundedBuffer, threads):
    here, there = BoundedBuffer(1), BoundedBuffer(1)
    here.put("a")
    there.put("b")
    assert [there.get(), here.get()] == ["b", "a"], "an item came out of another buffer than it was put into"
    one = threads.start("consumer-1", here.get)
    two = threads.start("consumer-2", there.get)
    assert one.blocked() and two.blocked(), "get returned although the buffer was empty"
    there.put("d")
    two.join()
    assert one.blocked(), "get returned although there was an item only in another buffer"
    here.put("c")
    threads.join()
    assert [one.result, two.result] == ["c", "d"], "an item came out of another buffer than it was put into"


class OneAtATime:
    """The sequential specification: a buffer used by one thread at a time."""

    def __init__(self, capacity):
        self.capacity, self.items = capacity, []

    def put(self, item):
        if len(self.items) == self.capacity:
            raise Blocks
        self.items.append(item)
        return ANY

    def get(self):
        if not self.items:
            raise Blocks
        return self.items.pop(0)


@pytest.mark.workload(put=["a", "b", None], get=[()], threads=3, calls=3)
def test_each_call_seems_to_happen_at_one_moment(BoundedBuffer, workload):
    workload.run(BoundedBuffer(2), OneAtATime(2))
