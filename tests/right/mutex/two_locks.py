# passes
"""A second lock guards the tag, so that no one reads it while it is written."""

from threading import Lock, get_ident


class Mutex:
    __slots__ = ("_gate", "_name", "_tag")

    def __init__(self):
        self._gate = Lock()
        self._tag = Lock()
        self._name = 0

    def acquire(self):
        # First the gate, which may take long; the tag only for the moment of writing.
        self._gate.acquire()
        with self._tag:
            self._name = get_ident()

    def release(self):
        with self._tag:
            if not self._is_mine():
                raise RuntimeError(f"thread {get_ident()} is not the owner")
            self._name = 0
        self._gate.release()

    def _is_mine(self):
        return self._name == get_ident()

    def __enter__(self):
        self.acquire()

    def __exit__(self, *_):
        self.release()
