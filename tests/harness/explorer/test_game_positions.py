"""The positions of a game: each is what the program does after those choices, and leads on to the next."""

import re
from random import Random

import pytest
from golden import KATAS, ROOT, judged

from harness.answers.game import GameRequest, MoveKind, ThreadStatus
from harness.course.grading.check import CheckSettings, job
from harness.course.grading.token_job import function_job
from harness.explorer.game_positions import GamePositions
from harness.explorer.run import opened
from harness.token import Token, TokenError
from harness.verdict import Verdict
from harness.workers.programs import program_of

MANY = 400
"""Choices after which a random game is given up."""
GAMES = [
    "barrier_action/only_one_is_told",
    pytest.param("bounded_buffer/if_instead_of_while", marks=pytest.mark.slow),
    pytest.param("closeable_buffer/close_wakes_one_of_each", marks=pytest.mark.slow),
    "dining_philosophers/everybody_takes_the_left_fork_first",
    "timeout_retry/waits_without_end",
    pytest.param("transfer/one_set_of_books_for_all_banks", marks=pytest.mark.slow),
]


def opened_game(name: str):
    kata, file = KATAS[name.partition("/")[0]], ROOT / "tests/wrong" / f"{name}.py"
    result = judged(kata, file)
    program = program_of(job(kata, result.test, file, "explore", CheckSettings()))
    return opened(program, 0), Token.parse(result.replay), result


def steps(trace):
    """The operations; the name of an object may say more once there are several of that name."""
    return [
        (one.thread, one.kind, re.sub(r"#\d+|^.*\.", "", one.label), one.value, one.place, one.preemption)
        for one in trace.events
    ]


@pytest.mark.parametrize("name", GAMES)
def test_a_game_at_random_is_one_execution(name):
    search, token, _ = opened_game(name)
    rng = Random(name)
    with search as found:
        positions = GamePositions(found, token)
        position, seen = positions.position(()), []
        for _ in range(MANY):
            if position.over:
                break
            outcomes = positions.ahead(position.choices, position.forced)
            assert [one.move for one in outcomes] == list(position.moves)
            move = rng.choice(position.moves)
            ahead = next(one for one in outcomes if one.move == move)
            following = positions.after(position.choices, position.forced, move)
            # a position shows what the one before has shown, and what the look-ahead said
            before = steps(position.trace)
            assert steps(following.trace)[: len(before)] == before
            assert tuple(following.trace.events[len(before) :]) == ahead.events
            assert following.over == ahead.over
            assert following.preemptions == position.preemptions + move.preempts
            seen.append(position)
            position = following
        assert position.over
        for earlier in reversed(seen):  # to undo is to be there again
            again = positions.position(earlier.choices, forced=earlier.forced)
            assert (again.moves, again.threads, steps(again.trace)) == (
                earlier.moves, earlier.threads, steps(earlier.trace),
            )  # fmt: skip
        # the token of the end is that of this very execution, and the token of a position leads to it
        end = positions.of_token(Token.parse(position.replay))
        assert position.choices[: len(end.choices)] == end.choices
        finished = positions.finished(end.choices)
        assert finished.result.verdict == position.result.verdict
        assert finished.choices == position.choices


@pytest.mark.parametrize("name", GAMES)
def test_the_known_failure_can_be_played(name):
    search, token, result = opened_game(name)
    with search as found:
        positions = GamePositions(found, token)
        position = positions.position(())
        for choice in result.trace.choices:
            assert choice in [move.choice for move in position.moves]
            position = positions.position((*position.choices, choice))
        assert position.result.verdict == result.verdict
        assert position.result.message == result.message
        assert position.preemptions == result.preemptions
        assert position.replay == result.replay


def test_each_thread_says_what_it_waits_for():
    search, token, result = opened_game("dining_philosophers/everybody_takes_the_left_fork_first")
    with search as found:
        positions = GamePositions(found, token)
        last = positions.position(result.trace.choices[:-1])
        waiting = [one for one in last.threads if one.status is ThreadStatus.WAITS]
        assert {one.name for one in waiting} == {"main", "P0", "P1"} or len(waiting) >= 2
        assert all(one.holders for one in waiting if one.kind == "acquire")
        assert sum(one.status is ThreadStatus.RUNS for one in last.threads) <= 1


def test_the_outcomes_of_a_step_can_be_chosen():
    """Which waiter a notify wakes is a choice of its own, and a preemption of nobody."""
    search, token, _ = opened_game("event/wakes_one")
    with search as found:
        positions = GamePositions(found, token)
        todo, decided = [positions.position(())], []
        for _ in range(200):
            if not todo:
                break
            position = todo.pop()
            if position.decides:
                decided.append(position)
            todo += [positions.position((*position.choices, move.choice)) for move in position.moves]
        kinds = {move.kind for position in decided for move in position.moves}
        assert kinds == {MoveKind.WAKE, MoveKind.ENOUGH}
        assert not any(move.preempts for position in decided for move in position.moves)


@pytest.mark.parametrize("name", GAMES)
def test_a_step_that_only_one_thread_can_take_is_a_position_too(name):
    search, token, _ = opened_game(name)
    rng = Random(name)
    with search as found:
        positions = GamePositions(found, token)
        position, forced = positions.position(()), 0
        while not position.over:
            move = rng.choice(position.moves)
            following = positions.after(position.choices, position.forced, move)
            choices = position.choices if move.forced else (*position.choices, move.choice)
            assert following.choices == choices
            if following.forced:
                forced += 1
                assert len(following.moves) == 1
                assert not following.moves[0].preempts
                assert len(following.trace.events) >= len(position.trace.events)
            elif not following.over:  # all such steps at once lead to the same choice
                at_once = positions.position(choices)
                assert (at_once.moves, at_once.threads) == (following.moves, following.threads)
                assert steps(at_once.trace) == steps(following.trace)
            position = following
        assert forced


def by_single_moves(positions, position):
    """Go on without preemptions until the thread that runs cannot, one move at a time."""
    runs = None
    while True:
        plain = next(move for move in position.moves if move.plain)
        runs = plain.number if runs is None else runs
        position = positions.position((*position.choices, plain.choice))
        now = next((one.number for one in position.threads if one.status is ThreadStatus.RUNS), None)
        if position.over or now != runs or position.decides:
            return position


@pytest.mark.parametrize("name", GAMES)
def test_to_go_on_stops_where_another_thread_must_be_chosen(name):
    search, token, _ = opened_game(name)
    with search as found:
        positions = GamePositions(found, token)
        position = positions.position(())
        while not position.over:
            following = positions.position(position.choices, go_on=True)
            assert following.choices == by_single_moves(positions, position).choices
            position = following


def test_threads_that_take_turns_for_ever_are_stopped():
    kata, file = KATAS["corridor"], ROOT / "tests/wrong/corridor/both_give_way.py"
    result = judged(kata, file)
    assert result.verdict is Verdict.LIVELOCK
    with opened(program_of(job(kata, result.test, file, "explore", CheckSettings())), 0) as search:
        positions = GamePositions(search, Token.parse(result.replay))
        begun = positions.answer(GameRequest(from_token=True)).position
        assert not begun.over
        answer = positions.answer(GameRequest(begun.choices, turns=True))
        assert answer.position.fair
        assert answer.position.result.verdict is Verdict.LIVELOCK
        again = GamePositions(search, None).of_token(Token.parse(answer.position.replay))
        assert not again.over


def test_choices_that_the_program_does_not_have_are_refused(tmp_path):
    file = tmp_path / "plain.py"
    file.write_text("def plain():\n    pass\n", encoding="utf-8")
    with opened(program_of(function_job(str(file), "plain")), 0) as search:
        positions = GamePositions(search, None)
        position = positions.position(())
        assert position.over
        assert position.result.passed
        file.write_text("def plain():\n    return 1\n", encoding="utf-8")
        with pytest.raises(TokenError, match="the source has changed"):
            positions.of_token(Token.parse(position.replay))


def test_the_calls_of_a_generated_workload_are_part_of_the_answer():
    kata = KATAS["bounded_buffer"]
    clause = next(iter(kata.generated))
    with opened(program_of(job(kata, clause, kata.solution, "explore", CheckSettings())), 0) as search:
        answer = GamePositions(search, None).answer(GameRequest())
        assert len(answer.calls) == 2
        assert answer.position.moves
