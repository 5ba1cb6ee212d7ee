"""Fault injection: the search chooses which calls of a ``stumbling`` callback raise."""

from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.portfolio import STRATEGIES
from harness.explorer.run import run
from harness.program.clause import Clause
from harness.token import Token
from harness.verdict import Verdict

CONTRACT = """
import pytest

from harness import Stumble

pytestmark = pytest.mark.kata("steps")


def test_all_get_to_the_end(step, stumbling):
    step = stumbling(step)
    got = []
    for number in range(3):
        try:
            step()
        except Stumble:
            got.append(number)
    assert got != {bad}, "just these went wrong"
"""


def clause(folder: Path, bad: list[int]) -> Clause:
    (folder / "test_steps.py").write_text(CONTRACT.format(bad=bad))
    (folder / "steps.py").write_text("def step():\n    pass\n")
    return Clause("steps", str(folder / "test_steps.py"), "test_all_get_to_the_end", str(folder / "steps.py"))


@pytest.mark.parametrize("bad", [[], [0], [1, 2], [0, 1, 2]], ids=str)
def test_every_combination_of_calls_that_raise_is_tried(tmp_path, bad):
    result = run(clause(tmp_path, bad), Budget(200))
    assert result.verdict is Verdict.WRONG
    assert result.preemptions == 0, "a callback that raises stops nobody"


def test_what_raised_is_in_the_token(tmp_path):
    program = clause(tmp_path, [0, 2])
    first = run(program, Budget(200))
    again = run(program, Budget(1), first=[Token.parse(first.replay)]) if first.replay else None
    assert again is not None
    assert (again.verdict, again.replay, again.schedules) == (first.verdict, first.replay, 1)


@pytest.mark.parametrize("strategy", ["auto", *STRATEGIES])
def test_only_a_search_of_all_outcomes_calls_it_proved(tmp_path, strategy):
    result = run(clause(tmp_path, [7]), Budget(100), strategy=strategy)
    assert result.verdict is Verdict.PASS
    assert result.exhaustive == (strategy in ("auto", "dpor", "bpor"))


def test_all_combinations_are_few_for_a_search_through_everything(tmp_path):
    result = run(clause(tmp_path, [7]), Budget(100), strategy="dfs")
    assert result.schedules == 8
