import threading

from pk.box import Box


def program():
    box = Box()
    seen = []

    def reader():
        for k in box.keys():
            seen.append(k)

    ts = [threading.Thread(target=box.put), threading.Thread(target=reader)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
