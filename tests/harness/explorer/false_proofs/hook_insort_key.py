import bisect
import threading


def main():
    h = [5]

    def a():
        bisect.insort(h, 6, key=lambda x: x)

    def b():
        bisect.insort(h, 7, key=lambda x: x)

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert h == [5, 6, 7], h
