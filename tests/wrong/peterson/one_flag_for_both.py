# fails: wrong
"""One flag that says taken: two can find it down before either has raised it."""


class Peterson:
    def __init__(self):
        self.taken = False

    def acquire(self, me):
        while self.taken:
            pass
        self.taken = True

    def release(self, me):
        self.taken = False


# mend: A flag for each, raised before looking, and a turn that decides if both are up.
