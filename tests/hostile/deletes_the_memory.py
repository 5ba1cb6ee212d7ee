# deletes .kata/ -> forbidden
import os
import shutil

shutil.rmtree(os.path.join(os.environ['HOSTILE_ROOT'], '.kata'), ignore_errors=True)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
