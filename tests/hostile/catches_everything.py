# catches the exception that ends its threads, and goes on -> wrong | race


class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        while True:
            try:
                self.value = 7
                return
            except BaseException:
                continue
