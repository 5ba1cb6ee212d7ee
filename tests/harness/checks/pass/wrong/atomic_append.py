"""One method of a list is atomic."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    items = []
    run(lambda: items.append(1), lambda: items.append(2))
    assert sorted(items) == [1, 2]
