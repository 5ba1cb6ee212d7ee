"""A class of three hundred, graded: made from the catalogue, killed, continued, divided, and put on a Dask cluster.

Run by hand in the root of the repository: ``python -m benchmarks.grading FOLDER``. It makes submissions of every kind
(right, wrong, hostile, empty, broken, unfinished, identical), grades them, and compares every grade with what is
expected. Then the same is graded with a SIGKILL at three moments, in five shares, and, with ``--dask``, on a cluster of
four workers of which one is killed: the table must be the same to the byte.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from harness.course.content.catalogue import catalogue
from harness.course.content.variants import right_variants, wrong_variants

ROOT = Path(__file__).resolve().parents[1]
KATAS = ("counter", "mutex", "latch", "event")
KINDS = ("right", "wrong", "wrong", "wrong", "hostile", "stub", "empty", "broken", "missing", "twin")
"""In turn; a twin hands in what the student before has handed in."""
SETTINGS = "[grading]\nkatas = [{katas}]\npoints = 10\nschedules = {schedules}\n"
SHARES, KILLS = 5, 3


def make(folder: Path, students: int, seed: int) -> dict[str, dict[str, str]]:
    """Make the submissions; return by student and kata the kind of the file."""
    rng, katas = random.Random(seed), catalogue(ROOT)
    hostile = sorted((ROOT / "tests" / "hostile").glob("*.py"))
    kinds: dict[str, dict[str, str]] = {}
    before = None
    for number in range(students):
        student = f"student{number:03}"
        (folder / student).mkdir(parents=True)
        kinds[student] = {}
        for kata in KATAS:
            kind = rng.choice(KINDS)
            if kind == "twin" and before is not None:
                kinds[student][kata] = kinds[before][kata]
                if (folder / before / f"{kata}.py").exists():
                    shutil.copy(folder / before / f"{kata}.py", folder / student)
                continue
            kinds[student][kata] = kind = "missing" if kind == "twin" else kind
            if kind == "missing":
                continue
            text = {
                "right": lambda name: rng.choice(right_variants(katas[name])).text,
                "wrong": lambda name: rng.choice(wrong_variants(katas[name])).text,
                "hostile": lambda name: rng.choice(hostile).read_text(encoding="utf-8", errors="surrogateescape"),
                "stub": lambda name: katas[name].stub.read_text(encoding="utf-8"),
                "empty": lambda name: "",
                "broken": lambda name: "class (:\n",
            }[kind](kata)
            path = folder / student / f"{kata}.py"
            path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
        before = student
    return kinds


def wrong_rows(table: Path, kinds: dict[str, dict[str, str]]) -> list[str]:
    """Return a sentence for each kata of each student whose grade is not what it must be."""
    found = []
    with table.open(newline="", encoding="utf-8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    for student, each in kinds.items():
        for kata, kind in each.items():
            row = rows[student]
            status, points = row[f"{kata} status"], row[kata]
            right = {
                "right": (status, points) == ("graded", "10"),
                "wrong": status == "graded" and points != "10",
                "hostile": points in ("", "0") or (status == "graded" and points != "10"),
                "stub": (status, points) == ("unfinished", ""),
                "empty": (status, points) == ("error", ""),
                "broken": (status, points) == ("error", ""),
                "missing": (status, points) == ("missing", ""),
            }[kind]
            if not right:
                found.append(f"{student} {kata}: {kind}, but {status} with {points or 'no'} points")
    return found


def command(here: Path, out: str, *words: str) -> list[str]:
    """Return the words of one grading."""
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from concurrency_katas.cli.main import main; main()"
    return [sys.executable, "-c", start, "grade", str(here / "submissions"), "--config", str(here / "grading.toml"),
            "--out", str(here / out), *words]  # fmt: skip


def run(words: list[str], kill_after: float | None = None) -> float:
    """Run a command; return its seconds."""
    began = time.monotonic()
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    if kill_after is not None:
        time.sleep(kill_after)
        process.send_signal(signal.SIGKILL)
    process.wait()
    return time.monotonic() - began


def main() -> None:
    """Make, grade, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--schedules", type=int, default=200)
    parser.add_argument("--sandbox", default="none")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--dask", action="store_true")
    parser.add_argument("--only-once", action="store_true", help="neither killed nor divided")
    options = parser.parse_args()
    here = options.folder.resolve()
    kinds = make(here / "submissions", options.students, options.seed)
    katas = ", ".join(f'"{kata}"' for kata in KATAS)
    (here / "grading.toml").write_text(SETTINGS.format(katas=katas, schedules=options.schedules), encoding="utf-8")
    common = ["--jobs", options.jobs, "--sandbox", options.sandbox]
    seconds = run(command(here, "whole", *common))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    table = here / "whole" / "scores.csv"
    files = sum(1 for _ in (here / "whole" / "judged").glob("*/*.json"))
    print(f"{options.students} submissions, {files} files judged: {seconds:.0f} s, largest process {peak:.0f} MB")
    for sentence in wrong_rows(table, kinds):
        print(f"UNEXPECTED {sentence}")
    if options.only_once:
        return
    rng = random.Random(options.seed)
    for _ in range(KILLS):
        run(command(here, "killed", *common), kill_after=rng.uniform(0.1, 0.3) * seconds)
    run(command(here, "killed", *common))
    print("killed three times:", same(table, here / "killed"))
    for number in range(1, SHARES + 1):
        run(command(here, f"part{number}", *common, "--shard", f"{number}/{SHARES}"))
    parts = [word for number in range(1, SHARES + 1) for word in ("--merge", str(here / f"part{number}"))]
    run(command(here, "merged", *common, *parts))
    print("in five shares:", same(table, here / "merged"))
    if options.dask:
        print("on Dask, one of four workers killed:", on_dask(here, table))


def on_dask(here: Path, table: Path) -> str:
    """Grade on a cluster of four workers, and kill one of them in the middle."""
    process = subprocess.Popen(command(here, "dask", "--jobs", "4", "--sandbox", "none", "--dask", "local"),
                               stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # fmt: skip
    time.sleep(30)
    children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
    workers = [int(one) for one in children.stdout.split()]
    if workers:
        os.kill(workers[-1], signal.SIGKILL)
    process.wait()
    return same(table, here / "dask")


def same(table: Path, folder: Path) -> str:
    """Say whether two tables are the same to the byte."""
    other = folder / "scores.csv"
    return "the same table" if other.exists() and other.read_bytes() == table.read_bytes() else "ANOTHER TABLE"


if __name__ == "__main__":
    main()
