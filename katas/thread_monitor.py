"""Thread monitor.

At the harbour office hangs a board: one line for each ship, and behind it NEW,
RUNNING, DONE or FAILED. Some people just read it. Others have been told "stay
until the Marie has set sail", and sit there with their eyes on the board. If
the Marie sails and is back before they look up, they still may go home: she did
set sail. But who wrote the board after the fact, or called out before writing,
will find people sitting there in the evening.

The contract:

- `watch(name, function)` runs `function()` once, in a thread of its own, and
  does not wait for it. Each name is watched once.
- A function is "NEW" until it begins, "RUNNING" while it runs, and then "DONE",
  or "FAILED" if it raised an exception. The exception goes no further.
- `states()` is a dict of name to state, for all that have been watched so far.
  It belongs to the caller: it shows one moment and does not change any more.
- `wait_for(name, state)` waits until a watched function gets to that state, and
  comes back at once if it is there, or past it: who waits for "RUNNING" need
  not see it, if it is "DONE" or "FAILED" already. Any number may wait.
- What becomes of somebody who waits for "DONE" if it fails, or for "FAILED" if
  it does not, is not laid down.

Allowed: Lock, Condition and Thread.
"""

from collections.abc import Callable


class Monitor:
    """Runs functions in threads and says how far each has got."""

    def __init__(self) -> None:
        raise NotImplementedError

    def watch(self, name: str, function: Callable[[], object]) -> None:
        """Run this function in a thread of its own, under this name."""
        raise NotImplementedError

    def states(self) -> dict[str, str]:
        """How far each function has got: "NEW", "RUNNING", "DONE" or "FAILED"."""
        raise NotImplementedError

    def wait_for(self, name: str, state: str) -> None:
        """Come back when this function has got to this state, or past it."""
        raise NotImplementedError
