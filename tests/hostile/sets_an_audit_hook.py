# installs an audit hook of its own -> forbidden
import os

getattr(os.sys, 'addaudit' + 'hook')(lambda *args: None)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
