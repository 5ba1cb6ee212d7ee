# replaces the code object of a function of the harness -> forbidden
import os

modules = vars(os.sys)["mod" + "ules"]
conclude = modules['harness.explorer.summary'].summarize
setattr(conclude, '__co' + 'de__', getattr(lambda parts: None, '__co' + 'de__'))

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
