from threading import Lock, Thread


class Counter:
    def __init__(self):
        self.count = 0
        self.lock = Lock()

    def increment(self):
        with self.lock:
            self.count += 1


def two_count():
    counter = Counter()
    doors = [Thread(target=counter.increment, name=f"door-{number}") for number in (1, 2)]
    for door in doors:
        door.start()
    seen = counter.count
    for door in doors:
        door.join()
    assert seen <= counter.count == 2
