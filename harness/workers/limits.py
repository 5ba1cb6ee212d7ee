"""The limits of a worker: memory, files, processes and time. SECURITY.md lists where each limit is enforced."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """The limits of one worker and of one job.

    Attributes:
        memory: bytes of address space, on top of what the interpreter itself has mapped (without the GIL that is
            gigabytes). Real memory is less: a thread's stack counts even where it is not touched.
        file: bytes of any file that is written.
        files: files open at once.
        processes: processes of the same user, on top of those that existed when the worker began.
        message: bytes of one message to the parent.
        hang: seconds without a step after which the code under test counts as hanging; less than ``silence``, so that
            its stack is written before the parent reads it.
        silence: seconds without a sign of life after which code outside Python is assumed to block the worker.
        slack: seconds that a clause may take on top of its job's time limit, before it is cut off.
        seconds: time limit of a clause whose job has none.
    """

    memory: int = 4096 * MEGABYTE
    file: int = MEGABYTE
    files: int = 256
    processes: int = 1_000
    message: int = 64 * MEGABYTE
    hang: float = 3.0
    silence: float = 5.0
    slack: float = 120.0
    seconds: float = 240.0


def impose(limits: Limits) -> None:
    """Limit this process and all that it starts, as far as the platform can; Windows cannot."""
    try:
        import resource
    except ImportError:
        return
    wanted = {
        "RLIMIT_AS": _mapped() + limits.memory,
        "RLIMIT_FSIZE": limits.file,
        "RLIMIT_NOFILE": limits.files,
        "RLIMIT_CORE": 0,
    }
    if os.getuid() != 0:  # the kernel does not count the superuser's processes
        wanted["RLIMIT_NPROC"] = tasks_of(os.getuid()) + limits.processes
    for name, value in wanted.items():
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        _, hard = resource.getrlimit(kind)
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses a limit below what is already in use
            resource.setrlimit(kind, (least, least))


def _mapped() -> int:
    """Return the bytes of address space that this process uses; 0 where there is no /proc."""
    with contextlib.suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def tasks_of(user: int) -> int:
    """Return the number of threads of all processes of a user; for the limit, each counts as a process."""
    found = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if process.stat().st_uid == user:
                found += sum(1 for _ in (process / "task").iterdir())
    return found
