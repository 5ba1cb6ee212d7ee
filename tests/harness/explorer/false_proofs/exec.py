import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


n = 0


def bump():
    exec("n += 1", globals())


def main():
    run(bump, bump)
    assert n == 2
