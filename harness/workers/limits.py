"""What a worker may use, and how long it may take. SECURITY.md says where each limit holds."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one worker, and one job, may take.

    Attributes:
        memory: bytes of address space, on top of what the interpreter itself has mapped (without the GIL that is
            gigabytes). Real memory is less: a thread's stack counts though it is not touched.
        file: bytes of any file that is written.
        files: open at once.
        processes: of the same user, on top of those that there were when the worker began.
        message: bytes of one message to the parent.
        silence: seconds without a sign of life after which code outside Python is taken to hold the worker.
        slack: seconds that a clause may take on top of what its job allows, before it is cut off.
        seconds: what a clause may take whose job says nothing.
    """

    memory: int = 4096 * MEGABYTE
    file: int = MEGABYTE
    files: int = 256
    processes: int = 1_000
    message: int = 64 * MEGABYTE
    silence: float = 5.0
    slack: float = 120.0
    seconds: float = 240.0


def impose(limits: Limits) -> None:
    """Put this process, and all it starts, under the limits that the platform knows; Windows knows none."""
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
    if os.getuid() != 0:  # the superuser is not counted
        wanted["RLIMIT_NPROC"] = _tasks(os.getuid()) + limits.processes
    for name, value in wanted.items():
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        _, hard = resource.getrlimit(kind)
        least = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses a limit below what is in use already
            resource.setrlimit(kind, (least, least))


def _mapped() -> int:
    """Bytes of address space in use by this process; 0 where there is no /proc."""
    with contextlib.suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _tasks(user: int) -> int:
    """Threads of all processes of a user; each counts as a process where the limit is concerned."""
    found = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if process.stat().st_uid == user:
                found += sum(1 for _ in (process / "task").iterdir())
    return found
