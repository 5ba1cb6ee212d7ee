# replaces functions of json, so that every message is another -> forbidden | wrong
import os

modules = vars(os.sys)["mod" + "ules"]
modules['json'].JSONEncoder.iterencode = lambda *args: '{}'
modules['json'].dumps = lambda message: '{"result": {}}'

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
