"""The time from a key to the next position in ``kata play``, and that of a look-ahead.

For each kata one failing clause of a wrong solution is played to its failure, and the reference's clause with the most
classes along the schedule without preemptions: python benchmarks/play.py [KATA]...

The figures depend on the machine; the aims are 0.1 s for a key and 0.5 s for a look-ahead.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from harness.answers.game import GameAnswer, GameRequest, Position
from harness.course.content.catalogue import Kata, catalogue, find_root
from harness.course.grading.check import CheckSettings, check, job
from harness.play.game import Game
from harness.play.par import playable
from harness.result import Result
from harness.workers.client import WorkerClient
from harness.workers.job import Job
from harness.workers.pool import WorkerPool

SCHEDULES = 300
MOST = 60
"""Keys of one game."""


class Timed:
    """Asks a worker, and notes how long each answer takes."""

    def __init__(self, client: WorkerClient, job: Job) -> None:
        self._client = client
        self._job = job
        self.times: list[float] = []

    def __call__(self, request: GameRequest) -> GameAnswer:
        began = time.perf_counter()
        answer = self._client.play(replace(self._job, game=request))
        self.times.append(time.perf_counter() - began)
        if isinstance(answer, Result):
            raise SystemExit(answer.message)
        return answer


def played(client: WorkerClient, job: Job, schedule: list[object]) -> dict[str, float]:
    """Play a schedule; return the longest time of each kind of key, in seconds."""
    ask = Timed(client, job)
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
    katas = catalogue()
    worst: dict[str, float] = {}
    with WorkerPool(0, find_root()) as pool, WorkerClient(plays=True) as client:
        for name in sys.argv[1:] or katas:
            for title, program, schedule in programs(pool, katas[name]):
                longest = played(client, program, schedule)
                print(f"{title[:60]:60}", *(f"{kind} {1000 * took:5.0f} ms" for kind, took in longest.items()))
                worst = {kind: max(worst.get(kind, 0.0), took) for kind, took in longest.items()}
    print(f"{'longest':60}", *(f"{kind} {1000 * took:5.0f} ms" for kind, took in worst.items()))


if __name__ == "__main__":
    main()
