"""The values that threads have in ``threading.local``: kept in the thread objects until the thread ends."""

from __future__ import annotations

from types import ModuleType
from typing import Any

KEY = "_threading_local._localimpl."
"""Under this prefix and a number, ``_threading_local`` notes in a thread object which locals have values for it."""


class ThreadLocals:
    """The values of all threads of one world."""

    def __init__(self) -> None:
        self._used = False
        """Some thread has had a value."""

    def watch(self, module: ModuleType) -> None:
        """Notice from now on when a thread gets values in a local of ``_threading_local``."""
        kind = vars(module)["_localimpl"]
        create = kind.create_dict

        def create_dict(one: Any) -> Any:
            self._used = True
            return create(one)

        kind.create_dict = create_dict

    def forget(self, ended: Any) -> None:
        """Let go of the values of a thread that ends, as the interpreter does, although its object may live on.

        Args:
            ended: its ``threading.Thread``, or None.
        """
        if not self._used or ended is None:
            return
        for key in [key for key in vars(ended) if key.startswith(KEY)]:
            local = vars(ended)[key]()
            if local is not None:
                local.dicts[id(ended)] = local.dicts[id(ended)][0], {}


def noted(thread: Any) -> dict[str, Any]:
    """Return what the locals have noted in a thread object, by attribute."""
    return {name: value for name, value in vars(thread).items() if name.startswith(KEY)}
