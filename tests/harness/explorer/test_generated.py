"""Generated workloads: a failure is found, shrunk to few calls, and replayed."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.contract.marks import MarksError
from harness.contract.workload import Workload, WorkloadCall, WorkloadSpec
from harness.course.content.catalogue import catalogue
from harness.explorer.budget import Budget
from harness.explorer.halves import DRAWN
from harness.explorer.run import run
from harness.explorer.search import Search
from harness.program.clause import Clause
from harness.result import Result
from harness.stress.engine import Stress
from harness.token import Token, TokenError
from harness.verdict import Verdict

CONTRACT = '''
import pytest
from harness import Blocks

pytestmark = pytest.mark.kata("buffer", allow="any")


class Model:
    """A queue of limited capacity."""

    def __init__(self, capacity):
        self.capacity, self.items = capacity, []

    def put(self, item):
        if len(self.items) == self.capacity:
            raise Blocks
        self.items.append(item)

    def get(self):
        if not self.items:
            raise Blocks
        return self.items.pop(0)


@pytest.mark.workload(put=["a", "b", None], get=[()], threads=3, calls=3)
def test_each_call_takes_effect_at_one_moment(Buffer, workload):
    workload.run(Buffer(1), Model(1))
'''

BUFFER = """
from threading import Condition

class Buffer:
    def __init__(self, capacity):
        self.capacity, self.items, self.condition = capacity, [], Condition()

    def put(self, item):
        with self.condition:
            FULL len(self.items) == self.capacity:
                self.condition.wait()
            self.items.append(item)
            self.condition.NOTIFY

    def get(self):
        with self.condition:
            while not self.items:
                self.condition.wait()
            item = TAKE
            self.condition.NOTIFY
            return item
"""
RIGHT = {"FULL": "while", "NOTIFY": "notify_all()", "TAKE": "self.items.pop(0)"}
WRONG = {
    "if for while": ({"FULL": "if"}, Verdict.WRONG),
    "notifies one": ({"NOTIFY": "notify()"}, Verdict.STUCK),
    "forgets to notify": ({"NOTIFY": "acquire() and self.condition.release()"}, Verdict.STUCK),
    "takes nothing out": ({"TAKE": "self.items[0]"}, Verdict.STUCK, Verdict.WRONG),
    "raises on None": ({"TAKE": "self.items.pop(0).upper()"}, Verdict.WRONG),
    "keeps the lock": ({"NOTIFY": "acquire()"}, Verdict.DEADLOCK, Verdict.STUCK),
}


SCHEDULES = 8_000
"""Enough for the rarest of them, which needs three threads and the one waiter that cannot use the notify."""


@pytest.fixture
def clause(tmp_path: Path) -> Clause:
    return Clause("buffer", str(tmp_path / "test_buffer.py"), "test_each_call_takes_effect_at_one_moment", "")


def prepared(clause: Clause, words: dict[str, str], contract: str = CONTRACT) -> Clause:
    folder, text = Path(clause.contract).parent, BUFFER
    Path(clause.contract).write_text(contract, encoding="utf-8")
    for name, value in (RIGHT | words).items():
        text = text.replace(name, value)
    (folder / "buffer.py").write_text(text, encoding="utf-8")
    clause.target = str(folder / "buffer.py")
    return clause


def judged(clause: Clause, schedules: int = 1_000, **words: object) -> Result:
    return run(clause, Budget(schedules), 0, **words)  # type: ignore[arg-type] # of a test


def test_a_right_buffer_passes(clause: Clause) -> None:
    result = judged(prepared(clause, RIGHT))
    assert result.passed, result.message
    assert "generated programs, " in result.message
    assert not result.exhaustive


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_buffer_is_caught_with_few_calls(clause: Clause, name: str) -> None:
    words, *verdicts = WRONG[name]
    result = run(prepared(clause, words), Budget(SCHEDULES))
    assert result.verdict in verdicts, result.message
    assert result.replay is not None
    workload = Workload.parse(Token.parse(result.replay).workload, spec_of(clause))
    assert sum(map(len, workload.threads)) <= 5, "the workload was not shrunk"  # "notifies one" needs five
    assert result.calls == workload.lines(spec_of(clause))
    again = judged(clause, replay=Token.parse(result.replay))
    assert (again.verdict, again.message, again.calls) == (result.verdict, result.message, result.calls)


def spec_of(clause: Clause) -> WorkloadSpec:
    found = clause.marks.workload_spec
    assert found is not None
    return found


def test_the_same_seed_generates_the_same_workloads(clause: Clause) -> None:
    prepared(clause, {"FULL": "if"})
    first, second = judged(clause), judged(clause)
    assert first.replay is not None
    assert (first.replay, first.found, first.message) == (second.replay, second.found, second.message)


def test_a_known_failure_is_tried_first(clause: Clause) -> None:
    found = judged(prepared(clause, {"FULL": "if"}))
    assert found.replay is not None
    again = judged(clause, first=[Token.parse(found.replay)])
    assert again.verdict is Verdict.WRONG
    assert (again.found or 99) < (found.found or 0)


@pytest.mark.parametrize("calls", ["", "+put.9", "+take.0", "+put"])
def test_a_token_that_is_for_other_calls_is_refused(clause: Clause, calls: str) -> None:
    found = judged(prepared(clause, {"FULL": "if"}))
    token = Token.parse(str(found.replay))
    other = Token(token.what.replace(token.workload, calls), token.source, token.switches)
    with pytest.raises(TokenError, match=r"calls"):
        judged(clause, replay=other)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("put='a'", "takes a list"),
        ("", "takes a list"),
        ("put=ANY", "a literal"),
        ("put=[1], calls=0", "calls of .* is a number from 1"),
        ("put=[1], threads=1", "threads of .* is a number from 2"),
    ],
)
def test_a_mark_without_usable_calls_is_refused(clause: Clause, words: str, said: str) -> None:
    with pytest.raises((MarksError, Exception), match=said):
        spec_of(prepared(clause, {}, CONTRACT.replace('put=["a", "b", None], get=[()], threads=3, calls=3', words)))


def test_a_method_that_the_model_does_not_have_is_refused(clause: Clause) -> None:
    contract = CONTRACT.replace("get=[()], threads", "get=[()], peek=[()], threads")
    result = judged(prepared(clause, RIGHT, contract))
    assert result.verdict is Verdict.ERROR
    assert result.message == "test_buffer.py: the model of pytest.mark.workload has no method peek."


def test_real_threads_run_generated_workloads_too(clause: Clause) -> None:
    assert Stress(prepared(clause, RIGHT)).run(10).passed
    result = Stress(prepared(clause, {"TAKE": "self.items.pop(0).upper()"})).run(40)
    assert result.verdict is Verdict.WRONG
    assert "No order of these calls" in result.message


def test_a_workload_is_written_as_part_of_a_token() -> None:
    choice = WorkloadSpec((("put", (("a",), ("b",))), ("get", ((),))))
    workload = Workload(((WorkloadCall("put", 1), WorkloadCall("get", 0)), (WorkloadCall("put", 0),)))
    assert str(workload) == "+put.1-get.0+put.0"
    assert Workload.parse(str(workload), choice) == workload
    assert workload.lines(choice) == ("A: put('b'); get()", "B: put('a')")


MUTEX = """
from threading import Lock, get_ident

class Mutex:
    def __init__(self):
        self.lock, self.owner = Lock(), None

    def acquire(self):
        self.lock.acquire()
        self.owner = get_ident()

    def release(self):
        if STRANGER:
            raise RuntimeError
        self.owner = None
        self.lock.release()
"""
OWNERS = '''
import pytest
from harness import Blocks

pytestmark = pytest.mark.kata("mutex", allow="any")


class Asked:
    """A mutex that no thread acquires twice."""

    def __init__(self, mutex):
        self.mutex, self.owners = mutex, set()

    def acquire(self, me):
        if me not in self.owners:
            self.mutex.acquire()
            self.owners.add(me)

    def release(self, me):
        self.mutex.release()
        self.owners.discard(me)


class Model:
    """A mutex with one owner."""

    def __init__(self):
        self.owner = None

    def acquire(self, me):
        if self.owner not in (None, me):
            raise Blocks
        self.owner = me

    def release(self, me):
        if self.owner != me:
            raise RuntimeError
        self.owner = None


@pytest.mark.workload(acquire=[...], release=[...], threads=3, calls=3)
def test_each_call_takes_effect_at_one_moment(Mutex, workload):
    workload.run(Asked(Mutex()), Model())
'''


@pytest.mark.parametrize(
    ("stranger", "verdict"),
    [
        ("self.owner != get_ident()", Verdict.PASS),
        ("self.owner is None", Verdict.WRONG),
        ("self.lock.acquire(False)", Verdict.WRONG),
    ],
)
def test_an_object_may_ask_which_thread_it_is(clause: Clause, stranger: str, verdict: Verdict) -> None:
    Path(clause.contract).write_text(OWNERS, encoding="utf-8")
    clause.target = str(Path(clause.contract).with_name("mutex.py"))
    Path(clause.target).write_text(MUTEX.replace("STRANGER", stranger), encoding="utf-8")
    result = judged(clause, 400)
    assert result.verdict is verdict, result.message
    assert result.passed or "release('" in "".join(result.calls)


def test_three_dots_stand_for_the_name_of_the_thread_that_calls() -> None:
    choice = WorkloadSpec((("give", ((..., 1), ("B", 2))),))
    workload = Workload(((WorkloadCall("give", 0),), (WorkloadCall("give", 1), WorkloadCall("give", 0))))
    assert workload.lines(choice) == ("A: give('A', 1)", "B: give('B', 2); give('B', 1)")
    assert Workload.parse(str(workload), choice) == workload


CHOICES = WorkloadSpec((("put", (("a",), ("b",))), ("get", ((),))))
PUT_A, PUT_B, GET = CHOICES.choices()


def test_a_smaller_workload_has_a_thread_or_a_call_less_or_an_earlier_call() -> None:
    workload = Workload(((GET,), (PUT_B, PUT_A), (PUT_A,)))
    assert [str(one) for one in workload.smaller(CHOICES)] == [
        *("+put.1-put.0+put.0", "+get.0+put.0", "+get.0+put.1-put.0"),
        *("+get.0+put.0+put.0", "+get.0+put.1+put.0"),
        *("+put.0+put.1-put.0+put.0", "+put.1+put.1-put.0+put.0", "+get.0+put.0-put.0+put.0"),
    ]
    assert list(Workload(((PUT_A,), (PUT_A,))).smaller(CHOICES)) == []


def test_no_workload_is_searched_in_two_orders_of_its_threads(clause: Clause, monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[Workload] = []
    use = Search.use_workload
    monkeypatch.setattr(Search, "use_workload", lambda self, workload: (searched.append(workload), use(self, workload)))
    judged(prepared(clause, RIGHT), half=DRAWN)
    assert len({workload.in_order for workload in searched}) == len(searched) > 20
    assert {len(workload.threads) for workload in searched} == {2, 3}


CLAUSE_OF_SEMAPHORE = "test_each_call_seems_to_happen_at_one_moment"
ATTEMPTS = {
    "waits no time": "self._changed.wait_for(lambda: self._permits > 0, 0)",
    "waits for a moment": "self._changed.wait_for(lambda: self._permits > 0, 0.01)",
    "waits for a moment twice": "self._changed.wait(0.01) or self._changed.wait(0.01) or self._permits > 0",
}
SEMAPHORE = """from threading import Condition

class Semaphore:
    def __init__(self, permits):
        self._permits, self._changed = permits, Condition()

    def acquire(self, blocking=True, timeout=None):
        with self._changed:
            if blocking:
                self._changed.wait_for(lambda: self._permits > 0)
            elif not ({attempt}):
                return False
            self._permits -= 1
            return True

    def release(self):
        with self._changed:
            self._permits += 1
            self._changed.notify_all()
"""


@pytest.mark.parametrize("strategy", ["dpor", "random"])
@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_a_call_that_takes_time_is_not_blocked_by_it(tmp_path: Path, attempt: str, strategy: str) -> None:
    file = tmp_path / "semaphore.py"
    file.write_text(SEMAPHORE.format(attempt=attempt), encoding="utf-8")
    kata = catalogue()["semaphore"]
    clause = Clause("semaphore", str(kata.contract), CLAUSE_OF_SEMAPHORE, str(file), kata.public)
    first, second = WorkloadCall("acquire", 0), WorkloadCall("attempt", 0)
    clause.workload = Workload(((first,), (first, second)))  # B keeps the permit, so A waits forever, as it should
    result = run(clause, Budget(300), strategy=strategy)
    assert result.passed, result.message
