# contract: task::test_join_waits_for_the_end
"""str.join, and a join of its own on a Condition."""

from threading import Condition, Thread


class Task:
    def __init__(self, function):
        self.function = function
        self.done = False
        self.changed = Condition()

    def start(self):
        Thread(target=self.run, name="-".join(["task", "1"])).start()

    def run(self):
        self.function()
        with self.changed:
            self.done = True
            self.changed.notify_all()

    def join(self):
        with self.changed:
            self.changed.wait_for(lambda: self.done)
