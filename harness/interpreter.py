"""The interpreter that runs the real threads: a failure that shows without the GIL may never show with it."""

from __future__ import annotations

import platform
import sys
import sysconfig

from .result import Build


def gil() -> bool:
    """True when the global interpreter lock is on, so that Python code runs one thread at a time.

    A free-threaded build turns it on, for the rest of the process, when it imports an extension module that has not
    declared that it works without it.
    """
    return bool(getattr(sys, "_is_gil_enabled", lambda: True)())


def build() -> Build:
    """Return the interpreter of this process."""
    name = f"{platform.python_implementation()} {platform.python_version()}"
    return Build(name, gil(), bool(sysconfig.get_config_var("Py_GIL_DISABLED")))
