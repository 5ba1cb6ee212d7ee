"""The beginning of small programs."""

START = """
def run(*bodies, daemon=False):
    threads = [threading.Thread(target=body, daemon=daemon) for body in bodies]
    for thread in threads: thread.start()
    return threads
def join(threads):
    for thread in threads: thread.join()
"""


def program(text):
    """The text, moved to the margin, with what it starts threads with."""
    lines = text.strip("\n").split("\n")
    margin = len(lines[0]) - len(lines[0].lstrip())
    return "import threading\n" + START + "\n".join(line[margin:] for line in lines)
