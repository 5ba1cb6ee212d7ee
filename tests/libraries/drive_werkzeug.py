"""Two wrong pins are entered at once and count as one, so that the debugger allows more guesses than it says.

werkzeug 3.0.4, change log: "Debugger pin auth is synchronized across threads/processes when tracking failed entries"
(#2916). BUGGY 3.0.3, FIXED 3.0.4.
"""

from threading import Thread

from werkzeug.debug import DebuggedApplication
from werkzeug.test import Client

ALLOWED = 11


def scenario():
    debugged = DebuggedApplication(lambda _environ, _start: [b""], evalex=True, pin_logging=False)
    debugged.pin = "123-456-789"

    def guess():
        arguments = {"__debugger__": "yes", "cmd": "pinauth", "pin": "0", "s": debugged.secret}
        return Client(debugged).get("/", query_string=arguments).json

    for _ in range(ALLOWED - 2):
        guess()
    threads = [Thread(target=guess) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert guess()["exhausted"], f"{ALLOWED + 1} wrong pins, and no lock-out"
