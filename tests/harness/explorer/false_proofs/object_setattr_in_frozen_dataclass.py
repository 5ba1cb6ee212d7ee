import threading
from dataclasses import dataclass


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


@dataclass(frozen=True)
class Hits:
    n: int = 0

    def hit(self):
        object.__setattr__(self, "n", self.n + 1)


def main():
    hits = Hits()
    run(hits.hit, hits.hit)
    assert hits.n == 2
