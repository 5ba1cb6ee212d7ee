"""A default argument that grows: new in each execution."""

import threading


def run(*bodies):
    threads = [threading.Thread(target=body) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def remember(word, words=[]):
    words.append(word)
    return len(words)


def main():
    lengths = []
    run(lambda: lengths.append(remember("soup")))
    assert lengths == [1]
