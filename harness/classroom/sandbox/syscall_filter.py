"""A seccomp filter: system calls that no kata needs, and that have been the way out of sandboxes.

The filter is a program of classic BPF (Linux: Documentation/userspace-api/seccomp_filter.rst). It looks at the number
of a system call and, for two of them, at the first argument. What it refuses fails with EPERM; only a call for another
architecture, whose numbers mean something else, ends the process.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

REFUSED = {
    # name: (x86-64, arm64); the numbers are those of Linux's unistd.h, and never change
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "syslog": (103, 116),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "vhangup": (153, 58),
}
_CLONE, _CLONE3, _SOCKET = (56, 220), (435, 435), (41, 198)
_NEW_USER_NAMESPACE, _UNIX_SOCKET = 0x10000000, 1
_EPERM, _ENOSYS = 1, 38
_X32 = 0x40000000
"""On x86-64, system calls of the x32 interface have numbers from here."""

# classic BPF: linux/bpf_common.h, linux/seccomp.h, linux/audit.h
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16


@dataclass(frozen=True, slots=True)
class _Machine:
    audit: int
    column: int
    x32: bool


_MACHINES = {
    "x86_64": _Machine(0xC000003E, 0, x32=True),
    "aarch64": _Machine(0xC00000B7, 1, x32=False),
    "arm64": _Machine(0xC00000B7, 1, x32=False),
}


def syscall_filter(machine: str) -> bytes | None:
    """Return the filter for a kind of machine, as ``bwrap --seccomp`` reads it; None if there is none for it.

    Args:
        machine: as ``platform.machine()`` names it.
    """
    kind = _MACHINES.get(machine)
    if kind is None:
        return None
    column = kind.column
    program = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, kind.audit, 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
    ]
    if kind.x32:
        program += [_step(_AT_LEAST, _X32, 0, 1), _step(_RETURN, _KILL)]
    for numbers in REFUSED.values():
        program += _fails(numbers[column], _EPERM)
    program += _fails(_CLONE3[column], _ENOSYS)  # its flags lie in memory; the C library then calls clone
    program += [
        _step(_EQUAL, _CLONE[column], 0, 4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_ANY_BIT, _NEW_USER_NAMESPACE, 0, 1),
        _step(_RETURN, _ERRNO | _EPERM),
        _step(_RETURN, _ALLOW),
        _step(_EQUAL, _SOCKET[column], 0, 4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_EQUAL, _UNIX_SOCKET, 1, 0),
        _step(_RETURN, _ERRNO | _EPERM),
        _step(_RETURN, _ALLOW),
        _step(_RETURN, _ALLOW),
    ]
    return b"".join(program)


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """Return one instruction; ``then`` and ``otherwise`` are how many instructions to skip."""
    return struct.pack("=HBBI", code, then, otherwise, value)


def _fails(number: int, error: int) -> list[bytes]:
    return [_step(_EQUAL, number, 0, 1), _step(_RETURN, _ERRNO | error)]
