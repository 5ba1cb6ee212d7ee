import bisect
import threading


class V:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        return self.v < o.v


def main():
    h = [V(5)]

    def a():
        bisect.insort(h, V(6))

    def b():
        bisect.insort(h, V(7))

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert [x.v for x in h] == [5, 6, 7], [x.v for x in h]
