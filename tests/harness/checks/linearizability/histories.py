"""Models, histories written down, and what linearizability means, as its definition says it."""

from __future__ import annotations

from collections import deque
from itertools import chain, combinations

from harness.checks.linearizability.call_history import Call
from harness.checks.linearizability.search import Blocks, linearizability, linearization


class Queue:
    def __init__(self):
        self.items = []

    def put(self, item):
        self.items.append(item)

    def get(self):
        return self.items.pop(0) if self.items else None

    def remove(self, item):
        if item not in self.items:
            raise ValueError(item)
        self.items.remove(item)

    def whole(self):
        return self.items


class Buffer:
    def __init__(self, capacity=1):
        self.capacity, self.items = capacity, deque()

    def put(self, item):
        if len(self.items) == self.capacity:
            raise Blocks
        self.items.append(item)

    def get(self):
        if not self.items:
            raise Blocks
        return self.items.popleft()


class Semaphore:
    def __init__(self):
        self.permits = 1

    def acquire(self, blocking=True):
        if self.permits == 0 and blocking:
            raise Blocks
        self.permits -= self.permits > 0
        return blocking or self.permits >= 0

    def release(self):
        if self.permits == 2:
            raise ValueError("released too often")
        self.permits += 1


class Register:
    def __init__(self):
        self.value = 0

    def write(self, value):
        self.value = value

    def read(self):
        return self.value

    def swap(self, expected, value):
        if self.value != expected:
            raise ValueError
        self.value = value


class Stack:
    def __init__(self):
        self.items = ()

    def push(self, item):
        self.items = (item, self.items)

    def pop(self):
        if not self.items:
            raise IndexError
        item, self.items = self.items
        return item


def history(text):
    """Calls as ``thread operation(arguments) = result @ called-returned``, one a line.

    ``!Name`` instead of ``= result`` is an exception, and no time after the dash a call that never came back.
    """
    calls = []
    for line in filter(None, map(str.strip, text.splitlines())):
        what, _, times = line.rpartition("@")
        thread, _, what = what.strip().partition(" ")
        called, _, returned = times.strip().partition("-")
        what, _, error = what.partition("!")
        what, _, result = what.partition("=")
        operation, _, arguments = what.strip().partition("(")
        calls.append(
            Call(
                thread,
                operation,
                eval(f"({arguments[:-1]},)") if arguments != ")" else (),
                int(called),
                int(returned) if returned else None,
                eval(result.strip() or "None"),
                error.strip() or None,
            )
        )
    return calls


def right(text, model, final=False):
    """There is an order; its calls, in short."""
    calls = history(text)
    assert linearizability(calls, model, final=final) is None
    order = linearization(calls, model, final=final)
    assert explains(order, calls, model, final)
    return " ".join(f"{call.thread}.{call.operation}" for call in order)


def wrong(text, model, final=False):
    """There is none; the history with the call to blame."""
    calls = history(text)
    assert linearization(calls, model, final=final) is None
    found = linearizability(calls, model, final=final)
    assert found is not None
    return found


def blamed(found):
    """The call to blame, as thread and operation, and all that the model could have done with it."""
    call = found.calls[found.misfit]
    return call.thread, call.operation, {answered(one) for one in found.possible}


def answered(one):
    """What a model does, as a word."""
    return "waits" if one.blocks else one.error or one.result or "None"


def answer(model, call):
    """What the model says, as (kind, value)."""
    try:
        return "returned", getattr(model, call.operation)(*call.arguments)
    except Blocks:
        return "waits", None
    except Exception as error:
        return "raised", type(error).__name__


def replayed(calls, make):
    """The model after these calls, or None if it says otherwise than the object."""
    model = make()
    for call in calls:
        said = answer(model, call)
        if said[0] == "waits":
            return None
        if call.returned is not None and said != (("raised", call.error) if call.error else ("returned", call.result)):
            return None
    return model


def explains(order, calls, make, final):
    """The definition: an order of all calls that came back and some of the others, in time, with these answers."""
    came_back = [call for call in calls if call.returned is not None]
    pending = [call for call in calls if call.returned is None]
    if any(one not in order for one in came_back) or len({id(one) for one in order}) != len(order):
        return False
    if any(late.returned is not None and late.returned < early.called for early, late in combinations(order, 2)):
        return False
    if replayed(order, make) is None:
        return False
    if not final:
        return True
    waiting = all(answer(replayed(order, make), call)[0] == "waits" for call in pending)
    return waiting and not any(one is call for one in order for call in pending)


def orders(calls):
    """All permutations that respect time."""
    if not calls:
        yield []
    for call in calls:
        rest = [one for one in calls if one is not call]
        if not any(one.returned is not None and one.returned < call.called for one in rest):
            for order in orders(rest):
                yield [call, *order]


def brute_force(calls, make, final):
    """Whether there is an order, by trying all."""
    came_back = [call for call in calls if call.returned is not None]
    pending = [call for call in calls if call.returned is None]
    subsets = chain.from_iterable(combinations(pending, size) for size in range(len(pending) + 1))
    return any(explains(order, calls, make, final) for subset in subsets for order in orders([*came_back, *subset]))
