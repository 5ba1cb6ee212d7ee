"""What a bounded buffer of semaphores must do. Runs against katas/bounded_buffer_semaphores.py."""

from collections import deque
from unittest.mock import ANY

import pytest

from concurrency_katas import Blocks

pytestmark = pytest.mark.kata("bounded_buffer_semaphores", allow="Semaphore, Lock")


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
    for capacity in (1, 2):
        buffer = BoundedBuffer(capacity)
        for number in range(capacity):
            buffer.put(number)
        producer = threads.start("producer", lambda buffer=buffer: buffer.put("one more"))
        assert producer.blocked(), "put returned although the buffer was full"
        assert buffer.get() == 0, "the oldest item must come out first"
        producer.join()
        rest = [buffer.get() for _ in range(capacity)]
        assert rest == [*range(1, capacity), "one more"], "the item of the waiting producer must come last"


def test_an_empty_buffer_makes_get_wait(BoundedBuffer, threads):
    buffer = BoundedBuffer(2)
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


def test_two_producers_do_not_write_over_each_other(BoundedBuffer, threads):
    buffer = BoundedBuffer(2)
    threads.start("producer-1", lambda: buffer.put("a"))
    threads.start("producer-2", lambda: buffer.put("b"))
    threads.join()
    assert {buffer.get(), buffer.get()} == {"a", "b"}, "each item must arrive exactly once"


def test_two_consumers_do_not_take_the_same_item(BoundedBuffer, threads):
    buffer = BoundedBuffer(2)
    buffer.put("a")
    buffer.put("b")
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
    buffer = BoundedBuffer(1)
    buffer.put("a")
    one = threads.start("producer-1", lambda: buffer.put("b"))
    two = threads.start("producer-2", lambda: buffer.put("c"))
    assert one.blocked() and two.blocked(), "put returned although the buffer was full"
    assert buffer.get() == "a", "the oldest item must come out first"
    threads.settle()
    assert one.done != two.done, "one place became free, so one of the two producers must continue"
    assert {buffer.get(), buffer.get()} == {"b", "c"}, "an item of a waiting producer was lost"
    threads.join()


def test_when_the_second_item_is_in_the_first_is_out(BoundedBuffer, threads):
    buffer = BoundedBuffer(1)
    buffer.put("first")

    def put_and_take():
        buffer.put("second")
        # There is room for one, and the second is in. So the first is out: the consumer has it.
        got = buffer.get()
        assert got == "second", f"{got} was still inside when the second item went in: two items in a buffer for one"

    threads.start("producer", put_and_take)
    consumer = threads.start("consumer", buffer.get)
    threads.join()
    assert consumer.result == "first", "the oldest item must come out first"


def test_the_item_of_a_waiting_producer_is_not_inside(BoundedBuffer, threads):
    buffer = BoundedBuffer(1)
    first, second = object(), object()
    buffer.put(first)
    producer = threads.start("producer", lambda: buffer.put(second))
    assert producer.blocked(), "put returned although the buffer was full"
    assert most_kept(buffer, first, second) <= 1, "two items in a buffer with room for one"
    assert buffer.get() is first, "the oldest item must come out first"
    producer.join()
    assert buffer.get() is second, "the item of the waiting producer was lost"


def most_kept(buffer, *items):
    """Return how many of `items` are in the list or deque of the buffer that holds most of them."""
    names = list(getattr(buffer, "__dict__", ()))
    for cls in type(buffer).__mro__:
        names.extend(getattr(cls, "__slots__", ()))
    most = 0
    for name in names:
        kept = getattr(buffer, name, None)
        if isinstance(kept, (list, deque)):
            most = max(most, sum(any(thing is item for item in items) for thing in kept))
    return most


def test_each_producer_keeps_its_own_order(BoundedBuffer, threads):
    buffer = BoundedBuffer(2)

    def produce():
        buffer.put("a1")
        buffer.put("a2")

    threads.start("producer-1", produce)
    threads.start("producer-2", lambda: buffer.put("b"))
    got = [buffer.get() for _ in range(3)]
    threads.join()
    assert sorted(got) == ["a1", "a2", "b"], "each item must arrive exactly once"
    assert got.index("a1") < got.index("a2"), "a2 overtook a1, which was put before it"


def test_none_and_other_empty_values_are_items(BoundedBuffer, threads):
    buffer = BoundedBuffer(1)
    for item in (None, False, 0, "", (), []):
        buffer.put(item)
        assert buffer.get() is item, f"{item!r} was put, but something else came out"
    buffer.put(None)
    producer = threads.start("producer", lambda: buffer.put("second"))
    assert producer.blocked(), "put returned although the buffer was full of None"
    assert buffer.get() is None, "None was put, but something else came out"
    producer.join()
    assert buffer.get() == "second", "the item of the waiting producer was lost"
    buffer = BoundedBuffer(2)
    for item in (None, None):
        buffer.put(item)
    for item in (None, None):
        assert buffer.get() is item, "two items that are equal are two items"


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
