"""Two threads add to one counter, and no lock keeps the read and the write together."""

from threading import Thread

total = 0


def main():
    global total
    total = 0

    def add():
        global total
        total += 1

    threads = [Thread(target=add, name=name) for name in ("Ann", "Bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == 2
