"""Ready gate: an event that means "the outcome is known", set after the outcome is stored."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Any


class Service:
    """A service that accepts queries before it is ready."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._connection: Any = None
        self._error: Exception | None = None
        # An event remembers: a thread that comes after set() does not wait, so no thread can come
        # too late. A bare notify would reach only the threads that are waiting at that moment.
        self._decided = Event()

    def start(self) -> None:
        """Start to connect, in the background."""
        Thread(target=self._run, name="connector").start()

    def _run(self) -> None:
        try:
            self._connection = self._connect()
        except Exception as error:
            # Kept for the threads that query. Raised here, it would end a thread that nobody
            # looks at.
            self._error = error
        finally:
            # Last of all: as soon as this is set, other threads read the two fields.
            self._decided.set()

    def query(self) -> Any:
        """Wait for the connection, and return the result of its `query()`."""
        self._decided.wait()
        # A flag of its own, not "connection is None": with an error there is no connection
        # either.
        if self._error is not None:
            raise self._error
        return self._connection.query()
