# fails: forbidden
"""Thread.join does it all, and it is what this kata wants to have built by hand."""

from threading import Thread


class Task:
    def __init__(self, function):
        self.function = function
        self.thread = Thread(target=self.run)
        self.error = None
        self.done = False

    def start(self):
        self.thread.start()

    def run(self):
        try:
            self.function()
        except Exception as error:
            self.error = error
        self.done = True

    def join(self, timeout=None):
        self.thread.join(timeout)
        if not self.done:
            return False
        if self.error is not None:
            raise self.error
        return True


# mend: A Condition and the flag that is there already do what Thread.join does.
