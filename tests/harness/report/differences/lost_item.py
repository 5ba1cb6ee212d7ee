"""Two producers each put an item and a None; the consumer stops at the first None, and an item is lost."""

from queue import Queue
from threading import Thread


def main():
    jobs = Queue()
    done = []

    def produce(item):
        jobs.put(item)
        jobs.put(None)

    def consume():
        while (job := jobs.get()) is not None:
            done.append(job)

    threads = [Thread(target=produce, args=(item,), name=f"producer-{item}") for item in (1, 2)]
    threads.append(Thread(target=consume, name="consumer"))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [1, 2]
