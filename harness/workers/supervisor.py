"""The supervisor: the process between parent and worker that lets no process of the worker outlive either of them.

The fork server forks the supervisor, and the supervisor forks the worker. It then only waits: for the worker to end, or
for the parent or the fork server to end, however that happens. Then it ends the worker and all processes that the
worker has started. On Linux a process below the supervisor that loses its parent becomes the supervisor's child
(``PR_SET_CHILD_SUBREAPER``, prctl(2)), so that neither ``fork`` nor ``setsid`` escapes it. Elsewhere it ends the
worker's process group.

The code under test runs in another process and cannot stop the supervisor through Python: there, signals to other
processes are refused (see ``hardening/audit_hook.py``).
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from contextlib import suppress

from .exit_status import SIGNALLED

LOOK = 0.5
"""Seconds between two checks of whether the parent is alive, in addition to its pipe."""
ENDING = 5.0
"""Seconds that ending all processes may take."""
SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of <linux/prctl.h>."""


def supervise(worker: int, life: int, server: int, ready: int, status: int) -> None:
    """Wait until the worker or the parent ends, then end all processes; exits with the worker's code.

    Args:
        worker: the worker's process identifier.
        life: a pipe that is closed when the parent ends.
        server: the process identifier of the fork server, this process's parent.
        ready: a pipe to which a byte is written when the supervisor adopts orphans.
        status: a pipe to which the worker's exit code is written.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # the worker's pipes; they must be closed when it ends
        os.dup2(nothing, descriptor)
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)
    signalled, signals = os.pipe()
    for end in (signalled, signals):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(signals, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    _adopt()
    os.write(ready, b".")
    ended: int | None = None
    while ended is None and os.getppid() == server:
        readable, _, _ = select.select([life, signalled], [], [], LOOK)
        if life in readable:
            break
        with suppress(BlockingIOError):
            os.read(signalled, 4096)
        ended = _reap(worker)
    with suppress(ProcessLookupError):
        os.killpg(worker, signal.SIGKILL)
    if ended is None:
        _, ended = os.waitpid(worker, 0)
    _end_all()
    code = os.waitstatus_to_exitcode(ended)
    code = code if code >= 0 else SIGNALLED - code
    with suppress(OSError):  # the parent is gone
        os.write(status, b"%d\n" % code)
    os._exit(code)


def _adopt() -> None:
    """Adopt the orphans among this process's descendants; after the fork, so that the worker has no ``ctypes``."""
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def _reap(worker: int) -> int | None:
    """Return the worker's status if it has ended, and reap all other children that have."""
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == worker:
                return status
            if pid == 0:
                return None
    return None


def _end_all() -> None:
    """Kill all children until there are none: the children of a killed process become children of this one."""
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
    """Return the children of this process as listed in /proc; none where there is no /proc."""
    me, found = os.getpid(), []
    with suppress(OSError):
        for name in os.listdir("/proc"):
            if name.isdigit():
                with suppress(OSError, ValueError, IndexError), open(f"/proc/{name}/stat", "rb") as file:
                    # the name may contain anything, brackets too; after the last one come only numbers
                    if int(file.read().rpartition(b")")[2].split()[1]) == me:
                        found.append(int(name))
    return found
