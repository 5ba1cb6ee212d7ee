"""The preparation of a process for jobs: imports and generates what all jobs need, before code under test runs."""

from __future__ import annotations

import sys
from importlib import import_module

from ..answers.batch import Batch
from ..answers.measures import Measures
from ..common.package import PACKAGE
from ..common.records import prepare
from ..failure_store import StoredFailure
from ..part import Part
from ..result import Result
from ..trace import Place
from ..world.stdlib.modules import compile_ahead
from .job import Job
from .limits import Limits


def prepare_to_judge() -> None:
    """Prepare this process; its integrity check can be made next."""
    if sys.version_info >= (3, 14):  # there it imports _interpreters, which the armed audit hook refuses
        import unittest.mock  # noqa: F401 - contracts use its ANY
    import_module(f"{PACKAGE}.alias").install()  # contracts may import it
    sys.breakpointhook = lambda *args, **words: None  # on real threads, too, there is nobody to ask
    # the usual one prints the exception of a finalizer with its source, which the interpreter parses for that: an audit
    # event as if the program made code
    sys.unraisablehook = lambda arguments: None
    prepare(encoded=(Batch, Measures, Part, Place, Result), decoded=(Job, Limits, StoredFailure))
    import_module("pytest")  # every contract imports it
    import_module(f"{PACKAGE}.stress.engine")
    compile_ahead()
    # what was imported up to here is compiled once for all processes to come; programs leave no files behind
    sys.dont_write_bytecode = True
