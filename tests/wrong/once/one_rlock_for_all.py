# fails: wrong
"""One re-entrant lock for every Once there is: a thread that needs one value waits for the factory of another."""

from threading import RLock

NOTHING = object()


class Once:
    _making = RLock()

    def __init__(self, factory):
        self._factory = factory
        self._value = NOTHING

    def get(self):
        with Once._making:
            if self._value is NOTHING:
                self._value = self._factory()
            return self._value
