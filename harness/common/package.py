"""The names of this package: the one that it is imported under, and the alias that ``import harness`` has."""

from __future__ import annotations

import os
import sys

PACKAGE = __name__.partition(".")[0]
PREFIX = f"{PACKAGE}."
"""What the names of its modules begin with."""
ALIAS = "harness"
"""A second name of the package, for a program that has no module of that name."""
HOME = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
"""The folder of its modules."""
FACADE = os.path.dirname(os.path.realpath(str(sys.modules[PACKAGE].__file__)))
"""The folder of what users import: the package's ``__init__``, and the alias."""


def is_our_file(file: str) -> bool:
    """True for a file of this package."""
    return os.path.realpath(file).startswith((HOME + os.sep, FACADE + os.sep))


def is_alias_file(file: str) -> bool:
    """True for the ``__init__`` of the alias, in this copy of the package or in another one."""
    above = os.path.dirname(os.path.dirname(os.path.realpath(file)))
    return any(os.path.isfile(os.path.join(above, folder, "alias.py")) for folder in ("", os.path.basename(FACADE)))
