"""What an event must do. Runs against katas/event.py."""

import threading
from time import monotonic
from unittest.mock import ANY

import pytest

from concurrency_katas import Blocks

pytestmark = pytest.mark.kata("event", allow="Lock, Condition")

SHORT = 0.02
"""A timeout in seconds, for waits that nobody ends."""

WHILE = 1 / 16
"""A timeout in seconds that is measured; not 0.06, because sums of sixteenths come out even."""

LONG = 8.0
"""A timeout in seconds, for waits that another thread ends."""


def test_an_event_is_set_and_cleared(Event):
    event = Event()
    assert not event.is_set(), "a new event must not be set"
    event.set()
    assert event.is_set(), "after set(), is_set() must return True"
    event.clear()
    assert not event.is_set(), "after clear(), is_set() must return False"


def test_twice_is_like_once(Event):
    event = Event()
    event.clear()
    event.clear()
    assert not event.is_set(), "an event that was never set must not be set"
    event.set()
    event.set()
    assert event.is_set(), "after set(), is_set() must return True"
    event.clear()
    assert not event.is_set(), "one clear() must be enough, however often the event was set"


def test_wait_comes_back_at_once_when_the_event_is_set(Event, threads):
    event = Event()
    event.set()
    for timeout in (None, SHORT, 0):
        assert event.wait(timeout), f"the event is set, so wait({timeout}) must return True"
    assert event.wait(), "waiting must not reset the event"
    assert event.is_set(), "waiting must not clear the event"
    late = threads.start("late", event.wait)
    late.join()
    assert late.result, "the event is set, so wait() must return True"


def test_wait_blocks_until_the_event_is_set(Event, threads):
    event = Event()
    waiter = threads.start("waiter", event.wait)
    assert waiter.blocked(), "wait() returned although no thread has set the event"
    event.clear()
    assert waiter.blocked(), "wait() returned although the event was only cleared"
    event.set()
    threads.join()
    assert waiter.result, "set() released this thread, so wait() must return True"


def test_two_wait_and_a_third_sets(Event, threads):
    event = Event()
    one = threads.start("waiter-1", event.wait)
    two = threads.start("waiter-2", event.wait)
    threads.start("setter", event.set)
    threads.join()
    assert one.result and two.result, "wait() without a timeout must return True"


def test_a_set_frees_all_who_wait_even_if_clear_follows_at_once(Event, threads):
    event = Event()
    one = threads.start("waiter-1", event.wait)
    two = threads.start("waiter-2", event.wait)
    assert one.blocked() and two.blocked(), "wait() returned although no thread has set the event"
    event.set()
    event.clear()
    threads.join()
    assert one.result and two.result, "set() released this thread, so wait() must return True"


def test_a_clear_at_the_same_time_takes_nothing_from_those_who_wait(Event, threads):
    event = Event()
    waiter = threads.start("waiter", event.wait)
    assert waiter.blocked(), "wait() returned although no thread has set the event"
    threads.start("setter", event.set)
    threads.start("clearer", event.clear)
    threads.join()
    assert waiter.result, "set() released this thread, so wait() must return True"


def test_set_and_clear_at_the_same_time_come_one_after_the_other(Event, threads):
    event = Event()

    def clear_and_wait():
        event.clear()
        event.wait()
        return event.is_set()

    threads.start("setter", event.set)
    waiter = threads.start("waiter", clear_and_wait)
    threads.settle()
    # In case the set came first, and the waiter is still waiting.
    event.set()
    threads.join()
    assert waiter.result, "a set() ended the wait that began after clear(), so the event must be set"


def test_an_event_works_again_and_again(Event, threads):
    event = Event()
    for _ in range(2):
        waiter = threads.start("waiter", event.wait)
        assert waiter.blocked(), "wait() returned although the event was cleared"
        event.set()
        event.clear()
        waiter.join()
        assert waiter.result, "set() released this thread, so wait() must return True"


def test_a_wait_with_a_timeout_ends(Event):
    event = Event()
    began = monotonic()
    assert not event.wait(WHILE), "no thread has set the event, so wait(timeout) must return False"
    # A little less than the timeout, because clocks are coarse.
    assert monotonic() - began > 0.9 * WHILE, "wait(timeout) gave up too early"
    assert not event.is_set(), "a wait that timed out must not set the event"


def test_a_wait_with_a_timeout_is_not_much_too_late(Event, threads):
    event = Event()
    waiter = threads.start("waiter", lambda: event.wait(WHILE))
    threads.settle()
    let_pass(WHILE * 7 / 4)
    threads.settle()
    assert waiter.done, "wait(timeout) is still waiting after almost twice that time"
    assert not waiter.result, "no thread has set the event, so wait(timeout) must return False"


def let_pass(seconds):
    """Let time pass."""
    threading.Event().wait(seconds)


def test_a_timeout_of_zero_does_not_wait(Event, threads):
    event = Event()
    waiter = threads.start("waiter", lambda: event.wait(0))
    threads.join()
    assert not waiter.result, "no thread has set the event, so wait(0) must return False"
    assert not event.wait(timeout=0), "no thread has set the event, so wait(timeout=0) must return False"


def test_one_may_give_up_while_another_waits_on(Event, threads):
    event = Event()
    patient = threads.start("patient", event.wait)
    hasty = threads.start("hasty", lambda: event.wait(SHORT))
    hasty.join()
    assert not hasty.result, "no thread has set the event, so wait(timeout) must return False"
    assert patient.blocked(), "wait() returned although no thread has set the event"
    event.set()
    threads.join()
    assert patient.result, "set() released this thread, so wait() must return True"
    assert event.wait(SHORT), "the event is set, so wait(timeout) must return True"


def test_a_set_may_come_in_the_last_moment(Event, threads):
    event = Event()
    hasty = threads.start("hasty", lambda: event.wait(SHORT))
    event.set()
    threads.join()
    assert hasty.result in (True, False), "wait(timeout) must return True or False"
    assert event.is_set(), "no thread has cleared the event, so it must still be set"
    assert event.wait(0), "the event is set, so wait(0) must return True"


def test_a_set_frees_who_waits_with_a_timeout_even_if_clear_follows_at_once(Event, threads):
    event = Event()
    began = monotonic()
    waiter = threads.start("waiter", lambda: event.wait(LONG))
    threads.settle()
    event.set()
    in_time = monotonic() - began < LONG / 2
    event.clear()
    threads.join()
    if in_time:
        assert waiter.result, "set() released this thread before its time was up, so wait(timeout) must return True"


def test_two_events_do_not_get_mixed_up(Event, threads):
    here, there = Event(), Event()
    one = threads.start("waiter-1", here.wait)
    two = threads.start("waiter-2", there.wait)
    assert one.blocked() and two.blocked(), "wait() returned although no thread has set the event"
    there.set()
    two.join()
    assert not here.is_set(), "this event was not set, only another one"
    assert one.blocked(), "wait() returned although only another event was set"
    here.set()
    threads.join()
    assert one.result and two.result, "set() released this thread, so wait() must return True"


class OneAtATime:
    """The sequential specification: an event used by one thread at a time."""

    def __init__(self):
        self.on = False

    def set(self):
        self.on = True
        return ANY

    def clear(self):
        self.on = False
        return ANY

    def is_set(self):
        return self.on

    def wait(self):
        if not self.on:
            raise Blocks
        return True


@pytest.mark.workload(set=[()], clear=[()], is_set=[()], wait=[()], threads=3, calls=3)
def test_each_call_seems_to_happen_at_one_moment(Event, workload):
    workload.run(Event(), OneAtATime())
