"""The function in which two versions of a program differ first."""

import pytest

from harness.course.comparing.changed_function import first_changed_function

BEFORE = """from threading import Lock
class A:
    def f(self):
        self.n += 1
    def g(self):
        return self.n
"""


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("self.n += 1", "self.n += 2", "f"),
        ("return self.n", "with self.lock:\n            return self.n", "g"),
        ("self.n += 1\n", "self.n += 1\n        self.call()\n", "f"),
        ("import Lock", "import RLock", ""),
        ("self.n", "self.n", ""),
    ],
)
def test_the_first_change_is_in_a_function(old, new, name):
    assert first_changed_function(BEFORE, BEFORE.replace(old, new)) == name
