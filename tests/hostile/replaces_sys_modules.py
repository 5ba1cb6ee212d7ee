# replaces a module of the harness in sys.modules -> forbidden
import os

modules = vars(os.sys)["mod" + "ules"]
from types import ModuleType

modules['harness.explorer.summary'] = ModuleType('harness.explorer.summary')

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
