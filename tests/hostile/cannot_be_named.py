# a value that raises in every attribute access -> wrong | error | hang
class Shy:
    def __getattribute__(self, name):
        raise SystemExit(0)

    def __hash__(self):
        raise KeyboardInterrupt

    def __repr__(self):
        raise GeneratorExit

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        self.value = Shy()
