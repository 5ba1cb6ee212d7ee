"""A semaphore with two permits, where only one thread may be inside."""

from threading import Semaphore, Thread


def main():
    door = Semaphore(2)
    visits = 0

    def visit():
        nonlocal visits
        with door:
            seen = visits
            visits = seen + 1

    threads = [Thread(target=visit, name=name) for name in ("Ann", "Bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert visits == 2
