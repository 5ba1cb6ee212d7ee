"""The assignment to a slice reads another list."""

from threading import Thread

x, y, other = [], [], []


def first():
    x[:] = other
    y[:] = other
    assert (len(x), len(y)) != (4, 7)


def second():
    for number in range(12):
        other.append(number)


def main():
    threads = [Thread(target=first), Thread(target=second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
