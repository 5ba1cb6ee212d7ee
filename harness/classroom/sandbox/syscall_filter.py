"""A seccomp filter: refuses system calls by their number, and a few by one of their arguments.

The filter is a program of classic BPF (Linux: Documentation/userspace-api/seccomp_filter.rst). What it refuses fails
with EPERM or ENOSYS; only a call for another architecture, whose numbers mean something else, ends the process.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from .refused_syscalls import NEWEST, REFUSED

CLONE, CLONE3, SOCKET, IOCTL = (56, 220), (435, 435), (41, 198), (16, 29)
NEW_NAMESPACES = 0x7E020000
"""The flags of ``clone`` for new namespaces: of mounts, cgroups, host names, IPC, users, processes and networks."""
UNIX_SOCKET = 1
TERMINAL_INPUT = (0x5412, 0x541C)
"""The requests of ``ioctl`` that type on a terminal: TIOCSTI, and TIOCLINUX, which pastes."""
EPERM, ENOSYS = 1, 38
X32 = 0x40000000
"""On x86-64, system calls of the x32 interface have numbers from here."""

# classic BPF: linux/bpf_common.h, linux/seccomp.h, linux/audit.h
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16


@dataclass(frozen=True, slots=True)
class Machine:
    """A kind of machine.

    Attributes:
        audit: how the kernel names it to a filter.
        column: where its numbers are in the tables.
        x32: whether it also has the x32 interface.
    """

    audit: int
    column: int
    x32: bool


_ARM = Machine(0xC00000B7, 1, x32=False)
MACHINES = {"x86_64": Machine(0xC000003E, 0, x32=True), "aarch64": _ARM, "arm64": _ARM}


def syscall_filter(machine: str) -> bytes | None:
    """Return the filter for a kind of machine, as ``bwrap --seccomp`` reads it; None if the numbers are not known.

    Args:
        machine: as ``platform.machine()`` names it.
    """
    kind = MACHINES.get(machine)
    if kind is None:
        return None
    column = kind.column
    program = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, kind.audit, 1, 0),
        _step(_RETURN, KILL),
        _step(_LOAD, _NUMBER),
    ]
    if kind.x32:
        program += [_step(_AT_LEAST, X32, 0, 1), _step(_RETURN, KILL)]
    program += [_step(_AT_LEAST, NEWEST + 1, 0, 1), _step(_RETURN, ERRNO | ENOSYS)]
    numbers = [each[column] for each in REFUSED.values()]
    program += [step for number in numbers if number is not None for step in _fails(number, EPERM)]
    program += _fails(CLONE3[column], ENOSYS)  # its flags are in memory; the C library then calls clone
    program += _where(CLONE[column], 0, [_step(_ANY_BIT, NEW_NAMESPACES, 0, 1), _refuse(), _allow()])
    program += _where(SOCKET[column], 0, [_step(_EQUAL, UNIX_SOCKET, 1, 0), _refuse(), _allow()])
    typing = [step for request in TERMINAL_INPUT for step in _fails(request, EPERM)]
    program += _where(IOCTL[column], 1, [*typing, _allow()])
    return b"".join([*program, _allow()])


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """Return one instruction; ``then`` and ``otherwise`` are the numbers of instructions to skip."""
    return struct.pack("=HBBI", code, then, otherwise, value)


def _allow() -> bytes:
    return _step(_RETURN, ALLOW)


def _refuse() -> bytes:
    return _step(_RETURN, ERRNO | EPERM)


def _fails(value: int, error: int) -> list[bytes]:
    """Return the steps that refuse what was loaded if it is this value."""
    return [_step(_EQUAL, value, 0, 1), _step(_RETURN, ERRNO | error)]


def _where(number: int, argument: int, steps: list[bytes]) -> list[bytes]:
    """Return the steps that decide about one system call by one of its arguments, of which the low half counts."""
    # both machines are little-endian; the kernel, too, takes these arguments as 32 bits
    load = _step(_LOAD, _ARGUMENTS + 8 * argument)
    return [_step(_EQUAL, number, 0, 1 + len(steps)), load, *steps]
