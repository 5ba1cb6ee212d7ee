"""However an execution ends, the next one begins as if it had not been."""

import subprocess
import sys
from textwrap import dedent

import pytest

from harness.strategies.replay import FollowChoices
from harness.verdict import Verdict
from harness.world.world import World


def outcome(world, choices=()):
    ended = world.run(lambda: world.loader.load(world.target).main(), FollowChoices(list(choices)))
    return ended.ending, world.output.text.split()


CLEANS_UP = """
    import threading
    def note(*words):
        with open({notes!r}, "a") as file: file.write(" ".join(words) + " ")
    def main():
        lock = threading.Lock()
        def work(me):
            try:
                with lock:
                    threading.Event().wait()
            except BaseException as error:
                note(me, type(error).__name__)
                raise
            finally:
                with lock: note(me, "finally")
        for me in "ab": threading.Thread(target=work, args=(me,)).start()
        {end}
    """


@pytest.mark.parametrize(
    ("end", "ending"), [("assert False", "failed"), ("", "blocked"), ("while True: pass", "endless")]
)
def test_what_is_cut_short_still_cleans_up(written, tmp_path, end, ending):
    """What is printed meanwhile belongs to no execution, so the threads note it in a file."""
    notes = tmp_path / "notes"
    world = World(written(CLEANS_UP.format(end=end, notes=str(notes))))
    cleaned = "a GreenletExit a finally b GreenletExit b finally"
    assert outcome(world) == (ending, [])
    assert notes.read_text(encoding="utf-8").split() == cleaned.split()
    assert outcome(world) == (ending, [])
    assert notes.read_text(encoding="utf-8").split() == 2 * cleaned.split()


STUBBORN = {
    "a loop that swallows everything": "while True:\n    try: lock.acquire()\n    except BaseException: pass",
    "a loop without a point": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "a loop over an iterable": (
        "import itertools\nfor _ in itertools.count():\n    try: lock.acquire()\n    except BaseException: pass"
    ),
    "a loop in a finally": "try: lock.acquire()\nfinally:\n    while True: pass",
    "a loop in a generator": """
        def g():
            while True:
                try: yield lock.acquire()
                except: pass
        list(g())
        """,
    "a comprehension": "try: lock.acquire()\nfinally: [0 for _ in iter(int, 1)]",
    "a sleeper": "import time\nwhile True:\n    try: time.sleep(1)\n    except BaseException: pass",
    "a recursion": "def again():\n    try: lock.acquire()\n    except BaseException: again()\nagain()",
    "a condition": "try: lock.acquire()\nfinally:\n    with condition: condition.wait_for(lambda: False)",
    "a condition in a loop": "try: lock.acquire()\nfinally:\n    with condition:\n        while True: condition.wait()",
    "a semaphore": "try: lock.acquire()\nfinally: threading.Semaphore(0).acquire()",
    "a semaphore with a limit": "try: lock.acquire()\nfinally: threading.Semaphore(0).acquire(timeout=5)",
    "a barrier": "try: lock.acquire()\nfinally: threading.Barrier(2).wait()",
    "a queue": "import queue\ntry: lock.acquire()\nfinally: queue.Queue().get()",
    "a simple queue": "import queue\ntry: lock.acquire()\nfinally: queue.SimpleQueue().get()",
    "an event": "try: lock.acquire()\nfinally: threading.Event().wait()",
    "a thread": "try: lock.acquire()\nfinally: threading.Thread(target=lock.acquire).start()",
    "a join": "try: lock.acquire()\nfinally: threading.main_thread().join()",
    "a future": "import concurrent.futures\ntry: lock.acquire()\nfinally: concurrent.futures.Future().result()",
    "an exit": "try: lock.acquire()\nfinally: raise SystemExit",
    "an error": "try: lock.acquire()\nfinally: raise KeyError",
}


FREE_THREADED_3_13 = sys.version_info[:2] == (3, 13) and not getattr(sys, "_is_gil_enabled", lambda: True)()


@pytest.mark.skipif(
    FREE_THREADED_3_13, reason="the experimental build ends the process when greenlet unwinds such threads"
)
def test_what_will_not_end_cannot_hold_the_world_up(written):
    """All in one process of its own, which must end, too: what was left standing must not stop the interpreter."""
    bodies = []
    for number, text in enumerate(STUBBORN.values()):
        bodies.append(f"def body{number}():\n" + "\n".join(f"    {line}" for line in text.splitlines()))
    program = "import threading\nlock, condition = threading.Lock(), threading.Condition()\n" + "\n".join(bodies)
    for number in range(len(STUBBORN)):
        program += (
            f"\ndef main{number}():\n    lock.acquire()\n"
            f"    for _ in '12': threading.Thread(target=body{number}).start()\n    assert False, 'the end'"
        )
    path = written(program)
    script = """
        import sys
        from harness.explorer.run import run
        from harness.program.function import Function
        from harness.explorer.budget import Budget
        for number in range(int(sys.argv[2])):
            result = run(Function(sys.argv[1], f"main{number}"), Budget(3))
            print(number, result.verdict, result.message.partition(" (")[0], flush=True)
        """
    command = [sys.executable, "-c", dedent(script), path, str(len(STUBBORN))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    names = dict(enumerate(STUBBORN))
    said = {names[int(line.split()[0])]: line.partition(" ")[2] for line in done.stdout.splitlines()}
    assert said == dict.fromkeys(STUBBORN, "wrong the end"), done.stderr
    assert (done.returncode, done.stderr) == (0, "")


ENDLESS = {
    "a loop without a point": ("while True: pass", "livelock"),
    "a loop over an iterable": ("for _ in iter(int, 1): pass", "livelock"),
    "a recursion without an end": ("def f(): return f()\n    f()", "wrong"),
    "a flood of output": ("while True: print('x' * 1000)", "livelock"),
    "a long computation": ("n = 0\n    for i in range(100_000): n += i\n    assert n == 4999950000", "pass"),
    "a deep recursion": ("def f(n): return n and 1 + f(n - 1)\n    assert f(400) == 400", "pass"),
    "an early end": ("import sys; sys.exit(3)", "wrong"),
    "the end of the process": ("import os; os._exit(3)", "wrong"),
    "an exit while nobody asks": ("exit()", "wrong"),
    "a question": ("input('name? ')", "wrong"),
}


@pytest.mark.parametrize(("body", "verdict"), ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize("where", ["main", "a thread"])
def test_no_program_takes_the_process_with_it(explored, body, verdict, where):
    text = f"import threading\ndef body():\n    {body}\ndef main():\n"
    call = "body()" if where == "main" else "t = threading.Thread(target=body); t.start(); t.join()"
    result = explored(f"{text}    {call}\n", schedules=2)
    if where == "a thread" and "exit" in body and "_exit" not in body:
        verdict = "pass"  # as in CPython, it ends the thread that calls it and nobody else
    assert str(result.verdict) == verdict, result.message


def test_an_exit_with_the_name_of_another_call_is_an_exit(explored):
    text = """
        import sys, threading
        def main():
            t = threading.Thread(target=sys.exit, args=("os._exit(1)",))
            t.start()
            t.join()
        """
    assert explored(dedent(text), schedules=2).passed


def test_a_wrong_call_of_a_thread_s_function_is_the_program_s_mistake(explored):
    for target in ("(lambda: 0), args=(1,)", "int, args=('x',)", "5", "[].pop"):
        text = (
            f"import threading\ndef main():\n    t = threading.Thread(target={target})\n    t.start()\n    t.join()\n"
        )
        assert explored(text, schedules=3).verdict is Verdict.WRONG
