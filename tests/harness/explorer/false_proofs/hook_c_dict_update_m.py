import threading

from pk.hooked import M


def main():
    out = []
    h = {}

    def a():
        h.update(M())

    def b():
        out.append(len(h))

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert out != [1], (out, h)
