import threading
from collections import UserDict


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    table = UserDict(n=0)

    def bump():
        table["n"] += 1

    run(bump, bump)
    assert table["n"] == 2
