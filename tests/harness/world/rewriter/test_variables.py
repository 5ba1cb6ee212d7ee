"""The variables of two calls are two, even if they have one name."""

import textwrap

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import opened
from harness.program.function import Function

CALLS = """
    from threading import Lock, Thread

    lock, total = Lock(), []

    def add(number):
        for step in range(2):
            later = lambda: step + number
        with lock:
            total.append(later())

    def main():
        threads = [Thread(target=add, args=(number,)) for number in (1, 2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(total) == [2, 3]
"""
ONE_NAME = """
    from threading import Thread

    def first():
        step = 1
        def later():
            return step
        step = 2
        assert later() == 2

    def second():
        step = 3
        def later():
            return step
        step = 4
        assert later() == 4

    def main():
        threads = [Thread(target=one) for one in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
"""
ONE_CALL = """
    from threading import Thread

    def main():
        count = 0
        def add():
            nonlocal count
            count += 1
        threads = [Thread(target=add) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
"""
DEEP = """
    from threading import Thread

    def make():
        count = 0
        class Adder:
            def add(self):
                nonlocal count
                def inner():
                    nonlocal count
                    count += 1
                inner()
        return Adder()

    def main():
        adder = make()
        make().add()
        threads = [Thread(target=adder.add) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
"""
OTHERS = """
    from threading import Thread

    def main():
        seen = []
        def work():
            try:
                raise ValueError(1)
            except ValueError as error:
                later = lambda: error
                seen.append(later().args)
            match [1, 2]:
                case [one, other]:
                    more = lambda: one + other
            one = 5
            import math as found
            def found2(): return found
            found = 3
            assert more() == 7 and found2() == 3
            def gone(): return there
            there = 1
            del there
            try:
                gone()
            except NameError:
                pass
            names = ["found", "found2", "gone", "later", "more", "one", "other", "seen"]
            assert sorted(locals().keys() - {"names"}) == names, sorted(locals())
        threads = [Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
"""


def run(tmp_path, text, races=True):
    file = tmp_path / "program.py"
    file.write_text(textwrap.dedent(text), encoding="utf-8")
    with opened(Function(str(file), "main"), 0) as search:
        search.races = races
        return search.search(Budget(300))


@pytest.mark.parametrize("text", [CALLS, ONE_NAME], ids=["two calls", "two functions"])
def test_no_race_is_reported_between_two_calls(tmp_path, text):
    result = run(tmp_path, text)
    assert result.passed, result.message
    assert result.exhaustive


@pytest.mark.parametrize("text", [ONE_CALL, DEEP], ids=["one call", "a class in a call"])
def test_a_race_in_one_call_is_found(tmp_path, text):
    result = run(tmp_path, text)
    assert result.verdict == "race"
    assert "count" in result.message


def test_every_way_to_bind_a_name_is_followed(tmp_path):
    result = run(tmp_path, OTHERS, races=False)
    assert result.passed, result.message
