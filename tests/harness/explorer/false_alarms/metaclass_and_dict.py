class Reg(type):
    def __new__(m, name, bases, ns):
        return super().__new__(m, name, bases, ns)


class Base(metaclass=Reg):
    def vals(self):
        return dict(self.__dict__)


def main():
    assert Base().vals() == {}
