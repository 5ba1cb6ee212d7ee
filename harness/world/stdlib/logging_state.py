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
        self._kept: list[tuple[Any, dict[str, Any]]] = []

    def keep(self, logger: Any) -> None:
        """Keep a logger that a module of the library has made for itself while it was loaded."""
        self._kept.append((logger, {**vars(logger), "handlers": [], "filters": []}))

    def restore(self) -> None:
        """Forget the loggers, handlers and levels of the last execution, but for the library's own loggers."""
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
        for logger, fields in self._kept:
            vars(logger).clear()
            vars(logger).update(fields, handlers=[], filters=[], _cache={})
            root.manager.loggerDict[logger.name] = logger
            root.manager._fixupParents(logger)
        last = names["lastResort"]
        last.lock, last.filters = self._lock(), []
