import queue
import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    jobs = queue.Queue()

    def look():
        assert jobs.unfinished_tasks == 0

    run(lambda: jobs.put(1), look)
