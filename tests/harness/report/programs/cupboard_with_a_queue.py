from queue import Queue


class Cupboard:
    def __init__(self):
        self.things = Queue(1)

    def put(self, thing):
        self.things.put(thing)

    def take(self):
        return self.things.get()
