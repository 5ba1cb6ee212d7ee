"""Join, by hand.

The washing is in the machine, and you want to know when it is done. Standing
before it and looking through the glass is no way to spend an hour. You want to
sit down, be called when it is over, and not be called in vain; or to go away
after ten minutes if it is not done by then. And if the machine has flooded the
kitchen, everybody who asks should hear of it, not only the first.

The contract:

- `Task(function)` takes a function without arguments. `start()`, which is called
  once at most, calls it once, in a thread of its own, and comes back without
  waiting for it.
- `join()` waits until the function is done and returns True, whatever the
  function returned. Several threads may join at the same time; who comes later,
  or again, gets True at once.
- `join(timeout)` waits so many seconds at most and returns False if the function
  is not done by then, not earlier; with a timeout of 0 at once. After that the
  task can be joined as before.
- If the function raises an Exception, every `join()` raises that same exception
  once the function is over: to those who wait already and to all who come later.
- `join()` before `start()` is a `RuntimeError`; the task can be started after it.

Allowed: Lock, Condition, Semaphore, BoundedSemaphore, Thread. Not allowed:
`Thread.join` and `Thread.is_alive`, as they are what you build.
"""

from collections.abc import Callable


class Task:
    """A function in a thread of its own, and a way to wait for its end."""

    def __init__(self, function: Callable[[], object]) -> None:
        raise NotImplementedError

    def start(self) -> None:
        """Call the function in a thread of its own."""
        raise NotImplementedError

    def join(self, timeout: float | None = None) -> bool:
        """Wait until the function is done; False if that took longer than `timeout` seconds."""
        raise NotImplementedError
