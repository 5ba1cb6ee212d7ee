"""Which interpreter the threads were real on: what a run shows without the GIL, one with it may never show."""

from __future__ import annotations

import platform
import sys
import sysconfig


def gil() -> bool:
    """The interpreter's lock is on, so that Python code runs one thread at a time.

    A free-threaded build turns it on, for good, when it imports an extension that has not said it does without.
    """
    return bool(getattr(sys, "_is_gil_enabled", lambda: True)())


def build() -> str:
    """Such as ``CPython 3.11.7``, or ``CPython 3.13.5, free-threaded (GIL off)``."""
    name = f"{platform.python_implementation()} {platform.python_version()}"
    if not sysconfig.get_config_var("Py_GIL_DISABLED"):
        return name
    return f"{name}, free-threaded (GIL {'on' if gil() else 'off'})"
