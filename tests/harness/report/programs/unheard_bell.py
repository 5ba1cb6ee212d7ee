from threading import Condition, Thread


class Kitchen:
    def __init__(self):
        self.ready = False
        self.bell = Condition()

    def serve(self):
        if not self.ready:
            with self.bell:
                self.bell.wait()

    def cook(self):
        self.ready = True
        with self.bell:
            self.bell.notify()


def dinner():
    kitchen = Kitchen()
    waiter = Thread(target=kitchen.serve, name="waiter")
    cook = Thread(target=kitchen.cook, name="cook")
    waiter.start()
    cook.start()
    waiter.join()
    cook.join()
