"""The marks of a contract: both engines catch what they forbid, and permit what they allow."""

import ast

import pytest

from harness.contract.marks import Marks, MarksError
from harness.explorer.budget import Budget
from harness.program.clause import Clause
from harness.stress.engine import Stress
from harness.verdict import Verdict

MARK = "import pytest\npytestmark = pytest.mark.kata('x', {words})\n"
JOINS = MARK.format(words="allow='Thread', forbid='Thread.join, Thread.is_alive'")
SPINS = MARK.format(words="allow='', spin=True")

TASK = """
from threading import Thread

class Task:
    def start(self):
        self.thread = Thread(target=lambda: None)
        self.thread.start()
        {end}
"""

FLAG = """
class Flag:
    def __init__(self):
        self.up = False

    def wait(self):
        while not self.up:
            pass

    def raise_it(self):
        self.up = {up}
"""

CLAUSE = """
def test_it(Flag, threads):
    flag = Flag()
    waiter = threads.start("waiter", flag.wait)
    threads.start("signaller", flag.raise_it)
    threads.join()
"""


@pytest.fixture(params=["explore", "stress"])
def judged(tmp_path, request):
    """judged(source, contract): the result of its clause ``test_it``, under either engine."""

    def run(source, contract):
        from harness.explorer.run import run as explore

        target, file = tmp_path / "x.py", tmp_path / "test_x.py"
        target.write_text(source, encoding="utf-8")
        file.write_text(contract, encoding="utf-8")
        clause = Clause("x", str(file), "test_it", str(target))
        return explore(clause, Budget(50)) if request.param == "explore" else Stress(clause).run(5, seconds=5)

    return run


@pytest.mark.parametrize("end", ["self.thread.join()", "self.thread.is_alive()", "Thread.join(self.thread)"])
def test_a_method_ruled_out_is_forbidden_to_the_file(judged, end):
    result = judged(TASK.format(end=end), JOINS + "def test_it(Task):\n    Task().start()\n")
    assert result.verdict is Verdict.FORBIDDEN, result.message
    assert result.line == 8
    name = "is_alive" if "alive" in end else "join"
    assert f"Thread.{name}() is not allowed in this kata" in result.message


def test_the_contract_itself_may_join(judged):
    contract = "def test_it(Task, threads):\n    threads.start('a', lambda: Task().start())\n    threads.join()\n"
    result = judged(TASK.format(end="pass"), JOINS + contract)
    assert result.verdict in (Verdict.PASS, Verdict.LEAK), result.message


def test_spinning_is_right_where_the_mark_says_so(judged):
    assert judged(FLAG.format(up="True"), SPINS + CLAUSE).passed


def test_spinning_for_ever_is_a_livelock_even_then(judged):
    assert judged(FLAG.format(up="False"), SPINS + CLAUSE).verdict is Verdict.LIVELOCK


def test_fifo_turns_off_wake_ups_out_of_nowhere():
    contract = ast.parse("@pytest.mark.fifo\ndef test_in_order(): ...\ndef test_other(): ...\n")
    assert Marks.of(contract, "test_in_order").fifo
    assert not Marks.of(contract, "test_other").fifo
    assert not Marks.of(contract).fifo


def test_a_word_that_is_none_is_refused_with_its_line():
    with pytest.raises(MarksError, match=r"line 2: .*not alow"):
        Marks.of(ast.parse("import pytest\npytestmark = pytest.mark.kata('x', alow='any')"))


def test_a_value_that_is_computed_is_refused():
    with pytest.raises(MarksError, match="allow must be a literal"):
        Marks.of(ast.parse("pytestmark = pytest.mark.kata('x', allow=ANY)"))
