"""The process between the parent and a worker: it sees to it that nothing of the worker outlives either.

It forks the worker before anything else is imported (``launcher.py``), and then only waits: for the worker
to end, or for its own parent to end, however that happens. Then it ends the worker, and all that came of it.
On Linux whoever loses its parent below the keeper becomes the keeper's child (``PR_SET_CHILD_SUBREAPER``,
prctl(2)), so that neither ``fork`` nor ``setsid`` leads out. Elsewhere it ends the worker's process group.

It is another process than the one in which the code under test runs, and that one cannot stop it
through Python: signals to other processes are refused there (see ``guard.py``).
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from contextlib import suppress

from harness.workers.exit_status import SIGNALLED

LOOK = 0.5
"""Seconds between two looks at whether the parent still lives, besides its pipe."""
ENDING = 5.0
"""Seconds that ending everything may take."""
SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of <linux/prctl.h>."""


def supervise(worker: int, life: int, parent: int, ready: int) -> None:
    """Wait for the worker or the parent to end, and end all; exits with the worker's code."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # the worker's pipes; they are to end with it
        os.dup2(nothing, descriptor)
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)
    bell, ring = os.pipe()
    for end in (bell, ring):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    _adopt()
    os.write(ready, b".")
    status: int | None = None
    while status is None and os.getppid() == parent:
        heard, _, _ = select.select([life, bell], [], [], LOOK)
        if life in heard:
            break
        with suppress(BlockingIOError):
            os.read(bell, 4096)
        status = _reap(worker)
    with suppress(ProcessLookupError):
        os.killpg(worker, signal.SIGKILL)
    if status is None:
        _, status = os.waitpid(worker, 0)
    _end_all()
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else SIGNALLED - code)


def _adopt() -> None:
    """Have orphans below become children of this process; after the fork, so that the worker has no ``ctypes``."""
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def _reap(worker: int) -> int | None:
    """The worker's status if it has ended; others that ended are only taken note of."""
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == worker:
                return status
            if pid == 0:
                return None
    return None


def _end_all() -> None:
    """Kill all children until there are none: those of whom is killed become children in their turn."""
    until = time.monotonic() + ENDING
    while time.monotonic() < until:
        for pid in _children():
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            time.sleep(0.002)


def _children() -> list[int]:
    """The children of this process, as /proc knows them; none where there is no /proc."""
    me, found = os.getpid(), []
    with suppress(OSError):
        for name in os.listdir("/proc"):
            if name.isdigit():
                with suppress(OSError, ValueError, IndexError), open(f"/proc/{name}/stat", "rb") as file:
                    # the name may hold anything, a bracket too: what follows the last one is numbers
                    if int(file.read().rpartition(b")")[2].split()[1]) == me:
                        found.append(int(name))
    return found
