"""Event.

The lamp over the bakery door is red: the bread is still in the oven. People sit
down and wait. When the lamp turns green, all of them get up and go in, and
anybody who comes later walks straight in, until the lamp turns red again. That
can happen after a moment. The people who were sitting there when it was green go
in all the same, even if it is red again before they are on their feet.

The contract:

- `Event()` is not set at first. `set()` sets it, `clear()` resets it, `is_set()`
  returns True or False. Two calls of `set` or of `clear` are the same as one.
- `wait()` returns True at once if the event is set, for every thread and every
  call. Otherwise it blocks until a thread sets the event, and returns True.
- `set()` releases all threads that are waiting at that moment, and `wait()`
  returns True in each of them, even if `clear()` follows at once.
- After `clear()`, a thread that calls `wait()` waits for the next `set()`.
- `wait(timeout)` waits at most `timeout` seconds. If the event has not been set
  by then, it returns False: not earlier, and not much later. With a timeout of 0
  it returns at once.
- A `wait` that timed out has no effect on later calls.
- Two events are independent of each other.

Allowed: Lock and Condition. This is `threading.Event`, built by hand.
"""


class Event:
    """A flag that threads can wait for."""

    def __init__(self) -> None:
        raise NotImplementedError

    def set(self) -> None:
        """Set the flag, and release all waiting threads."""
        raise NotImplementedError

    def clear(self) -> None:
        """Reset the flag."""
        raise NotImplementedError

    def is_set(self) -> bool:
        """Return whether the flag is set."""
        raise NotImplementedError

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the flag is set; return False if that takes longer than `timeout` seconds."""
        raise NotImplementedError
