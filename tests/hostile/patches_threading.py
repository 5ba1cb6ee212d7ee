# replaces threading, so that real threads never run -> forbidden
import os

modules = vars(os.sys)["mod" + "ules"]
modules['threading'].Thread.start = lambda thread: None

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
