"""The library numbers new threads by a counter that no program can see half changed."""

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import opened
from harness.program.function import Function

PROGRAM = """
from concurrent.futures import ThreadPoolExecutor
from threading import Lock, Thread

total, lock = [0], Lock()

def add():
    with lock:
        total[0] += 1

def thread():
    helper = Thread(target=add)
    helper.start()
    helper.join()

def pool():
    with ThreadPoolExecutor(1) as workers:
        workers.submit(add).result()

def main(work):
    threads = [Thread(target=work) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

def threads():
    main(thread)

def pools():
    main(pool)
"""


@pytest.mark.parametrize("function", ["threads", "pools"])
def test_two_threads_that_start_threads_do_not_race(tmp_path, function):
    file = tmp_path / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    with opened(Function(str(file), function), 0) as search:
        search.races = True
        result = search.search(Budget(100))
    assert result.passed, result.message
