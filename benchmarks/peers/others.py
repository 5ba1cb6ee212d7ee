"""The schedules per second of ``frontrun`` and ``interleave-test`` on the right programs, where they are installed.

It does not import the harness, so it runs under any interpreter: ``PYTHON -m benchmarks.peers.others``.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import platform
import sys
import time
from collections.abc import Callable
from typing import Any

from . import programs
from .scenes import Scene

FRONTRUN_SCHEDULES, INTERLEAVE_SCHEDULES = 50, 200
SECONDS = 3.0
"""Seconds after which a tool gets no more schedules."""


def frontrun(scene: type[Scene], program: Callable[[], None]) -> float:
    """Return the random schedules per second under frontrun, which runs the threads of the scene itself."""
    module: Any = importlib.import_module("frontrun")

    def worker(index: int) -> Callable[[Scene], None]:
        return lambda state: state.workers()[index]()

    began = time.perf_counter()
    result = module.explore(
        setup=scene,
        workers=[worker(index) for index in range(len(scene().workers()))],
        invariant=lambda state: state.holds(),
        strategy="random",
        max_attempts=FRONTRUN_SCHEDULES,
        total_timeout=SECONDS,
        seed=0,
    )
    assert result.property_holds, result.explanation
    return float(result.num_explored / (time.perf_counter() - began))


def interleave(scene: type[Scene], program: Callable[[], None]) -> float:
    """Return the random schedules per second under interleave-test, which runs the program that plays the scene."""
    module: Any = importlib.import_module("interleave_test")
    schedules, began = 0, time.perf_counter()
    while schedules < INTERLEAVE_SCHEDULES and time.perf_counter() - began < SECONDS:
        schedules += module.explore(program, iterations=INTERLEAVE_SCHEDULES // 4, seed=schedules).schedules_run
    return schedules / (time.perf_counter() - began)


TOOLS: dict[str, tuple[str, Callable[[type[Scene], Callable[[], None]], float]]] = {
    "frontrun": ("frontrun", frontrun),
    "interleave-test": ("interleave_test", interleave),
}


def main() -> None:
    """Print one line for each program, for the tools named as arguments or for all tools."""
    name = f"{platform.python_implementation()} {platform.python_version()}"
    for package in sys.argv[1:] or TOOLS:
        module, rate = TOOLS[package]
        if importlib.util.find_spec(module) is None:
            print(f"{name}: {package} is not installed")
            continue
        print(f"{name}: {package} {importlib.metadata.version(package)}, random schedules a second")
        for number, title in enumerate(programs.TITLES, 1):
            try:
                answer = f"{rate(programs.RIGHT[number - 1], getattr(programs, f'right_{number}')):11,.0f}"
            except Exception as error:  # an error of another tool on a right program is a result, too
                answer = f"          -   {type(error).__name__}: {str(error).partition(chr(10))[0][:80]}"
            print(f"{number} {title:<26}{answer}", flush=True)


if __name__ == "__main__":
    main()
