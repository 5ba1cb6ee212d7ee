"""A property is code of the program: whoever writes an execution down must not run it."""

from harness import explore


def test_a_failure_that_comes_after_a_property_was_read_replays(tmp_path):
    file = tmp_path / "till.py"
    file.write_text(
        """
from threading import Thread


class Till:
    def __init__(self):
        self.coins, self.notes = 0, 0

    @property
    def total(self):
        return self.coins + self.notes


class Other:
    def __init__(self):
        self.total = 0

    def count(self):
        self.total += 1


def main():
    till, seen = Till(), []

    def change():
        till.coins += 1
        till.notes -= 1

    thread = Thread(target=change)
    thread.start()
    seen.append(till.total)
    thread.join()
    assert seen != [-1]
"""
    )
    namespace = {}
    exec(compile(file.read_text(), str(file), "exec"), namespace)
    result = explore(namespace["main"])
    assert str(result.verdict) == "wrong"
