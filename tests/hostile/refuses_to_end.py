# loops forever, and catches every exception -> livelock | hang | wrong


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        while True:
            try:
                while True:
                    self.value = 0
            except BaseException:
                pass
