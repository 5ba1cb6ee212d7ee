# reaches the harness through a generator's frame -> forbidden
from operator import attrgetter

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        list(attrgetter('gi_' + 'frame')(one for one in ()) for _ in range(1))
