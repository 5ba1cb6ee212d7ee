import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    jobs, seen = [], []

    def add():
        jobs.append(1)
        jobs.append(2)

    def look():
        seen.append(len(jobs + []))

    run(add, look)
    assert seen[0] != 1
