class Base:
    def __init_subclass__(cls, *, function=None, name=None, bases=None, self=None, **words):
        Base.got = words


class Derived(Base, function=1, name=2, bases=3, self=4, other=5):
    pass


def main():
    assert Base.got == {"other": 5}
