# keeps the exception that ends threads, and raises it in later runs -> wrong | deadlock | stuck | hang | error
from threading import Lock

KEPT = []


class Counter:
    def __init__(self):
        self.lock = Lock()

    def increment(self):
        if KEPT:
            raise KEPT[0]
        self.lock.acquire()
        try:
            self.lock.acquire()
        except BaseException as error:
            KEPT.append(type(error))
            raise

    @property
    def value(self):
        if KEPT:
            raise KEPT[0]
        return 0
