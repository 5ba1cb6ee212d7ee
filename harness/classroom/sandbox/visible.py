"""The part of the file system that is visible in the sandbox: the interpreter, its libraries and this package.

Named parts, not whole folders of the interpreter: a virtual environment may be the very folder in which a teacher keeps
submissions, and a prefix such as ``/usr/local`` or a home directory holds much else.
"""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import PurePosixPath

from ...common.package import FACADE, HOME

SYSTEM = (
    "/usr/lib", "/usr/lib32", "/usr/lib64", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/localtime",
    "/nix/store", "/gnu/store",
)  # fmt: skip
HANDOUT = os.path.join(HOME, "_handout")
"""The folder of an installed package with everybody's solutions; in a clone they are outside of the package."""


@cache
def visible_words() -> tuple[str, ...]:
    """Return the words for ``bwrap`` that show the interpreter, its libraries and this package."""
    words: list[str] = []
    folders = sorted({*filter(os.path.exists, SYSTEM), *_python_folders()})
    outermost = [one for one in folders if not any(_is_below(one, other) for other in folders)]
    programs = [one for one in dict.fromkeys(_executables()) if not any(_is_below(one, folder) for folder in outermost)]
    words += parent_words((*programs, *outermost))
    for path in programs:
        words += _link_or_file(path)
    for path in outermost:
        words += ["--ro-bind", path, path]
    if os.path.isdir(HANDOUT):
        words += ["--tmpfs", HANDOUT]
    return tuple(words)


def parent_words(paths: Iterable[str]) -> list[str]:
    """Return the words that make the folders above some paths.

    ``bwrap`` makes them by itself, but so that only the user who starts it can go through them.
    """
    above = {str(folder) for path in paths for folder in PurePosixPath(path).parents}
    return [word for folder in sorted(above - {"/", "/tmp"}) for word in ("--perms", "0755", "--dir", folder)]


def covered_folders() -> tuple[str, ...]:
    """Return the folders that are covered by an empty one, in which files can then be shown."""
    return (HANDOUT,) if os.path.isdir(HANDOUT) else ()


def user_packages() -> str:
    """Return the folder of what was installed with ``pip --user``; "" where the interpreter does not look there."""
    return site.getuserbase() if site.ENABLE_USER_SITE else ""


def _python_folders() -> set[str]:
    """Return the folders and files, besides its programs, that the interpreter reads."""
    found = {HOME, FACADE, *site.getsitepackages()}
    if site.ENABLE_USER_SITE:
        found.add(site.getusersitepackages())
    for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}:
        found |= {os.path.join(prefix, part) for part in ("lib", "lib64", "pyvenv.cfg")}
    found |= {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    return {path for one in found if os.path.exists(one) for path in (one, os.path.realpath(one))}


def _executables() -> list[str]:
    """Return the interpreter, and the links that lead to it: the places of libraries are relative to the last one."""
    found = []
    waiting = [str(getattr(sys, "_base_executable", sys.executable)), sys.executable]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.append(path)
            if os.path.islink(path):
                waiting.append(os.path.normpath(os.path.join(os.path.dirname(path), os.readlink(path))))
    return found


def _link_or_file(path: str) -> list[str]:
    return ["--symlink", os.readlink(path), path] if os.path.islink(path) else ["--ro-bind", path, path]


def _is_below(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip(os.sep) + os.sep)
