# reads the harness's memory from /proc -> forbidden
try:
    with open('/proc/self/mem', 'rb') as file:
        pass
except BaseException:
    pass

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
