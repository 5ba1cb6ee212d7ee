"""Ready gate.

A shop opens at nine. In the back somebody is still dialling in to the warehouse,
and the customers are already at the counter with their questions. Nobody may be
sent away, and nobody may get an answer from a connection that is not there yet.
When the connection is up, everybody is served. When it cannot be made, everybody
is told so. Nobody stands there until the evening.

The contract:

- `Service(connect)` takes a function that connects and returns the connection, an
  object with a method `query()`. Nothing connects before `start()`.
- `start()` calls `connect()` once, in a background thread, and returns without
  waiting for it. `start()` is called at most once.
- `query()` blocks until there is a connection, whether it is called before
  `start()` or after. Then it calls `connection.query()` and returns the result,
  `None` included.
- Any number of threads may query, any number of times.
- If `connect` raises an `Exception`, every `query()` raises that same exception:
  in the threads that are already waiting, and in all that come later. `connect`
  never raises anything that is not an `Exception`, such as `SystemExit`.
- The background thread ends when `connect` has ended.
- Two services are independent of each other.

Allowed: Event, Lock, Condition, Semaphore, BoundedSemaphore, Thread.
"""

from collections.abc import Callable
from typing import Any


class Service:
    """A service that accepts queries before it is ready."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        raise NotImplementedError

    def start(self) -> None:
        """Start to connect, in the background."""
        raise NotImplementedError

    def query(self) -> Any:
        """Wait for the connection, and return the result of its `query()`."""
        raise NotImplementedError
