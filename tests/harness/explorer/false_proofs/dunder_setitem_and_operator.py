import operator
import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    table = {"n": 0}

    def bump():
        operator.setitem(table, "n", table["n"] + 1)  # table.__setitem__ and dict.update(table, ...) pass as well

    run(bump, bump)
    assert table["n"] == 2
