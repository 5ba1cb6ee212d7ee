import time
from threading import Thread


def nap():
    time.sleep(3_600)


def morning():
    sleeper = Thread(target=nap, name="sleeper")
    sleeper.start()
    sleeper.join()
