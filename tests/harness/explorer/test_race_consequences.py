"""What a race leads to is reported in place of the race; a race alone is reported soon."""

from __future__ import annotations

from pathlib import Path

import golden
import pytest
from golden import KATAS, ROOT

from harness.explorer.budget import Budget
from harness.explorer.race_consequences import FURTHER
from harness.explorer.run import run
from harness.program.clause import Clause
from harness.report.sentences.notes import note_sentence
from harness.result import NoteKind, Result
from harness.verdict import Verdict

COUNTER = ROOT / "tests" / "wrong" / "counter"
BUDGETS = (1, 4, 1_000)


def searched(variant: str, clause: str, budget: int, seed: int = 0) -> Result:
    """A clause of the counter, against one of its wrong solutions."""
    kata = KATAS["counter"]
    target = str(COUNTER / f"{variant}.py")
    return run(Clause("counter", str(kata.contract), clause, target, kata.public), Budget(budget), seed)


@pytest.mark.parametrize("budget", BUDGETS)
@pytest.mark.parametrize(
    "variant", ["no_lock_at_all", "a_fresh_lock_each_time", "a_lock_for_each_thread", "locks_only_the_writing"]
)
def test_the_lost_update_is_shown_and_the_race_is_a_note(variant: str, budget: int) -> None:
    result = searched(variant, "test_two_count_once_each", budget)
    assert result.verdict is Verdict.WRONG
    assert result.message.startswith("increment() was called 2 times, but the value is 1")
    assert result.preemptions == 1
    assert result.trace is not None
    assert result.trace.fewest
    [note] = result.notes
    assert note.kind is NoteKind.RACE_BESIDE
    assert note_sentence(note).startswith("also a race: door-")


@pytest.mark.parametrize("budget", BUDGETS)
def test_a_race_that_makes_no_value_wrong_is_shown_alone_and_soon(budget: int) -> None:
    result = searched("looks_without_the_lock", "test_somebody_looks_while_another_counts", budget)
    assert (result.verdict, result.found) == (Verdict.RACE, 1)
    assert 1 < result.schedules <= FURTHER + 1
    assert result.notes == ()


def test_what_is_shown_is_the_same_each_time_and_at_each_seed() -> None:
    shown = {searched("no_lock_at_all", "test_two_count_once_each", 100, seed).replay for seed in range(5)}
    again = searched("no_lock_at_all", "test_two_count_once_each", 100)
    assert len(shown) == 1
    assert {again.replay} == shown


def test_a_replay_has_the_note_too() -> None:
    from harness.token import Token

    result = searched("no_lock_at_all", "test_two_count_once_each", 100)
    kata = KATAS["counter"]
    program = Clause("counter", str(kata.contract), str(result.test), result.file, kata.public)
    again = run(program, Budget(1), replay=Token.parse(str(result.replay)))
    assert (again.verdict, again.message, again.notes) == (result.verdict, result.message, result.notes)


@pytest.mark.parametrize("file", sorted(COUNTER.glob("*.py")), ids=lambda file: file.stem)
def test_of_two_clauses_the_wrong_one_is_shown(file: Path) -> None:
    declared = file.read_text(encoding="utf-8").split("\n")[0].removeprefix("# fails: ")
    assert golden.judged(KATAS["counter"], file).verdict == declared
