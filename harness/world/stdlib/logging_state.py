"""The state of the world's ``logging``: its loggers, handlers and levels, put back before each execution."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any


class LoggingState:
    """The state right after the module was loaded.

    Args:
        module: the world's ``logging``.
        lock: makes the lock of its registry, which is no operation of the program.
    """

    def __init__(self, module: ModuleType, lock: Callable[[], Any]) -> None:
        self._names: Any = vars(module)
        self._lock = lock
        self._pristine = dict(self._names)
        self._levels = [(self._names[name], dict(self._names[name])) for name in ("_levelToName", "_nameToLevel")]
        self._root = dict(vars(self._names["root"]))
        self._manager = dict(vars(self._names["root"].manager))

    def restore(self) -> None:
        """Forget the loggers, handlers and levels of the last execution."""
        names = self._names
        names.update(self._pristine)
        names["_lock"] = self._lock()
        for levels, before in self._levels:
            levels.clear()
            levels.update(before)
        names["_handlers"].clear()
        names["_handlerList"].clear()
        root = names["root"]
        vars(root).clear()
        vars(root).update(self._root, handlers=[], filters=[], _cache={})
        vars(root.manager).clear()
        vars(root.manager).update(self._manager, loggerDict={})
        names["Logger"].root, names["Logger"].manager = root, root.manager
        last = names["lastResort"]
        last.lock, last.filters = self._lock(), []
