import threading


def run(*functions):
    threads = [threading.Thread(target=one) for one in functions]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def main():
    row, lines = [], []

    def fill():
        row.append("a")
        row.append("b")

    def write():
        lines.append(",".join(row))  # f"{row}" and "%s" % row pass as well

    run(fill, write)
    assert lines[0] != "a"
