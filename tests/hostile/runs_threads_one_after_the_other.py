# replaces the methods of threads, so that each runs alone -> forbidden
import os

modules = vars(os.sys)["mod" + "ules"]
Thread = modules['threading'].Thread
Thread.start = lambda thread: thread.run()
Thread.join = lambda thread, timeout=None: None
Thread.is_alive = lambda thread: False

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        value = self.value
        self.value = value + 1
