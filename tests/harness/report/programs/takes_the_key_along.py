from threading import Lock, Thread

key = Lock()


def look_in(fire):
    key.acquire()
    if not fire:
        return
    key.release()


def one_guest():
    guest = Thread(target=look_in, args=(False,), name="guest")
    guest.start()
    guest.join()
