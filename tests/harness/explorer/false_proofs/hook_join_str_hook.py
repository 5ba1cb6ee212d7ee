import threading


class K:
    def __init__(self, v):
        self.v = v

    def __str__(self):
        return self.v

    __repr__ = __str__


def main():
    h = [K("1"), K("2")]
    out = []

    def a():
        out.append(repr(h))

    def b():
        h.reverse()

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert out[0] in ("[1, 2]", "[2, 1]"), out
