import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    table = {}
    keys, seen = table.keys(), []

    def add():
        table["a"] = 1
        table["b"] = 1

    def look():
        seen.append(len(keys))

    run(add, look)
    assert seen[0] != 1
