"""The time from a key to the next position in ``kata play``, and that of a look-ahead.

For each kata one failing clause of a wrong solution is played to its failure, and the reference's clause with the most
classes along the schedule without preemptions: python benchmarks/play.py [KATA]...

The figures depend on the machine; the aims are 0.1 s for a key and 0.5 s for a look-ahead. With --cpu they are CPU time
of this process, which runs the program itself: use it on a busy machine.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from harness.answers.game import GameAnswer, GameRequest, Position, playable
from harness.course.content.catalogue import Kata, catalogue, find_root
from harness.course.grading.check import CheckSettings, check, job
from harness.explorer.game_positions import GamePositions
from harness.explorer.run import opened
from harness.play.game import Game
from harness.result import Result
from harness.token import Token
from harness.workers.client import WorkerClient
from harness.workers.job import Job
from harness.workers.pool import WorkerPool
from harness.workers.programs import program_of

CPU = "--cpu"
SCHEDULES = 300
MOST = 60
"""Keys of one game."""


class Timed:
    """Asks for positions, and notes how long each answer takes."""

    def __init__(self, answer: Callable[[GameRequest], GameAnswer | Result], clock: Callable[[], float]) -> None:
        self._answer = answer
        self._clock = clock
        self.times: list[float] = []

    def __call__(self, request: GameRequest) -> GameAnswer:
        began = self._clock()
        answer = self._answer(request)
        self.times.append(self._clock() - began)
        if isinstance(answer, Result):
            raise SystemExit(answer.message)
        return answer


def played_by(client: WorkerClient, job: Job, schedule: list[object]) -> dict[str, float]:
    """Play a schedule in a worker; return the longest time of each kind of key, in seconds."""
    return played(Timed(lambda request: client.play(replace(job, game=request)), time.perf_counter), schedule)


def played_here(job: Job, schedule: list[object]) -> dict[str, float]:
    """Play a schedule in this process; return the longest CPU time of each kind of key, in seconds."""
    with opened(program_of(job), job.seed) as executor:
        positions = GamePositions(executor, Token.parse(job.replay) if job.replay else None)
        return played(Timed(positions.answer, time.process_time), schedule)


def played(ask: Timed, schedule: list[object]) -> dict[str, float]:
    """Play a schedule; return the longest time of each kind of key, in seconds."""
    first = ask(GameRequest()).position
    assert isinstance(first, Position)
    longest = {"key": 0.0, "go on": 0.0, "look ahead": 0.0, "finish": 0.0}

    def timed(kind: str, act: Callable[[], object]) -> None:
        before = len(ask.times)
        act()
        longest[kind] = max(longest[kind], sum(ask.times[before:]))

    game = Game(ask, first)
    for number in range(MOST):
        if game.position.over:
            break
        timed("look ahead", game.ahead)
        wanted = schedule[number] if number < len(schedule) else None
        move = next((one for one in game.position.moves if one.choice == wanted), game.position.moves[0])
        timed("key", lambda move=move: game.make(move))
    game.to_start()
    while not game.position.over:
        timed("go on", game.go_on)
    game = Game(ask, first)
    timed("finish", game.finish)
    return longest


def programs(pool: WorkerPool, kata: Kata) -> list[tuple[str, Job, list[object]]]:
    """Return a failing clause of the first wrong solution that can be played, and a clause of the reference."""
    found: list[tuple[str, Job, list[object]]] = []
    settings = CheckSettings(("explore",), SCHEDULES)
    for file in sorted(Path("tests/wrong", kata.name).glob("*.py")):
        result = check(pool, kata, file.resolve(), settings)
        if playable(result) and result.trace is not None and len(result.trace.choices) > 1:
            wrong = job(kata, str(result.test), file.resolve(), "explore", settings, result.replay)
            found.append((f"{kata.name}/{file.stem}", wrong, list(result.trace.choices)))
            break
    result = check(pool, kata, kata.solution, settings)
    clause = max(result.clauses, key=lambda one: one.classes or one.schedules).test
    found.append((f"{kata.name} {clause}", job(kata, clause, kata.solution, "explore", settings), []))
    return found


def main() -> None:
    """Print a line for each game, and the longest times of all."""
    katas, words = catalogue(), [word for word in sys.argv[1:] if word != CPU]
    worst: dict[str, float] = {}
    with WorkerPool(0, find_root()) as pool, WorkerClient(plays=True) as client:
        for name in words or katas:
            for title, program, schedule in programs(pool, katas[name]):
                longest = played_here(program, schedule) if CPU in sys.argv else played_by(client, program, schedule)
                print(f"{title[:60]:60}", *(f"{kind} {1000 * took:5.0f} ms" for kind, took in longest.items()))
                worst = {kind: max(worst.get(kind, 0.0), took) for kind, took in longest.items()}
    print(f"{'longest':60}", *(f"{kind} {1000 * took:5.0f} ms" for kind, took in worst.items()))


if __name__ == "__main__":
    main()
