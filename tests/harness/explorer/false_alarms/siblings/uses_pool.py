import threading

import pool


def main():
    out = []
    threads = [threading.Thread(target=lambda: out.append(pool.VALUE)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert out == [1, 1]
