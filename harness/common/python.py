"""The Python that runs, by the name that verdicts go by."""

from __future__ import annotations

import platform
import sys


def python_name() -> str:
    """Return the implementation and its version up to the second number, as ``CPython 3.11``.

    The bytecode, and so the steps of a program, change with the second number and not with the third.
    """
    return f"{platform.python_implementation()} {sys.version_info.major}.{sys.version_info.minor}"
