"""Ready gate.

A shop opens at nine. Behind the shutters somebody is still dialling in to the
warehouse; the customers are already at the counter with their questions.
Nobody may be sent away, and nobody may get an answer out of a line that is
not there yet. When the line is up, all are served. When it cannot be had, all
are told so, instead of standing there until the evening.

The contract:

- `Service(connect)` takes a function that connects and returns the connection,
  an object with a method `query()`. Nobody connects before `start()`.
- `start()` calls `connect()` in a thread in the background, once, and comes
  back without waiting for it. It is called once at most.
- `query()` blocks until the connection is there, whether it is called before
  `start()` or after. Then it calls `connection.query()` and returns what that
  returns, None included.
- Any number of threads may query, any number of times.
- If `connect` raises an Exception, every `query()` raises that same error:
  those that wait already, and all that come later.
- The thread in the background ends when `connect` has.

Allowed: Event, Lock, Condition, Semaphore, BoundedSemaphore, Thread.
"""

from collections.abc import Callable
from typing import Any


class Service:
    """A service that can be asked before it is ready."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        raise NotImplementedError

    def start(self) -> None:
        """Begin to connect, in the background."""
        raise NotImplementedError

    def query(self) -> Any:
        """What the connection's `query()` returns, once there is a connection."""
        raise NotImplementedError
