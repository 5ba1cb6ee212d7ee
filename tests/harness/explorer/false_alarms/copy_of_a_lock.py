import copy
import pickle
import queue
import threading


def refused(what):
    try:
        what()
    except TypeError as error:
        return "cannot pickle" in str(error)
    return False


def main():
    for made in (threading.Lock(), threading.RLock(), threading.Condition(), threading.Event(), queue.Queue()):
        thread = threading.Thread(target=lambda: None)
        thread.start()
        assert refused(lambda: copy.deepcopy(made))
        thread.join()
    assert refused(lambda: pickle.dumps(threading.Lock()))
