"""CPython's page "Thread Safety Guarantees" (library/threadsafety, manual of 3.14 and 3.15), row by row.

The page is about builds without the GIL, the model about builds with it. Each operation runs in one thread against a
single write to the same object in another, and the explorer counts the equivalence classes of the schedules: two
(before and after) if the operation is one step, more if the write can come between two parts of it. What the page
calls never atomic must be more than that: a failure that the explorer finds.

The model differs from the page in ``STRICTER``: the operations that can be seen half done without the GIL, and are one
step with it. So a proof holds for builds with the GIL, as docs/model.md says.
"""

from __future__ import annotations

from textwrap import indent
from typing import NamedTuple

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.result import Result
from harness.verdict import Verdict

ATOMIC = "atomic"
LOCKED = "holds the lock of the object, or of both"
MAYBE = "may be seen half done, or see another operation half done"
ONE, SEVERAL = "one step", "several steps"
CHANGED = "changed size during iteration"
"""An exception that says that the write came between two parts of the operation."""
BEFORE_AND_AFTER = 2
"""The equivalence classes of one step against one write."""


class Row(NamedTuple):
    """One operation of the page.

    Attributes:
        kind: of the object ``x``.
        operation: as the page has it.
        says: what the page says of it.
        model: what it is in the model; or the exception that shows that it is several steps.
        against: the write in the other thread, if not to ``x``.
    """

    kind: str
    operation: str
    says: str
    model: str = ONE
    against: str = ""


def rows(kind: str, says: str, operations: str, model: str = ONE, against: str = "") -> list[Row]:
    return [Row(kind, one, says, model, against) for one in operations.split("; ")]


OBJECTS = {
    "list": ("[3, 1, 2]", "x.append(9)", "[7, 8]"),
    "dict": ("{1: 1, 2: 2}", "x[9] = 9", "{7: 7}"),
    "set": ("{1, 2, 3}", "x.add(9)", "{3, 4}"),
    "bytearray": ("bytearray([3, 1, 2])", "x.append(9)", "bytearray([7])"),
}
"""Of each type: the object ``x``, a write to it in one step, and the object ``other``."""
PAGE = [
    *rows("list", ATOMIC, "x[0]; x + other; 2 * x; x.copy(); x.append(5); x.pop(); x.clear()"),
    *rows("list", ATOMIC, "x + other", against="other.append(9)"),
    *rows("list", LOCKED, "x[0] = 5; len(x); x.remove(1); x[0:1] = other; x.extend(other); x += other"),
    *rows("list", LOCKED, "x[0:1] = other; x.extend(other); x += other", against="other.append(9)"),
    *rows("list", LOCKED, "x.extend({1}); x.extend((1, 2)); x.extend({1: 2}); x.extend({1: 2}.values())"),
    *rows("list", MAYBE, "1 in x; x.index(1); x.count(1); x.insert(0, 5); x.pop(0); x *= 2; x.sort()"),
    *rows("list", MAYBE, "x.sort(key=lambda one: one)", "list modified during sort"),
    *rows("list", MAYBE, "x.extend(one for one in other); x += (one for one in other)", SEVERAL, "other.append(9)"),
    *rows("list", MAYBE, "x[0:1] = (one for one in other)", SEVERAL, "other.append(9)"),
    *rows("dict", ATOMIC, "dict(x); dict.fromkeys(x); x[1]; x.get(1); 1 in x; len(x)"),
    *rows("dict", LOCKED, "x[1] = 5; del x[1]; x.pop(1); x.popitem(); x.setdefault(1, 5); x.clear()"),
    *rows("dict", LOCKED, "x.copy(); x | other; x.update(other); x |= other; x == other"),
    *rows("dict", LOCKED, "x | other; x.update(other); x |= other; x == other", against="other[9] = 9"),
    *rows("dict", LOCKED, "dict.fromkeys(other)", against="other[9] = 9"),
    *rows("dict", MAYBE, "x.update((y, y) for y in other); x |= ((y, y) for y in other)", CHANGED, "other[9] = 9"),
    *rows("dict", MAYBE, "dict.fromkeys(y for y in other)", CHANGED, "other[9] = 9"),
    *rows("set", ATOMIC, "len(x); 1 in x; x.copy(); dict.fromkeys(x)"),
    *rows("set", LOCKED, "x.add(5); x.remove(1); x.discard(1); x.pop(); x.clear()"),
    *rows("set", LOCKED, "x |= other; x &= other; x -= other; x ^= other; x & other; x | other; x - other; x ^ other"),
    *rows("set", LOCKED, "x |= other; x &= other; x & other; x | other; x - other", against="other.add(9)"),
    *rows("set", LOCKED, "x.update(other); x.union(other); x.intersection(other); x.difference(other)"),
    *rows("set", LOCKED, "x.symmetric_difference(other); x.difference_update(other); x.intersection_update(other)"),
    *rows("set", LOCKED, "x.symmetric_difference_update(other)"),
    *rows("set", LOCKED, "x.update(other); x.difference(other)", against="other.add(9)"),
    *rows("set", LOCKED, "x.isdisjoint(other); x.issubset(other); x.issuperset(other)"),
    *rows("set", MAYBE, "x.update(one for one in other)", CHANGED, "other.add(9)"),
    *rows("bytearray", ATOMIC, "len(x)"),
    *rows("bytearray", MAYBE, "x + other; x == other; x < other"),
    *rows("bytearray", MAYBE, "x + other; x == other; x < other", against="other.append(9)"),
    *rows("bytearray", LOCKED, "x[0]; x[0:1]; x[0] = 5; x[0:1] = other; x.append(5); x.extend(other); x.insert(0, 5)"),
    *rows("bytearray", LOCKED, "x.pop(); x.pop(0); x.remove(1); x.reverse(); x.clear(); x.copy(); x * 2; 1 in x"),
    *rows("bytearray", LOCKED, "x.find(1); x.replace(b'1', b'2'); x.split(); x.decode()"),
    *rows("bytearray", LOCKED, "x[0:1] = other", against="other.append(9)"),
]
"""What the page says can be called without a lock."""
STRICTER = {
    "list": "1 in x; x.index(1); x.count(1); x.insert(0, 5); x.pop(0); x *= 2; x.sort()".split("; "),
    "bytearray": "x + other; x == other; x < other".split("; "),
}
"""Operations that may be seen half done without the GIL, and are one step in the model."""


def explored(folder, kind: str, first: str, second: str, checks: str = "") -> Result:
    """The result of two threads, each with its statements, and of the checks after both.

    The objects are arguments, because an assignment such as ``x += other`` to a global name is one more step.
    """
    made, _, other = OBJECTS[kind]
    program = f"""from threading import Thread

x, other = {made}, {other}


def first(x, other):
{indent(first, "    ")}


def second(x, other):
{indent(second, "    ")}


def main():
    threads = [Thread(target=part, args=(x, other)) for part in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
{indent(checks, "    ")}
"""
    file = folder / "program.py"
    file.write_text(program, encoding="utf-8")
    return run(Function(str(file), "main"), Budget(200))


@pytest.mark.parametrize("row", PAGE, ids=lambda row: f"{row.kind} {row.operation} {row.against}".strip())
def test_a_row_is_as_many_steps_as_the_table_says(row, tmp_path):
    result = explored(tmp_path, row.kind, row.operation, row.against or OBJECTS[row.kind][1])
    if row.model not in (ONE, SEVERAL):
        assert result.verdict is Verdict.WRONG
        assert row.model in result.message
        return
    assert result.verdict is Verdict.PASS, result.message
    assert result.proof is not None, "all of it is modelled"
    if row.model == SEVERAL:
        assert result.proof.classes > BEFORE_AND_AFTER
    else:
        assert result.proof.classes == BEFORE_AND_AFTER


def test_the_model_differs_from_the_page_where_this_file_says_so_and_nowhere_else():
    one_step = {(row.kind, row.operation) for row in PAGE if row.says == MAYBE and row.model == ONE}
    assert one_step == {(kind, operation) for kind, found in STRICTER.items() for operation in found}
    assert {row.operation for row in PAGE if row.says != MAYBE and row.model != ONE} == set()


# -- what the page calls never atomic ---------------------------------------------------------------------

NEVER = {
    "list, read and write": ("list", "x[0] = x[0] + 1", "x[0] = x[0] + 1", "assert x[0] == 5"),
    "list, augmented": ("list", "x[0] += 1", "x[0] += 1", "assert x[0] == 5"),
    "list, check and act": ("list", "if x:\n    x.pop()", "x.clear()", ""),
    "list, iteration": ("list", "for one in x:\n    assert one != 9", "x.append(9)", ""),
    "list, items skipped": ("list", "assert [one for one in x][-1:] == [2]", "x.pop(0)", ""),
    "dict, read and write": ("dict", "x[1] = x[1] + 1", "x[1] = x[1] + 1", "assert x[1] == 3"),
    "dict, augmented": ("dict", "x[1] += 1", "x[1] += 1", "assert x[1] == 3"),
    "dict, check and act": ("dict", "if 1 in x:\n    del x[1]", "x.pop(1)", ""),
    "dict, iteration": ("dict", "for key, value in x.items():\n    pass", "x[9] = 9", ""),
    "set, check and act": ("set", "if 1 in x:\n    x.remove(1)", "x.discard(1)", ""),
    "set, iteration": ("set", "for one in x:\n    pass", "x.add(9)", ""),
    "bytearray, check and act": ("bytearray", "if 1 in x:\n    x.remove(1)", "x.clear()", ""),
    "bytearray, iteration": ("bytearray", "for one in x:\n    assert one != 9", "x.append(9)", ""),
}
"""Of each: the type, the statements of both threads, and the check after both."""
INSTEAD = {
    "dict, pop with a default": ("dict", "x.pop(1, None)", "x.pop(1, None)"),
    "dict, the exception": ("dict", "try:\n    del x[1]\nexcept KeyError:\n    pass", "x.pop(1, None)"),
    "dict, a copy": ("dict", "for key, value in x.copy().items():\n    pass", "x[9] = 9"),
    "bytearray, a copy": ("bytearray", "for one in x.copy():\n    pass", "x.append(9)"),
}
"""What the page advises instead."""


@pytest.mark.parametrize(("kind", "first", "second", "checks"), NEVER.values(), ids=NEVER)
def test_what_is_never_atomic_is_a_failure_that_is_found(kind, first, second, checks, tmp_path):
    assert explored(tmp_path, kind, first, second, checks).verdict is Verdict.WRONG


@pytest.mark.parametrize(("kind", "first", "second"), INSTEAD.values(), ids=INSTEAD)
def test_what_the_page_advises_is_proved(kind, first, second, tmp_path):
    result = explored(tmp_path, kind, first, second)
    assert result.verdict is Verdict.PASS
    assert result.proof is not None


# -- comparisons in Python code, and other views of the same data -----------------------------------------

LOOKS = """from threading import Thread


class Card:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        before = len(x)
        assert len(x) == before, "changed during the comparison"
        return self is other


x = {made}


def first():
    {operation}


def second():
    {write}


def main():
    threads = [Thread(target=first), Thread(target=second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
COMPARING = {
    "list": ("[Card(), Card()]", ["Card() in x", "x.index(x[1])", "x.count(Card())", "x.remove(x[1])"], "x.append(9)"),
    "dict": ("{Card(): 1}", ["x.get(Card())", "Card() in x", "x[Card()] = 1", "x.pop(Card(), 0)"], "x[9] = 9"),
    "set": ("{Card()}", ["Card() in x", "x.add(Card())", "x.discard(Card())"], "x.add(9)"),
}
"""Operations that compare elements, for elements that compare themselves in Python code."""


@pytest.mark.parametrize(
    ("made", "operation", "write"),
    [
        pytest.param(made, operation, write, id=f"{kind} {operation}")
        for kind, (made, operations, write) in COMPARING.items()
        for operation in operations
    ],
)
def test_another_thread_can_run_while_elements_compare_themselves(made, operation, write, tmp_path):
    file = tmp_path / "program.py"
    file.write_text(LOOKS.format(made=made, operation=operation, write=write), encoding="utf-8")
    result = run(Function(str(file), "main"), Budget(200))
    assert result.verdict is Verdict.WRONG
    assert "changed during the comparison" in result.message


def test_nothing_is_proved_of_a_memoryview(tmp_path):
    write = "with memoryview(x) as view:\n    view[0:1] = b'{}'"
    result = explored(tmp_path, "bytearray", write.format(1), write.format(2))
    assert result.passed
    assert result.proof is None, "the page calls it unsafe, and the model does not know whose data a view shows"
