# facts: FailedAssertion main len(built) == 1, but it was 2 == 1 :25
"""Looked up outside the lock, filled in twice."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    built, cache, lock = [], {}, threading.Lock()

    def get():
        if "key" not in cache:
            with lock:
                built.append(1)
                cache["key"] = 1

    run(get, get)
    assert len(built) == 1
