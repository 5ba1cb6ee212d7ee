import threading
from collections import defaultdict


def main():
    out = []
    h = defaultdict(lambda: [])

    def a():
        h["k"].append(1)

    def b():
        h["k"].append(2)

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert len(h["k"]) == 2, (out, h)
