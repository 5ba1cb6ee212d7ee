"""The recorded schedules around a failure: each of their positions is the one that a game would show there."""

import re
from random import Random

import pytest
from golden import KATAS, ROOT, judged

from harness.answers.game import GameRequest
from harness.course.grading.check import CheckSettings, job
from harness.explorer.game_positions import GamePositions
from harness.explorer.recorded_schedules import record_schedules
from harness.explorer.run import opened
from harness.token import Token
from harness.verdict import Verdict
from harness.workers.programs import program_of

NAMES = [
    "barrier_action/only_one_is_told",
    "bounded_buffer/if_instead_of_while",
    "dining_philosophers/everybody_takes_the_left_fork_first",
    "event/wakes_one",
    "timeout_retry/waits_without_end",
]
COMPARED = 20
"""Positions of each recording that are compared with those of the game."""


def opened_search(name):
    kata, file = KATAS[name.partition("/")[0]], ROOT / "tests/wrong" / f"{name}.py"
    result = judged(kata, file)
    program = program_of(job(kata, result.test, file, "explore", CheckSettings()))
    return opened(program, 0), Token.parse(result.replay), result


def bare(label):
    """A label without what tells objects apart, which depends on how many there are by the end of the execution."""
    return re.sub(r"#\d+|^.*\.", "", label)


def threads(found):
    return [(one.name, one.status, one.kind, one.place, one.holders) for one in found]


def steps(events):
    return [(one.thread, one.kind, one.place, one.preemption) for one in events]


def same_names(recorded, played):
    """True if all objects are called the same; the game, which stops here, may know less: "a list"."""
    pairs = [(bare(one.label), bare(other.label)) for one, other in zip(recorded, played, strict=True)]
    return all(one == other or re.match("an? ", other) for one, other in pairs)


@pytest.mark.parametrize("name", NAMES)
def test_each_recorded_position_is_that_of_the_game(name):
    search, token, result = opened_search(name)
    with search as found:
        game = GamePositions(found, token)
        runs = record_schedules(found, token, runs=40)
        assert (runs[0].verdict, runs[0].message) == (result.verdict, result.message)
        assert len({run.made for run in runs}) == len(runs) > 1
        recorded = [(run, number) for run in runs for number in range(len(run.positions))]
        for run, number in Random(name).sample(recorded, min(COMPARED, len(recorded))):
            choice, choices = run.positions[number], run.made[: run.first + number]
            position = game.position(choices)
            assert (choice.moves, choice.decides) == (position.moves, position.decides)
            assert threads(choice.threads) == threads(position.threads)
            assert same_names(choice.threads, position.threads)
            events = run.trace.events[: choice.events]
            assert steps(events) == steps(position.trace.events)
            assert same_names(events, position.trace.events)


@pytest.mark.parametrize("name", NAMES)
def test_each_run_ends_as_the_game_does(name):
    search, token, _ = opened_search(name)
    with search as found:
        game = GamePositions(found, token)
        for run in record_schedules(found, token, runs=10):
            position = game.position(run.made)
            assert position.over == run.over
            if run.over:
                failed = not position.result.passed
                assert run.verdict == (position.result.verdict if failed else None)
                assert run.message == (position.result.message if failed else "")


@pytest.mark.parametrize("name", NAMES)
def test_the_first_run_is_the_failure_and_each_other_one_leaves_an_earlier_one(name):
    search, token, _ = opened_search(name)
    with search as found:
        GamePositions(found, token)
        known, distances = {}, []
        for run in record_schedules(found, token, runs=50):
            if known:
                *before, move = run.made[: run.first]
                position, distance = known[tuple(before)]
                assert move in [one.choice for one in position.moves]
                distances.append(distance + 1)
            else:
                assert run.first == 0
            for number, position in enumerate(run.positions, run.first):
                choices = run.made[:number]
                assert choices not in known
                known[choices] = position, distances[-1] if distances else 0
        assert distances == sorted(distances)
        assert distances[0] == 1


def test_a_recording_is_bounded():
    search, token, _ = opened_search(NAMES[0])
    with search as found:
        GamePositions(found, token)
        assert len(record_schedules(found, token, runs=3)) == 3
        assert len(record_schedules(found, token, positions=1)) == 1
        executed = [len(run.trace.events) for run in record_schedules(found, token, steps=200)]
        assert sum(executed[:-1]) < 200 <= sum(executed)
        assert len(executed) > 1


def test_the_same_schedules_are_recorded_each_time():
    recordings = []
    for _ in range(2):
        search, token, _ = opened_search(NAMES[1])
        with search as found:
            GamePositions(found, token)
            recordings.append([(run.made, run.over, run.verdict) for run in record_schedules(found, token)])
    assert recordings[0] == recordings[1]
    assert len(recordings[0]) > 100


def test_a_livelock_is_recorded_up_to_where_the_threads_take_turns():
    search, token, result = opened_search("corridor/both_give_way")
    assert result.verdict is Verdict.LIVELOCK
    with search as found:
        answer = GamePositions(found, token).answer(GameRequest(record=True))
        failing, *others = answer.runs
        assert failing.turns
        assert not failing.over
        assert len(failing.made) == token.fair_from
        assert len(failing.positions) >= token.fair_from
        assert any(run.over for run in others)


def test_nothing_is_recorded_of_another_source():
    search, token, _ = opened_search(NAMES[0])
    with search as found:
        GamePositions(found, token)
        other = Token(token.what, "00000000", token.switches)
        assert record_schedules(found, other) == []
        assert GamePositions(found, None).answer(GameRequest(record=True)).runs == []
