"""The filter of system calls, run by an interpreter of BPF for both kinds of machine, and by the kernel of this one."""

import json
import platform
import re
import struct
from pathlib import Path

import pytest

from harness.classroom.sandbox.refused_syscalls import NEWEST, REFUSED
from harness.classroom.sandbox.syscall_filter import (
    ALLOW,
    CLONE,
    CLONE3,
    ENOSYS,
    EPERM,
    ERRNO,
    IOCTL,
    KILL,
    MACHINES,
    SOCKET,
    X32,
    syscall_filter,
)

NAMES = ("x86_64", "aarch64")
HEADERS = {
    "x86_64": (Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), Path("/usr/include/asm/unistd_64.h")),
    "aarch64": (Path("/usr/include/asm-generic/unistd.h"),),
}
READ, GETPID, SOCKETPAIR = (0, 63), (39, 172), (53, 199)
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06


def interpreted(program, number, architecture, *arguments):
    """What the program returns for a system call: ``struct seccomp_data`` is its packet, as in the kernel."""
    packet = struct.pack("=IIQ6Q", number, architecture, 0, *arguments, *[0] * (6 - len(arguments)))
    steps = list(struct.iter_unpack("=HBBI", program))
    value, at = 0, 0
    while True:  # jumps lead forward only, so it ends
        code, then, otherwise, constant = steps[at]
        at += 1
        if code == LOAD:
            assert constant % 4 == 0
            (value,) = struct.unpack_from("=I", packet, constant)
        elif code == RETURN:
            return constant
        else:
            holds = {EQUAL: value == constant, AT_LEAST: value >= constant, ANY_BIT: bool(value & constant)}[code]
            at += then if holds else otherwise


@pytest.fixture(params=NAMES)
def machine(request):
    return request.param


@pytest.fixture
def answer(machine):
    kind = MACHINES[machine]
    program = syscall_filter(machine)

    def ask(call, *arguments):
        number = call[kind.column] if isinstance(call, tuple) else call
        return interpreted(program, number, kind.audit, *arguments)

    return ask


def test_a_call_of_the_table_is_refused_whatever_its_arguments(machine, answer):
    column = MACHINES[machine].column
    there = [name for name in REFUSED if REFUSED[name][column] is not None]
    assert len(there) > 50
    for name in there:
        for arguments in ((), (1,), (2**64 - 1,) * 6):
            assert answer(REFUSED[name], *arguments) == ERRNO | EPERM, name


def test_every_other_call_is_allowed(machine, answer):
    column = MACHINES[machine].column
    refused = {numbers[column] for numbers in REFUSED.values()}
    special = {each[column] for each in (CLONE, CLONE3, SOCKET, IOCTL)}
    for number in set(range(NEWEST + 1)) - refused - special:
        assert answer(number, 1, 1, 1) == ALLOW, number


def test_numbers_are_in_the_table_once(machine):
    column = MACHINES[machine].column
    numbers = [each[column] for each in (*REFUSED.values(), CLONE, CLONE3, SOCKET, IOCTL) if each[column] is not None]
    assert len(numbers) == len(set(numbers))
    assert max(numbers) <= NEWEST


@pytest.mark.parametrize("number", [NEWEST + 1, NEWEST + 100, 0x3FFFFFFF])
def test_a_call_that_came_later_is_no_call(number, answer):
    assert answer(number) == ERRNO | ENOSYS


def test_only_unix_sockets_are_made(answer):
    assert answer(SOCKET, 1) == ALLOW
    for family in (0, 2, 10, 16, 17, 38, 40):  # INET, INET6, NETLINK, PACKET, ALG, VSOCK
        assert answer(SOCKET, family) == ERRNO | EPERM, family
    assert answer(SOCKETPAIR, 1) == ALLOW
    assert answer(SOCKET, 2 << 32 | 1) == ALLOW, "the kernel reads 32 bits of it: the family of a Unix socket"
    assert answer(SOCKET, 1 << 32 | 2) == ERRNO | EPERM


def test_threads_and_processes_are_made_but_no_namespaces(answer):
    thread, process = 0x3D0F00, 17
    assert answer(CLONE, thread) == answer(CLONE, process) == ALLOW
    for namespace in (0x20000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
        assert answer(CLONE, process | namespace) == ERRNO | EPERM, hex(namespace)
    assert answer(CLONE3, 0) == ERRNO | ENOSYS, "the C library then takes clone, whose flags the filter sees"


def test_nothing_is_typed_on_a_terminal(answer):
    assert answer(IOCTL, 0, 0x5401) == ALLOW
    for request in (0x5412, 0x541C):
        assert answer(IOCTL, 0, request) == ERRNO | EPERM
        assert answer(IOCTL, request, 0x5401) == ALLOW, "that is the descriptor"
        assert answer(IOCTL, 0, 1 << 32 | request) == ERRNO | EPERM, "the kernel reads 32 bits of it"


def test_a_call_for_another_architecture_ends_the_process(machine):
    program = syscall_filter(machine)
    others = {kind.audit for kind in MACHINES.values()} - {MACHINES[machine].audit} | {0x40000003, 0x40000028}
    for audit in others:  # i386 and arm, which both kernels also run
        for number in (0, 1, REFUSED["ptrace"][0]):
            assert interpreted(program, number, audit) == KILL


def test_a_call_of_the_x32_interface_ends_the_process():
    kind = MACHINES["x86_64"]
    for number in (X32, X32 | 521, 0xFFFFFFFF):
        assert interpreted(syscall_filter("x86_64"), number, kind.audit) == KILL


def test_a_machine_whose_numbers_are_not_known_has_no_filter():
    assert syscall_filter("riscv64") is None
    assert syscall_filter("arm64") == syscall_filter("aarch64")


def test_the_filter_is_one_that_a_kernel_takes(machine):
    """As ``bpf_check_classic`` and ``seccomp_check_filter`` do: known steps, jumps inside, a return at the end."""
    steps = list(struct.iter_unpack("=HBBI", syscall_filter(machine)))
    assert len(steps) <= 4096
    assert steps[-1][0] == RETURN
    for at, (code, then, otherwise, constant) in enumerate(steps):
        assert code in (LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN)
        if code == LOAD:
            assert constant + 4 <= 64
        elif code != RETURN:
            assert at + 1 + max(then, otherwise) < len(steps)


def test_the_numbers_are_those_of_linux(machine):
    path = next((path for path in HEADERS[machine] if path.is_file()), None)
    if path is None:
        pytest.skip("the headers of Linux are not installed")
    text = path.read_text(encoding="utf-8")
    numbers = {name: int(number) for name, number in re.findall(r"#define\s+__NR(?:3264)?_(\w+)\s+(\d+)", text)}
    ours = {**REFUSED, "clone": CLONE, "clone3": CLONE3, "socket": SOCKET, "ioctl": IOCTL}
    column = MACHINES[machine].column
    known = {name: each[column] for name, each in ours.items() if name in numbers}
    assert known == {name: numbers[name] for name in known}
    assert len(known) > 50


def test_the_kernel_agrees(sandbox):
    if platform.machine() not in MACHINES:
        pytest.skip("there is no filter for this machine")
    column = MACHINES[platform.machine()].column
    asked = {
        **{name: (numbers[column], 0, 0) for name, numbers in REFUSED.items()},
        "getpid": (GETPID[column], 0, 0), "inet": (SOCKET[column], 2, 1), "unix": (SOCKET[column], 1, 1),
        "later": (NEWEST + 1, 0, 0), "clone3": (CLONE3[column], 0, 0),
    }  # fmt: skip
    # what would end or stop this process if it were allowed is not asked
    asked = {name: each for name, each in asked.items() if each[0] is not None and name != "vhangup"}
    code = (
        "import ctypes, json; libc = ctypes.CDLL(None, use_errno=True); found = {}\n"
        f"for name, (number, *arguments) in {asked!r}.items():\n"
        "    ctypes.set_errno(0)\n"
        "    result = libc.syscall(ctypes.c_long(number), *arguments, 0, 0)\n"
        "    found[name] = ctypes.get_errno() if result == -1 else 0\n"
        "print(json.dumps(found))"
    )
    found = json.loads(sandbox.output(code))
    expected = dict.fromkeys(asked, EPERM) | {"getpid": 0, "unix": 0, "later": ENOSYS, "clone3": ENOSYS}
    assert found == expected
