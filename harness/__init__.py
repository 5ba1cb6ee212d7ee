"""The package's other name: ``import harness`` is ``import concurrency_katas``, with the same modules.

The files of this folder are the modules of ``concurrency_katas``, and import each other relatively.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrency_katas import (
        AnyOf,
        Blocks,
        OrderWarning,
        Result,
        Step,
        Stumble,
        Verdict,
        __version__,
        check_order,
        choice,
        explore,
        invariant,
    )

    __all__ = [
        "AnyOf",
        "Blocks",
        "OrderWarning",
        "Result",
        "Step",
        "Stumble",
        "Verdict",
        "__version__",
        "check_order",
        "choice",
        "explore",
        "invariant",
    ]

from concurrency_katas.alias import install

install()
