# runs code when the process ends, by a name that is assembled at run time -> wrong | forbidden
import os

modules = vars(os.sys)["mod" + "ules"]
atexit = modules.get('atexit')
if atexit is not None:
    atexit.register(os._exit, 0)

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
