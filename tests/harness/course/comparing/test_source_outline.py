"""What is said of two files by their text alone."""

import pytest

from harness.course.comparing.source_outline import comparison, outline

REFERENCE = '''
"""A docstring
of two lines."""
from threading import Condition, Lock


class Gate:
    """Another."""

    def __init__(self):
        # a remark
        self.lock = Lock()
        self.changed, self.open = Condition(self.lock), False

    def text(self):
        return """a text
        of two lines"""
'''


@pytest.fixture
def two(tmp_path):
    def write(mine, reference=REFERENCE):
        files = tmp_path / "mine.py", tmp_path / "reference.py"
        for file, text in zip(files, (mine, reference), strict=True):
            file.write_text(text, encoding="utf-8")
        return files

    return write


def test_lines_of_code_have_no_remarks_docstrings_and_empty_ones(two):
    mine, _ = two(REFERENCE)
    assert outline(mine).lines == 8
    assert outline(mine).primitives == {"Lock": 1, "Condition": 1}


@pytest.mark.parametrize(
    ("mine", "sentence"),
    [
        (REFERENCE, "The reference has the same outline: 8 lines with Lock, Condition."),
        (
            "import threading as t\na, b, c = t.Lock(), t.Lock(), t.Condition()\n",
            "The reference: 8 lines with Lock, Condition. Yours: 2 lines with 2 Lock, Condition.",
        ),
        (
            "from threading import *\nCondition(Lock())\n",
            "The reference uses the same primitives, Lock, Condition, in 8 lines; yours has 2.",
        ),
        ("x = 1\n", "The reference: 8 lines with Lock, Condition. Yours: 1 line with no primitive."),
        # a class of one's own of this name is no primitive
        (
            "class Lock:\n    pass\nx = Lock()\n",
            "The reference: 8 lines with Lock, Condition. Yours: 3 lines with no primitive.",
        ),
        # what is named and never made
        (
            "from threading import Lock, Event\n",
            "The reference: 8 lines with Lock, Condition. Yours: 1 line with no primitive.",
        ),
        ("def (:\n", ""),
    ],
    ids=range(7),
)
def test_one_sentence_of_facts(two, mine, sentence):
    assert comparison(*two(mine)) == sentence


def test_nothing_is_said_of_a_file_that_is_not_there(tmp_path):
    assert comparison(tmp_path / "gone.py", tmp_path / "gone.py") == ""
