import threading


class V:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v


def main():
    h = [V(1), V(2), V(3)]

    def a():
        h.remove(V(2))

    def b():
        h.insert(0, V(0))

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert [x.v for x in h] == [0, 1, 3], [x.v for x in h]
