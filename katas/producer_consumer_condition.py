"""Producer and consumer with a condition.

A letter-box with room for one letter. The postman who finds it full waits on
the doorstep; the tenant who finds it empty waits behind the door. Neither
peeps through the slot all day: the one takes a letter out and rings, the other
puts one in and knocks. But a ring is gone once it has rung. Whoever was not
there to hear it had better look into the box before going to sleep.

The contract:

- `Mailbox()` has room for one item.
- `send(item)` puts an item in. While there is one inside it waits.
- `receive()` takes the item out and returns it. While there is none it waits.
- A `send` that waits goes on when the item is out, a `receive` when one is in.
- Every item that is sent is received once: none lost, none twice, none written over.
- What one thread sends arrives in the order in which it was sent.
- Any object is an item: `None`, `0` and `""` too.
- Whoever waits sleeps until woken; nobody looks again and again. And nobody
  sleeps on when there is something to do.
- Any number of threads may call `send` and `receive` at any time.

Allowed: Condition, one or more, over one Lock or RLock. No Semaphore here:
the point is to say what you wait for.
"""


class Mailbox:
    """A place for one item, handed from those who send to those who receive."""

    def __init__(self) -> None:
        raise NotImplementedError

    def send(self, item: object) -> None:
        """Put `item` in; wait while there is one inside."""
        raise NotImplementedError

    def receive(self) -> object:
        """Take the item out and return it; wait while there is none."""
        raise NotImplementedError
