"""What a narrow corridor must do. Runs against katas/corridor.py."""

from contextlib import suppress

import pytest

from concurrency_katas import Stumble

pytestmark = pytest.mark.kata("corridor", allow="any")


def start_walker(threads, name, corridor, side, inside):
    """Start a thread that walks through once and checks who comes towards it."""
    steps = []

    def step():
        inside.append(side)
        assert 1 - side not in inside, f"{name} from side {side} meets a walker from side {1 - side}"
        inside.remove(side)
        steps.append(name)

    def walk():
        corridor.walk(side, step)
        assert steps == [name], f"{name} called walk once, and step was called {len(steps)} times"

    return threads.start(name, walk)


def test_who_is_alone_goes_straight_in(Corridor):
    corridor, steps = Corridor(), []
    sides = [0, 0, 1, 1, 0] + 10 * [1] + 10 * [0]
    for side in sides:
        corridor.walk(side, lambda side=side: steps.append(side))
    assert steps == sides, "walk must call step exactly once"


def test_who_is_alone_at_side_1_goes_straight_in(Corridor):
    corridor, steps = Corridor(), []
    corridor.walk(1, lambda: steps.append(1))
    assert steps == [1], "walk must call step exactly once"


def test_what_step_returns_does_not_matter(Corridor):
    corridor = Corridor()
    for answer in (True, False, None):
        steps = []

        def step(answer=answer, steps=steps):
            steps.append("a step")
            return answer

        corridor.walk(0, step)
        assert steps == ["a step"], f"walk must call step exactly once, even if step returns {answer}"


def test_two_from_opposite_sides_do_not_meet(Corridor, threads):
    corridor, inside = Corridor(), []
    start_walker(threads, "east", corridor, 0, inside)
    start_walker(threads, "west", corridor, 1, inside)
    threads.join()


def test_two_from_one_side_and_one_from_the_other_get_through(Corridor, threads):
    corridor, inside = Corridor(), []
    start_walker(threads, "east-1", corridor, 0, inside)
    start_walker(threads, "east-2", corridor, 0, inside)
    start_walker(threads, "west", corridor, 1, inside)
    threads.join()


def test_two_from_each_side_get_through(Corridor, threads):
    corridor, inside = Corridor(), []
    start_walker(threads, "east-1", corridor, 0, inside)
    start_walker(threads, "west-1", corridor, 1, inside)
    start_walker(threads, "east-2", corridor, 0, inside)
    start_walker(threads, "west-2", corridor, 1, inside)
    threads.join()


def test_who_comes_towards_a_walker_waits(Corridor, threads):
    corridor, inside = Corridor(), [0]

    def step():
        west = start_walker(threads, "west", corridor, 1, inside)
        assert west.blocked(), "west got through although another walker came towards it"
        inside.remove(0)

    corridor.walk(0, step)
    threads.join()


def test_two_who_wait_both_go_in(Corridor, threads):
    corridor, inside = Corridor(), [1]

    def step():
        one = start_walker(threads, "east-1", corridor, 0, inside)
        two = start_walker(threads, "east-2", corridor, 0, inside)
        assert one.blocked(), "east-1 got through although another walker came towards it"
        assert two.blocked(), "east-2 got through although another walker came towards it"
        inside.remove(1)

    corridor.walk(1, step)
    threads.join()


def test_one_of_each_side_waits_and_both_go_in(Corridor, threads):
    corridor, inside = Corridor(), [0]

    def step():
        start_walker(threads, "west", corridor, 1, inside)
        threads.settle()
        # The contract does not say whether this walker joins the first one or waits.
        start_walker(threads, "east", corridor, 0, inside)
        threads.settle()
        inside.remove(0)

    corridor.walk(0, step)
    threads.join()


def test_two_corridors_do_not_get_mixed_up(Corridor, threads):
    here, there, inside = Corridor(), Corridor(), [0]

    def step():
        west = start_walker(threads, "west", here, 1, inside)
        assert west.blocked(), "west got through although another walker came towards it"
        start_walker(threads, "elsewhere", there, 1, []).join()
        assert west.blocked(), "west got through when only another corridor became free"
        inside.remove(0)

    here.walk(0, step)
    threads.join()


class Stumbled(Exception):
    """The exception that a failing step raises."""


def stumble():
    raise Stumbled("over the carpet")


def test_an_error_of_step_comes_through_and_the_corridor_is_free(Corridor, threads):
    corridor, steps, error = Corridor(), [], Stumbled("over the carpet")

    def step():
        steps.append("a step")
        raise error

    for side in (0, 1):
        steps.clear()
        with pytest.raises(Stumbled) as caught:
            corridor.walk(side, step)
        assert caught.value is error, "the exception that step raised must come out of walk, and not another one"
        assert steps == ["a step"], "walk must call step exactly once, even if it raises an exception"
        start_walker(threads, "same side", corridor, side, []).join()
        start_walker(threads, "other side", corridor, 1 - side, []).join()


def test_who_waits_goes_in_after_an_error(Corridor, threads):
    corridor = Corridor()

    def step():
        west = start_walker(threads, "west", corridor, 1, [])
        assert west.blocked(), "west got through although another walker came towards it"
        stumble()

    with pytest.raises(Stumbled):
        corridor.walk(0, step)
    threads.join()


def test_whoever_stumbles_leaves_the_corridor_free(Corridor, threads, stumbling):
    corridor, inside = Corridor(), []

    def walk(side):
        def step():
            inside.append(side)
            assert set(inside) == {side}, "two walkers from opposite sides are inside"
            inside.remove(side)

        with suppress(Stumble):
            corridor.walk(side, stumbling(step))

    threads.start("east", lambda: walk(0))
    threads.start("west", lambda: walk(1))
    threads.join()
    for side in (0, 1):
        corridor.walk(side, lambda: None)
