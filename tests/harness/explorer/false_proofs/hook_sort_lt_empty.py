import threading


class V:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        return self.v < o.v


def main():
    h = [V(2), V(1)]
    out = []

    def a():
        h.sort()

    def b():
        out.append(len(h))

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert out == [2]
