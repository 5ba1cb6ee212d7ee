"""Programs with one failure each, and the tokens of their failing schedules."""

from pathlib import Path

BANK = """\
import threading


class Account:
    def __init__(self):
        self.balance = 0

    def add(self, amount):
        before = self.balance
        after = before + amount
        self.balance = after


def both_add():
    account = Account()
    threads = [threading.Thread(target=account.add, args=(n,), name=f"add-{n}") for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = account.balance
    assert total == 3, total


def both_lock():
    left, right = threading.Lock(), threading.Lock()

    def one():
        with left:
            with right:
                pass

    def other():
        with right:
            with left:
                pass

    threads = [threading.Thread(target=one, name="one"), threading.Thread(target=other, name="other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
"""Lines 9 to 11 lose an update; lines 29 and 34 deadlock."""

STOPS = BANK.replace("        after = before", "        breakpoint()\n        after = before").replace(
    "    total =", "    import pdb\n\n    pdb.set_trace()\n    total ="
)
"""The same program, with ``breakpoint()`` in line 10 and ``pdb.set_trace()`` in line 24."""


def failing(folder: Path, function: str, source: str = BANK):
    """Write a program into a folder, and return its path and the token of its first failing schedule."""
    from harness.explorer.budget import Budget
    from harness.explorer.run import run
    from harness.program.function import Function

    path = folder / "bank.py"
    path.write_text(source)
    result = run(Function(str(path), function), Budget(1_000))
    assert result.replay, result.message
    return path, result.replay
