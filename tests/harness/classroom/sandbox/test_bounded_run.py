"""A command is ended at its limits, and what it says is kept in part: nothing that it does costs more than that."""

import os
import subprocess
import sys
import time

import pytest

from harness.classroom.sandbox.bounded_run import LAST_WORDS, Overrun, RunLimits, memory_of_tree, run_bounded

MEGABYTE = 1 << 20
LIMITS = RunLimits(seconds=60, memory=600 * MEGABYTE, output=1000)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="for Linux only")


def run(code, data=b"", limits=LIMITS):
    return run_bounded([sys.executable, "-S", "-c", code], data, limits)


def test_a_run_that_ends_by_itself_has_an_exit_code_and_all_of_its_output():
    ended = run("import sys; print(sys.stdin.read() * 2, end=''); sys.exit('bye')", b"hello")
    assert (ended.code, ended.output, ended.last_words, ended.overrun) == (1, b"hellohello", b"bye\n", None)


def test_a_run_that_reads_nothing_ends_all_the_same():
    assert run("pass", bytes(10 * MEGABYTE)).overrun is None


def test_a_run_that_takes_too_long_is_ended():
    ended = run("import time; time.sleep(600)", limits=RunLimits(0.5, 600 * MEGABYTE, 1000))
    assert ended.overrun is Overrun.TIME
    assert ended.code < 0


@pytest.mark.parametrize("size", [1000, 1001])
def test_output_is_kept_up_to_its_limit(size):
    ended = run(f"print('x' * {size}, end='')")
    assert (len(ended.output), ended.overrun) == (size, None if size == 1000 else Overrun.OUTPUT)


def test_a_flood_of_output_ends_the_run():
    ended = run("while True: print('x' * 10000)")
    assert ended.overrun is Overrun.OUTPUT
    assert len(ended.output) == 1001


def test_a_flood_of_errors_neither_ends_nor_stops_the_run_and_its_end_is_kept():
    ended = run(
        "import sys\nfor n in range(1000): print('x' * 10000, file=sys.stderr)\nprint('the end', file=sys.stderr)"
    )
    assert ended.overrun is None
    assert len(ended.last_words) == LAST_WORDS
    assert ended.last_words.endswith(b"x\nthe end\n")


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs /proc to see the memory")
def test_the_memory_of_all_processes_counts_together():
    code = (
        "import os, time\n"
        "parent = os.getpid()\n"
        "for _ in range(4):\n"
        "    if os.fork() == 0:\n"
        "        kept = b'x' * (200 << 20)\n"
        "        while os.getppid() == parent: time.sleep(0.05)\n"
        "        os._exit(0)\n"
        "for _ in range(4): os.wait()"
    )
    assert run(code).overrun is Overrun.MEMORY


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs /proc to see the memory")
def test_memory_counts_after_the_first_thread_has_ended():
    code = (
        "import ctypes, threading, time\n"
        "def work():\n"
        "    kept = b'x' * (200 << 20)\n"
        "    print('ready', flush=True); time.sleep(60)\n"
        "threading.Thread(target=work).start()\n"
        "ctypes.CDLL(None).pthread_exit(None)"
    )
    with subprocess.Popen([sys.executable, "-S", "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        ends = time.monotonic() + 20
        while "State:\tZ" not in status(process.pid) and time.monotonic() < ends:
            time.sleep(0.05)
        found = memory_of_tree(process.pid)
        process.kill()
    assert found > 200 * MEGABYTE


def status(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        return file.read()
