# takes half a second inside C for every step, so that no single step is a hang -> hang | livelock
class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        while True:
            sum(range(20_000_000))
            self.value = 0
