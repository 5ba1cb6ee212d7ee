"""What a buffer that can be closed must do. Runs against katas/closeable_buffer.py."""

import pytest

from concurrency_katas import Blocks

pytestmark = pytest.mark.kata("closeable_buffer", allow="any")


def told(Closed, action):
    """Return the result of a call, or "closed" if it raises Closed."""

    def call():
        try:
            return action()
        except Closed:
            return "closed"

    return call


def take_all(Closed, buffer):
    """Return all items that come out of the buffer until it raises Closed."""
    items = []
    try:
        while True:
            items.append(buffer.get())
    except Closed:
        return items


def test_items_come_out_in_the_order_they_went_in(CloseableBuffer):
    buffer = CloseableBuffer(3)
    buffer.put("first")
    buffer.put("second")
    assert buffer.get() == "first", "the oldest item must come out first"
    buffer.put("third")
    buffer.put("fourth")
    rest = [buffer.get(), buffer.get(), buffer.get()]
    assert rest == ["second", "third", "fourth"], "the items came out in another order"


def test_a_full_buffer_makes_put_wait(CloseableBuffer, threads):
    buffer = CloseableBuffer(1)
    buffer.put("first")
    producer = threads.start("producer", lambda: buffer.put("second"))
    assert producer.blocked(), "put returned although the buffer was full"
    assert buffer.get() == "first", "the oldest item must come out first"
    producer.join()
    assert buffer.get() == "second", "the item of the waiting producer was lost"


def test_an_empty_buffer_makes_get_wait(CloseableBuffer, threads):
    buffer = CloseableBuffer(1)
    consumer = threads.start("consumer", buffer.get)
    assert consumer.blocked(), "get returned although the buffer was empty"
    buffer.put("bread")
    consumer.join()
    assert consumer.result == "bread", "the waiting consumer did not get the item"


def test_what_is_inside_comes_out_after_close(CloseableBuffer, Closed):
    buffer = CloseableBuffer(2)
    buffer.put("first")
    buffer.put("second")
    buffer.close()
    assert [buffer.get(), buffer.get()] == ["first", "second"], "the items inside must come out, oldest first"
    for _ in range(2):
        with pytest.raises(Closed):
            buffer.get()


def test_put_is_refused_after_close(CloseableBuffer, Closed):
    buffer = CloseableBuffer(2)
    buffer.put("early")
    buffer.close()
    for _ in range(2):
        with pytest.raises(Closed):
            buffer.put("late")
    assert take_all(Closed, buffer) == ["early"], "a refused item was stored anyway"
    with pytest.raises(Closed):
        buffer.put("late")
    assert take_all(Closed, buffer) == [], "a refused item was stored anyway"


def test_put_is_refused_after_close_even_if_the_buffer_is_full(CloseableBuffer, Closed):
    buffer = CloseableBuffer(1)
    buffer.put("early")
    buffer.close()
    with pytest.raises(Closed):
        buffer.put("late")
    assert take_all(Closed, buffer) == ["early"], "a refused item was stored anyway"


def test_close_may_come_twice(CloseableBuffer, Closed):
    buffer = CloseableBuffer(1)
    buffer.put("bread")
    buffer.close()
    buffer.close()
    assert take_all(Closed, buffer) == ["bread"], "the second close changed something"
    buffer.close()
    with pytest.raises(Closed):
        buffer.get()
    with pytest.raises(Closed):
        buffer.put("late")


def test_close_does_not_wait_for_room(CloseableBuffer, Closed, threads):
    buffer = CloseableBuffer(1)
    buffer.put("bread")
    closer = threads.start("closer", buffer.close)
    assert not closer.blocked(), "close must not wait"
    assert take_all(Closed, buffer) == ["bread"], "the items inside must come out, and nothing else"


def test_close_wakes_two_waiting_consumers(CloseableBuffer, Closed, threads):
    buffer = CloseableBuffer(1)
    one = threads.start("consumer-1", told(Closed, buffer.get))
    two = threads.start("consumer-2", told(Closed, buffer.get))
    assert one.blocked() and two.blocked(), "get returned although the buffer was empty"
    buffer.close()
    threads.join()
    assert one.result == "closed" and two.result == "closed", "get returned an item that was never put"


def test_close_wakes_two_waiting_producers(CloseableBuffer, Closed, threads):
    buffer = CloseableBuffer(1)
    buffer.put("a")
    one = threads.start("producer-1", told(Closed, lambda: buffer.put("b")))
    two = threads.start("producer-2", told(Closed, lambda: buffer.put("c")))
    assert one.blocked() and two.blocked(), "put returned although the buffer was full"
    buffer.close()
    threads.join()
    assert one.result == "closed" and two.result == "closed", "put succeeded after close"
    assert take_all(Closed, buffer) == ["a"], "the item of a refused producer was stored anyway"


def test_a_waiting_producer_is_refused_even_if_there_is_room_by_then(CloseableBuffer, Closed, threads):
    buffer = CloseableBuffer(1)
    buffer.put("a")
    producer = threads.start("producer", told(Closed, lambda: buffer.put("b")))
    assert producer.blocked(), "put returned although the buffer was full"
    buffer.close()
    assert buffer.get() == "a", "the items inside must come out"
    producer.join()
    assert producer.result == "closed", "a put that was waiting when the buffer was closed succeeded"
    assert take_all(Closed, buffer) == [], "the item of a refused producer was stored anyway"


def test_two_waiting_consumers_share_one_item_and_the_news(CloseableBuffer, Closed, threads):
    buffer = CloseableBuffer(1)
    one = threads.start("consumer-1", told(Closed, buffer.get))
    two = threads.start("consumer-2", told(Closed, buffer.get))
    assert one.blocked() and two.blocked(), "get returned although the buffer was empty"
    buffer.put("bread")
    buffer.close()
    threads.join()
    assert {one.result, two.result} == {"bread", "closed"}, (
        "one thread must get the item, and the other must get Closed"
    )


def test_nothing_is_lost_when_the_producer_closes(CloseableBuffer, Closed, threads):
    buffer = CloseableBuffer(1)

    def produce():
        buffer.put("a")
        buffer.put("b")
        buffer.close()

    threads.start("producer", produce)
    consumer = threads.start("consumer", lambda: take_all(Closed, buffer))
    threads.join()
    assert consumer.result == ["a", "b"], "all items that were put must come out, in order"


def test_a_put_at_the_moment_of_close_is_all_or_nothing(CloseableBuffer, Closed, threads):
    buffer = CloseableBuffer(1)
    producer = threads.start("producer", told(Closed, lambda: buffer.put("bread")))
    consumer = threads.start("consumer", lambda: take_all(Closed, buffer))
    buffer.close()
    threads.join()
    expected = [] if producer.result == "closed" else ["bread"]
    assert consumer.result == expected, "put must either store its item in time or raise Closed"


def test_a_waiting_put_at_the_moment_of_close_is_all_or_nothing(CloseableBuffer, Closed, threads):
    buffer = CloseableBuffer(1)
    buffer.put("a")
    producer = threads.start("producer", told(Closed, lambda: buffer.put("b")))
    assert producer.blocked(), "put returned although the buffer was full"
    assert buffer.get() == "a", "the oldest item must come out first"
    # The producer may have called put by now, or not yet: either is right.
    buffer.close()
    producer.join()
    expected = [] if producer.result == "closed" else ["b"]
    assert take_all(Closed, buffer) == expected, "put must either store its item or raise Closed"


def test_two_may_close_at_once(CloseableBuffer, Closed, threads):
    buffer = CloseableBuffer(1)
    buffer.put("bread")
    threads.start("closer-1", buffer.close)
    threads.start("closer-2", buffer.close)
    threads.join()
    assert take_all(Closed, buffer) == ["bread"], "the second close changed something"


def test_two_waiting_consumers_both_go_on(CloseableBuffer, threads):
    buffer = CloseableBuffer(1)
    one = threads.start("consumer-1", buffer.get)
    two = threads.start("consumer-2", buffer.get)
    assert one.blocked() and two.blocked(), "get returned although the buffer was empty"
    buffer.put("a")
    buffer.put("b")
    threads.join()
    assert {one.result, two.result} == {"a", "b"}, "each item must reach one of the consumers"


def test_two_waiting_producers_both_go_on(CloseableBuffer, threads):
    buffer = CloseableBuffer(2)
    buffer.put("a")
    buffer.put("b")
    one = threads.start("producer-1", lambda: buffer.put("c"))
    two = threads.start("producer-2", lambda: buffer.put("d"))
    assert one.blocked() and two.blocked(), "put returned although the buffer was full"
    assert [buffer.get(), buffer.get()] == ["a", "b"], "the oldest items must come out first"
    threads.join()
    assert {buffer.get(), buffer.get()} == {"c", "d"}, "an item of a waiting producer was lost"


def test_one_free_place_lets_one_of_two_waiting_producers_through(CloseableBuffer, threads):
    buffer = CloseableBuffer(1)
    buffer.put("a")
    one = threads.start("producer-1", lambda: buffer.put("b"))
    two = threads.start("producer-2", lambda: buffer.put("c"))
    assert one.blocked() and two.blocked(), "put returned although the buffer was full"
    assert buffer.get() == "a", "the oldest item must come out first"
    threads.settle()
    assert one.done != two.done, "one place became free, so one of the two producers must continue"
    assert {buffer.get(), buffer.get()} == {"b", "c"}, "an item of a waiting producer was lost"
    threads.join()


def test_one_item_lets_one_of_two_waiting_consumers_through(CloseableBuffer, threads):
    buffer = CloseableBuffer(2)
    one = threads.start("consumer-1", buffer.get)
    two = threads.start("consumer-2", buffer.get)
    assert one.blocked() and two.blocked(), "get returned although the buffer was empty"
    buffer.put("a")
    threads.settle()
    assert one.done != two.done, "there was one item, so one of the two consumers must continue"
    buffer.put("b")
    threads.join()
    assert {one.result, two.result} == {"a", "b"}, "each item must reach one of the consumers"


def test_none_is_an_item_and_not_the_end(CloseableBuffer, Closed):
    items = [None, False, [], None, "last"]
    buffer = CloseableBuffer(len(items))
    for item in items:
        buffer.put(item)
    buffer.close()
    assert take_all(Closed, buffer) == items, "any object is an item like any other, and two that are equal are two"


def test_a_capacity_below_one_is_refused(CloseableBuffer):
    for capacity in (0, -1):
        with pytest.raises(ValueError):
            CloseableBuffer(capacity)


def test_two_buffers_do_not_get_mixed_up(CloseableBuffer, Closed, threads):
    here, there = CloseableBuffer(1), CloseableBuffer(1)
    here.put("a")
    there.put("b")
    assert [there.get(), here.get()] == ["b", "a"], "an item came out of another buffer than it was put into"
    one = threads.start("consumer-1", here.get)
    two = threads.start("consumer-2", told(Closed, there.get))
    assert one.blocked() and two.blocked(), "get returned although the buffer was empty"
    there.close()
    two.join()
    assert two.result == "closed", "get returned an item that was never put"
    assert one.blocked(), "get returned although only another buffer was closed"
    here.put("c")
    threads.join()
    assert one.result == "c", "only another buffer was closed, so the waiting thread must get its item"


def test_an_item_reaches_who_waits_at_its_buffer(CloseableBuffer, threads):
    here, there = CloseableBuffer(1), CloseableBuffer(1)
    one = threads.start("consumer-1", here.get)
    assert one.blocked(), "get returned although the buffer was empty"
    two = threads.start("consumer-2", there.get)
    assert two.blocked(), "get returned although the buffer was empty"
    there.put("a")
    two.join()
    assert two.result == "a", "the waiting thread must get the item that was put into its buffer"
    assert one.blocked(), "get returned although only another buffer has an item"
    here.put("b")
    threads.join()
    assert one.result == "b", "the waiting thread must get the item that was put into its buffer"


class Told:
    """A buffer that returns "closed" where the original raises Closed."""

    def __init__(self, Closed, buffer):
        self.Closed, self.buffer = Closed, buffer

    def put(self, item):
        try:
            self.buffer.put(item)
        except self.Closed:
            return "closed"
        return "stored"

    def get(self):
        try:
            return self.buffer.get()
        except self.Closed:
            return "closed"

    def close(self):
        self.buffer.close()


class OneAtATime:
    """The sequential specification: a buffer used by one thread at a time."""

    def __init__(self, capacity):
        self.capacity, self.items, self.closed = capacity, [], False

    def put(self, item):
        if self.closed:
            return "closed"
        if len(self.items) == self.capacity:
            raise Blocks
        self.items.append(item)
        return "stored"

    def get(self):
        if self.items:
            return self.items.pop(0)
        if not self.closed:
            raise Blocks
        return "closed"

    def close(self):
        self.closed = True


@pytest.mark.workload(put=["a", None], get=[()], close=[()], threads=3, calls=3)
def test_each_call_seems_to_happen_at_one_moment(CloseableBuffer, Closed, workload):
    workload.run(Told(Closed, CloseableBuffer(1)), OneAtATime(1))
