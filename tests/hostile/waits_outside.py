# blocks where no schedule leads -> hang
import select

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        select.select([], [], [], 10**6)
