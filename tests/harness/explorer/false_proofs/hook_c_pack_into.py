import struct
import threading

from pk.hooked import V


def main():
    out = []
    h = bytearray(8)

    def a():
        struct.pack_into("ii", h, 0, 1, V(1))

    def b():
        out.append(struct.unpack("ii", h))

    ts = [threading.Thread(target=a), threading.Thread(target=b)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    assert out[0] in ((0, 0), (1, 1)), (out, h)
