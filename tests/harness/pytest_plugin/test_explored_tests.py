"""``pytest --explore`` on a suite that knows nothing of us: it runs as always, and tests with threads are explored."""

import os
import re

import pytest

SUITE = """
    import os, socket, threading, unittest
    from concurrent.futures import ThreadPoolExecutor
    import pytest

    class Counter:
        def __init__(self): self.n, self.lock = 0, threading.Lock()
        def add(self): self.n += 1
        def add_safely(self):
            with self.lock: self.n += 1

    @pytest.fixture
    def counter(): return Counter()

    def run(method):
        threads = [threading.Thread(target=method) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()

    def test_no_threads(counter): assert counter.n == 0

    def test_kept(counter):
        run(counter.add_safely)
        assert counter.n == 2

    def test_lost(counter):
        run(counter.add)
        assert counter.n == 2

    class Case(unittest.TestCase):
        def test_lost(self):
            counter = Counter()
            with ThreadPoolExecutor(2) as pool:
                for _ in range(2): pool.submit(counter.add)
            self.assertEqual(counter.n, 2)

    @pytest.mark.parametrize("n", [1, 2])
    def test_numbers(n, counter):
        run(counter.add_safely)

    def test_other_process_state(counter):
        run(counter.add_safely)
        assert os.environ["KATA_PARENT"] == str(os.getpid())

    def test_socket():
        here, there = socket.socketpair()
        got = []
        thread = threading.Thread(target=lambda: got.append(here.recv(1)))
        thread.start()
        there.send(b"x")
        thread.join()
        assert got == [b"x"]

    def test_spin():
        done = []
        thread = threading.Thread(target=done.append, args=(1,))
        thread.start()
        while not done: pass
        thread.join()

    def test_fails_plainly(counter):
        run(counter.add_safely)
        assert counter.n == 3

    @pytest.mark.xfail
    def test_expected(counter):
        run(counter.add_safely)
        assert counter.n == 3

    @pytest.mark.skip
    def test_skipped(): pass
"""


@pytest.fixture
def explored(pytester):
    """Runs ``pytest --explore`` over a file of tests."""

    def run(text, *words):
        pytester.makepyfile(test_mine=text)
        plain = ("-p", "no:randomly", "-p", "no:faulthandler", "-p", "no:xdist", "-p", "no:cacheprovider")
        return pytester.runpytest_inprocess(*plain, *words)

    return run


def test_tests_with_threads_are_explored_and_the_others_run_as_always(explored, monkeypatch):
    monkeypatch.setenv("KATA_PARENT", str(os.getpid()))
    plain = explored(SUITE)
    plain.assert_outcomes(passed=9, failed=1, xfailed=1, skipped=1)
    plain.stdout.no_fnmatch_line("*= explored =*")

    done = explored(SUITE, "--explore")
    done.assert_outcomes(passed=7, failed=3, xfailed=1, skipped=1)
    failures = re.findall(r"^── WRONG +(\S+)", done.stdout.str(), re.MULTILINE)
    assert failures == ["test_mine.py::test_lost", "test_mine.py::Case::test_lost"]
    done.stdout.fnmatch_lines(["*= explored =*", "explored 5 (* schedules), plain 1, refused 3"])
    done.stdout.fnmatch_lines(
        ["refused: test_mine.py::test_other_process_state: fails in every schedule, unlike its *"]
    )
    done.stdout.fnmatch_lines(["refused: test_mine.py::test_socket: *"])


def test_the_number_of_schedules_can_be_asked_for(explored):
    done = explored(SUITE, "--explore", "--schedules=2", "-k", "test_numbers")
    done.stdout.fnmatch_lines(["explored 2 (4 schedules), plain 0, refused 0"])


def test_a_suite_without_threads_starts_no_worker(explored, monkeypatch):
    from harness.workers.client import WorkerClient

    monkeypatch.setattr(WorkerClient, "judge", None)
    done = explored("def test_it(): pass", "--explore")
    done.assert_outcomes(passed=1)
    done.stdout.fnmatch_lines(["explored 0 (0 schedules), plain 1, refused 0"])
