"""A class of three hundred, graded: made from the catalogue, killed, continued, divided, and put on a Dask cluster.

Run by hand in the root of the repository: ``python -m benchmarks.grading FOLDER``. It makes submissions of every kind
(right, wrong, hostile, empty, broken, unfinished, identical), grades them, and compares every grade with what is
expected. Then the same is graded with a SIGKILL at three moments, in five shares, and, with ``--dask``, on a cluster of
four workers of which one is killed: the table must be the same to the byte. The exit code is 1 if anything is not as it
must be; what ``kata grade`` itself says is in ``FOLDER/log.txt``.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from harness.classroom.sandbox.bounded_run import memory_of_tree
from harness.course.content.catalogue import catalogue
from harness.course.content.judged import judged
from harness.course.content.variants import Variant, right_variants, wrong_variants

ROOT = Path(__file__).resolve().parents[1]
KATAS = ("counter", "mutex", "latch", "event")
KINDS = ("right", "wrong", "wrong", "wrong", "hostile", "stub", "empty", "broken", "missing", "twin")
"""In turn; a twin hands in what the student before has handed in."""
SETTINGS = "[grading]\nkatas = [{katas}]\npoints = 10\nschedules = {schedules}\n"
SHARES, KILLS = 5, 3
HOSTILE_CLAUSE = "test_two_count_once_each"
"""The clause of the kata counter that a hostile file declares a verdict on."""
LOOK = 0.2
"""Seconds between two looks at a running command."""


@dataclass(frozen=True)
class HandedIn:
    """What a file is: one of ``KINDS``, and what is expected of its clauses.

    Attributes:
        kind: one of ``KINDS``.
        verdicts: by clause, those of which one must come; without a clause, of the first one that fails.
    """

    kind: str
    clause: str = ""
    verdicts: tuple[str, ...] = ()


@dataclass
class Run:
    """One command that has ended, or was killed."""

    seconds: float
    memory: int
    code: int
    judged: int


def make(folder: Path, students: int, seed: int) -> dict[str, dict[str, HandedIn]]:
    """Make the submissions; return by student and kata what was handed in."""
    rng, katas = random.Random(seed), catalogue(ROOT)
    hostile = sorted((ROOT / "tests" / "hostile").glob("*.py"))
    made: dict[str, dict[str, HandedIn]] = {}
    before = None
    for number in range(students):
        student = f"student{number:03}"
        (folder / student).mkdir(parents=True)
        made[student] = {}
        for kata in KATAS:
            kind = rng.choice(KINDS)
            path = folder / student / f"{kata}.py"
            if kind == "twin" and before is not None:
                made[student][kata] = made[before][kata]
                if (folder / before / path.name).exists():
                    shutil.copy(folder / before / path.name, path)
                continue
            handed, text = HandedIn("missing" if kind == "twin" else kind), ""
            if kind == "right":
                text = rng.choice(right_variants(katas[kata])).text
            elif kind == "wrong":
                variant = rng.choice(wrong_variants(katas[kata]))
                handed, text = _wrong(variant), variant.text
            elif kind == "hostile":
                file = rng.choice(hostile)
                text = file.read_text(encoding="utf-8", errors="surrogateescape")
                if kata == "counter":  # they are written for it
                    handed = HandedIn(kind, HOSTILE_CLAUSE, tuple(_declared(text)))
            elif kind == "stub":
                text = katas[kata].stub.read_text(encoding="utf-8")
            elif kind == "broken":
                text = "class (:\n"
            made[student][kata] = handed
            if handed.kind != "missing":
                path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
        before = student
    return made


def _wrong(variant: Variant) -> HandedIn:
    fact = judged().wrong[variant.key]
    return HandedIn("wrong", fact.clause, (str(fact.verdict),))


def _declared(text: str) -> list[str]:
    """Return the verdicts that the first line of a hostile file declares."""
    return text.partition("\n")[0].rpartition("-> ")[2].strip().split(" | ")


def unexpected(here: Path, made: dict[str, dict[str, HandedIn]]) -> list[str]:
    """Return a sentence for each kata of each student whose grade is not what it must be."""
    found = []
    with (here / "scores.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    for student, each in made.items():
        grade = json.loads((here / "students" / f"{student}.json").read_text(encoding="utf-8"))
        for number, (kata, handed) in enumerate(each.items()):
            status, points = rows[student][f"{kata} status"], rows[student][kata]
            verdicts = {one["test"]: one["verdict"] for one in grade["katas"][number]["clauses"]}
            right = {
                "right": (status, points) == ("graded", "10"),
                "wrong": status == "graded" and points != "10",
                "hostile": points != "10",
                "stub": (status, points) == ("unfinished", ""),
                "empty": (status, points) == ("error", ""),
                "broken": (status, points) == ("error", ""),
                "missing": (status, points) == ("missing", ""),
            }[handed.kind]
            verdict = verdicts.get(handed.clause, status)
            if not right or (handed.verdicts and verdict not in handed.verdicts):
                expected = f" ({handed.clause} must be {' or '.join(handed.verdicts)}, is {verdict})"
                found.append(
                    f"{student} {kata}: {handed.kind}, {status} with {points or 'no'} points"
                    f"{expected if handed.verdicts else ''}"
                )
    return found


class Class:
    """The submissions in a folder, and the ways to grade them."""

    def __init__(self, here: Path, words: list[str]) -> None:
        self.here = here
        self.words = words
        self.table = here / "whole" / "scores.csv"
        self.failed = False

    def grade(self, out: str, *words: str, kill_after: float | None = None, lose_worker: int | None = None) -> Run:
        """Grade into a folder.

        Args:
            out: the name of the folder.
            words: further arguments.
            kill_after: kill the command after so many seconds.
            lose_worker: kill one of its workers when so many files are judged.
        """
        start = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from concurrency_katas.cli.main import main; main()"
        command = [
            sys.executable, "-c", start, "grade", str(self.here / "submissions"),
            "--config", str(self.here / "grading.toml"), "--out", str(self.here / out), *self.words, *words,
        ]  # fmt: skip
        began, most = time.monotonic(), 0
        with (self.here / "log.txt").open("a", encoding="utf-8") as log:
            log.write(f"=== {out} {' '.join(words)}\n")
            log.flush()
            process = subprocess.Popen(command, stderr=log, stdout=log)
            while process.poll() is None:
                time.sleep(LOOK)
                most = max(most, memory_of_tree(process.pid))
                if kill_after is not None and time.monotonic() - began > kill_after:
                    process.send_signal(signal.SIGKILL)
                if lose_worker is not None and self.judged(out) >= lose_worker:
                    lose_worker = None
                    worker = workers_of(process.pid)[-1]
                    os.kill(worker, signal.SIGKILL)
                    print(f"  worker {worker} was killed when {self.judged(out)} files were judged", flush=True)
        if lose_worker is not None:
            self.wrong("no worker was killed")
        return Run(time.monotonic() - began, most, process.wait(), self.judged(out))

    def judged(self, out: str) -> int:
        """Return how many files are judged."""
        return sum(1 for _ in (self.here / out / "judged").glob("*/*.json"))

    def compare(self, what: str, out: str, run: Run) -> None:
        """Say whether a table is the same as that of the whole, to the byte."""
        other = self.here / out / "scores.csv"
        same = other.exists() and other.read_bytes() == self.table.read_bytes()
        said = "the same table" if same else "ANOTHER TABLE"
        print(f"{what}: {said}; {run.seconds:.0f} s, {run.memory >> 20} MB, exit code {run.code}", flush=True)
        self.failed |= not same

    def wrong(self, sentence: str) -> None:
        """Say what is not as it must be."""
        print(f"UNEXPECTED {sentence}", flush=True)
        self.failed = True


def workers_of(process: int) -> list[int]:
    """Return the processes that a process has started through ``multiprocessing``, for work."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == process and b"spawn_main" in (path / "cmdline").read_bytes():
                found.append(int(path.name))
        except OSError:  # it has just ended
            continue
    return sorted(found)


def main() -> None:
    """Make, grade, compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--schedules", type=int, default=200)
    parser.add_argument("--sandbox", default="auto")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--dask", action="store_true")
    parser.add_argument("--only-once", action="store_true", help="neither killed nor divided")
    options = parser.parse_args()
    here = options.folder.resolve()
    made = make(here / "submissions", options.students, options.seed)
    katas = ", ".join(f'"{kata}"' for kata in KATAS)
    (here / "grading.toml").write_text(SETTINGS.format(katas=katas, schedules=options.schedules), encoding="utf-8")
    graded = Class(here, ["--sandbox", options.sandbox])
    jobs = ("--jobs", options.jobs)
    whole = graded.grade("whole", *jobs)
    print(
        f"{options.students} submissions, {sum(len(one) for one in made.values())} katas, {whole.judged} files judged: "
        f"{whole.seconds:.0f} s, at most {whole.memory >> 20} MB in all processes, exit code {whole.code}",
        flush=True,
    )
    for sentence in unexpected(here / "whole", made):
        graded.wrong(sentence)
    if not options.only_once:
        killed_and_divided(graded, jobs, whole, random.Random(options.seed))
        if options.dask:
            run = graded.grade("dask", "--jobs", "4", "--dask", "local", lose_worker=whole.judged // 3)
            graded.compare("on Dask, one of four workers killed", "dask", run)
    sys.exit(graded.failed)


def killed_and_divided(graded: Class, jobs: tuple[str, ...], whole: Run, rng: random.Random) -> None:
    """Grade with a SIGKILL at three moments, and in five shares."""
    for _ in range(KILLS):
        run = graded.grade("killed", *jobs, kill_after=rng.uniform(0.1, 0.3) * whole.seconds)
        print(f"  SIGKILL after {run.seconds:.0f} s, {run.judged} files judged, exit code {run.code}", flush=True)
        if run.code != -signal.SIGKILL:
            graded.wrong("it had ended before")
    graded.compare("killed three times, then to the end", "killed", graded.grade("killed", *jobs))
    for number in range(1, SHARES + 1):
        run = graded.grade(f"part{number}", *jobs, "--shard", f"{number}/{SHARES}")
        print(f"  share {number}: {run.judged} files judged, {run.seconds:.0f} s", flush=True)
    parts = [word for number in range(1, SHARES + 1) for word in ("--merge", str(graded.here / f"part{number}"))]
    graded.compare("in five shares", "merged", graded.grade("merged", *jobs, *parts))


if __name__ == "__main__":
    main()
