from pathlib import Path
from threading import Thread

MARK = Path("mark")


def knock(calls):
    if MARK.exists():
        MARK.unlink()
    else:
        MARK.touch()
        calls.append("in")


def visit():
    calls = []
    guest = Thread(target=knock, args=(calls,), name="guest")
    guest.start()
    guest.join()
