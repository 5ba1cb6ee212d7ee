"""Objects whose special methods functions of C call while they work."""


class V:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        return self.v < o.v

    def __eq__(self, o):
        return self.v == o.v

    def __hash__(self):
        return 1

    def __index__(self):
        return self.v

    def __str__(self):
        return str(self.v)

    def __repr__(self):
        return str(self.v)

    def __bool__(self):
        return self.v > 1


class It:
    def __init__(self):
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.i += 1
        if self.i > 2:
            raise StopIteration
        return self.i


class M:
    def keys(self):
        return [1, 2]

    def __getitem__(self, k):
        return 1


def gen():
    yield 1
    yield 2
