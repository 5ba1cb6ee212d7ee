"""The fewest preemptions with which a program fails, against all schedules with fewer."""

from random import Random

import pytest
from golden import KATAS, ROOT, judged

from harness.course.grading.check import CheckSettings, job
from harness.course.grading.token_job import function_job
from harness.explorer.budget import Budget
from harness.explorer.fewest_preemptions import fewest_preemptions
from harness.explorer.game_positions import GamePositions
from harness.explorer.run import opened, replayed
from harness.explorer.search import Search
from harness.strategies.bounded import PreemptionBounding
from harness.strategies.protocol import Profile
from harness.token import Token
from harness.workers.programs import program_of

PLAYED = [
    pytest.param("bank_account/no_lock_at_all", marks=pytest.mark.slow),
    "barrier_once/counts_without_a_mutex",
    pytest.param("counter/lets_go_between_reading_and_writing", marks=pytest.mark.slow),
    "dining_philosophers/everybody_takes_the_left_fork_first",
    pytest.param("mutex/writes_its_name_before_it_has_the_key", marks=pytest.mark.slow),
    "producer_consumer_condition/notifies_and_then_fills",
    pytest.param("reader_writer/counts_below_zero", marks=pytest.mark.slow),
    "timeout_retry/waits_without_end",
]
MOST = 3_000
"""Schedules with fewer preemptions that are tried by brute force."""


def program_and_token(name: str):
    """The failing clause of a wrong solution, and the token of its failure."""
    kata, file = KATAS[name.partition("/")[0]], ROOT / "tests/wrong" / f"{name}.py"
    result = judged(kata, file)
    return program_of(job(kata, result.test, file, "explore", CheckSettings())), Token.parse(result.replay)


def fails_with_fewer(search: Search, preemptions: int) -> bool:
    """Run every schedule with fewer preemptions; True if one of them fails."""
    bounding = PreemptionBounding()
    for _ in range(MOST):
        if bounding.spent or bounding.complete >= preemptions - 1:
            return False
        bounding.begin(Random(0), Profile())
        outcome = search.run(bounding)
        bounding.end()
        if outcome.notable and search.examine(outcome, 1, hard=True) is not None:
            return True
    pytest.fail(f"more than {MOST} schedules have fewer preemptions, so that nothing is compared")


@pytest.mark.parametrize("name", PLAYED)
def test_no_schedule_with_fewer_preemptions_fails(name):
    program, token = program_and_token(name)
    with opened(program, 0) as search:
        par = replayed(search, token, lambda search, token: fewest_preemptions(search, token, Budget(MOST)))
        assert not par.passed
        assert par.trace.fewest
        assert par.trace.preemptions <= len(token.switches)
        search.races = False
        search.budget = Budget(MOST)
        assert not par.trace.preemptions or not fails_with_fewer(search, par.trace.preemptions)


def test_a_schedule_with_more_preemptions_than_it_takes_is_replaced(tmp_path):
    file = tmp_path / "both.py"
    file.write_text(
        "import threading\n\n\ndef lost():\n    seen = []\n    def add(name):\n        seen.append(name)\n"
        "        seen.append(name)\n    threads = [threading.Thread(target=add, args=(n,)) for n in 'ab']\n"
        "    for one in threads:\n        one.start()\n    for one in threads:\n        one.join()\n"
        "    assert seen in (['a', 'a', 'b', 'b'], ['b', 'b', 'a', 'a']), seen\n",
        encoding="utf-8",
    )
    program = program_of(function_job(str(file), "lost"))
    with opened(program, 0) as search:
        positions = GamePositions(search, None)
        choices: tuple[int, ...] = ()
        position = positions.position(choices)
        turn = 1
        while not position.over:  # each thread takes one step at a time: as many preemptions as possible
            able = [move.choice for move in position.moves]
            choices = (*choices, turn if turn in able else able[0])
            turn = 3 - turn
            position = positions.position(choices)
        assert position.preemptions == 2
        par = replayed(search, Token.parse(position.replay), lambda s, t: fewest_preemptions(s, t, Budget(MOST)))
        assert (par.trace.preemptions, par.trace.fewest) == (1, True)
