import threading

from pk.hooked import V


def main():
    out = []
    h = [V(2), V(1)]

    def a():
        out.append(h.count(V(2)))

    def b():
        h.reverse()

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert out == [1], (out, h)
