"""An order of the calls is found when there is one, and never when there is none; and it is said why."""

from __future__ import annotations

import sys
from pathlib import Path

from harness.checks.linearizability.call_history import LONGEST_TEXT, Call
from harness.checks.linearizability.search import Blocks, linearizability, linearization
from harness.common.call_history import Misfit

sys.path.insert(0, str(Path(__file__).parent))

from histories import Buffer, Queue, Register, Stack, answered, blamed, right, wrong


def test_nothing_called_is_right():
    assert linearization([], Queue, final=True) == []
    assert linearizability([], Queue, final=True) is None


def test_calls_that_overlap_may_take_effect_in_any_order():
    text = """
        p put('a') @ 1-4
        q put('b') @ 2-3
        c get() = {!r} @ 5-6
    """
    assert right(text.format("a"), Queue) == "p.put q.put c.get"
    assert right(text.format("b"), Queue) == "q.put p.put c.get"
    assert blamed(wrong(text.format("c"), Queue)) == ("c", "get", {"'a'", "'b'"})


def test_a_call_that_came_back_is_before_one_that_began_later():
    text = """
        p put('a') @ 1-2
        q put('b') @ 3-4
        c get() = 'b' @ 5-6
    """
    assert blamed(wrong(text, Queue)) == ("c", "get", {"'a'"})


def test_equal_times_overlap():
    assert right("p put('a') @ 1-3\nc get() = None @ 3-4", Queue) == "c.get p.put"
    assert wrong("p put('a') @ 1-2\nc get() = None @ 3-4", Queue)


def test_a_call_that_never_came_back_may_have_had_its_effect():
    assert right("p put('a') @ 1-\nc get() = 'a' @ 2-3", Queue) == "p.put c.get"
    assert right("p put('a') @ 1-\nc get() = None @ 2-3", Queue) == "c.get"
    assert wrong("c get() = 'a' @ 1-2\np put('a') @ 3-", Queue)


def test_a_stack_is_no_queue():
    text = """
        p push(1) @ 1-2
        p push(2) @ 3-4
        c pop() = {} @ 5-6
        c pop() = {} @ 7-8
        c pop() !IndexError @ 9-10
    """
    assert right(text.format(2, 1), Stack)
    assert blamed(wrong(text.format(1, 2), Stack)) == ("c", "pop", {"2"})


def test_reads_of_a_register_do_not_go_back():
    text = """
        w write(1) @ 1-8
        r read() = {} @ 2-3
        r read() = {} @ 4-5
    """
    assert right(text.format(0, 1), Register) == "r.read w.write r.read"
    assert blamed(wrong(text.format(1, 0), Register)) == ("r", "read", {"1"})


def test_an_exception_is_an_answer():
    assert right("a swap(0, 1) @ 1-3\nb swap(0, 2) !ValueError @ 2-4", Register) == "a.swap b.swap"
    returned = wrong("a swap(0, 1) @ 1-3\nb swap(0, 2) @ 2-4", Register)
    assert blamed(returned) == ("b", "swap", {"ValueError"})
    raised = wrong("a swap(0, 1) !ValueError @ 1-2", Register)
    assert blamed(raised) == ("a", "swap", {"None"})
    assert raised.calls[0].error == "ValueError"
    assert wrong("a swap(1, 1) !KeyError @ 1-2", Register)


def test_a_lost_update_of_a_counter():
    class Counter:
        def __init__(self):
            self.count = 0

        def add(self):
            self.count += 1
            return self.count

    assert blamed(wrong("a add() = 1 @ 1-3\nb add() = 1 @ 2-4", Counter)) == ("b", "add", {"2"})


def test_a_call_that_came_back_did_not_have_to_wait():
    found = wrong("c get() = 'a' @ 1-2\np put('a') @ 3-4", Buffer)
    assert blamed(found) == ("c", "get", {"waits"})
    assert (found.reason, found.misfit, found.order) == (Misfit.WRONG_ANSWER, 0, ())
    assert answered(found.expected) == "waits"


FULL = """
    p put('a') @ 1-2
    q put('b') @ 3-
"""


def test_a_call_may_wait_for_good_only_where_the_model_does():
    assert right(FULL, lambda: Buffer(1), final=True) == "p.put"
    assert right(FULL, lambda: Buffer(2), final=False) == "p.put"
    found = wrong(FULL, lambda: Buffer(2), final=True)
    assert (found.reason, found.misfit, found.order) == (Misfit.COULD_RETURN, 1, (0,))
    assert answered(found.expected) == "None"


def test_a_call_that_waits_for_good_has_had_no_effect():
    text = "p put('a') @ 1-\nc get() = 'a' @ 2-3"
    assert right(text, Buffer, final=False) == "p.put c.get"
    found = wrong(text, Buffer, final=True)
    assert (found.reason, found.misfit, found.order) == (Misfit.HAD_EFFECT, 0, (0, 1))


def test_only_a_call_whose_effect_is_needed_is_blamed_for_it():
    text = """
        p push('a') @ 1-
        q push('z') @ 2-
        c pop() = 'a' @ 3-4
    """
    found = wrong(text, Stack, final=True)
    assert (found.reason, found.misfit, found.order) == (Misfit.HAD_EFFECT, 0, (0, 2))


def test_the_last_state_is_chosen_so_that_waiting_is_right():
    text = """
        a acquire() = True @ 1-5
        b acquire(False) = {} @ 2-4
        c acquire() @ 3-
    """

    class Lock:
        def __init__(self):
            self.owned = False

        def acquire(self, blocking=True):
            if self.owned and blocking:
                raise Blocks
            was, self.owned = self.owned, True
            return not was

    assert right(text.format(False), Lock, final=True)
    assert wrong(text.format(True), Lock, final=True)


def test_the_history_has_the_calls_in_the_order_in_which_they_began():
    text = """
        consumer-2 get() = 'a' @ 6-9
        producer-1 put('a') @ 1-4
        producer-2 put('b') @ 2-3
        consumer-1 get() = 'a' @ 5-8
        producer-1 put('c') @ 7-
    """
    found = wrong(text, lambda: Buffer(2))
    assert blamed(found) == ("consumer-2", "get", {"'b'"})
    assert [(call.called, call.returned) for call in found.calls] == [(1, 4), (2, 3), (5, 8), (6, 9), (7, None)]
    assert (found.misfit, found.order) == (3, (0, 1, 2, 4))


def test_addresses_and_long_values_are_not_in_the_facts():
    calls = [Call("p", "put", (object(),), 1, 2), Call("c", "get", (), 3, 4, object()), Call("p", "put", ("x" * 999,))]
    found = linearizability(calls, Queue, final=False)
    assert " at 0x" not in repr(found)
    assert max(len(call.arguments) for call in found.calls) == LONGEST_TEXT
