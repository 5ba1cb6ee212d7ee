"""Waits for as long as it likes, once, and says what it found."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    changed, orders = threading.Condition(), []

    def cook():
        with changed:
            came = changed.wait_for(lambda: orders, timeout=5)
            assert came or not orders

    def guest():
        with changed:
            orders.append("soup")
            changed.notify()

    run(cook, guest)
