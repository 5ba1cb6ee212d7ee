import threading, sys, logging, io, inspect
def caller():
    f = inspect.stack()[1]; return f.function, f.lineno
def main():
    buf = io.StringIO(); lg = logging.Logger("q"); h = logging.StreamHandler(buf); h.setFormatter(logging.Formatter("%(funcName)s:%(lineno)d:%(filename)s")); lg.addHandler(h); l = threading.Lock()
    out = []
    def w(i):
        with l: lg.error("x")
        out.append(caller())
    ts = [threading.Thread(target=w, args=(i,)) for i in range(2)]
    for t in ts: t.start()
    for t in ts: t.join()
    assert buf.getvalue() == "w:8:inspect_stack.py\n" * 2, buf.getvalue()
    assert out == [("w", 9)] * 2, out
