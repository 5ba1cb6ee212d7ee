# allocates memory again and again, and catches every exception -> wrong | hang | livelock | race
KEPT = []

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        while True:
            try:
                KEPT.append(bytearray(1 << 26))
            except MemoryError:
                pass
