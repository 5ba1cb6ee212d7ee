"""What a value made once must do. Runs against katas/once.py."""

from contextlib import suppress

import pytest

from concurrency_katas import Stumble

pytestmark = pytest.mark.kata("once", allow="Lock, RLock")


class Dry(Exception):
    """The exception that a failing factory raises."""


def test_two_threads_get_the_same_value_and_it_is_made_once(Once, threads):
    check_that_it_is_made_once(Once, ["thread-1", "thread-2"], threads)


def test_three_threads_get_the_same_value_and_it_is_made_once(Once, threads):
    check_that_it_is_made_once(Once, ["thread-1", "thread-2", "thread-3"], threads)


def check_that_it_is_made_once(Once, names, threads):
    made = []

    def factory():
        made.append("begun")
        return object()

    once = Once(factory)
    handles = [threads.start(name, once.get) for name in names]
    threads.join()
    assert len(made) == 1, f"the factory must run once, but it ran {len(made)} times"
    values = {id(handle.result) for handle in handles}
    assert values == {id(once.get())}, "every thread must get the very same object"


def test_nobody_sees_a_half_built_value(Once, threads):
    well = []

    def factory():
        well.append("a hole")
        well.append("water")
        return well

    once = Once(factory)

    def drink():
        value = once.get()
        assert value == ["a hole", "water"], f"get() returned {value}, which is not the finished value"

    threads.start("thread-1", drink)
    threads.start("thread-2", drink)
    threads.join()


def test_who_comes_while_the_factory_runs_waits(Once, threads):
    made, late = [], []

    def factory():
        if late:
            made.append("too many")
            return "another"
        late.append(threads.start("late", once.get))
        assert late[0].blocked(), "get() returned although the factory was still running"
        return "water"

    once = Once(factory)
    assert once.get() == "water", "get() must return the factory's result"
    threads.join()
    assert not made, "the factory ran a second time while it was running"
    assert late[0].result == "water", "a thread that waited must get the value, too"


def test_the_factory_does_not_run_before_the_first_get(Once):
    made = []
    once = Once(lambda: made.append("made"))
    assert made == [], "the factory ran although no thread had called get()"
    once.get()
    assert made == ["made"], "the first get() must call the factory"


def test_the_factory_does_not_run_again_once_it_has_returned(Once):
    made = []

    def factory():
        made.append("made")
        return made.copy()

    once = Once(factory)
    first = once.get()
    assert first == ["made"], "get() must return the factory's result"
    assert once.get() is first, "a later get() must return the very same object"
    assert once.get() is first, "a later get() must return the very same object"
    assert made == ["made"], "the factory ran again although the value was ready"


def test_none_is_a_value(Once, threads):
    check_that_it_is_a_value(Once, None, threads)


def test_zero_false_and_an_empty_list_are_values(Once, threads):
    for value in (0, False, []):
        check_that_it_is_a_value(Once, value, threads)


def check_that_it_is_a_value(Once, value, threads):
    made = []

    def factory():
        made.append("made")
        return value

    once = Once(factory)
    first, second = threads.start("thread-1", once.get), threads.start("thread-2", once.get)
    threads.join()
    assert made == ["made"], f"the factory returned {value!r}, which is a value, but it ran again"
    assert first.result is value, f"thread-1 must get {value!r}"
    assert second.result is value, f"thread-2 must get {value!r}"


def test_two_of_them_do_not_mix(Once, threads):
    barn = Once(lambda: "hay")

    def dig():
        farmer = threads.start("farmer", barn.get)
        assert not farmer.blocked(), "get() waits although only the factory of another Once is running"
        assert farmer.result == "hay", "each get() must return the result of its own factory"
        return "water"

    well = Once(dig)
    assert [well.get(), barn.get()] == ["water", "hay"], "each get() must return the result of its own factory"
    assert [well.get(), barn.get()] == ["water", "hay"], "each get() must return the result of its own factory"


def fails_first(made, error, value="water"):
    """A factory that raises `error` on its first call, and returns `value` on later ones."""

    def factory():
        made.append("begun")
        if len(made) == 1:
            raise error
        return value

    return factory


def test_the_error_of_the_factory_comes_through_and_a_later_call_tries_again(Once):
    made, error = [], Dry("rock")
    once = Once(fails_first(made, error))
    with pytest.raises(Dry) as raised:
        once.get()
    assert raised.value is error, "get() must raise the very exception that the factory raised"
    assert once.get() == "water", "after an exception the next get() must try again"
    assert once.get() == "water", "the value must not change"
    assert len(made) == 2, "the factory must run twice: once it fails, once it succeeds"


def test_none_is_a_value_after_an_error_too(Once):
    made = []
    once = Once(fails_first(made, Dry("rock"), None))
    with pytest.raises(Dry):
        once.get()
    assert once.get() is None, "the factory returned None, so get() must return None"
    assert once.get() is None, "the factory returned None, so get() must return None"
    assert len(made) == 2, "the factory must run twice: once it fails, once it succeeds"


def test_it_may_fail_more_than_once(Once):
    made = []

    def factory():
        made.append("begun")
        if len(made) < 3:
            raise Dry("rock")
        return "water"

    once = Once(factory)
    for _ in range(2):
        with pytest.raises(Dry):
            once.get()
    assert once.get() == "water", "after each exception the next get() must try again"


def test_after_an_error_another_thread_can_try(Once, threads):
    once = Once(fails_first([], Dry("rock")))
    with pytest.raises(Dry):
        once.get()
    other = threads.start("other", once.get)
    threads.join()
    assert other.result == "water", "after an exception another thread must be able to try again"


def drink_or_not(once):
    """Return the result of `get()`, or "dry" if it raises."""
    try:
        return once.get()
    except Dry:
        return "dry"


def test_two_threads_and_a_factory_that_fails_first(Once, threads):
    made = []
    once = Once(fails_first(made, Dry("rock")))
    one = threads.start("thread-1", lambda: drink_or_not(once))
    two = threads.start("thread-2", lambda: drink_or_not(once))
    threads.join()
    results = [one.result, two.result]
    assert "dry" in results, "the exception must reach the thread that ran the factory"
    assert set(results) <= {"dry", "water"}, f"the threads got {results}, but no factory returned that"
    assert once.get() == "water", "after an exception a later get() must try again"
    assert len(made) == 2, "the factory must run twice: once it fails, once it succeeds"


def test_who_waits_while_the_factory_fails_is_not_forgotten(Once, threads):
    late = []

    def factory():
        if late:
            return "water"
        late.append(threads.start("late", lambda: drink_or_not(once)))
        assert late[0].blocked(), "get() returned although the factory was still running"
        raise Dry("rock")

    once = Once(factory)
    with pytest.raises(Dry):
        once.get()
    threads.join()
    assert late[0].result in ("water", "dry"), (
        f"the thread that waited got {late[0].result!r}, but no factory returned that"
    )
    assert once.get() == "water", "after an exception a later get() must try again"


def test_a_factory_may_use_another_once(Once, threads):
    made = []

    def dig():
        made.append("well")
        return "well"

    well = Once(dig)
    farm = Once(lambda: [well.get(), "barn"])
    farmer = threads.start("farmer", farm.get)
    traveller = threads.start("traveller", well.get)
    threads.join()
    assert farmer.result == ["well", "barn"], "the outer factory must get the inner factory's value"
    assert traveller.result == "well", "other threads must get the inner value, too"
    assert made == ["well"], "the inner factory must run once"


def test_the_error_of_an_inner_factory_goes_through_the_outer_one(Once, threads):
    well = Once(fails_first([], Dry("rock")))
    farm = Once(lambda: [well.get(), "barn"])
    with pytest.raises(Dry):
        farm.get()
    other = threads.start("other", farm.get)
    threads.join()
    assert other.result == ["water", "barn"], "after an exception of the inner factory both must try again"


def test_whoever_the_factory_fails_can_ask_again(Once, threads, stumbling):
    made = []

    def factory():
        made.append("tea")
        return f"tea {len(made)}"

    once = Once(stumbling(factory))

    def ask():
        for _ in range(2):
            with suppress(Stumble):
                return once.get()
        return None

    guests = [threads.start(name, ask) for name in ("anna", "ben")]
    threads.join()
    got = {guest.result for guest in guests} - {None}
    assert len(made) == len(got) <= 1, f"the factory succeeded {len(made)} times, and the guests got {sorted(got)}"


class OneAtATime:
    """The sequential specification: a value used by one thread at a time."""

    def __init__(self, value):
        self.value = value

    def get(self):
        return self.value


@pytest.mark.workload(get=[()], threads=3, calls=2)
def test_each_call_seems_to_happen_at_one_moment(Once, workload):
    made = []

    def factory():
        made.append("begun")
        return f"well number {len(made)}"

    workload.run(Once(factory), OneAtATime("well number 1"))
