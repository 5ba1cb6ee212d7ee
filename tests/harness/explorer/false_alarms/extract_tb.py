import sys
import threading
import traceback


def main():
    def bad(d):
        return d["k"]

    out = []

    def w():
        try:
            bad({})
        except KeyError as e:
            fs = traceback.extract_tb(e.__traceback__)
            out.append([(f.name, f.lineno) for f in fs])

    ts = [threading.Thread(target=w) for i in range(2)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert out == [[("w", 14), ("bad", 8)]] * 2, out
