"""Programs that use installed packages: what is said of a package that is not rewritten, and what is found inside."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from harness import explore
from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict

PACKAGES = {
    "toolbox": """
        import threading

        import itertools

        REGISTRY = []
        NUMBERS = itertools.count(7)
        MORE = itertools.count().__next__

        class Counter:
            def __init__(self): self.value = 0
            def add(self):
                seen = self.value
                self.value = seen + 1

        class Guard:
            make = staticmethod(threading.RLock)
            def __init__(self): self._lock = self.make()
            def __enter__(self): self._lock.acquire()
            def __exit__(self, *_): self._lock.release()

        class PlainGuard(Guard):
            make = staticmethod(threading.Lock)

        def in_two_threads(call):
            threads = [threading.Thread(target=call) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
    """,
    "plain": """
        class Counter:
            def __init__(self): self.value = 0
            def add(self):
                seen = self.value
                self.value = seen + 1
    """,
    "needs_toolbox": "from toolbox import Counter, Guard\n",
    "servers": """
        import socketserver
        class Server(socketserver.ThreadingMixIn):
            def process_request_thread(self, *_): pass
            def start(self): self.process_request(0, 0)
    """,
}
HEAD = """
from concurrent.futures import ThreadPoolExecutor
from threading import Lock, Thread

def both(call, *more):
    threads = [Thread(target=call) for call in (call, *(more or [call]))]
    for thread in threads: thread.start()
    for thread in threads: thread.join()

def guarded(guard):
    total = [0]
    def add():
        with guard:
            seen = total[0]
            total[0] = seen + 1
    both(add)
    assert total[0] == 2
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    packages = tmp_path / "site-packages"
    for name, text in PACKAGES.items():
        (packages / name).mkdir(parents=True)
        (packages / name / "__init__.py").write_text(dedent(text), encoding="utf-8")
    monkeypatch.syspath_prepend(packages)
    return tmp_path


def explored(project: Path, body: str, *inside: str, schedules: int = 100):
    file = project / "program.py"
    file.write_text(HEAD + dedent(body), encoding="utf-8")
    return run(Function(str(file), "main", inside=frozenset(inside)), Budget(schedules))


RACY = """
    import {0}
    def main():
        counter = {0}.Counter()
        both(counter.add)
        assert counter.value == 2
"""
HINT = "explore inside it with --inside {0}"


@pytest.mark.parametrize("package", ["toolbox", "plain", "needs_toolbox"])
def test_nothing_is_proved_of_what_runs_as_one_step(project, package):
    result = explored(project, RACY.format(package))
    assert result.passed
    assert not result.exhaustive
    assert "--inside" in result.message


def test_nothing_is_proved_of_what_is_imported_only_when_it_runs(project):
    body = """
        def main():
            import toolbox
            toolbox.in_two_threads(lambda: None)
    """
    file = project / "program.py"
    file.write_text(HEAD + dedent(body), encoding="utf-8")
    assert not run(Function(str(file), "main"), Budget(50), strategy="dpor").exhaustive


def test_a_module_that_imports_a_package_first_stays_the_one_that_is_being_loaded(project):
    (project / "shop").mkdir()
    (project / "shop" / "__init__.py").write_text("", encoding="utf-8")
    (project / "shop" / "till.py").write_text("import toolbox\nCOUNTER = toolbox.Counter()\n", encoding="utf-8")
    body = """
        from shop.till import COUNTER
        def main(): assert COUNTER.value == 0
    """
    result = explored(project, body)
    assert result.passed, result.message


@pytest.mark.parametrize("package", ["toolbox", "plain"])
def test_inside_a_package_its_own_races_are_found(project, package):
    assert explored(project, RACY.format(package), package).verdict is Verdict.WRONG


@pytest.mark.parametrize("guard", ["Guard", "PlainGuard"])
@pytest.mark.parametrize("package", ["toolbox", "needs_toolbox"])
def test_the_locks_of_a_package_exclude_threads(project, package, guard):
    body = f"import toolbox, {package}\ndef main():\n    guarded(getattr({package}, '{guard}', toolbox.Guard)())\n"
    result = explored(project, body)
    assert (result.passed, result.exhaustive) == (True, False)
    assert HINT.format("toolbox") in result.message or HINT.format(package) in result.message
    assert explored(project, body, "toolbox", package).exhaustive


def test_the_threads_of_a_package_run_under_the_scheduler(project):
    body = """
        import toolbox
        def main():
            total = [0]
            def add():
                seen = total[0]
                total[0] = seen + 1
            toolbox.in_two_threads(add)
            assert total[0] == 2
    """
    assert explored(project, body).verdict is Verdict.WRONG


@pytest.mark.parametrize(
    "body",
    [
        "class T(Thread):\n    def run(self): counter.add()\nthreads = [T(), T()]",
        "class T(Thread):\n    run = counter.add\nthreads = [T(), T()]",
        "threads = []\nwith ThreadPoolExecutor(2) as pool: pool.submit(counter.add); pool.submit(counter.add)",
        "threads = [Thread(target=plain.Counter.add, args=(counter,)) for _ in range(2)]",
    ],
)
def test_a_function_of_a_package_is_seen_however_a_thread_is_given_it(project, body):
    lines = [
        "counter = plain.Counter()",
        *body.splitlines(),
        "for t in threads: t.start()",
        "for t in threads: t.join()",
    ]
    text = "import plain\ndef main():\n" + "".join(f"    {line}\n" for line in [*lines, "assert counter.value == 2"])
    result = explored(project, text)
    assert not result.exhaustive


def test_a_thread_of_the_operating_system_is_refused_as_it_starts(project):
    result = explored(project, "import servers\ndef main():\n    servers.Server().start()\n")
    assert result.verdict is Verdict.ERROR
    assert result.message == (
        "program.py line 20: socketserver starts a thread of the operating system, which no schedule controls."
    )


def test_a_package_is_as_new_in_each_schedule(project):
    body = """
        import toolbox
        def main():
            both(lambda: toolbox.REGISTRY.append(1))
            toolbox.Counter.value, toolbox.extra = 7, 8
            assert len(toolbox.REGISTRY) == 2
    """
    for inside in ((), ("toolbox",)):
        assert explored(project, body, *inside).passed


def test_counters_of_a_package_begin_again_in_each_schedule(project):
    body = """
        import toolbox
        def main():
            both(lambda: None)
            assert (next(toolbox.NUMBERS), toolbox.MORE()) == (7, 0)
    """
    assert explored(project, body).passed
    assert explored(project, body, "toolbox").passed


def test_locks_of_multiprocessing_are_locks(project):
    body = """
        from multiprocessing import Lock, RLock, Semaphore
        def main():
            for make in (Lock, RLock, Semaphore): guarded(make())
    """
    assert explored(project, body).exhaustive


SHARED = """
    import multiprocessing
    def main():
        value, array = multiprocessing.Value("B"), multiprocessing.Array("i", [1, 2])
        def add():
            with {0}:
                value.value += 1
                array[0] += 1
        both(add)
        assert (value.value, array[:]) == (2, [3, 2])
"""


def test_values_of_multiprocessing_start_no_process(project):
    assert explored(project, SHARED.format("value.get_lock()")).passed
    assert explored(project, SHARED.format("Lock()")).verdict is Verdict.WRONG


def test_entries_of_sys_modules_are_those_that_an_import_binds(project):
    body = """
        import sys, threading
        __import__("queue")
        queue = sys.modules["queue"]
        def main():
            assert sys.modules["threading"] is threading
            channel = queue.Queue()
            both(lambda: channel.put(1), channel.get)
    """
    assert explored(project, body).passed


def test_a_module_that_starts_processes_may_be_imported(project):
    body = """
        from concurrent.futures.process import BrokenProcessPool
        def main(): guarded(Lock())
    """
    assert explored(project, body).exhaustive


def test_explore_takes_the_packages_to_explore_inside(project):
    def scenario():
        import threading

        import toolbox

        counter = toolbox.Counter()
        threads = [threading.Thread(target=counter.add) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert counter.value == 2

    assert explore(scenario, schedules=50).passed
    assert explore(scenario, schedules=50, inside=["toolbox"]).verdict is Verdict.WRONG
