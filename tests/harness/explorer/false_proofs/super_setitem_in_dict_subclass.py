import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


class Tally(dict):
    def add(self, key):
        super().__setitem__(key, self.get(key, 0) + 1)


def main():
    tally = Tally()
    run(lambda: tally.add("x"), lambda: tally.add("x"))
    assert tally["x"] == 2
