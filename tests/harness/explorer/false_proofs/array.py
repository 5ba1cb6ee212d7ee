import threading
from array import array


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    histogram = array("L", [0])

    def count():
        histogram[0] += 1

    run(count, count)
    assert histogram[0] == 2
