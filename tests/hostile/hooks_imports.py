# puts a finder before all others, which ends the thread at every import -> forbidden
import os


class Finder:
    def find_spec(self, *args):
        raise SystemExit(0)


vars(os.sys)['meta' + '_path'].insert(0, Finder())

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
