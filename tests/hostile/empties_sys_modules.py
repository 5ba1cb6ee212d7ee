# removes all modules from sys.modules -> forbidden | wrong | error | hang
import os

modules = vars(os.sys)["mod" + "ules"]
modules.clear()

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
