from threading import Lock


class Cupboard:
    def __init__(self)
        self.lock = Lock()
