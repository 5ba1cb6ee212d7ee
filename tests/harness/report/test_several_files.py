"""Reports of programs that are no katas: several files, locks with one attribute name, and thread pools."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.terminal.failure import failure, text
from harness.verdict import Verdict

TILL = """
    class Till:
        def __init__(self): self.total = 0
        def add(self, amount):
            seen = self.total
            if amount < 0:
                raise ValueError(amount)
            self.total = seen + amount
        def pay_in(self, amount):
            self.add(amount)
"""
DRIVE = """
    from threading import Thread
    from till import Till

    def main():
        till = Till()
        threads = [Thread(target=till.pay_in, args=(1,)) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        assert till.total == 2
"""
BOX = """
    class Box:
        def __init__(self): self.items = []
        def take(self):
            if self.items:
                return self.items.pop()
"""
TAKE = """
    from threading import Thread
    from box import Box

    def main():
        box = Box()
        box.items.append(1)
        def user(): box.take()
        threads = [Thread(target=user) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
"""
BANK = """
    import threading

    class Account:
        def __init__(self): self.lock = threading.Lock()

    def transfer(source, target):
        with source.lock:
            with target.lock: pass

    def main():
        x, y = Account(), Account()
        one = threading.Thread(target=transfer, args=(x, y), name="x-to-y")
        other = threading.Thread(target=transfer, args=(y, x), name="y-to-x")
        one.start(); other.start(); one.join(); other.join()

    def unnamed():
        accounts = iter([Account(), Account()])
        def both(pair): transfer(*pair)
        def start():
            x, y = accounts
            threads = [threading.Thread(target=both, args=(pair,)) for pair in ((x, y), (y, x))]
            for thread in threads: thread.start()
            return threads
        for thread in start(): thread.join()
"""
POOL = """
    from concurrent.futures import ThreadPoolExecutor

    class Counter:
        n = 0
        def add(self):
            seen = self.n
            self.n = seen + 1

    def main():
        counter = Counter()
        with ThreadPoolExecutor(2) as pool:
            futures = [pool.submit(counter.add) for _ in range(2)]
            for future in futures: future.result()
        assert counter.n == 2
"""


@pytest.fixture
def reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Explores a program, and returns its result and the text of the report."""
    monkeypatch.chdir(tmp_path)

    def explored(name: str, function: str = "main", **files: str):
        for stem, source in files.items():
            (tmp_path / f"{stem}.py").write_text(dedent(source), encoding="utf-8")
        result = run(Function(str(tmp_path / f"{name}.py"), function), Budget(200))
        return result, text(failure(result))

    return explored


def test_the_lines_are_those_of_the_file_in_which_the_threads_race(reported):
    result, said = reported("drive", drive=DRIVE, till=TILL)
    assert result.verdict is Verdict.WRONG
    assert "▸ 8 │         self.total = seen + amount  ◂ Thread-1 (pay_in) preempted here" in said
    assert "5 reads total 0" in said
    assert "drive.py 10 reads total 1" in said
    assert "is stopped before line 8" in said


def test_an_exception_is_raised_where_it_is_raised(reported):
    result, said = reported("take", take=TAKE, box=BOX)
    assert "Thread-1 (user) raises IndexError at box.py line 6: pop from empty list." in " ".join(said.split("\n"))
    assert result.place is not None
    assert Path(result.place.file).name == "box.py"
    assert "take.py 7 box.items.append(1)" in said


def test_a_module_that_cannot_be_imported_is_named_with_the_line_that_imports_it(reported):
    files = {"outer": "import inner\ndef main(): pass\n", "inner": "import json\nimport not_there\n"}
    result, _ = reported("outer", **files)
    assert result.message == "inner.py line 2 imports not_there, which cannot be found."


def test_two_locks_with_one_attribute_name_get_distinct_names(reported):
    _, said = reported("bank", bank=BANK)
    assert "cycle  x-to-y ─y.lock → y-to-x ─x.lock → x-to-y" in said


def test_owners_without_a_name_are_numbered(reported):
    _, said = reported("bank", "unnamed", bank=BANK)
    cycle = next(line for line in said.splitlines() if "cycle" in line)
    locks = {word.removeprefix("─") for word in cycle.split() if word.startswith("─")}
    assert len(locks) == 2
    assert all(lock.endswith(".lock") for lock in locks)


NAMES = """
    import threading

    class A: lock = threading.Lock()
    class B: lock = threading.Lock()
    class C:
        def __init__(self): self.lock = threading.Lock()

    def both(first, second, names=("one", "two")):
        threads = [threading.Thread(target=body, name=name) for body, name in zip((first, second), names)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()

    def take(one, other):
        with one.lock:
            with other.lock: pass

    def of_classes(): both(lambda: take(A, B), lambda: take(B, A))

    def in_closures():
        def make():
            lock = threading.Lock()
            def run(then=None):
                with lock:
                    if then: then()
            return run
        a, b = make(), make()
        both(lambda: a(b), lambda: b(a))

    def in_a_dict():
        both_of = {"x": C(), "y": C()}
        both(lambda: take(both_of["x"], both_of["y"]), lambda: take(both_of["y"], both_of["x"]))

    def same_name():
        a, b = C(), C()
        both(lambda: take(a, b), lambda: take(b, a), ("same", "same"))
"""


@pytest.mark.parametrize("function", ["of_classes", "in_closures", "in_a_dict", "same_name"])
def test_locks_and_threads_have_one_name_each_and_no_two_have_the_same(reported, function):
    _, said = reported("names", function, names=NAMES)
    cycle = re.search(r"cycle +(.+?) ─(.+?) → (.+?) ─(.+?) → (.+)", said)
    assert cycle is not None
    one, lock, other, another, last = cycle.groups()
    assert one == last != other
    assert lock != another
    assert f"acquires {lock}" in said
    assert f"acquires {another}" in said
    assert f"waits for {lock} ■" in said


def test_what_happens_inside_a_pool_is_one_step(reported):
    _, said = reported("pool", pool=POOL)
    assert "submits add" in said
    assert "waits for the result ■" in said
    assert "_idle_semaphore" not in said
    assert "_condition" not in said


@pytest.mark.parametrize(
    ("timeouts", "seconds", "verdict"),
    [
        ("hour", 5, Verdict.WRONG), ("hour", 4_000, Verdict.PASS), ("any", 4_000, Verdict.WRONG),
        ("idle", 5, Verdict.PASS),
    ],
)  # fmt: skip
def test_when_a_wait_may_time_out(tmp_path, timeouts, seconds, verdict):
    source = f"""
        import threading
        def main():
            event = threading.Event()
            thread = threading.Thread(target=event.set)
            thread.start()
            assert event.wait({seconds})
            thread.join()
    """
    file = tmp_path / "waits.py"
    file.write_text(dedent(source), encoding="utf-8")
    result = run(Function(str(file), "main", timeouts=timeouts), Budget(50))
    assert result.verdict is verdict
    assert not result.exhaustive
    assert (f"+timeouts={timeouts}" in (result.replay or "")) == (timeouts != "hour" and not result.passed)
