"""A global that is there from the last call: each execution has a module of its own."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


warm = False
fills = 0


def use():
    global warm, fills
    if not warm:
        warm = True
        fills += 1


def main():
    run(use)
    assert fills == 1
