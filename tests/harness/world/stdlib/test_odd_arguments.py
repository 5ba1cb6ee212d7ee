"""Methods of ``threading`` and ``queue`` answer odd arguments as those of this Python do, by value or exception."""

from textwrap import dedent

NUMBERS = ("", "0", "-1", "2", "None", "'x'", "1.5", "float('nan')", "1e30", "False, 1", "True, -2", "0, 0")
CALLS = {
    "threading.Lock().acquire": (*NUMBERS, "1 << 40"),
    "threading.RLock().acquire": NUMBERS,
    "threading.Condition().acquire": NUMBERS,
    "threading.Semaphore(1).acquire": NUMBERS,
    "threading.Semaphore(1).release": NUMBERS,
    "threading.BoundedSemaphore(1).release": NUMBERS,
    "held().notify": NUMBERS,
    "held().wait": ("-1", "0", "'x'"),
    "threading.Event().wait": ("-1", "0", "0.0", "'x'"),
    "threading.Thread(target=int).join": NUMBERS,
    "queue.Queue(1).put": NUMBERS,
    "queue.Queue(1).get": ("False", "0", "False, -1", "False, 'x'", "True, -1", "True, 0", "timeout=0"),
    "queue.SimpleQueue().put": NUMBERS,
    "queue.SimpleQueue().get": ("False", "0", "False, 1", "True, -1", "timeout=0"),
    "threading.Semaphore": NUMBERS,
    "threading.Barrier": NUMBERS,
    "queue.Queue": NUMBERS,
}
PROGRAM = dedent("""
    import queue
    import threading

    def held():
        condition = threading.Condition()
        condition.acquire()
        return condition

    def answer(call):
        try:
            value = eval(call)
        except Exception as error:
            return type(error).__name__
        return value if type(value) in (bool, int, type(None)) else type(value).__name__

    def answers(calls):
        return {call: answer(call) for call in calls}
""")


def test_odd_arguments_are_answered_as_python_does(explored):
    calls = [f"{method}({given})" for method, many in CALLS.items() for given in many]
    space = {"__name__": "program"}
    exec(PROGRAM, space)
    expected = space["answers"](calls)
    result = explored(f"{PROGRAM}\ndef main():\n    given = answers({calls!r})\n    differs = ''\n"
                      f"    for call, wanted in {expected!r}.items():\n        if given[call] != wanted:\n"
                      "            differs += f'{call} gives {given[call]} and not {wanted}; '\n"
                      "    assert not differs, differs", schedules=1)  # fmt: skip
    assert result.passed, result.message
