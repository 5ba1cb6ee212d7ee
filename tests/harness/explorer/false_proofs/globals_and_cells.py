import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


flag = 0
log = []


def write():
    log.append(1)
    globals()["flag"] = 1


def read():
    assert flag == 0


def main():
    run(write, read)
