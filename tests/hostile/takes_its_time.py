# every step takes half a second of C, so that no step is a hang -> hang | livelock
class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        while True:
            sum(range(20_000_000))
            self.value = 0
