# facts: DeadlockCycle [(main lock lock :26)]
"""Two names for one lock, in one function."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.money = 1


def transfer(source, target):
    source.lock.acquire()
    source.money -= 1
    source.lock.release()
    source.lock.acquire()
    target.lock.acquire()
    source.money += 1
    target.lock.release()
    source.lock.release()


def main():
    account = Account()
    transfer(account, account)
