import io
import threading

from pk.hooked import gen


def main():
    out = []
    h = io.StringIO()

    def a():
        h.writelines(str(x) for x in gen())

    def b():
        out.append(h.getvalue())

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert out[0] in ("", "12"), (out, h)
