# looks for the objects that refer to its class -> forbidden
import gc

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        try:
            gc.get_referrers(Counter)
        except BaseException:
            pass
