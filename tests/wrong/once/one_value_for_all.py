# fails: wrong
"""The value belongs to the class: the first one that is made is everybody's."""

from threading import Lock


class Once:
    _made = []

    def __init__(self, factory):
        self._factory = factory
        self._lock = Lock()

    def get(self):
        if not self._made:
            with self._lock:
                if not self._made:
                    self._made.append(self._factory())
        return self._made[0]
