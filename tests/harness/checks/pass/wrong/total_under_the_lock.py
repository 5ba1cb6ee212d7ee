"""Adds up two accounts with the lock that moves money, too."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Bank:
    def __init__(self):
        self.left, self.right, self.lock = 5, 5, threading.Lock()

    def move(self):
        with self.lock:
            self.left -= 3
            self.right += 3

    def audit(self):
        with self.lock:
            total = self.left + self.right
        assert total == 10, f"{total} of 10 were there"


def main():
    bank = Bank()
    run(bank.move, bank.audit)
