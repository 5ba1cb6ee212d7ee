"""A search for false alarms and leaks of the stress engine: many runs of correct solutions.

Run by hand: ``python benchmarks/stress_right.py [--runs N] [--variants] [NAME]...``. Each reference in ``solutions/``
gets N runs, spread over its clauses; with ``--variants`` the other correct solutions, in ``tests/right/``, instead.
Threads, file descriptors and child processes of this process are counted before and after each file.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from harness.course.content.catalogue import Kata, catalogue  # noqa: E402 - after the path is set
from harness.interpreter import build  # noqa: E402 - as above
from harness.program.clause import Clause  # noqa: E402 - as above
from harness.stress import Stress  # noqa: E402 - as above


def left() -> dict[str, int]:
    """Count the threads of this process, and its descriptors and children where the platform shows them."""
    counted = {"threads": len(sys._current_frames())}
    process = Path("/proc/self")
    if process.is_dir():
        counted["threads of the system"] = len(list((process / "task").iterdir()))
        counted["descriptors"] = len(os.listdir(process / "fd"))
        counted["children"] = sum(len(task.read_text().split()) for task in process.glob("task/*/children"))
    return counted


def settled(before: dict[str, int]) -> dict[str, int]:
    """Count again, after the operating system has removed the threads that have ended."""
    for _ in range(200):
        if left() == before:
            break
        time.sleep(0.005)
    return left()


def judged(kata: Kata, path: Path, runs: int, seed: int) -> tuple[int, list[str]]:
    """Return the number of runs, and the complaints about the file."""
    done, said = 0, []
    for number, name in enumerate(kata.clauses):
        share = (runs - done) // (len(kata.clauses) - number)
        engine = Stress(Clause(kata.name, str(kata.contract), name, str(path), kata.public), seed)
        result = engine.run(max(1, share))
        done += result.schedules
        if not result.passed:
            said.append(f"{name}: {result.verdict}: {result.message} ({result.stress_failures})")
        if engine.poisoned:
            said.append(f"{name}: {', '.join(engine.left)} did not end")
    return done, said


def main() -> None:
    """Judge all files and print the totals."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--runs", type=int, default=10_000, help="for each file")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--variants", action="store_true", help="tests/right/ instead of the references")
    arguments = parser.parse_args()
    katas = catalogue(ROOT)
    print(build(), flush=True)
    total, alarms, began, start = 0, 0, time.process_time(), left()
    for name in arguments.names or katas:
        kata = katas[name]
        for path in sorted(kata.right.glob("*.py")) if arguments.variants else [kata.solution]:
            before = left()
            done, said = judged(kata, path, arguments.runs, arguments.seed)
            after = settled(before)
            kept = "" if before == after else f"  LEFT BEHIND {before} -> {after}"
            total, alarms = total + done, alarms + len(said)
            head = f"{name + '/' + path.stem:<60}{done:>8,} runs  {len(said)} alarms{kept}"
            print(head, *said, sep="\n    ", flush=True)
    print(f"{total:,} runs, {alarms} false alarms, {time.process_time() - began:,.0f} s of CPU")
    print(f"before {start}")
    print(f"after  {settled(start)}")


if __name__ == "__main__":
    main()
