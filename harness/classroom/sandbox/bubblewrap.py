"""The command line of bubblewrap (``bwrap``): namespaces without a network, and a file system with little in it.

A process in it sees the interpreter, its libraries, this package and the contracts, all read-only; a ``/tmp`` of its
own in memory; its own processes; and no environment. It ends with its parent.
"""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

from ...common.package import FACADE, HOME

PROGRAM = "bwrap"
DISK = 64 << 20
"""Bytes that can be written, all in memory."""
_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/localtime", "/nix/store", "/gnu/store")
WORK = "/tmp/work"


def sandbox_command(roots: tuple[Path, ...], filter_descriptor: int | None) -> list[str]:
    """Return the words before the command that is to run in the sandbox.

    Args:
        roots: folders to read, besides the interpreter and this package.
        filter_descriptor: an open file with the seccomp filter, passed on to the program; None for no filter.
    """
    words = [
        PROGRAM, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv",
        "--proc", "/proc", "--dev", "/dev", "--size", str(DISK), "--tmpfs", "/tmp", "--dir", WORK, "--chdir", WORK,
        "--setenv", "HOME", WORK, "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LC_ALL", "C.UTF-8",
        "--setenv", "TMPDIR", "/tmp",
    ]  # fmt: skip
    for path in (*_SYSTEM, *_python(), *map(str, roots)):
        words += ["--ro-bind-try", path, path]
    if filter_descriptor is not None:
        words += ["--seccomp", str(filter_descriptor)]
    return words


@cache
def _python() -> tuple[str, ...]:
    """Return the folders of the interpreter, of installed packages and of this package, without those in others."""
    folders = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, HOME, FACADE}
    folders |= {str(Path(sys.executable).resolve().parent), os.path.dirname(sys.executable)}
    folders |= {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    folders |= {one for one in (*site.getsitepackages(), site.getusersitepackages()) if os.path.isdir(one)}
    inside = [one for one in sorted(folders) if not one.startswith(_SYSTEM[0] + os.sep)]
    return tuple(one for one in inside if not any(one != other and one.startswith(other + os.sep) for other in inside))


@cache
def works() -> str:
    """Return "" if the sandbox can be used on this machine, or else why it cannot."""
    if not sys.platform.startswith("linux"):
        return "bubblewrap is for Linux only"
    if shutil.which(PROGRAM) is None:
        return "bwrap is not installed"
    try:
        tried = subprocess.run(
            [*sandbox_command((), None), sys.executable, "-I", "-c", "print(1)"],
            capture_output=True,
            check=False,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bwrap does not run here: {error}"
    if tried.returncode == 0 and tried.stdout.strip() == b"1":
        return ""
    said = tried.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit code {tried.returncode}"]
    return f"bwrap does not run here: {said[-1][:200]}"
