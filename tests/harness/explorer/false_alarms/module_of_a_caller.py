# sys._getframemodulename(1), which came with Python 3.12, counts the frames of the program alone.
import sys
import threading

module_of = getattr(sys, "_getframemodulename", lambda depth=0: __name__)


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


class Lazy:
    @property
    def where(self):
        return [module_of(), module_of(0), module_of(-1), module_of(1)]

    @where.setter
    def where(self, value):
        pass


def main():
    lazy, out = Lazy(), []
    lazy.where = 1

    def ask():
        out.extend(lazy.where)

    run(ask)
    assert out == [__name__] * 4, out
    if sys.version_info >= (3, 12):
        assert module_of(1_000) is None
