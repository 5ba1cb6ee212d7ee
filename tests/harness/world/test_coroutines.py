"""The coroutines of the world do the same, whichever library they are of: run natively and on Pyodide."""

import gc
import sys

import pytest

from harness.world.coroutines import Coroutine, CoroutineExit, current_coroutine


def names(frame):
    """The functions of a stack of frames, innermost first."""
    found = []
    while frame is not None:
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def waiting(body):
    """A coroutine that has called a function, which switches back."""
    made = Coroutine(body, current_coroutine())
    made.switch()
    return made


def test_a_suspended_coroutine_has_the_frames_of_its_calls_and_no_others():
    seen = []

    def inner():
        seen.append(sys._getframe())
        hub.switch()
        seen.append(names(sys._getframe())[:2])

    def outer():
        inner()

    hub = current_coroutine()
    one, other = waiting(outer), waiting(lambda: [hub.switch()])
    for _ in range(2):  # other stacks may lie where its frames were
        assert names(one.gr_frame) == ["inner", "outer"]
        waiting(outer)
    assert one.gr_frame == seen[0]
    assert one.gr_frame in seen
    assert hub.gr_frame is None, "it runs"
    one.switch()
    assert one.gr_frame is None, "it has ended"
    assert seen[-1] == ["inner", "outer"]
    assert names(other.gr_frame) == ["<lambda>"]


def test_values_go_both_ways():
    hub = current_coroutine()
    echo = Coroutine(lambda one, two: hub.switch(one + two), hub)
    assert echo.switch(1, 2) == 3
    assert echo.switch("end") == "end"
    assert echo.dead


def test_an_exit_ends_a_coroutine_after_its_finally_blocks_and_an_error_reaches_its_parent():
    hub, ran = current_coroutine(), []

    def body():
        try:
            hub.switch()
        finally:
            ran.append(1)

    one = waiting(body)
    one.throw(CoroutineExit)
    assert one.dead
    assert ran == [1]
    other = waiting(body)
    with pytest.raises(ValueError, match=r"^$"):
        other.throw(ValueError)
    assert other.dead


def test_garbage_is_collected_while_coroutines_are_suspended():
    hub = current_coroutine()

    def deep(n):
        return sorted([2, 1], key=lambda one: deep(n - 1) if n else hub.switch() or one)

    made = [waiting(lambda n=n: deep(n)) for n in range(20)]
    assert gc.collect() >= 0
    for one in made:
        one.throw(CoroutineExit)
    assert all(one.dead for one in made)
