"""Concurrency katas: run code under schedules chosen on purpose, and say what is wrong with it.

``explore(function)`` is the whole interface in one line; ``Result`` and ``Verdict`` are what it
gives back. Nothing is imported before it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from harness.explore import explore
    from harness.trace import Result, Verdict

__all__ = ["Result", "Verdict", "explore"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name == "explore":
        import harness.explore

        return harness.explore.explore
    if name in ("Result", "Verdict"):
        import harness.trace

        return getattr(harness.trace, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
