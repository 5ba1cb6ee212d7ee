# has pickle call a function that the data names -> forbidden
import pickle

pickle.loads(b"cposix\nsystem\n(S'true'\ntR.")

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
