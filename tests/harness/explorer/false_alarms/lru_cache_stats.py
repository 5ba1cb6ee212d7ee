import functools
import threading


@functools.lru_cache(maxsize=None)
def sq(n):
    return n * n


def main():
    def w():
        sq(3)

    ts = [threading.Thread(target=w) for _ in range(2)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    ci = sq.cache_info()
    assert ci.hits + ci.misses == 2, ci
