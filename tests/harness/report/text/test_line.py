"""Lines of a report: where a text that is too long is broken."""

from __future__ import annotations

from itertools import pairwise

import pytest

from harness.report.terminal.commands import typed
from harness.report.text.line import break_at, plain, wrap

NAME = "test_counting_below_zero_is_refused_and_changes_nothing"


@pytest.mark.parametrize("width", range(40, 100))
def test_no_word_is_broken_in_a_command(width: int) -> None:
    command = f"kata replay k1:latch/{NAME}@katas/latch.py:a8df9da2:"
    lines = [plain(line) for line in typed("replay", command, width)]
    assert "".join(line.removesuffix("\\") for line in lines) == f"  replay  {command}"
    assert all(len(line) <= width for line in lines)
    for before, after in pairwise(lines):
        assert not (before[-2].isalnum() and after[0].isalnum()), (before, after)


@pytest.mark.parametrize("width", range(20, 60))
def test_no_word_is_broken_in_a_sentence(width: int) -> None:
    said = f"tests/katas/{NAME}.py"
    lines = wrap(said, width)
    assert "".join(lines) == said
    for before, after in pairwise(lines):
        assert not (before[-1].isalnum() and after[0].isalnum()), (before, after)


def test_a_text_of_letters_only_is_broken_where_the_line_ends() -> None:
    assert break_at("a" * 50, 20) == 20
