"""The first hint fits the failure and the source: an exception, a method not written yet, a lock that is missing."""

from __future__ import annotations

import golden
import pytest

from harness.course.content.catalogue import Kata
from harness.course.content.hints import hint_text
from harness.course.learner.failure_clue import FailureClue
from harness.course.learner.failure_hints import NO_LOCK_IDEA, OF_ONE_THREAD, OWN_STATE, failure_hints
from harness.course.learner.progress import CourseProgress, record
from harness.verdict import Verdict

HEAD = "from threading import Lock\n\n\nclass Counter:\n    def __init__(self):\n        self.n = 0\n"
VALUE = "\n    @property\n    def value(self):\n        return self.n\n"
LOCKED = "        self.lock = Lock()\n\n    def increment(self):\n        with self.lock:\n            {}\n"
OWN = "Find the line that reads the number"
"""How the kata's own hint for `wrong` begins."""


@pytest.fixture
def first_hint(tmp_path):
    """Returns a function that judges a source as the learner's file of ``counter``: the result, and the hints."""
    contract = tmp_path / "tests" / "katas" / "test_counter.py"
    contract.parent.mkdir(parents=True)
    contract.write_bytes((golden.ROOT / "tests" / "katas" / "test_counter.py").read_bytes())
    kata = Kata("counter", tmp_path)
    kata.stub.parent.mkdir()

    def judge(source, *, whole=False):
        kata.stub.write_text(source if whole else HEAD + source + VALUE, encoding="utf-8")
        result = golden.judged(kata, kata.stub)
        found = failure_hints(kata, result.verdict, FailureClue.of(result))
        text = " ".join(hint_text(found, 1, 80).split()).removeprefix("where to look ")
        return result, found, text

    return judge


EXCEPTIONS = {
    "NameError": (LOCKED.format("self.n += lokc"), "Line 11 raises NameError: name 'lokc' is not defined."),
    "UnboundLocalError": (LOCKED.format("n += 1"), "Line 11 raises UnboundLocalError: "),
    "AttributeError": (
        LOCKED.format("self.m += 1"),
        "Line 11 raises AttributeError: 'Counter' object has no attribute",
    ),
    "TypeError": (LOCKED.format("self.n += '1'"), "Line 11 raises TypeError: unsupported operand type(s) for +="),
    "RuntimeError of a lock": (
        LOCKED.format("self.n += 1") + "        self.lock.release()\n",
        "Line 12 raises RuntimeError: release unlocked lock.",
    ),
}


@pytest.mark.parametrize(("source", "said"), EXCEPTIONS.values(), ids=EXCEPTIONS)
def test_the_first_hint_names_the_line_that_raises_an_exception(first_hint, source, said):
    result, found, text = first_hint(source)
    assert result.verdict is Verdict.WRONG
    assert text.startswith(said)
    assert text.endswith(". Fix that line first.")
    assert found["idea"]


@pytest.mark.parametrize("ordered", [False, True])
def test_a_condition_without_its_lock_is_no_matter_of_order(tmp_path, ordered):
    clue = FailureClue("RuntimeError", "cannot notify on un-acquired lock", 7, ordered=ordered)
    table = failure_hints(Kata("latch", tmp_path), Verdict.WRONG, clue)
    assert table["place"] == "Line 7 raises RuntimeError: cannot notify on un-acquired lock. Fix that line first."
    assert table["idea"] == NO_LOCK_IDEA


def test_an_exception_that_takes_an_order_of_threads_comes_with_the_hint_of_the_kata(first_hint):
    racy = (
        "        self.lock, self.free = Lock(), [0]\n\n    def increment(self):\n        token = self.free.pop()\n"
        "        with self.lock:\n            self.n += 1\n        self.free.append(token)\n"
    )
    result, _, text = first_hint(racy)
    assert result.preemptions
    assert text.startswith("Line 10 raises IndexError: pop from empty list, in this order of the threads. ")
    assert OWN in text


def test_a_method_that_is_not_written_comes_first(first_hint):
    source = "        self.lock = Lock()\n\n    def increment(self):\n        raise NotImplementedError\n"
    _, found, text = first_hint(source)
    assert text == "increment() still raises NotImplementedError in line 10. Write it first."
    assert "reading" not in found


def test_a_source_without_a_lock_is_not_asked_about_its_lock(first_hint):
    result, _, text = first_hint("\n    def increment(self):\n        self.n += 1\n")
    assert result.verdict in (Verdict.WRONG, Verdict.RACE)
    assert text.startswith("The file makes no Lock, so nothing keeps two threads from running the same lines at once.")
    _, _, text = first_hint("        self.lock = Lock()\n\n    def increment(self):\n        self.n += 1\n")
    assert text.startswith("The file makes lock, but no line takes it, so nothing keeps two threads apart.")


def test_a_source_with_a_lock_gets_the_hint_of_the_kata(first_hint):
    split = (
        "        self.lock = Lock()\n\n    def increment(self):\n        with self.lock:\n            seen = self.n\n"
        "        with self.lock:\n            self.n = seen + 1\n"
    )
    _, _, text = first_hint(split)
    assert text.startswith(OWN)


def test_what_one_thread_alone_gets_wrong_is_no_matter_of_locks(first_hint):
    _, found, _ = first_hint("\n    def increment(self):\n        self.n += 2\n")
    assert found == OF_ONE_THREAD


def test_the_clue_is_kept_with_the_progress(first_hint, tmp_path):
    kata = Kata("counter", tmp_path)
    result, _, _ = first_hint(LOCKED.format("self.m += 1"))
    record(kata, kata.stub, result)
    entry = CourseProgress(tmp_path).entry(kata)
    assert entry is not None
    assert entry.clue == FailureClue.of(result)
    assert (entry.clue.error, entry.clue.line, entry.clue.alone) == ("AttributeError", 11, True)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            HEAD.replace("    def __init__", "    numbers = []\n    lock = Lock()\n\n    def __init__")
            + "\n    def increment(self):\n        with self.lock:\n            self.numbers.append(1)\n"
            + "\n    @property\n    def value(self):\n        with self.lock:\n            return len(self.numbers)\n",
            "belongs to the class, so all objects of Counter share it",
        ),
        (
            HEAD.replace("(self):", "(self, numbers=[], lock=Lock()):", 1).replace(
                "self.n = 0", "self.numbers = numbers"
            )
            + "        self.lock = lock\n\n    def increment(self):\n        with self.lock:\n"
            + "            self.numbers.append(1)\n"
            + "\n    @property\n    def value(self):\n        with self.lock:\n            return len(self.numbers)\n",
            "Line 5 makes [] once, for all objects whose caller names no other.",
        ),
    ],
)
def test_state_that_all_objects_share_is_named(first_hint, source, said):
    result, found, text = first_hint(source, whole=True)
    assert not result.passed
    assert said in text
    assert found["idea"] == OWN_STATE
