"""The size of a change: in lines and in tokens, whatever does not change the program left out."""

import pytest

from harness.course.comparing.edit_size import EditSize, edit_size

BEFORE = """
class Counter:
    def increment(self):
        self.lock.acquire()
        self.value += 1
"""


def size(after, before=BEFORE):
    return edit_size(before, after)


def test_the_same_program_has_no_change():
    assert size(BEFORE) == EditSize(0, 0)


def test_comments_blank_lines_and_docstrings_are_no_change():
    assert size(
        BEFORE.replace("        self.lock", '        """Count."""\n\n        # why\n        self.lock')
    ) == EditSize(0, 0)


def test_layout_and_annotations_are_no_change():
    before = "def f(a, b):\n    x = 'one' if (a and b) else \"two\"\n    return x\n"
    after = "def f(a: int, b: int) -> str:\n    x: str = 'one' if a and b else (\n        'two'\n    )\n    return x\n"
    assert edit_size(before, after) == EditSize(0, 0)


def test_a_new_line_is_one_line_and_its_tokens():
    assert size(BEFORE + "        self.lock.release()\n") == EditSize(1, 7)


def test_a_changed_line_counts_once():
    assert size(BEFORE.replace("+= 1", "+= 2")) == EditSize(1, 1)


def test_a_block_moved_into_a_with_statement_is_one_line():
    after = BEFORE.replace("self.lock.acquire()", "with self.lock:").replace(
        "        self.value", "            self.value"
    )
    assert size(after).lines == 1


def test_a_change_of_the_indentation_alone_is_a_change():
    before = "if a:\n    b()\n    c()\n"
    assert edit_size(before, "if a:\n    b()\nc()\n") == EditSize(1, 2)


def test_fewer_lines_come_before_fewer_tokens():
    assert EditSize(1, 9) < EditSize(2, 2) < EditSize(2, 3)


def test_a_text_that_is_no_program_has_no_size():
    with pytest.raises(SyntaxError):
        size("def f(:\n")
