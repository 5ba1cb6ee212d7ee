"""Threads in step: the livelock of two that give way to each other in the same moments, which chance does not keep."""

from golden import KATAS, ROOT

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.clause import Clause
from harness.strategies.lockstep import Lockstep
from harness.token import Token
from harness.verdict import Verdict


def test_two_who_give_way_in_step_are_found_and_replay_from_a_short_token(monkeypatch):
    kata, file = KATAS["timeout_retry"], ROOT / "tests/wrong/timeout_retry/changes_sides_in_step.py"
    clause = Clause(kata.name, str(kata.contract), "test_two_accounts_send_each_other_money", str(file), kata.public)
    result = run(clause, Budget(60))
    assert result.verdict is Verdict.LIVELOCK, result.message
    assert len(Token.parse(result.replay).switches) <= 8
    monkeypatch.setattr(Lockstep, "choose", lambda self, current, runnable, extras: current or runnable[0])
    assert run(clause, Budget(60)).verdict is not Verdict.LIVELOCK
