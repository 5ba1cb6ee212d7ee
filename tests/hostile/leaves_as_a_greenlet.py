# raises an exception that looks like the harness's own end of a thread -> wrong | error
class GreenletExit(BaseException):
    pass

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        raise GreenletExit
