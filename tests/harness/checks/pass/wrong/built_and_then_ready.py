"""Says that it is ready when the settings are there; who comes too early goes without."""

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
        self.settings = {"colour": "red"}
        self.ready = True

    def use(self):
        if self.ready:
            return self.settings["colour"]


def main():
    program = Program()
    run(program.load, program.use)
