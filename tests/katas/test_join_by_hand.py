"""What a task that can be joined must do. Runs against katas/join_by_hand.py."""

from threading import Event, get_ident
from time import monotonic

import pytest

pytestmark = pytest.mark.kata(
    "join_by_hand", allow="Lock, Condition, Semaphore, Thread", forbid="Thread.join, Thread.is_alive"
)

SHORT = 0.02
"""A timeout in seconds, for waits that nobody ends."""

WHILE = 1 / 16
"""A timeout in seconds that is measured; not 0.06, because sums of sixteenths come out even."""

EARLY = "join() returned although the function has not ended"


class Flooded(Exception):
    """The exception that a failing function raises."""


def flood():
    raise Flooded("the kitchen")


def told(task):
    """Return the text of the exception that join() raises."""
    with pytest.raises(Flooded) as caught:
        task.join()
    return str(caught.value)


def test_start_does_not_wait_for_the_function_and_join_does(Task, threads):
    go = Event()
    task = Task(go.wait)
    starter = threads.start("starter", task.start)
    assert not starter.blocked(), "start() must return without waiting for the function"
    joiner = threads.start("joiner", task.join)
    assert joiner.blocked(), EARLY
    go.set()
    threads.join()
    assert joiner.result, "join() must return True when the function has ended"


def test_the_function_runs_once_in_a_thread_of_its_own(Task):
    ran_in = []
    task = Task(lambda: ran_in.append(get_ident()) or False)
    assert ran_in == [], "the function ran before start()"
    task.start()
    assert task.join(), "join() must return True when the function has ended"
    assert ran_in, EARLY
    assert len(ran_in) == 1, "the function must be called once"
    assert ran_in[0] != get_ident(), "the function ran in the thread that called start() or join()"


def test_two_may_join_at_any_moment(Task, threads):
    done = []
    task = Task(lambda: done.append("once"))

    def join():
        assert task.join(), "join() must return True when the function has ended"
        assert done == ["once"], EARLY

    task.start()
    threads.start("joiner-1", join)
    threads.start("joiner-2", join)
    threads.join()


def test_who_joins_again_or_later_gets_true(Task, threads):
    # What the function returns does not matter.
    task = Task(lambda: False)
    task.start()
    for _ in range(3):
        assert task.join(), "the function has ended, so join() must return True every time"
    late = threads.start("late", task.join)
    threads.join()
    assert late.result, "the function has ended, so join() must return True in every thread"
    for timeout in (0, SHORT):
        assert task.join(timeout), f"the function has ended, so join({timeout}) must return True"


def test_join_with_a_timeout_gives_up_in_time(Task):
    go = Event()
    task = Task(go.wait)
    task.start()
    began = monotonic()
    assert not task.join(WHILE), "the function has not ended, so join(timeout) must return False"
    # A little less than the timeout, because clocks are coarse.
    assert monotonic() - began > 0.9 * WHILE, "join(timeout) gave up too early"
    assert not task.join(0), "the function has not ended, so join(0) must return False"
    assert not task.join(timeout=0), "the function has not ended, so join(timeout=0) must return False"
    go.set()
    assert task.join(), "after a join that timed out, the task must still be joinable"


def test_join_with_a_timeout_is_not_much_too_late(Task, threads):
    go = Event()
    task = Task(go.wait)
    task.start()
    hasty = threads.start("hasty", lambda: task.join(WHILE))
    threads.settle()
    Event().wait(WHILE * 7 / 4)  # lets time pass
    threads.settle()
    assert hasty.done, "join(timeout) is still waiting after almost twice that time"
    assert not hasty.result, "the function has not ended, so join(timeout) must return False"
    go.set()


def test_one_may_give_up_while_another_waits_on(Task, threads):
    go = Event()
    task = Task(go.wait)
    task.start()
    patient = threads.start("patient", task.join)
    hasty = threads.start("hasty", lambda: task.join(SHORT))
    hasty.join()
    assert not hasty.result, "the function has not ended, so join(timeout) must return False"
    go.set()
    threads.join()
    assert patient.result, "join() must return True when the function has ended"


def test_the_function_may_be_done_in_the_last_moment(Task):
    done = []
    task = Task(lambda: done.append("once"))
    task.start()
    if task.join(SHORT):
        assert done == ["once"], EARLY
    assert task.join(), "join() must return True when the function has ended"


def test_an_exception_is_raised_to_all_who_wait(Task, threads):
    go = Event()

    def work():
        go.wait()
        flood()

    task = Task(work)
    task.start()
    assert not task.join(0), "the function has not ended, so join(0) must return False"
    one = threads.start("joiner-1", lambda: told(task))
    two = threads.start("joiner-2", lambda: told(task))
    assert one.blocked() and two.blocked(), EARLY
    go.set()
    threads.join()
    assert one.result == two.result == "the kitchen", "join() must raise the function's exception in every thread"


def test_an_exception_is_raised_again_to_all_who_come_later(Task, threads):
    task = Task(flood)
    task.start()
    for _ in range(3):
        assert told(task) == "the kitchen", "join() must raise the function's exception every time"
    late = threads.start("late", lambda: told(task))
    threads.join()
    assert late.result == "the kitchen", "join() must raise the function's exception in every thread"
    for timeout in (0, SHORT):
        with pytest.raises(Flooded):
            task.join(timeout)


def test_a_function_that_raises_runs_once(Task):
    calls = []

    def work():
        calls.append("call")
        flood()

    task = Task(work)
    task.start()
    for _ in range(2):
        assert told(task) == "the kitchen", "join() must raise the function's exception every time"
    assert calls == ["call"], "start() must call the function exactly once, even if it raises an exception"


def test_the_exception_of_the_function_is_the_one_that_every_join_raises(Task, threads):
    error = Flooded("the kitchen")

    def work():
        raise error

    def join():
        with pytest.raises(Flooded) as caught:
            task.join()
        return caught.value

    task = Task(work)
    task.start()
    other = threads.start("other", join)
    threads.join()
    assert other.result is error, "join() must raise the very exception that the function raised"
    assert join() is error, "a later join() must raise the very exception that the function raised, too"


def test_joining_before_start_is_an_error(Task):
    task = Task(lambda: None)
    for timeout in (None, 0, SHORT):
        with pytest.raises(RuntimeError):
            task.join(timeout)
    task.start()
    assert task.join(), "after the error, it must be possible to start and join the task"


def test_two_tasks_do_not_get_mixed_up(Task, threads):
    here, there = Event(), Event()

    def fail():
        there.wait()
        flood()

    ours, theirs = Task(here.wait), Task(fail)
    ours.start()
    with pytest.raises(RuntimeError):
        theirs.join(0)
    theirs.start()
    one = threads.start("joiner-1", ours.join)
    two = threads.start("joiner-2", lambda: told(theirs))
    assert one.blocked() and two.blocked(), EARLY
    there.set()
    two.join()
    assert two.result == "the kitchen", "join() must raise the exception of its own function"
    assert one.blocked(), "join() returned although only the function of another task has ended"
    here.set()
    threads.join()
    assert one.result, "the function has ended without an exception, so join() must return True"
