"""Event.

The lamp over the door of the bakery is red: the oven is still on. People sit
down and wait. When the lamp turns green, all of them get up and go in, and
whoever comes later walks straight in, until the lamp turns red again. It may
turn red after a moment. Whoever sat there when it was green goes in all the
same, even if it is red by the time the legs are awake.

The contract:

- `Event()` is not set at first. `set()` sets it, `clear()` takes that back,
  `is_set()` says True or False. Setting or clearing twice is like once.
- `wait()` returns True at once if the event is set, for everybody, as often
  as anybody asks; else it blocks until somebody sets it, and returns True.
- A `set()` frees all who are waiting at that moment, and each gets True, even
  if `clear()` follows at once.
- After `clear()`, whoever comes waits for the next `set()`.
- `wait(timeout)` waits for so many seconds at most. If nobody has set the
  event by then, it returns False, not earlier and not much later; with a
  timeout of 0, at once.
- A wait that timed out leaves nothing behind: all goes on as if it had not been.

Allowed: Lock and Condition. This is `threading.Event`, built by hand.
"""


class Event:
    """Something that has happened or has not, and that can be waited for."""

    def __init__(self) -> None:
        raise NotImplementedError

    def set(self) -> None:
        """From now on it has happened; free all who wait for it."""
        raise NotImplementedError

    def clear(self) -> None:
        """From now on it has not happened."""
        raise NotImplementedError

    def is_set(self) -> bool:
        """It has happened."""
        raise NotImplementedError

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it has happened; False if that took longer than `timeout` seconds."""
        raise NotImplementedError
