"""What a monitor of threads must do. Runs against katas/thread_monitor.py."""

import threading

import pytest

pytestmark = pytest.mark.kata("thread_monitor", allow="Lock, Condition, Thread")

STATES = ["NEW", "RUNNING", "DONE"]


class Sunk(Exception):
    """The exception that a failing function raises."""


def sink():
    raise Sunk("in calm water")


def nothing():
    """A function that ends before any thread checks its state."""


def test_a_function_runs_once_and_is_done(Monitor):
    monitor, voyages = Monitor(), []
    assert monitor.states() == {}, "nothing is watched yet, so the board must be empty"
    monitor.watch("Marie", lambda: voyages.append("Marie") or False)
    monitor.wait_for("Marie", "DONE")
    assert voyages == ["Marie"], "watch must call the function exactly once, and the call must be over when it is DONE"
    assert monitor.states() == {"Marie": "DONE"}, "the function has returned, so it is DONE"
    monitor.states().clear()
    assert monitor.states() == {"Marie": "DONE"}, "the dict that states() returned belongs to the caller"
    for state in STATES:
        monitor.wait_for("Marie", state)


def test_a_function_that_raises_has_failed(Monitor):
    monitor, voyages = Monitor(), []

    def sail():
        voyages.append("Marie")
        sink()

    monitor.watch("Marie", sail)
    monitor.wait_for("Marie", "FAILED")
    assert voyages == ["Marie"], "watch must call the function exactly once, even if it fails"
    assert monitor.states() == {"Marie": "FAILED"}, "the function has raised an exception, so it is FAILED"
    for state in ("NEW", "RUNNING", "FAILED"):
        monitor.wait_for("Marie", state)


def test_the_name_is_on_the_board_when_watch_comes_back(Monitor):
    monitor = Monitor()
    monitor.watch("Marie", nothing)
    states = monitor.states()
    assert list(states) == ["Marie"], f"Marie is watched, but the board says {states}"
    assert states["Marie"] in STATES, f"{states['Marie']!r} is not a state of a function that does not fail"
    monitor.wait_for("Marie", "DONE")


def test_a_function_is_running_while_it_runs(Monitor):
    monitor, seen = Monitor(), []
    monitor.watch("Marie", lambda: seen.append(monitor.states()))
    monitor.wait_for("Marie", "DONE")
    assert seen == [{"Marie": "RUNNING"}], f"while Marie was running the board said {seen}"


def test_watch_does_not_wait_for_the_function(Monitor, threads):
    monitor, back = Monitor(), threading.Event()
    monitor.watch("Marie", back.wait)
    for state in ("RUNNING", "NEW"):
        monitor.wait_for("Marie", state)
    states = monitor.states()
    assert states == {"Marie": "RUNNING"}, f"Marie is still running, but the board says {states}"
    waiter = threads.start("waiter", lambda: monitor.wait_for("Marie", "DONE"))
    assert waiter.blocked(), "wait_for returned although Marie is still running"
    back.set()
    threads.join()
    assert states == {"Marie": "RUNNING"}, "a dict that states() returned must not change later"
    assert monitor.states() == {"Marie": "DONE"}, "the function has returned, so it is DONE"


def test_who_waits_for_running_need_not_see_it(Monitor, threads):
    monitor = Monitor()
    monitor.watch("Marie", nothing)
    threads.start("waiter", lambda: monitor.wait_for("Marie", "RUNNING"))
    threads.join()
    assert monitor.states()["Marie"] != "NEW", "wait_for returned although Marie had not started"
    monitor.wait_for("Marie", "DONE")


def test_each_function_has_a_state_of_its_own(Monitor, threads):
    monitor, back = Monitor(), threading.Event()
    monitor.watch("Marie", back.wait)
    monitor.watch("Anna", nothing)
    waiter = threads.start("waiter", lambda: monitor.wait_for("Marie", "DONE"))
    monitor.wait_for("Anna", "DONE")
    assert waiter.blocked(), "wait_for returned although Marie is still running"
    states = monitor.states()
    assert states == {"Marie": "RUNNING", "Anna": "DONE"}, (
        f"Marie is running and Anna is done, but the board says {states}"
    )
    back.set()
    threads.join()


def test_two_wait_for_the_same_function(Monitor, threads):
    monitor, back = Monitor(), threading.Event()
    monitor.watch("Marie", back.wait)
    one = threads.start("waiter-1", lambda: monitor.wait_for("Marie", "DONE"))
    two = threads.start("waiter-2", lambda: monitor.wait_for("Marie", "DONE"))
    assert one.blocked(), "wait_for returned although Marie is still running"
    assert two.blocked(), "wait_for returned although Marie is still running"
    back.set()
    threads.join()


def test_a_function_never_goes_back(Monitor, threads):
    monitor = Monitor()
    monitor.watch("Marie", nothing)
    observer = threads.start("observer", lambda: [monitor.states()["Marie"] for _ in range(2)])
    threads.join()
    seen = observer.result
    assert set(seen) <= set(STATES), f"the observer saw {seen}, which are not all states"
    assert seen == sorted(seen, key=STATES.index), f"the observer saw {seen}, which goes backwards"
    monitor.wait_for("Marie", "DONE")


def test_two_wait_until_the_same_function_runs(Monitor, threads):
    monitor, back = Monitor(), threading.Event()
    monitor.watch("Marie", back.wait)
    one = threads.start("waiter-1", lambda: monitor.wait_for("Marie", "RUNNING"))
    two = threads.start("waiter-2", lambda: monitor.wait_for("Marie", "RUNNING"))
    one.join()
    two.join()
    back.set()
    monitor.wait_for("Marie", "DONE")


def test_the_board_shows_one_moment(Monitor, threads):
    monitor, back = Monitor(), threading.Event()
    monitor.watch("Marie", back.wait)
    monitor.watch("Anna", lambda: monitor.wait_for("Marie", "DONE"))
    observer = threads.start("observer", monitor.states)
    back.set()
    threads.join()
    states = observer.result
    assert states["Anna"] != "DONE" or states["Marie"] == "DONE", (
        f"Anna is done after Marie, but the board says {states}"
    )
    monitor.wait_for("Anna", "DONE")


def test_two_monitors_do_not_get_mixed_up(Monitor, threads):
    here, there, back = Monitor(), Monitor(), threading.Event()
    here.watch("Marie", back.wait)
    assert there.states() == {}, "Marie is watched by another monitor, so this board must be empty"
    waiter = threads.start("waiter", lambda: here.wait_for("Marie", "DONE"))
    assert waiter.blocked(), "wait_for returned although Marie is still running"
    there.watch("Marie", nothing)
    there.wait_for("Marie", "DONE")
    assert waiter.blocked(), "wait_for returned although only the Marie of another monitor is done"
    states = here.states()
    assert states == {"Marie": "RUNNING"}, f"Marie is still running, but the board says {states}"
    back.set()
    threads.join()
