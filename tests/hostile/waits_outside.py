# blocks where no schedule can reach it -> hang
import select

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        select.select([], [], [], 10**6)
