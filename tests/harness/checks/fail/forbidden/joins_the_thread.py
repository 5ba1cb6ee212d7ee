# contract: task::test_join_waits_for_the_end
# facts: ForbiddenUse Thread.join()
"""Joins by Thread.join, which is what the kata is to replace."""

from threading import Thread


class Task:
    def __init__(self, function):
        self.thread = Thread(target=function)

    def start(self):
        self.thread.start()

    def join(self):
        self.thread.join()
