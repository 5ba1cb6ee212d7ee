"""``@pytest.mark.explore`` on tests of any project."""

import pytest

TESTS = """
    import threading
    import pytest

    class Counter:
        def __init__(self, lock): self.n, self.lock = 0, lock
        def add(self): self.n += 1
        def add_safely(self):
            with self.lock: self.add()

    def run(method):
        threads = [threading.Thread(target=method) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()

    @pytest.mark.explore(schedules=300)
    def test_lost():
        counter = Counter(None)
        run(counter.add)
        assert counter.n == 2

    @pytest.mark.explore
    def test_kept():
        counter = Counter(threading.Lock())
        run(counter.add_safely)
        assert counter.n == 2

    def test_plain(): pass
"""


@pytest.fixture
def tested(pytester):
    """Runs pytest over a file of tests."""

    def run(text, *words):
        pytester.makepyfile(test_mine=text)
        return pytester.runpytest_inprocess("-p", "no:randomly", "-p", "no:faulthandler", "-p", "no:xdist", *words)

    return run


def test_one_line_makes_a_test_run_under_many_schedules(tested):
    done = tested(TESTS, "-v")
    done.assert_outcomes(passed=2, failed=1)
    done.stdout.fnmatch_lines(["*WRONG*test_lost*", "*needs 1 preemption, the fewest possible*", "*kata replay k1:*"])
    done.stdout.fnmatch_lines(["test_kept: Every schedule of 3 threads passes (* equivalence classes)."])
    done.stdout.no_fnmatch_line("*Traceback*")


def test_a_wrong_mark_fails_with_a_sentence(tested):
    done = tested("""
        import pytest
        @pytest.mark.explore(tries=3)
        def test_word(): pass
        @pytest.mark.explore(strategy='luck')
        def test_strategy(): pass
        @pytest.mark.explore
        def test_fixture(tmp_path): pass
        """)
    done.assert_outcomes(failed=3)
    for sentence in (
        "takes schedules, *strategy, inside, not tries",
        "there is no strategy 'luck'",
        "is for functions",
    ):
        done.stdout.fnmatch_lines([f"*{sentence}*"])
    done.stdout.no_fnmatch_line("*harness*marked.py*")
