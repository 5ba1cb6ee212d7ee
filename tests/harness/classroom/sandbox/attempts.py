"""What the attacks are made of: a system call, and an attempt of which it counts how far it gets."""

import ctypes
import os
from collections.abc import Callable
from typing import Any

LIBC = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    # x86-64, arm64
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "mount": (165, 40), "umount2": (166, 39),
    "unshare": (272, 97), "clone": (56, 220), "keyctl": (250, 219), "add_key": (248, 217),
    "io_uring_setup": (425, 425), "bpf": (321, 280), "init_module": (175, 105), "perf_event_open": (298, 241),
    "memfd_create": (319, 279), "shmget": (29, 194), "shmctl": (31, 195), "open_by_handle_at": (304, 265),
    "userfaultfd": (323, 282), "fsopen": (430, 430),
}  # fmt: skip


class Withstood(Exception):
    """An attack that raised no error and still came to nothing."""


def call(name: str, *arguments: Any) -> int:
    """Make a system call, which raises OSError if it fails."""
    number = NUMBERS[name][os.uname().machine != "x86_64"]
    ctypes.set_errno(0)
    result = int(LIBC.syscall(ctypes.c_long(number), *arguments))
    if result == -1:
        raise OSError(ctypes.get_errno(), name)
    return result


def opened_for_writing(path: str) -> str:
    try:
        os.close(os.open(path, os.O_WRONLY))
    except OSError:
        if not os.statvfs(path).f_flag & os.ST_RDONLY:
            raise
        raise Withstood("read-only") from None
    return "opened"


def reached(attempt: Callable[[], object], *after: int) -> str:
    """Make an attempt; the errors ``after`` come from the kernel's look at the arguments, past all permissions."""
    try:
        attempt()
    except OSError as error:
        if error.errno not in after:
            raise
    return "reached the kernel"


def in_a_child(attempt: Callable[[], object]) -> str:
    """Make an attempt in a process of its own, which may be of no use afterwards."""
    child = os.fork()
    if child == 0:
        try:
            attempt()
        except OSError as error:
            os._exit(error.errno or 255)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code:
        raise OSError(code, "in the child")
    return "done"
