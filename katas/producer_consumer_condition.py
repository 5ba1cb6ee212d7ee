"""Producer and consumer with a condition.

A letter box has room for one letter. If it is full, the postman waits on the
doorstep; if it is empty, the tenant waits behind the door. Neither of them peeps
through the slot all day: the tenant takes a letter out and rings, the postman
puts one in and knocks. But a ring is gone once it has rung. If you were not there
to hear it, you had better look into the box before you go to sleep.

The contract:

- `Mailbox()` has room for one item.
- `send(item)` puts an item in. It waits while there is one inside.
- `receive()` takes the item out and returns it. It waits while there is none.
- A waiting `send` continues when the item has been taken out, a waiting `receive`
  when there is one.
- Every item is received once: none is lost, none comes twice, none is overwritten.
- The items of one sending thread arrive in the order in which it sent them.
- Any object can be an item, `None`, `0` and `""` included.
- A waiting thread sleeps until it is woken; it does not check again and again. And
  it does not stay asleep when there is something for it to do.
- Any number of threads may call `send` and `receive` at any time.
- Two mailboxes are independent of each other.

Allowed: Condition, one or more, over one Lock or RLock. No Semaphore here:
the point is to say what you wait for.
"""


class Mailbox:
    """A place for one item, from a sending thread to a receiving one."""

    def __init__(self) -> None:
        raise NotImplementedError

    def send(self, item: object) -> None:
        """Put `item` in; wait while there is one inside."""
        raise NotImplementedError

    def receive(self) -> object:
        """Take the item out and return it; wait while there is none."""
        raise NotImplementedError
