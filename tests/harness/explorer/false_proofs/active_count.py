import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    log = []

    def short():
        log.append(1)

    def watch():
        assert threading.active_count() == 3

    run(short, watch)
