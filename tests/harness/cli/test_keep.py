"""``kata keep`` and ``kata replay --search``: the commands, and the tests that they write, run by pytest."""

from __future__ import annotations

import re
import textwrap

import pytest
from typer.testing import CliRunner

from harness.cli.app import app
from harness.token import source_hash

pytest_plugins = ["pytester"]
LOST = """
    import threading

    class Counter:
        def __init__(self): self.n = 0
        def add(self):
            seen = self.n
            self.n = seen + 1

    def lost():
        counter = Counter()
        threads = [threading.Thread(target=counter.add) for _ in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        assert counter.n == 2, "an update is lost"
"""


@pytest.fixture
def kata(pytester):
    def run(*words):
        return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)

    return run


@pytest.fixture
def token(pytester, kata):
    pytester.path.joinpath("shop.py").write_text(textwrap.dedent(LOST), encoding="utf-8")
    report = kata("explore", "shop.py::lost", "--jobs", "1").stdout.replace("\\\n", "")
    return re.findall(r"kata replay (k1:\S+)", report)[0]


KEPT = '''\
"""An order of steps that fails, kept by ``kata keep``: no step happens before all steps above it.

wrong: an update is lost (main at shop.py line 15).
"""

from concurrency_katas import Step, check_order

ORDER = [
    Step("Thread-1 (add)", "reads n", "Counter.add"),
    Step("Thread-2 (add)", "reads n", "Counter.add"),
    Step("Thread-1 (add)", "writes n", "Counter.add"),
]


def test_lost_in_this_order():
    check_order("../shop.py::lost", ORDER)
'''


@pytest.fixture
def kept(pytester, kata, token):
    pytester.mkdir("tests")
    path = pytester.path / "tests" / "test_lost.py"
    done = kata("keep", token, "-o", "tests/test_lost.py")
    assert (done.exit_code, done.stdout) == (
        0,
        "kata: wrote tests/test_lost.py (3 steps); run it with pytest tests/test_lost.py\n",
    )
    return path


def test_the_test_is_readable(kept):
    assert kept.read_text(encoding="utf-8") == KEPT


def test_it_fails_until_the_bug_is_mended_and_says_then_why_the_order_is_impossible(kept, pytester):
    shop = pytester.path / "shop.py"
    failing = pytester.runpytest_inprocess("tests/test_lost.py", "-p", "no:cacheprovider")
    failing.assert_outcomes(failed=1)
    failing.stdout.fnmatch_lines(
        ["── WRONG  shop.py::lost*", "an update is lost*", "*replay  kata replay k1:shop.py::lost:*"]
    )
    failing.stdout.no_fnmatch_line("*kept_orders.py*")
    mended = shop.read_text(encoding="utf-8").replace(
        "        seen = self.n\n        self.n = seen + 1",
        "        with LOCK:\n            seen = self.n\n            self.n = seen + 1",
    )
    shop.write_text(mended.replace("class", "LOCK = threading.Lock()\n\nclass"), encoding="utf-8")
    passing = pytester.runpytest_inprocess("tests/test_lost.py", "-p", "no:cacheprovider")
    passing.assert_outcomes(passed=1, warnings=1)
    step = "step 2 of 3 (Thread-2 (add) reads n in Counter.add) cannot come next"
    why = "Thread-2 (add) waits for LOCK, which Thread-1 (add) holds. * schedules passed in its place."
    passing.stdout.fnmatch_lines([f"*OrderWarning: The kept order is no longer possible: {step}: {why}"])


def test_what_cannot_be_checked_is_said_in_a_sentence(kept, pytester):
    text = kept.read_text(encoding="utf-8")
    cases = {
        text.replace("reads n", "sees n"): "*check_order: 'sees n' does not begin with a verb of an order: reads,*",
        text.replace("shop.py", "shops.py"): "*check_order: the token is for *shops.py, which does not exist here*",
        re.sub(
            "ORDER = .*?\n]", "ORDER = []", text, flags=re.DOTALL
        ): "*check_order: an order needs at least one step*",
    }
    for broken, sentence in cases.items():
        kept.write_text(broken, encoding="utf-8")
        done = pytester.runpytest_inprocess("tests/test_lost.py", "-p", "no:cacheprovider")
        done.assert_outcomes(failed=1)
        done.stdout.fnmatch_lines([sentence])


def test_a_test_is_not_overwritten_unasked(kept, kata, token, pytester):
    done = kata("keep", token, "-o", "tests/test_lost.py")
    assert (done.exit_code, done.stderr) == (2, "kata: tests/test_lost.py exists already; name another file with -o\n")
    for name in ("test_lost_in_this_order.py", "test_lost_in_this_order_2.py"):
        assert kata("keep", token).exit_code == 0
        assert pytester.path.joinpath(name).is_file()
    done = kata("keep", token, "-o", "nowhere/test_lost.py")
    assert (done.exit_code, done.stderr) == (2, "kata: cannot write nowhere/test_lost.py: No such file or directory\n")


def test_a_passing_schedule_has_nothing_to_keep(kata, pytester):
    pytester.path.joinpath("alone.py").write_text("def alone(): pass\n", encoding="utf-8")
    passing = f"k1:alone.py::alone:{source_hash([b'def alone(): pass' + bytes([10])])}:"
    assert kata("replay", passing).exit_code == 0
    done = kata("keep", passing)
    assert (done.exit_code, done.stderr) == (2, "kata: this schedule passes, so there is no failing order to keep\n")


def test_a_token_is_searched_from_where_the_program_leaves_it(kata, token, pytester):
    shop = pytester.path / "shop.py"
    shop.write_text(
        shop.read_text(encoding="utf-8")
        .replace("def add(self):", "def add(self):\n        self.m = [self.n]")
        .replace("seen = self.n", "seen = self.m[0]"),
        encoding="utf-8",
    )
    done = kata("replay", token, "--search")
    assert done.exit_code == 1
    assert "WRONG" in done.stdout
