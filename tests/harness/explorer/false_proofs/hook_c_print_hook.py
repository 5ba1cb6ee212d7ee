import io
import threading

from pk.hooked import V


def main():
    out = []
    h = io.StringIO()

    def a():
        print(V(1), V(2), file=h)

    def b():
        out.append(h.getvalue())

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert out[0] in ("", "1 2\n"), (out, h)
