"""Thread monitor.

At the harbour office there is a board with one line for each ship: NEW, RUNNING,
DONE or FAILED. Some people only read it. Others have been told "stay until the
Marie has sailed", and sit there watching the board. If the Marie sails and is
back before they look up, they may still go home: she did sail. But if the clerk
calls out first and changes the board afterwards, some people will still be
sitting there in the evening.

The contract:

- `watch(name, function)` runs `function()` once, in a thread of its own, and does
  not wait for it. Each name is watched once.
- A function is "NEW" until it starts, "RUNNING" while it runs, and then "DONE", or
  "FAILED" if it raised an `Exception`. The exception goes no further.
- `states()` returns a dict of name to state, with all names watched so far. The
  dict belongs to the caller: it shows one moment and does not change afterwards.
- `wait_for(name, state)` waits until a watched function reaches that state. It
  returns at once if the function is in that state or past it: a thread that waits
  for "RUNNING" may return when the function is already "DONE" or "FAILED". Any
  number of threads may wait.
- What happens to a thread that waits for "DONE" when the function fails, or for
  "FAILED" when it does not, is up to you.
- Two monitors are independent of each other.

Allowed: Lock, Condition and Thread.
"""

from collections.abc import Callable


class Monitor:
    """Runs functions in threads and keeps the state of each."""

    def __init__(self) -> None:
        raise NotImplementedError

    def watch(self, name: str, function: Callable[[], object]) -> None:
        """Run this function in a thread of its own, under this name."""
        raise NotImplementedError

    def states(self) -> dict[str, str]:
        """Return the state of each function: "NEW", "RUNNING", "DONE" or "FAILED"."""
        raise NotImplementedError

    def wait_for(self, name: str, state: str) -> None:
        """Block until this function has reached this state, or is past it."""
        raise NotImplementedError
