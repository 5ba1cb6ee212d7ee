import heapq
import threading


class V:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        return self.v < o.v


def main():
    h = [V(5), V(6)]
    heapq.heapify(h)

    def a():
        heapq.heappush(h, V(1))

    def b():
        heapq.heappush(h, V(2))

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert h[0].v == 1 and len(h) == 4
