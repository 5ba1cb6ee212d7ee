# facts: UncaughtException Thread-2 (use) TypeError 'NoneType' object is not subscriptable :25
"""Says that it is ready before the settings are there."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Program:
    def __init__(self):
        self.ready, self.settings = False, None

    def load(self):
        self.ready = True
        self.settings = {"colour": "red"}

    def use(self):
        if self.ready:
            return self.settings["colour"]


def main():
    program = Program()
    run(program.load, program.use)
