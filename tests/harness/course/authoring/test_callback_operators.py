"""The mutation operators on calls of the caller's code: which calls they change, and into what."""

from harness.course.authoring.mutation import callbacks
from harness.course.authoring.mutation.mutant import mutants

CORRIDOR = """
class Corridor:
    def __init__(self, size):
        self._size = size
        size()

    def walk(self, step):
        self.enter()
        self._size()
        found = step()
"""


def made(operator):
    """The mutants that an operator makes: its name, what is lost, and what is in its place."""
    return [
        (one.identity.operator, " / ".join(one.identity.lines), " / ".join(one.identity.becomes))
        for one in mutants(CORRIDOR, [operator])
    ]


def test_code_of_the_caller_is_called_again_after_an_exception():
    assert made(callbacks.called_again) == [
        ("call-again", "self._size()", "try: / self._size() / except Exception: / self._size()"),
        ("call-again", "found = step()", "try: / found = step() / except Exception: / found = step()"),
    ]


def test_an_exception_of_the_caller_is_copied():
    raised = "except Exception as caught: / raise type(caught)(*caught.args)"
    assert made(callbacks.exception_copied) == [
        ("copy-exception", "self._size()", f"try: / self._size() / {raised}"),
        ("copy-exception", "found = step()", f"try: / found = step() / {raised}"),
    ]


def test_a_result_that_is_not_used_is_asked_for():
    assert made(callbacks.result_asked) == [("ask-result", "self._size()", "if self._size() is False: / self._size()")]
