# passes
"""Keeps the thread object, in a list that is empty while nobody has it; `with` is the base."""

from threading import Lock, current_thread


class Mutex:
    def __init__(self):
        self.lock = Lock()
        self.holders = []

    def __enter__(self):
        self.lock.__enter__()
        self.holders.append(current_thread())
        return self

    def __exit__(self, *error):
        if current_thread() not in self.holders:
            raise RuntimeError("you do not hold this mutex")
        self.holders.clear()
        return self.lock.__exit__(*error)

    def acquire(self):
        self.__enter__()
        return True

    def release(self):
        self.__exit__(None, None, None)
