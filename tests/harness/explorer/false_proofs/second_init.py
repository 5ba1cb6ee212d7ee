import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


class Account:
    def __init__(self, n):
        self.n = n


def main():
    account, log = Account(0), []

    def reset():
        log.append(1)
        account.__init__(1)

    def read():
        assert account.n == 0

    run(reset, read)
