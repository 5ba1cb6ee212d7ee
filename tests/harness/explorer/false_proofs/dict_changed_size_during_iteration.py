import threading


def main():
    table = {"a": 1, "b": 2}
    before, found, after, other = [], [], [], []

    def a():
        for i in range(30):
            before.append(i)
        for key in table:
            found.append(key)
        for i in range(30):
            after.append(i)

    def b():
        for i in range(10):
            other.append(i)
        table["c"] = 3
        for i in range(10):
            other.append(i)

    threads = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
