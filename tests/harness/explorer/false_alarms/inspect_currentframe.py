import inspect
import threading


def main():
    def w(i):
        lv = i * 2
        fr = inspect.currentframe()
        assert fr.f_locals.get("lv") == i * 2, (fr.f_code.co_name, fr.f_lineno, fr.f_code.co_filename)

    ts = [threading.Thread(target=w, args=(i,)) for i in range(2)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
