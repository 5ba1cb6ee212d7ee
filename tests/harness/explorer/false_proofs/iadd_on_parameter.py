import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    results = []

    def add_first(out):
        if not out:
            out += ["first"]

    run(lambda: add_first(results), lambda: add_first(results))
    assert results == ["first"]
