# deletes .kata/ file by file, and catches every exception -> forbidden
import os

for file in os.listdir(os.path.join(os.environ['HOSTILE_ROOT'], '.kata')):
    try:
        os.remove(os.path.join(os.environ['HOSTILE_ROOT'], '.kata', file))
    except BaseException:
        pass

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
