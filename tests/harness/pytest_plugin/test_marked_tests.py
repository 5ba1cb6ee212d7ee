"""``@pytest.mark.explore`` on tests of any project: functions, methods, with fixtures and with parameters."""

import re

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
    done.stdout.fnmatch_lines(["test_kept: Every possible order of these 3 threads was tried: * differ, and * pass."])
    done.stdout.no_fnmatch_line("*Traceback*")


def test_a_wrong_mark_fails_with_a_sentence(tested):
    done = tested("""
        import pytest
        @pytest.mark.explore(tries=3)
        def test_word(): pass
        @pytest.mark.explore(strategy='luck')
        def test_strategy(): pass
        @pytest.mark.explore(schedules=0)
        def test_schedules(): pass
        @pytest.mark.explore(timeouts='never')
        def test_timeouts(): pass
        """)
    done.assert_outcomes(failed=4)
    for sentence in (
        "takes schedules, *strategy, inside, timeouts, not tries", "there is no strategy 'luck'",
        "schedules must be a whole number of at least 1", "timeouts must be one of any, hour, idle, not 'never'",
    ):  # fmt: skip
        done.stdout.fnmatch_lines([f"*{sentence}*"])
    done.stdout.no_fnmatch_line("*harness*marked*.py*")


# -- fixtures, parameters and classes ---------------------------------------------------------------

FIXTURES = """
    import logging, os, threading, unittest
    import pytest

    class Counter:
        def __init__(self): self.n = 0
        def add(self): self.n += 1

    def run(method, threads=2):
        threads = [threading.Thread(target=method) for _ in range(threads)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()

    CALLS = []

    @pytest.fixture(scope="module")
    def shared():
        CALLS.append(1)
        yield Counter()
        CALLS.append(2)

    @pytest.fixture
    def lock():
        lock = threading.Lock()
        yield lock
        assert not lock.locked()

    @pytest.fixture(autouse=True)
    def around():
        assert os.environ.get("KATA_X") is None
        yield

    @pytest.mark.explore(schedules=40)
    @pytest.mark.parametrize("kind", [Counter, int])
    @pytest.mark.parametrize("n", [1, 2])
    def test_parameters(n, kind):
        if kind is Counter:
            counter = kind()
            run(counter.add, n)
            assert counter.n == n

    @pytest.mark.explore(schedules=40)
    def test_tools(tmp_path, monkeypatch, capsys, caplog, shared, lock):
        assert CALLS == [1]  # each schedule starts from scratch
        assert list(tmp_path.iterdir()) == []
        (tmp_path / "a").write_text("1")
        monkeypatch.setenv("KATA_X", "1")
        def body():
            with lock: shared.add()
        run(body)
        print("out")
        assert capsys.readouterr().out == "out\\n"
        logging.getLogger("shop").warning("sold")
        assert "sold" in caplog.text
        assert shared.n == 2

    @pytest.mark.explore(schedules=40)
    class TestMethods:
        def setup_method(self): self.counter = Counter()
        def test_method(self, lock):
            def body():
                with lock: self.counter.add()
            run(body)
            assert self.counter.n == 2
        def test_lost(self):
            run(self.counter.add)
            assert self.counter.n == 2

    class Case(unittest.TestCase):
        def setUp(self): self.counter = Counter()
        @pytest.mark.explore(schedules=40)
        def test_case(self):
            run(self.counter.add)
            self.assertEqual(self.counter.n, 2)
        @pytest.mark.explore(schedules=40)
        def test_kept(self):
            with self.subTest("one"):
                run(self.counter.add, 1)
            self.assertEqual(self.counter.n, 1)
"""


@pytest.fixture
def with_fixtures(tested):
    return tested(FIXTURES, "-v")


def test_fixtures_parameters_and_classes_are_those_of_pytest(with_fixtures):
    with_fixtures.assert_outcomes(passed=6, failed=3)
    failures = re.findall(r"^── WRONG +(\S+)", with_fixtures.stdout.str(), re.MULTILINE)
    names = [
        f"test_mine.py::{name}" for name in ("test_parameters[2-Counter]", "TestMethods::test_lost", "Case::test_case")
    ]
    assert failures == names
    with_fixtures.stdout.fnmatch_lines(["*test_tools: 40 schedules tried, no failure*Not proved: the fixture *"])
    with_fixtures.stdout.no_fnmatch_line("*site-packages*")


def test_a_failure_is_one_sentence_in_the_summary_of_ci(tested, monkeypatch):
    monkeypatch.setenv("CI", "true")  # pytest prints messages whole then
    summary = tested(FIXTURES).stdout.str().partition("short test summary info")[2]
    lines = [line.partition(" - ")[2] for line in summary.splitlines() if line.startswith("FAILED")]
    assert lines == [
        "wrong (test_mine.py:39): counter.n == n, but it was 1 == 2 (main at test_mine.py line 39).",
        "wrong (test_mine.py:66): self.counter.n == 2, but it was 1 == 2 (main at test_mine.py line 66).",
        "wrong (test_mine.py:73): 1 != 2 (main at test_mine.py line 73).",
    ]


def test_the_token_of_a_test_with_fixtures_replays(with_fixtures, replay_command, monkeypatch, pytester):
    from typer.testing import CliRunner

    from harness.cli.app import app

    tokens = re.findall(r"kata replay (k1:\S+)", with_fixtures.stdout.str().replace("\\\n", ""))
    assert len(tokens) == 3
    for token in tokens:
        done = CliRunner().invoke(app, ["replay", token], catch_exceptions=False)
        assert (done.exit_code, done.stderr) == (1, "")
        assert "WRONG" in done.stdout


def test_what_conftest_files_define_is_found(tested, pytester):
    pytester.makeconftest("""
        import threading
        import pytest

        def pytest_addoption(parser):
            parser.addoption("--many", type=int, default=2)

        @pytest.fixture
        def counted(request):
            found = []
            many = request.config.getoption("--many")
            threads = [threading.Thread(target=found.append, args=(1,)) for _ in range(many)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            return found
        """)
    done = tested(
        """
        import pytest
        @pytest.mark.explore(schedules=40)
        def test_it(counted): assert len(counted) == 3
        """,
        "--many=3",
    )
    done.assert_outcomes(passed=1)


def test_nothing_is_proved_beside_a_fixture_that_is_not_modelled(tested):
    done = tested(
        """
        import pytest
        @pytest.fixture
        def number(): return 1
        @pytest.mark.explore(schedules=20)
        def test_own(number): assert number == 1
        @pytest.mark.explore(schedules=20)
        def test_by_name(request): request.getfixturevalue("monkeypatch")
        """,
        "-v",
    )
    done.assert_outcomes(passed=2)
    done.stdout.fnmatch_lines(["test_own: One thread has only one order, and it passes*"])
    done.stdout.fnmatch_lines(["test_by_name: *Not proved: the fixture monkeypatch is outside the model."])


def test_plugins_of_a_conftest_and_strict_warnings_do_no_harm(tested, pytester):
    pytester.makeini("[pytest]\nfilterwarnings = error\naddopts = --strict-markers\nmarkers = own: mine\n")
    pytester.makeconftest("pytest_plugins = ['extra']")
    pytester.makepyfile(extra="import pytest\n@pytest.fixture\ndef one(): return 1\n")
    pytester.syspathinsert()
    done = tested("""
        import pytest
        @pytest.mark.own
        @pytest.mark.explore(schedules=5)
        def test_it(one, tmp_path): assert one == 1
        """)
    done.assert_outcomes(passed=1)


ENDS = """
    import os, threading, unittest
    import pytest

    def lose():
        class Counter: n = 0
        def add(): Counter.n += 1
        threads = [threading.Thread(target=add) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        return Counter.n

    pytestmark = pytest.mark.explore(schedules=30)

    @pytest.fixture
    def called():
        calls = []
        yield calls
        assert calls == [1]

    def test_teardown(called): called.append(1)
    def test_skip(): pytest.skip("not here")
    def test_skip_with_fixture(called): pytest.skip("not here")
    def test_xfail(): pytest.xfail("known")
    @pytest.mark.xfail
    def test_expected(): assert lose() == 2
    @pytest.mark.xfail(raises=AssertionError)
    def test_expected_error(called):
        called.append(1)
        assert lose() == 2
    @pytest.mark.filterwarnings("error")
    def test_filter(called):
        import warnings
        called.append(1)
        with pytest.raises(UserWarning): warnings.warn("x")
    def test_subtests(subtests):
        with subtests.test("one"): assert lose() == 2

    class Case(unittest.TestCase):
        def tearDown(self): assert self.called
        def test_called(self): self.called = True
        def test_skips(self): self.skipTest("not here")
        @unittest.skip("not here")
        def test_skipped(self): pass
        @unittest.expectedFailure
        def test_expected(self):
            self.called = True
            self.assertEqual(1, 2)
        def test_subtest(self):
            self.called = True
            with self.subTest("one"): self.assertEqual(lose(), 2)
        def test_logs(self):
            import logging
            self.called = True
            with self.assertLogs("shop") as seen:
                logging.getLogger("shop").warning("sold")
            self.assertEqual(len(seen.records), 1)

    def test_state(tmp_path):
        assert os.umask(0o77) != 0o77
"""


def test_a_test_ends_as_in_a_plain_run(tested):
    done = tested(ENDS, "-v")
    names = dict(re.findall(r"^test_mine.py::(\S+) (\S+)", done.stdout.str(), re.MULTILINE))
    of_case = {
        "called": "PASSED", "skips": "SKIPPED", "skipped": "SKIPPED", "expected": "XFAIL", "subtest": "FAILED",
        "logs": "PASSED",
    }  # fmt: skip
    assert names == {
        "test_teardown": "PASSED", "test_skip": "SKIPPED", "test_skip_with_fixture": "SKIPPED", "test_xfail": "XFAIL",
        "test_expected": "XFAIL", "test_expected_error": "XFAIL", "test_filter": "PASSED",
        "test_subtests": "FAILED", "test_state": "PASSED",
        **{f"Case::test_{name}": word for name, word in of_case.items()},
    }  # fmt: skip


def test_an_error_of_our_own_is_no_verdict(tested, monkeypatch, pytester):
    from typer.testing import CliRunner

    from harness.cli.app import app
    from harness.workers.answer import WorkerError
    from harness.workers.client import WorkerClient

    def judge(client, job):
        raise WorkerError("ValueError: oops\nTraceback (most recent call last): ...")

    monkeypatch.setattr(WorkerClient, "judge", judge)
    done = tested("""
        import pytest
        @pytest.mark.explore
        def test_it(): pass
        """)
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(
        ["error: internal: ValueError: oops", "This is a mistake of concurrency-katas, *", "Trace*"]
    )
    done.stdout.no_fnmatch_line("*harness*plugin.py*")
    said = CliRunner().invoke(app, ["explore", "test_mine.py::test_it", "--jobs", "1"], catch_exceptions=False)
    assert said.exit_code == 2
    assert said.stderr.startswith("kata: error: internal: ValueError: oops\nThis is a mistake of concurrency-katas, ")


def test_an_error_of_a_fixture_is_an_error_with_its_line(tested):
    done = tested("""
        import sys
        import pytest
        @pytest.fixture
        def broken():
            if "concurrency_katas.workers.worker" in sys.modules: raise ValueError("no luck")
        @pytest.mark.explore
        def test_it(broken): pass
        """)
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["main raises ValueError at test_mine.py line 5: no luck."])
    done.stdout.no_fnmatch_line("*site-packages*")
