from threading import Condition, Lock


class Cupboard:
    def __init__(self):
        self.thing = None
        self.changed = Condition()
        self.door = Lock()

    def put(self, thing):
        with self.changed:
            self.thing = thing
            self.changed.notify()

    def take(self):
        thing = self.thing
        if thing is not None:
            self.thing = None
        return thing

    def wait_and_take(self):
        with self.changed:
            if self.thing is None:
                self.changed.wait()
            return self.take()

    def look(self, action):
        with self.door:
            action()
