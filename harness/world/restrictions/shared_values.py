"""``multiprocessing.Value`` and ``Array`` for the threads of one process: each access is made under the value's lock.

No process is started, so the memory need not be shared. As in ``multiprocessing.sharedctypes``, ``value += 1`` is a
read and a write, each under the lock, and loses updates unless the program holds ``get_lock()`` around both.
"""

from __future__ import annotations

from multiprocessing.sharedctypes import typecode_to_type  # type: ignore[attr-defined]  # the types of both modules
from typing import Any


class SharedValue:
    """A value of a C type with a lock.

    Args:
        kind: a C type, or its code.
        arguments: of the C type.
        lock: an RLock of the simulated ``threading``, or the lock that the program has given.
    """

    def __init__(self, kind: Any, arguments: tuple[Any, ...], lock: Any) -> None:
        self._object = _type(kind)(*arguments)
        self._lock = lock

    @property
    def value(self) -> Any:
        """The value."""
        with self._lock:
            return self._object.value

    @value.setter
    def value(self, value: Any) -> None:
        with self._lock:
            self._object.value = value

    def get_lock(self) -> Any:
        """Return the lock."""
        return self._lock

    def get_obj(self) -> Any:
        """Return the object of the C type, whose accesses are not announced."""
        return self._object

    def acquire(self, *arguments: Any, **words: Any) -> Any:
        """Acquire the lock."""
        return self._lock.acquire(*arguments, **words)

    def release(self) -> None:
        """Release the lock."""
        self._lock.release()

    def __enter__(self) -> Any:
        return self._lock.__enter__()

    def __exit__(self, *error: Any) -> Any:
        return self._lock.__exit__(*error)


class SharedArray(SharedValue):
    """An array of a C type with a lock.

    Args:
        kind: the C type of the items, or its code.
        size_or_items: the number of items, or the items themselves.
        lock: as for a value.
    """

    def __init__(self, kind: Any, size_or_items: Any, lock: Any) -> None:
        items = [] if isinstance(size_or_items, int) else list(size_or_items)
        size = size_or_items if isinstance(size_or_items, int) else len(items)
        super().__init__(_type(kind) * size, tuple(items), lock)

    def __len__(self) -> int:
        return len(self._object)

    def __getitem__(self, index: Any) -> Any:
        with self._lock:
            return self._object[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        with self._lock:
            self._object[index] = value


def shared_types(threading: Any) -> dict[str, Any]:
    """Return the functions ``Value`` and ``Array``, over the locks of a simulated ``threading``."""

    def chosen(lock: Any) -> Any:
        return threading.RLock() if lock is True or lock is None or lock is False else lock

    def Value(typecode_or_type: Any, *args: Any, lock: Any = True) -> SharedValue:
        return SharedValue(typecode_or_type, args, chosen(lock))

    def Array(typecode_or_type: Any, size_or_initializer: Any, *, lock: Any = True) -> SharedArray:
        return SharedArray(typecode_or_type, size_or_initializer, chosen(lock))

    return {"Value": Value, "Array": Array}


def _type(kind: Any) -> Any:
    return typecode_to_type.get(kind, kind) if isinstance(kind, str) else kind
