# adds a global to the harness that shadows a builtin -> forbidden
import os

modules = vars(os.sys)["mod" + "ules"]
modules['harness.checks.crash'].isinstance = lambda *args: False

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
