"""Ready gate: an event that says "it is decided", set after the outcome is in its place."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Any


class Service:
    """A service that accepts queries before it is ready."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._connection: Any = None
        self._error: Exception | None = None
        # An event remembers: who comes after set() walks through, so nobody can come too late
        # to be told. A bare notify would reach only those who wait at that moment.
        self._decided = Event()

    def start(self) -> None:
        """Start to connect, in the background."""
        Thread(target=self._run, name="connector").start()

    def _run(self) -> None:
        try:
            self._connection = self._connect()
        except Exception as error:
            # Kept for those who ask. Raised here, it would end a thread in which nobody looks.
            self._error = error
        finally:
            # Last of all: the moment this is set, somebody reads the two fields.
            self._decided.set()

    def query(self) -> Any:
        """Wait for the connection, and return the result of its `query()`."""
        self._decided.wait()
        # A flag of its own, not "connection is None": there may be no connection and an error.
        if self._error is not None:
            raise self._error
        return self._connection.query()
