"""The share of the wrong solutions that the stress engine finds on real threads, compared with plain repetition.

Run by hand: ``python benchmarks/stress.py [--every N] [--seconds S] [--plain] [--latency N] [--out FILE]``, with each
interpreter that you want to measure. Each wrong solution of ``tests/wrong/`` is judged against its whole contract,
clause after clause in turns of increasing length, until a clause fails; the result is the time until then. Plain
repetition is the same without delays and gates, and with the interpreter's own switch interval.

Left out are the verdicts that no run on real threads can show (starvation, overserialized), and the one that is found
in the source before anything runs (forbidden).
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from harness.interpreter import build  # noqa: E402 - after the path is set

LEFT_OUT = ("starvation", "overserialized", "forbidden")
MARKS = (2.0, 10.0)
"""Seconds after which the failures found so far are counted."""
TURN = 0.05
"""Seconds of each clause's first turn; each round of turns is twice as long as the one before."""
NOTHING = ("pass", "none", "poisoned", "died")
"""The answers of a process that has found nothing, or has not answered."""
MARGIN = 20.0
"""Seconds after the end of its time until a process is killed."""


def one(path: Path, seconds: float, plain: bool, seed: int) -> dict[str, Any]:
    """Run one file under stress in this process until it fails."""
    from harness.course.content.catalogue import catalogue
    from harness.program.clause import Clause
    from harness.stress import Stress, jitter

    if plain:
        jitter.CALM = sys.maxsize
    kata = catalogue(ROOT)[path.parent.name]
    clauses = [Clause(kata.name, str(kata.contract), name, str(path), kata.public) for name in kata.clauses]
    began, runs, turn, again = time.monotonic(), 0, TURN, seed
    while True:
        for clause in clauses:
            left = began + seconds - time.monotonic()
            if left <= 0:
                return {"verdict": "pass", "runs": runs, "seconds": time.monotonic() - began}
            engine = Stress(clause, again)
            result = engine.run(sys.maxsize, seconds=min(turn, left))
            runs += result.schedules
            if not result.passed:
                return {
                    "verdict": str(result.verdict), "runs": runs, "seconds": time.monotonic() - began,
                    "clause": clause.clause, "message": result.message,
                }  # fmt: skip
            if engine.poisoned:
                return {"verdict": "poisoned", "runs": runs, "seconds": time.monotonic() - began}
        turn, again = turn * 2, again + 1


def judged(path: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """Run one file under stress in a new process."""
    command = [sys.executable, __file__, "--one", str(path), "--seconds", str(arguments.seconds)]
    command += ["--seed", str(arguments.seed)] + (["--plain"] if arguments.plain else [])
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=arguments.seconds + MARGIN, check=False,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        found = {"verdict": "none", "seconds": arguments.seconds + MARGIN, "runs": 0}
    except (IndexError, ValueError):
        found = {"verdict": "died", "seconds": 0.0, "runs": 0, "message": done.stderr[-500:]}
    declared = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# fails: ").strip()
    return {"file": f"{path.parent.name}/{path.stem}", "declared": declared, **found}


def table(rows: list[dict[str, Any]]) -> str:
    """Return the table of the shares found, one row for each expected verdict."""
    marks = [f"in {mark:g} s" for mark in MARKS]
    lines = [f"{'should be':<14}{'files':>6}" + "".join(f"{mark:>10}" for mark in marks) + f"{'same name':>11}"]
    groups: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
    for row in rows:
        groups[row["declared"]].append(row)
    for name, group in [*sorted(groups.items()), ("all", rows)]:
        found = [row for row in group if row["verdict"] not in NOTHING]
        shares = [f"{sum(row['seconds'] <= mark for row in found) / len(group):>10.0%}" for mark in MARKS]
        named = sum(row["verdict"] == row["declared"] for row in found)
        lines.append(f"{name:<14}{len(group):>6}" + "".join(shares) + f"{named / max(1, len(found)):>11.0%}")
    return "\n".join(lines)


def latency(times: int) -> str:
    """Return a sentence about the time between a deadlock of three threads and its report."""
    from harness.program.function import Function
    from harness.stress import Stress, locks, run

    began: list[float] = []
    seconds: list[float] = []
    wait, watch = locks.RealLock._wait, run.Run.watch

    def waits(self: Any, me: Any, timeout: float) -> bool:
        if not self.hidden:
            began.append(time.monotonic())  # the last of these is when the deadlock happened
        return wait(self, me, timeout)

    def watches(self: Any) -> Any:
        seen = watch(self)
        if seen.ending == "blocked":
            seconds.append(time.monotonic() - began[-1])
        return seen

    locks.RealLock._wait, run.Run.watch = waits, watches  # type: ignore[method-assign]  # to time them; the process does nothing after it
    file = ROOT / "tests" / "harness" / "stress" / "wrong_programs.py"
    for seed in range(times):
        began.clear()
        Stress(Function(str(file), "three_forks"), seed).run(1)
    seconds.sort()
    middle, worst = seconds[len(seconds) // 2], seconds[-1]
    told = f"{middle * 1000:.2f} ms (median), {worst * 1000:.2f} ms (worst)"
    return f"a deadlock of three threads was reported {len(seconds)} of {times} times, after {told}"


def main() -> None:
    """Judge the sample, and print the table and the files that were missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one file in N, evenly")
    parser.add_argument("--seconds", type=float, default=max(MARKS), help="for each file")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plain", action="store_true", help="without delays and gates")
    parser.add_argument("--out", type=Path, help="a line of JSON for each file")
    parser.add_argument(
        "--latency", type=int, default=0, metavar="N", help="only measure how soon a deadlock is reported, N times"
    )
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(one(arguments.one.resolve(), arguments.seconds, arguments.plain, arguments.seed)))
        sys.stdout.flush()
        os._exit(0)  # even if threads are left
    if arguments.latency:
        print(f"{build()}: {latency(arguments.latency)}")
        return
    files = sorted((ROOT / "tests" / "wrong").glob("*/*.py"))
    able = [file for file in files if file.read_text(encoding="utf-8").split()[2] not in LEFT_OUT]
    rows = []
    for file in able[:: arguments.every]:
        rows.append(judged(file, arguments))
        if arguments.out:
            with arguments.out.open("a", encoding="utf-8") as out:
                out.write(json.dumps(rows[-1]) + "\n")
    how = "plain repetition" if arguments.plain else "disturbed"
    print(f"{build()}; {how}; {len(rows)} of {len(able)} files, {arguments.seconds:g} s each, seed {arguments.seed}")
    print(table(rows))
    print("not found:", " ".join(row["file"] for row in rows if row["verdict"] in NOTHING) or "-")


if __name__ == "__main__":
    main()
