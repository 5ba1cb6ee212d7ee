import threading


def main():
    subscribers = [1, 2, 3]
    before, called, after, other = [], [], [], []

    def fire():
        for i in range(30):
            before.append(i)
        for one in subscribers:
            called.append(one)
        for i in range(30):
            after.append(i)

    def leave():
        for i in range(10):
            other.append(i)
        subscribers.remove(1)
        for i in range(10):
            other.append(i)

    threads = [threading.Thread(target=fire), threading.Thread(target=leave)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert called in ([1, 2, 3], [2, 3]), called
