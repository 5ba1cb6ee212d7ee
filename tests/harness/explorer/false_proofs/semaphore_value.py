import threading


def program():
    seen = []
    s = threading.Semaphore(1)

    def take():
        with s:
            pass

    threads = [threading.Thread(target=take), threading.Thread(target=lambda: seen.append(s._value))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert seen == [1]
