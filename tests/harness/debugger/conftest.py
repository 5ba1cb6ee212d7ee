import io
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def debugged(monkeypatch, capfd):
    """Replays a program's schedule under pdb with these commands; what came of it, and what pdb has said."""
    from harness.debugger.pdb_debugger import SchedulePdb
    from harness.debugger.session import debug
    from harness.token import Token

    def replay(program, token, *commands):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{one}\n" for one in commands)))
        found = debug(program, Token.parse(token), SchedulePdb)
        return found, capfd.readouterr().out

    return replay
