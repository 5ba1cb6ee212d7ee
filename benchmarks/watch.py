"""The time from a save to the report in ``kata watch``, and the time of the commands that only print.

The session runs on a pseudo-terminal in a copy of the workspace. The wrong variants of a kata are written over the
learner's file, one after the other. The measured time begins with the write and ends with the line of keys below the
report, so it includes watching, judging and printing. Each save writes a different file, so the clause that failed last
helps little, as when a learner has fixed one thing and broken another. The CPU time of the session and its workers is
printed, too: on a busy machine it is more reliable than the seconds.

    python benchmarks/watch.py [--saves 20] [KATA ...]
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MISSION = ["bounded_buffer", "dining_philosophers", "reader_writer", "barrier"]
START = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); from harness.cli.main import main; main()"
LONGEST = 120.0


class Session:
    """``kata watch NAME`` on a pseudo-terminal."""

    def __init__(self, folder: Path, name: str) -> None:
        self._master, slave = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, "watch", name],
            cwd=folder, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env=environment,
        )  # fmt: skip
        os.close(slave)

    def report(self) -> tuple[float, str]:
        """Wait for the line of keys, and return the time and the text before it."""
        said, end = b"", time.monotonic() + LONGEST
        while b"q quit\r\n" not in said:
            ready, _, _ = select.select([self._master], [], [], end - time.monotonic())
            if not ready:
                raise SystemExit(f"no report after {LONGEST} s:\n{said.decode(errors='replace')}")
            said += os.read(self._master, 65_536)
        return time.perf_counter(), said.decode(errors="replace")

    def cpu(self) -> float:
        """Return the CPU seconds of the session and its workers, living and dead, as far as /proc shows them."""
        told: dict[int, tuple[int, int]] = {}
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                words = entry.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            told[int(entry.parent.name)] = int(words[1]), sum(map(int, words[11:15]))  # cutime and cstime, too
        family = {self._process.pid}
        while more := {one for one, (parent, _) in told.items() if parent in family} - family:
            family |= more
        return sum(told[one][1] for one in family if one in told) / os.sysconf("SC_CLK_TCK")

    def quit(self) -> None:
        os.write(self._master, b"q")
        while self._process.poll() is None:
            select.select([self._master], [], [], 0.1)
            try:
                os.read(self._master, 65_536)
            except OSError:
                break
        self._process.wait()
        os.close(self._master)


def workspace(folder: Path) -> None:
    for room in ("katas", "solutions", "tests/katas", "harness/course"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    (folder / ".kata").mkdir()


def saves(name: str, number: int, pause: float, verbose: bool) -> list[tuple[float, float]]:
    """Return the seconds from each save to its report, and the CPU seconds in that time."""
    found = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve()
        workspace(folder)
        session = Session(folder, name)
        session.report()
        time.sleep(pause)
        variants = sorted((ROOT / "tests/wrong" / name).glob("*.py"))
        for count, variant in enumerate(islice(cycle(variants), number)):
            text = variant.read_text(encoding="utf-8") + f"\n# save {count}\n"
            began, spent = time.perf_counter(), session.cpu()
            (folder / "katas" / f"{name}.py").write_text(text, encoding="utf-8")
            ended, said = session.report()
            found.append((ended - began, session.cpu() - spent))
            if verbose:
                last = said.rpartition(f"{name}: ")[2].partition("\r")[0]
                print(f"  {found[-1][0]:6.2f} {found[-1][1]:6.2f}  {variant.stem}: {last}")
            time.sleep(pause)  # the learner reads
        session.quit()
    return found


def command(*words: str) -> tuple[float, float]:
    """Return the seconds and the CPU seconds of a command, the minimum of five runs."""
    seconds, cpu = [], []
    for _ in range(5):
        began, spent = time.perf_counter(), os.times()
        subprocess.run(
            [sys.executable, "-c", "from harness.cli.main import main; main()", *words],
            cwd=ROOT, stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        now = os.times()
        seconds.append(time.perf_counter() - began)
        cpu.append(now.children_user + now.children_system - spent.children_user - spent.children_system)
    return min(seconds), min(cpu)


def row(name: str, found: list[tuple[float, float]]) -> None:
    seconds, cpu = zip(*found, strict=True)
    median = statistics.median
    print(f"{name:24} {median(seconds):9.2f} {max(seconds):9.2f} {median(cpu):11.2f} {max(cpu):11.2f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("katas", nargs="*", metavar="KATA")
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between a report and the next save")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    print(f"from save to report, {options.saves} saves; CPU: of the session and its workers, {os.cpu_count()} cores")
    print(f"{'kata':24} {'median s':>9} {'worst s':>9} {'median CPU':>11} {'worst CPU':>11}")
    every = []
    for name in options.katas or MISSION:
        found = saves(name, options.saves, options.pause, options.verbose)
        every += found
        row(name, found)
    row("all", every)
    for words in (["--help"], ["list"], ["next"]):
        seconds, cpu = command(*words)
        print(f"kata {' '.join(words):19} {seconds:9.2f} {'':9} {cpu:11.2f}   best of 5")


if __name__ == "__main__":
    main()
