"""Each access has a lock, but a thread may run between the check and the withdrawal."""

from threading import Lock, Thread


class Account:
    def __init__(self, money):
        self.lock = Lock()
        self.money = money

    def read(self):
        with self.lock:
            return self.money

    def add(self, amount):
        with self.lock:
            self.money += amount


def main():
    giro, savings = Account(10), Account(0)

    def move():
        if giro.read() >= 10:
            giro.add(-10)
            savings.add(10)

    threads = [Thread(target=move, name=name) for name in ("Ann", "Bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert giro.money == 0
