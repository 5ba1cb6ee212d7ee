# fails: wrong
"""The factory runs when the object is made, whether anybody will want the value or not."""

from threading import Lock


class Once:
    def __init__(self, factory):
        self._factory = factory
        self._lock = Lock()
        self._made = [factory()]

    def get(self):
        if not self._made:
            with self._lock:
                if not self._made:
                    self._made.append(self._factory())
        return self._made[0]
