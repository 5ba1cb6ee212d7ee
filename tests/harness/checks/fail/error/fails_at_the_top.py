# facts: fails_at_the_top.py line 6 cannot be imported: AttributeError: module 'threading' has no attribute 'lock'
"""What stands at the top of the file raises."""

import threading

LOCK = threading.lock()


def main():
    threading.Thread(target=LOCK.acquire).start()
