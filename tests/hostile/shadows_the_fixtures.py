# defines its own threads, possible and workload -> wrong
class threads:
    start = join = staticmethod(lambda *args: None)


possible = workload = lambda *args: True
check_that_all_are_counted = test_two_count_once_each = possible

class Counter:
    def __init__(self):
        self.value = 0

    def increment(self):
        pass
