"""Schedules per second: ``explore``, a plain random walk, bare OS threads, and other explorers on the same programs.

Run by hand in the root of the repository: ``python -m benchmarks.speed``. Everything is measured in turns, in several
rounds, and the medians are printed. ``--peers PYTHON`` also measures ``frontrun`` and ``interleave-test`` in an
interpreter that has them; for a fair comparison it is of the same version.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from .peers import speed_programs
from .peers.others import TOOLS
from .peers.speed_programs import PROGRAMS, SCENES

ROOT = Path(__file__).resolve().parents[1]
FILE = str(Path(str(speed_programs.__file__)).resolve())
ROUNDS = 7
SCHEDULES = 1_000
BARE_SECONDS = 0.3


def explored(name: str) -> float:
    """Return the schedules per second of ``explore``; a program that is proved ends early."""
    from harness import explore

    began = time.perf_counter()
    result = explore(PROGRAMS[name], schedules=SCHEDULES)
    assert result.passed, result.message
    return result.schedules / (time.perf_counter() - began)


def searched(name: str, strategy: str) -> float:
    """Return the schedules per second of one strategy through the same interface."""
    from harness import explore

    began = time.perf_counter()
    result = explore(PROGRAMS[name], schedules=SCHEDULES, strategy=strategy)
    assert result.passed, result.message
    return result.schedules / (time.perf_counter() - began)


def walked(name: str) -> float:
    """Return the schedules per second of a random walk that traces nothing and checks only how it ends."""
    from harness.explorer.search import Search
    from harness.program.function import Function
    from harness.strategies.random_walk import RandomWalk

    class Plain(Search):
        def _traces(self, strategy: object) -> bool:
            return False

    search = Plain(Function(FILE, name), 0)
    search.try_one(RandomWalk())  # it loads the program
    began = time.perf_counter()
    for _ in range(SCHEDULES):
        outcome = search.try_one(RandomWalk())
        assert not outcome.notable
    return SCHEDULES / (time.perf_counter() - began)


def bare(name: str) -> float:
    """Return the runs per second on OS threads, without the harness."""
    runs, began = 0, time.perf_counter()
    while time.perf_counter() - began < BARE_SECONDS:
        PROGRAMS[name]()
        runs += 1
    return runs / (time.perf_counter() - began)


OURS: dict[str, Callable[[str], float]] = {
    "explore": explored,
    "random": lambda name: searched(name, "random"),
    "dpor": lambda name: searched(name, "dpor"),
    "plain walk": walked,
    "bare threads": bare,
}


def peers_in(python: str, name: str) -> dict[str, float]:
    """Return the schedules per second of the other explorers of an interpreter; 0 for one that fails."""
    wrapper = Path(python).with_name("frontrun")  # without which frontrun refuses to run
    rates = {}
    for peer in TOOLS:
        command = [str(wrapper)] if peer == "frontrun" and wrapper.exists() else []
        command += [python, "-m", "benchmarks.speed", "--one", peer, name]
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        lines = done.stdout.strip().splitlines()
        rates[peer] = float(json.loads(lines[-1])) if done.returncode == 0 and lines else 0.0
    return rates


def main() -> None:
    """Measure and print one program after another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has the other explorers")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        peer, name = asked.one
        sys.stdout.write(json.dumps(TOOLS[peer][1](SCENES[name], PROGRAMS[name])) + "\n")
        return
    from harness.course.learner.doctor import is_compiled

    build = "compiled" if is_compiled() else "pure Python"
    print(f"{platform.python_implementation()} {platform.python_version()}, core: {build}, {asked.rounds} rounds")
    for name in PROGRAMS:
        rounds: list[dict[str, float]] = []
        for _ in range(asked.rounds):
            rates = {what: rate(name) for what, rate in OURS.items()}
            if asked.peers:
                rates |= peers_in(asked.peers, name)
            rounds.append(rates)
        middle = {what: statistics.median(one[what] for one in rounds) for what in rounds[0]}
        print(name)
        for what, rate in middle.items():
            ratio = statistics.median(one["explore"] / one[what] for one in rounds if one[what]) if rate else 0
            print(f"  {what:<16}{rate:>9,.0f} a second   explore / this: {ratio:6.2f}", flush=True)


if __name__ == "__main__":
    main()
