"""The two sides of the comparison: outcomes of a program on real threads, and those that the explorer enumerates."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from harness.explorer.class_enumeration import ClassEnumeration
from harness.world.world import World

SHORT = 0.00002
"""Seconds of one sleep: enough for the other thread to run."""


class Disturbance:
    """A trace function that sleeps at random opcodes of every thread but the main one.

    Args:
        rng: chooses where.
    """

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.often = rng.choice((0.02, 0.05, 0.1, 0.3))

    def __call__(self, frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename != "program" and "threading" in frame.f_code.co_filename:
            return None
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        if event == "opcode" and self.rng.random() < self.often:
            time.sleep(SHORT * self.rng.choice((0, 1, 2, 4)))
        return self


def on_real_threads(source: str, runs: int, seed: int) -> set[str]:
    """Return the outcomes of a program on real threads that are disturbed at random opcodes.

    Args:
        source: the program.
        runs: how often it runs.
        seed: of the disturbances.
    """
    found: set[str] = set()
    code = compile(source, "program", "exec", dont_inherit=True)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(0.00001)
    names: dict[str, Any] = {"__name__": "program"}
    sys.modules["program"] = type(sys)("program")  # dataclasses look for the module of a class
    exec(code, names)
    vars(sys.modules["program"]).update(names)
    try:
        for run in range(runs):
            names["variable"] = 0
            names["Point"].shared = 0
            out: list[str] = []
            threading.settrace(Disturbance(Random(seed * 1000 + run)))
            try:
                names["main"](out)
            finally:
                threading.settrace(None)  # type: ignore[arg-type]  # documented to take None
            found.add(out[0])
    finally:
        sys.setswitchinterval(interval)
        del sys.modules["program"]
    return found


def enumerated(source: str, folder: Path, cap: int = 2_000) -> tuple[set[str], str]:
    """Return the outcomes of a program over all classes of schedules, and why they may be incomplete, or "".

    Args:
        source: the program.
        folder: a folder for its file.
        cap: the most executions.
    """
    file = folder / "program.py"
    file.write_text(source, encoding="utf-8")
    world = World(str(file))
    out: list[str] = []
    classes = ClassEnumeration(world, lambda: world.loader.load(world.target).main(out), cap)
    found: set[str] = set()
    for outcome, _ in classes:
        if outcome.ending == "done":
            found.add(out[-1])
        else:
            found.add(f"{outcome.ending}: {world.scheduler.failure}")
    search = classes.search
    if not search.spent:
        return found, "too many schedules"
    if search.diverged:
        return found, "diverged"
    return found, search.unmodelled or search.doubtful
