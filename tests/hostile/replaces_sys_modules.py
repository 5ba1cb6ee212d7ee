# puts another module in the place of one -> forbidden
import os

modules = vars(os.sys)["mod" + "ules"]
from types import ModuleType

modules['harness.conclusion'] = ModuleType('harness.conclusion')

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
