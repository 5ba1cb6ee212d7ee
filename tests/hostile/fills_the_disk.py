# writes to a file without end -> forbidden
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        try:
            with open(os.path.join(os.environ['HOSTILE_ROOT'], 'big'), 'wb') as file:
                while True:
                    file.write(bytes(1 << 20))
        except BaseException:
            pass
