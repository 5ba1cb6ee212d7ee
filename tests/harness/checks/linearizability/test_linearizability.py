"""An order of the calls is found when there is one, and never when there is none; and it is said why."""

from __future__ import annotations

import sys
from pathlib import Path

from harness.checks.linearizability.call_history import Call
from harness.checks.linearizability.search import Blocks, linearizability, linearization

sys.path.insert(0, str(Path(__file__).parent))

from histories import Buffer, Queue, Register, Stack, right, wrong


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
    assert (
        wrong(text.format("c"), Queue)[0]
        == "get() of c returned 'c', but could only have returned 'a' or returned 'b'."
    )


def test_a_call_that_came_back_is_before_one_that_began_later():
    text = """
        p put('a') @ 1-2
        q put('b') @ 3-4
        c get() = 'b' @ 5-6
    """
    assert wrong(text, Queue)[0] == "get() of c returned 'b', but could only have returned 'a'."


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
    assert wrong(text.format(1, 2), Stack)[0] == "pop() of c returned 1, but could only have returned 2."


def test_reads_of_a_register_do_not_go_back():
    text = """
        w write(1) @ 1-8
        r read() = {} @ 2-3
        r read() = {} @ 4-5
    """
    assert right(text.format(0, 1), Register) == "r.read w.write r.read"
    assert wrong(text.format(1, 0), Register)[0] == "read() of r returned 0, but could only have returned 1."


def test_an_exception_is_an_answer():
    assert right("a swap(0, 1) @ 1-3\nb swap(0, 2) !ValueError @ 2-4", Register) == "a.swap b.swap"
    said, _ = wrong("a swap(0, 1) @ 1-3\nb swap(0, 2) @ 2-4", Register)
    assert said == "swap(0, 2) of b returned None, but could only have raised ValueError."
    said, _ = wrong("a swap(0, 1) !ValueError @ 1-2", Register)
    assert said == "swap(0, 1) of a raised ValueError, but could only have returned None."
    assert wrong("a swap(1, 1) !KeyError @ 1-2", Register)


def test_a_lost_update_of_a_counter():
    class Counter:
        def __init__(self):
            self.count = 0

        def add(self):
            self.count += 1
            return self.count

    said, _ = wrong("a add() = 1 @ 1-3\nb add() = 1 @ 2-4", Counter)
    assert said == "add() of b returned 1, but could only have returned 2."


def test_a_call_that_came_back_did_not_have_to_wait():
    said, evidence = wrong("c get() = 'a' @ 1-2\np put('a') @ 3-4", Buffer)
    assert said == "get() of c returned 'a', but could only have waited."
    assert evidence[-2:] == (
        "longest order  (none)",
        "1 fits nowhere after that: it would have to wait, but it returned 'a'",
    )


FULL = """
    p put('a') @ 1-2
    q put('b') @ 3-
"""


def test_a_call_may_wait_for_good_only_where_the_model_does():
    assert right(FULL, lambda: Buffer(1), final=True) == "p.put"
    assert right(FULL, lambda: Buffer(2), final=False) == "p.put"
    said, evidence = wrong(FULL, lambda: Buffer(2), final=True)
    assert said == "put('b') of q never came back, but could have gone on."
    assert evidence[-2:] == ("longest order  1", "2 should not wait then: put('b') would return None")


def test_a_call_that_waits_for_good_has_had_no_effect():
    text = "p put('a') @ 1-\nc get() = 'a' @ 2-3"
    assert right(text, Buffer, final=False) == "p.put c.get"
    said, evidence = wrong(text, Buffer, final=True)
    assert said == "put('a') of p never came back, but has had its effect."
    assert evidence[-2:] == ("longest order  1 2", "1 has had its effect, and never came back")


def test_only_a_call_whose_effect_is_needed_is_blamed_for_it():
    text = """
        p push('a') @ 1-
        q push('z') @ 2-
        c pop() = 'a' @ 3-4
    """
    said, evidence = wrong(text, Stack, final=True)
    assert said == "push('a') of p never came back, but has had its effect."
    assert evidence[-2] == "longest order  1 3"


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


EVIDENCE = """\
1  producer-1  put('a')     |--|
2  producer-2  put('b')      ||
3  consumer-1  get() → 'a'      |--|
4  consumer-2  get() → 'a'       |--|
5  producer-1  put('c') …         |---
longest order  1 2 3 5
4 fits nowhere after that: it would return 'b', but it returned 'a'"""


def test_the_evidence_shows_the_overlap_and_how_far_an_order_goes():
    text = """
        consumer-2 get() = 'a' @ 6-9
        producer-1 put('a') @ 1-4
        producer-2 put('b') @ 2-3
        consumer-1 get() = 'a' @ 5-8
        producer-1 put('c') @ 7-
    """
    said, evidence = wrong(text, lambda: Buffer(2))
    assert said == "get() of consumer-2 returned 'a', but could only have returned 'b'."
    assert "\n".join(evidence) == EVIDENCE


def test_the_evidence_of_twelve_calls_fits_into_fourteen_lines_of_eighty_columns():
    calls = [
        Call(f"a-thread-with-a-long-name-{n}", "put_if_possible", ("x" * 50,), 2 * n, 2 * n + 3, "y" * 50)
        for n in range(12)
    ]

    class Never:
        def put_if_possible(self, item):
            return "z" * 50

    calls[-1].result = calls[0].result
    evidence = linearizability(calls, Never, final=False).evidence
    assert len(evidence) == 14
    assert all(len(line) <= 80 for line in evidence)


def test_of_a_long_history_the_end_is_shown():
    calls = [Call("p", "put", (n,), 2 * n, 2 * n + 1) for n in range(60)]
    calls.append(Call("c", "get", (), 200, 201, 3))
    calls.append(Call("p", "put", (99,), 300, 301))
    finding = linearizability(calls, Queue, final=False)
    assert finding.evidence[0] == "50 other calls, before or after these"
    assert finding.evidence[-3].startswith("61  c  get() → 3")
    assert len(finding.evidence) == 15
    assert all(len(line) <= 80 for line in finding.evidence)


def test_addresses_are_not_shown():
    calls = [Call("p", "put", (object(),), 1, 2), Call("c", "get", (), 3, 4, object())]
    finding = linearizability(calls, Queue, final=False)
    assert " at 0x" not in finding.message + "".join(finding.evidence)
