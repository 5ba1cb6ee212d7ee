"""Each mutation operator on a small text: what it changes, what it leaves alone, and how it names the change."""

from textwrap import dedent, indent

import pytest

from harness.course.authoring.mutation import failing, locking, ordinary, sharing, statements, waiting
from harness.course.authoring.mutation.mutant import mutants
from harness.course.authoring.mutation.operators import OPERATORS

HEAD = """
class Box:
    def __init__(self, size=1):
        self._size = size
        self._items = []
        lock = Lock()
        self._full = Condition(lock)
        self._empty = Condition(lock)

"""


def made(operator, method):
    """The mutants that one operator makes of a class with this method: what is lost, and what is in its place."""
    text = HEAD + indent(dedent(method).strip("\n") + "\n", "    ")
    return [
        (one.identity.operator, " / ".join(one.identity.lines), " / ".join(one.identity.becomes))
        for one in mutants(text, [operator])
        if one.identity.function != "Box.__init__"
    ]


WAIT = """
def put(self, item):
    with self._full:
        while len(self._items) == self._size:
            self._full.wait()
        self._items.append(item)
        self._empty.notify()
"""


def test_a_loop_around_a_wait_becomes_a_condition():
    lines = "while len(self._items) == self._size:"
    assert made(waiting.checked_once, WAIT) == [("if-for-while", lines, lines.replace("while", "if"))]


def test_wait_for_becomes_one_wait_with_and_without_a_check():
    method = "def wait(self, timeout):\n    self._full.wait_for(lambda: self._items, timeout)"
    assert made(waiting.checked_once, method) == [
        ("wait-always", "self._full.wait_for(lambda: self._items, timeout)", "self._full.wait(timeout)"),
        (
            "if-for-while",
            "self._full.wait_for(lambda: self._items, timeout)",
            "if not self._items: / self._full.wait(timeout)".replace("not self._items", "not (self._items)"),
        ),
    ]


def test_notify_all_becomes_notify_and_notify_stays():
    method = "def open(self):\n    self._full.notify_all()\n    self._empty.notify()"
    assert made(waiting.wake_one, method) == [("notify-one", "self._full.notify_all()", "self._full.notify()")]


def test_a_wait_or_a_wake_up_goes_to_the_other_condition():
    assert made(waiting.other_condition, WAIT) == [
        ("wrong-primitive", "self._full.wait()", "self._empty.wait()"),
        ("wrong-primitive", "self._empty.notify()", "self._full.notify()"),
    ]


@pytest.mark.parametrize(
    ("call", "becomes"),
    [
        ("self._full.wait(left)", ["self._full.wait(None)", "self._full.wait(timeout)"]),
        ("self._full.wait(timeout)", ["self._full.wait(None)"]),
        ("self._full.wait_for(done, timeout)", ["self._full.wait_for(done, None)"]),
        ("self._full.acquire(True, timeout=left)", ["self._full.acquire(True, timeout=None)",
                                                    "self._full.acquire(True, timeout=timeout)"]),
        ("self._full.wait()", []),
        ("self._full.acquire(True)", []),
    ],
)  # fmt: skip
def test_a_time_limit_is_dropped_or_begins_again(call, becomes):
    found = made(waiting.without_limit, f"def get(self, timeout):\n    left = timeout - 1\n    {call}")
    assert [after for _, _, after in found] == becomes


def test_a_variable_blocking_becomes_true():
    method = "def take(self, blocking):\n    return self._full.acquire(blocking)"
    assert made(waiting.without_blocking, method) == [
        ("drop-blocking", "return self._full.acquire(blocking)", "return self._full.acquire(True)")
    ]


def test_the_result_of_a_timed_call_is_ignored():
    method = """
    def take(self):
        if not self._full.acquire(timeout=1):
            return False
        return self._full.wait(1)
    """
    assert made(waiting.result_ignored, method) == [
        ("ignore-result", "if not self._full.acquire(timeout=1): / return False", "self._full.acquire(timeout=1)"),
        ("ignore-result", "return self._full.wait(1)", "self._full.wait(1) / return True"),
    ]


def test_a_thread_becomes_a_call():
    method = "def run(self):\n    Thread(target=self.work, args=(1, 2)).start()"
    assert made(waiting.no_thread, method) == [
        ("no-thread", "Thread(target=self.work, args=(1, 2)).start()", "self.work(*(1, 2))")
    ]


TWO_LOCKS = """
def move(self):
    with self.a, self.b:
        self.x -= 1
        self.y += 1
"""


def test_a_lock_is_not_taken_and_of_two_locks_each_one():
    assert [after for _, _, after in made(locking.not_taken, TWO_LOCKS)] == [
        "self.x -= 1 / self.y += 1",
        "with self.b:",
        "with self.a:",
    ]


def test_locks_are_taken_in_another_order():
    assert made(locking.taken_in_another_order, TWO_LOCKS) == [
        ("swap-lock-order", "with self.a, self.b:", "with self.b, self.a:")
    ]
    assert made(locking.taken_in_another_order, "def f(self, x):\n    a, b = sorted(x, key=id)") == [
        ("unsorted", "a, b = sorted(x, key=id)", "a, b = x")
    ]


def test_the_first_and_the_last_statement_leave_the_lock_and_it_is_released_between():
    method = "def f(self):\n    with self.a:\n        one()\n        # why\n        two()"
    text = HEAD + indent(method + "\n", "    ")
    bodies = [one.text.split("def f(self):\n")[1] for one in mutants(text, [locking.held_too_briefly])]
    assert [dedent(body) for body in bodies] == [
        "one()\nwith self.a:\n    # why\n    two()\n",
        "with self.a:\n    one()\n    # why\ntwo()\n",
        "with self.a:\n    one()\n    # why\nwith self.a:\n    two()\n",
    ]


def test_a_wake_up_and_the_return_of_a_local_variable_need_no_mutant():
    method = "def f(self):\n    with self.a:\n        x = one()\n        self.a.notify()\n        return x"
    assert [after for _, _, after in made(locking.held_too_briefly, method)] == ["x = one() / with self.a:"]
    assert made(statements.swapped, method.rpartition("\n")[0]) == []


def test_the_statements_around_a_locked_block_move_inside():
    method = "def f(self):\n    one()\n    with self.a:\n        two()\n    three()"
    text = HEAD + indent(method + "\n", "    ")
    bodies = [one.text.split("def f(self):\n")[1] for one in mutants(text, [locking.held_too_long])]
    assert [dedent(body) for body in bodies] == [
        "with self.a:\n    one()\n    two()\nthree()\n",
        "one()\nwith self.a:\n    two()\n    three()\n",
    ]


def test_a_lock_is_made_anew_for_each_call_if_nothing_is_needed_to_make_it():
    text = """
class Box:
    def __init__(self):
        self._lock = Lock()
        self._full = Condition(self._lock)

    def f(self):
        with self._lock:
            one()
        with self._full:
            two()
"""
    assert [one.identity.becomes for one in mutants(text, [locking.made_anew])] == [("with Lock():",)]


def test_a_condition_gets_a_lock_of_its_own():
    found = mutants(HEAD, [locking.separate])
    assert [one.identity.becomes for one in found] == [("self._full = Condition()",), ("self._empty = Condition()",)]


def test_finally_runs_only_without_an_exception():
    plain = "def f(self):\n    try:\n        one()\n    finally:\n        two()"
    assert made(failing.no_finally, plain) == [("no-finally", "try: / one() / finally: / two()", "one() / two()")]
    caught = "def f(self):\n    try:\n        one()\n    except OSError:\n        raise\n    finally:\n        two()"
    text = HEAD + indent(caught + "\n", "    ")
    [mutant] = mutants(text, [failing.no_finally])
    assert "raise\n        two()\n" in mutant.text


def test_an_exception_is_not_caught_or_only_one_kind_of_it():
    method = "def f(self):\n    try:\n        one()\n    except Exception:\n        two()\n    else:\n        three()"
    assert [(operator, after) for operator, _, after in made(failing.not_caught, method)] == [
        ("no-except", "one() / three()"),
        ("catch-less", "except ValueError:"),
    ]


def test_a_lock_stays_locked_after_an_exception_but_not_after_a_return():
    method = """
    def f(self, n):
        with self.a:
            if n < 0:
                raise ValueError("below 0")
            if n:
                return self.x
            self.x = n
    """
    text = HEAD + indent(dedent(method).strip("\n") + "\n", "    ")
    [mutant] = mutants(text, [failing.lock_by_hand])
    assert dedent(mutant.text.split("def f(self, n):\n")[1]) == dedent(
        """\
        self.a.acquire()
        if n < 0:
            raise ValueError("below 0")
        if n:
            result = self.x
            self.a.release()
            return result
        self.x = n
        self.a.release()
        """
    )
    assert made(failing.lock_by_hand, WAIT) == []  # nothing in it raises


def test_another_exception_is_raised_or_one_without_its_cause():
    method = """
    def f(self):
        if self.x:
            raise RuntimeError("no") from self.error
        raise self.error
    """
    assert [(operator, after) for operator, _, after in made(failing.other_exception, method)] == [
        ("other-exception", 'raise ValueError("no") from self.error'),
        ("no-cause", "raise RuntimeError('no') from None"),
        ("other-exception", "raise RuntimeError()"),
    ]


def test_state_belongs_to_the_class_or_is_a_default_argument():
    text = """
class Box:
    def __init__(self, size):
        self._size = size
        self._count = 0
        self._items = []
        self._lock = Lock()
        self._places = [0] * size
"""
    found = mutants(text, [sharing.in_the_class])
    assert [(one.identity.operator, one.identity.becomes) for one in found] == [
        ("class-attribute", ("_items = []",)),
        ("mutable-default", ("def __init__(self, size, items_by_default=[]):", "self._items = items_by_default")),
        ("class-attribute", ("_lock = Lock()",)),
        ("shared-state", ('if "_places" not in Box.__dict__:', "Box._places = [0] * size")),
    ]
    for one in found:
        box = {}
        exec(compile("Lock = object\n" + one.text, "box.py", "exec"), box)
        first, second = box["Box"](2), box["Box"](3)
        shared = [name for name in ("_items", "_lock", "_places") if getattr(first, name) is getattr(second, name)]
        assert len(shared) == 1


def test_a_copy_becomes_the_value_itself():
    method = "def f(self, x):\n    self.x = dict(x)\n    return self.x.copy()"
    assert [after for _, _, after in made(sharing.not_copied, method)] == ["self.x = x", "return self.x"]


def test_statements_are_dropped_and_named_by_their_kind():
    method = '''
    def f(self):
        """A docstring stays."""
        self.x = 1
        if self.x:
            raise ValueError
        self._full.notify()
        self._full.wait()
        self._full.acquire()
        self._full.release()
        self.work()
        return 1
    '''
    assert [operator for operator, _, _ in made(statements.dropped, method)] == [
        "drop-assignment", "drop-branch", "drop-raise", "drop-notify", "drop-wait", "drop-acquire", "drop-release",
        "drop-call", "drop-return",
    ]  # fmt: skip


def test_a_block_is_never_empty():
    assert ("drop-raise", "raise ValueError", "pass") in made(statements.dropped, "def f(self):\n    raise ValueError")


def test_two_adjacent_statements_change_places_except_in_a_constructor():
    method = "def f(self):\n    one()\n    # why\n    two()\n    three()"
    assert [operator for operator, _, _ in made(statements.swapped, method)] == ["swap-statements"] * 2
    assert mutants(HEAD, [statements.swapped]) == []
    text = HEAD + indent(method + "\n", "    ")
    assert "two()\n        # why\n        one()\n        three()" in mutants(text, [statements.swapped])[0].text


@pytest.mark.parametrize(
    ("operator", "code", "becomes"),
    [
        (ordinary.compared_otherwise, "x < y", ["x <= y"]),
        (ordinary.compared_otherwise, "x is not None", ["x is None"]),
        (ordinary.off_by_one, "x + 1", ["x + 2", "x + 0"]),
        (ordinary.off_by_one, "Semaphore(x)", ["Semaphore(x + 1)", "Semaphore(x - 1)"]),
        (ordinary.off_by_one, "True", []),
        (ordinary.other_arithmetic, "(x + y) % 2", ["(x + y) * 2", "(x - y) % 2"]),
        (ordinary.other_condition, "x and y", ["x or y", "y", "x"]),
        (ordinary.other_condition, "not x", ["x"]),
        (ordinary.other_condition, "z == (not x)", ["z == ((x))"]),
        (ordinary.other_condition, "x if y else z", ["x if not y else z", "x", "z"]),
        (ordinary.other_result, "True", ["False"]),
        (ordinary.other_text, "x['a']", ["x['aS']"]),
        (ordinary.other_end, "x.pop()", ["x.pop(0)"]),
    ],
)
def test_an_expression_is_changed(operator, code, becomes):
    found = made(operator, f"def f(self, x, y, z):\n    value = {code}\n    return value")
    values = [after.removeprefix("value = ").replace("not (y)", "not y") for _, _, after in found]
    assert [one for one in values if one != "return None"] == becomes


def test_an_item_is_added_to_the_other_end_of_a_deque():
    found = made(ordinary.other_end, "def f(self, x):\n    self.queue = deque()\n    self.queue.append(x)")
    assert found == [("other-end", "self.queue.append(x)", "self.queue.appendleft(x)")]


def test_texts_of_exceptions_annotations_and_names_of_threads_stay():
    method = """
    def f(self, x: "int" = None) -> "str":
        Thread(target=x, name="worker").start()
        raise ValueError("no")
    """
    assert made(ordinary.other_text, method) == []


def test_all_mutants_differ_from_the_reference_and_from_one_another():
    text = HEAD + indent(dedent(WAIT).strip("\n") + "\n", "    ")
    found = mutants(text, OPERATORS)
    assert len({one.text for one in found} | {text}) == len(found) + 1
    assert len({one.identity for one in found}) == len(found)
    assert [one.line for one in found] == sorted(one.line for one in found)


def test_a_change_that_compiles_to_the_same_code_is_no_mutant():
    def renamed(reference):
        for change in statements.dropped(reference):
            yield change
            yield change

    text = HEAD + "    def f(self):\n        return None\n"
    assert [one for one in mutants(text, [statements.dropped]) if one.identity.function == "Box.f"] == []
    assert len(mutants(text, [renamed])) == len(mutants(text, [statements.dropped]))


def test_a_mutant_keeps_its_identity_when_lines_are_added_above_it():
    def identities(text):
        return [one.identity for one in mutants(text, OPERATORS)]

    assert identities(HEAD) == identities("# a comment\n\n" + HEAD)


def test_a_time_limit_becomes_longer_and_shorter():
    method = """
    def get(self, timeout):
        self._full.wait(timeout)
        self._full.wait(timeout=left())
        self._full.wait(3)
    """
    assert made(waiting.other_limit, method) == [
        ("longer-timeout", "self._full.wait(timeout)", "self._full.wait(timeout and timeout * 2)"),
        ("shorter-timeout", "self._full.wait(timeout)", "self._full.wait(timeout and timeout / 2)"),
        ("longer-timeout", "self._full.wait(timeout=left())", "self._full.wait(timeout=left() * 2)"),
        ("shorter-timeout", "self._full.wait(timeout=left())", "self._full.wait(timeout=left() / 2)"),
    ]
