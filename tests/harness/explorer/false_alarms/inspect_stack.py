import inspect
import io
import logging
import sys
import threading


def caller():
    f = inspect.stack()[1]
    return f.function, f.lineno


def main():
    buf = io.StringIO()
    lg = logging.Logger("q")
    h = logging.StreamHandler(buf)
    h.setFormatter(logging.Formatter("%(funcName)s:%(filename)s"))
    lg.addHandler(h)
    lock = threading.Lock()
    out = []

    def w(i):
        with lock:
            lg.error("x")
        out.append(caller())

    ts = [threading.Thread(target=w, args=(i,)) for i in range(2)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert buf.getvalue() == "w:inspect_stack.py\n" * 2, buf.getvalue()
    assert out == [("w", 25)] * 2, out
