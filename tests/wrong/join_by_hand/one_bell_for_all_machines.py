# fails: wrong
"""The end is written into the class: when one task is done, all of them are."""

from threading import Condition, Thread


class Task:
    changed = Condition()
    done = False

    def __init__(self, function):
        self.function = function
        self.started = False
        self.error = None

    def start(self):
        self.started = True
        Thread(target=self.run).start()

    def run(self):
        try:
            self.function()
        except Exception as error:
            self.error = error
        with Task.changed:
            Task.done = True
            Task.changed.notify_all()

    def join(self, timeout=None):
        if not self.started:
            raise RuntimeError("not started")
        with Task.changed:
            if not Task.changed.wait_for(lambda: Task.done, timeout):
                return False
        if self.error is not None:
            raise self.error
        return True
