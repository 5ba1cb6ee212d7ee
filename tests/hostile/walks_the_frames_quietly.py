# walks up to the frames of the harness by a name that is assembled at run time -> forbidden
import os

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        try:
            getattr(os.sys, '_get' + 'frame')(1)
        except BaseException:
            pass
