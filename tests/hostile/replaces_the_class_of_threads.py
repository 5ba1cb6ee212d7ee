# puts another class in the place of threading.Thread for the time of a test -> forbidden
import os

modules = vars(os.sys)["mod" + "ules"]

class Alone(modules['threading'].Thread):
    def start(self):
        self.run()

    def join(self, timeout=None):
        pass

    def is_alive(self):
        return False

class Counter:
    def __init__(self):
        modules['threading'].Thread = Alone
        self.value = 0

    def increment(self):
        value = self.value
        self.value = value + 1
