"""Producer and consumer: one lock for the letter box, one condition for each side."""

from threading import Condition, Lock


class Mailbox:
    """A place for one item, from a sending thread to a receiving one."""

    def __init__(self) -> None:
        # Whether there is an item is a field of its own, because any object may be an item: no
        # object is left that could stand for "nothing".
        self._full = False
        self._item: object = None
        # Two conditions over one lock. With a single one, notify() could wake a second sender
        # when it was meant for a receiver, and the receiver would sleep on.
        lock = Lock()
        self._emptied = Condition(lock)
        self._filled = Condition(lock)

    def send(self, item: object) -> None:
        """Put `item` in; wait while there is one inside."""
        with self._emptied:
            # A notify that no thread hears is gone. The field remembers: check first, sleep only
            # if you have to, and check again when you wake up.
            while self._full:
                self._emptied.wait()
            self._item = item
            self._full = True
            self._filled.notify()

    def receive(self) -> object:
        """Take the item out and return it; wait while there is none."""
        with self._filled:
            while not self._full:
                self._filled.wait()
            item, self._item = self._item, None
            self._full = False
            self._emptied.notify()
            return item
