# fails: wrong
"""Look, then make: two threads can both look before either has made anything."""


class Once:
    def __init__(self, factory):
        self.factory = factory
        self.made = []

    def get(self):
        if not self.made:
            self.made.append(self.factory())
        return self.made[-1]
