"""Join, by hand.

The washing is in the machine, and you want to know when it is done. You do not
want to stand in front of it for an hour, looking through the glass. You want to
sit down and be called when it is finished, and not before; or to leave after ten
minutes if it is still running. And if the machine has flooded the kitchen,
everybody who asks should hear about it, not only the first one.

The contract:

- `Task(function)` takes a function without arguments. `start()` calls it once, in
  a thread of its own, and returns without waiting for it. `start()` is called at
  most once.
- `join()` waits until the function has ended and returns True, whatever the
  function returned. Several threads may join at the same time. A later `join()`
  returns True at once, also a second one by the same thread.
- `join(timeout)` waits at most `timeout` seconds and returns False if the function
  has not ended by then: not earlier, and with a timeout of 0 at once. The task can
  be joined again afterwards.
- If the function raises an `Exception`, every `join()` raises that same exception
  once the function has ended: in the threads that are waiting, and in all that
  come later. The function never raises anything else, such as `SystemExit`.
- `join()` before `start()` is a `RuntimeError`. The task can still be started
  afterwards.
- Two tasks are independent of each other.

Allowed: Lock, Condition, Semaphore, BoundedSemaphore, Thread. Not allowed:
`Thread.join` and `Thread.is_alive`, because they are what you build.
"""

from collections.abc import Callable


class Task:
    """A function that runs in a thread of its own, and a way to wait for its end."""

    def __init__(self, function: Callable[[], object]) -> None:
        raise NotImplementedError

    def start(self) -> None:
        """Call the function in a thread of its own."""
        raise NotImplementedError

    def join(self, timeout: float | None = None) -> bool:
        """Wait until the function has ended; return False if that takes longer than `timeout` seconds."""
        raise NotImplementedError
