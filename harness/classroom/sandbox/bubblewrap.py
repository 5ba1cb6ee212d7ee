"""The command line of bubblewrap (``bwrap``): namespaces without a network, and a file system with little in it.

A process in it sees the interpreter, its libraries, this package and what it is given, all read-only; a ``/tmp`` of its
own in memory; its own processes; and no environment. It ends with its parent.

An ordinary user gets a user namespace. The superuser needs none: the command becomes a user who exists nowhere, because
the kernel counts no processes of the superuser, and lets it change the files that belong to it.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import get_native_id
from typing import IO

from ...common.package import FACADE, HOME, PACKAGE
from ...workers.limits import tasks_of
from .syscall_filter import syscall_filter
from .visible import covered_folders, parent_words, user_packages, visible_words

PROGRAM = "bwrap"
MEGABYTE = 1 << 20
NOBODY = 65534
"""The user in a user namespace."""
FIRST_USER, USERS = 0x7FFF0000, 60_000
"""The users that the superuser's commands become. Threads that start sandboxes have one each, as do their limits."""
PLACE = "/tmp"
TRYING = 120.0
"""Seconds in which a sandbox must start that does nothing; the machine may be busy."""


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """The limits that the kernel imposes on what runs in a sandbox.

    Attributes:
        disk: bytes that can be written, all in memory.
        processes: processes and threads at once.
        memory: bytes of address space of one process.
        files: open files of one process.
    """

    disk: int = 64 * MEGABYTE
    processes: int = 256
    memory: int = 8192 * MEGABYTE
    files: int = 1024


@dataclass(slots=True)
class SandboxView:
    """The files that a command in a sandbox gets to read, and the open files that ``bwrap`` needs for that.

    Attributes:
        files: files and folders, besides the interpreter and this package.
        texts: files that are in the sandbox only, by their paths.
    """

    files: Sequence[Path] = ()
    texts: Mapping[Path, bytes] = field(default_factory=dict)
    _open: list[IO[bytes]] = field(default_factory=list)

    def descriptor(self, text: bytes) -> int:
        """Return the descriptor of an open file with this text."""
        file = tempfile.TemporaryFile()  # noqa: SIM115 (it is closed when the view is gone)
        self._open.append(file)
        file.write(text)
        file.flush()
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        return file.fileno()

    @property
    def descriptors(self) -> tuple[int, ...]:
        """The descriptors to pass on to ``bwrap``, which closes them before it starts the command."""
        return tuple(file.fileno() for file in self._open)


def sandbox_command(
    view: SandboxView, command: Sequence[str], limits: SandboxLimits | None = None, machine: str = ""
) -> list[str]:
    """Return the words that run a command in a sandbox.

    Args:
        view: what the command gets to read; has the descriptors to pass on afterwards.
        command: the path of a program, and its arguments.
        limits: None for the usual ones.
        machine: the kind of machine, for the filter of system calls; "" for this one.
    """
    limits = limits or SandboxLimits()
    # env: the first process in the sandbox is bwrap itself, and shows the environment it was started with
    words = [
        shutil.which("env") or "/usr/bin/env", "-i", shutil.which(PROGRAM) or PROGRAM,
        "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
        "--die-with-parent", "--new-session", "--hostname", "sandbox", "--cap-drop", "ALL", *_user_words(),
        "--proc", "/proc", "--dev", "/dev",
        "--perms", "1777", "--size", str(limits.disk), "--tmpfs", PLACE,
        "--setenv", "HOME", PLACE, "--setenv", "TMPDIR", PLACE, "--setenv", "LC_ALL", "C.UTF-8",
    ]  # fmt: skip
    if user_packages():
        words += ["--setenv", "PYTHONUSERBASE", user_packages()]
    words += [*visible_words(), *parent_words(map(str, (*view.files, *view.texts)))]
    for path in view.files:
        words += ["--ro-bind", str(path), str(path)]
    for path, text in view.texts.items():
        words += ["--perms", "0444", "--ro-bind-data", str(view.descriptor(text)), str(path)]
    for path_ in (*covered_folders(), "/dev", "/"):  # else they are memory that can be written without a limit
        words += ["--remount-ro", path_]
    rules = syscall_filter(machine or platform.machine())
    if rules is not None:
        words += ["--seccomp", str(view.descriptor(rules))]
    return [*words, "--chdir", PLACE, "--", *_launcher_words(limits), *command]


def _user_words() -> list[str]:
    if os.getuid() == 0:
        return ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    return ["--unshare-user", "--uid", str(NOBODY), "--gid", str(NOBODY)]


def _launcher_words(limits: SandboxLimits) -> list[str]:
    """Return the words that start the launcher, up to the command."""
    user = os.getuid()
    processes = limits.processes + (tasks_of(user) if user and not _counts_in_namespaces() else 0)
    imposed = {
        "RLIMIT_NPROC": processes, "RLIMIT_AS": limits.memory, "RLIMIT_NOFILE": limits.files,
        "RLIMIT_FSIZE": limits.disk, "RLIMIT_CORE": 0, "RLIMIT_MSGQUEUE": 0,
    }  # fmt: skip
    own = [f"{name}={number}" for name, number in imposed.items()]
    launcher = os.path.join(HOME, "classroom", "sandbox", "launcher.py")
    return [sys.executable, "-I", "-S", launcher, str(FIRST_USER + get_native_id() % USERS), *own, "--"]


def _counts_in_namespaces() -> bool:
    """Return whether the kernel counts a user's processes in each user namespace: since Linux 5.14."""
    numbers = [int(part) for part in platform.release().split("-")[0].split(".")[:2] if part.isdigit()]
    return numbers >= [5, 14]


def python_command(statement: str, *arguments: str) -> list[str]:
    """Return the command that runs a statement which can import this package, and nothing from the working directory.

    Args:
        statement: the statement.
        arguments: what ``sys.argv`` has from its second place.
    """
    start = f"import sys; sys.path.append(sys.argv[1]); {statement}"
    return [sys.executable, "-P", "-c", start, os.path.dirname(FACADE), *arguments]


@cache
def works() -> str:
    """Return "" if the sandbox can be used on this machine, or else why it cannot."""
    if not sys.platform.startswith("linux"):
        return "bubblewrap is for Linux only"
    if shutil.which(PROGRAM) is None:
        return "bwrap is not installed"
    view = SandboxView()
    command = sandbox_command(view, python_command(f"import {PACKAGE}.classroom.sandbox.judge_inside; print(1)"))
    try:
        tried = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=TRYING,
            pass_fds=view.descriptors,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bwrap does not run here: {error}"
    if tried.returncode == 0 and tried.stdout.strip() == b"1":
        return ""
    said = tried.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit code {tried.returncode}"]
    return f"bwrap does not run here: {said[-1][:200]}"


def has_filter() -> bool:
    """Return whether the numbers of this machine's system calls are known."""
    return syscall_filter(platform.machine()) is not None
