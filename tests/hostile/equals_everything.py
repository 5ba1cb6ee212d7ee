# returns a value that equals everything -> forbidden
class Any:
    def __eq__(self, other):
        return True


class Counter:
    value = Any()

    def increment(self):
        pass
