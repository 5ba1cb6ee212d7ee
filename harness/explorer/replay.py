"""The replay of one schedule from its token."""

from __future__ import annotations

from ..checks.race import race
from ..failure_store import other_source
from ..program.program import fingerprint
from ..result import Finding, Part, Result
from ..strategies.replay import Replay
from ..token import Token, TokenError
from ..trace import Trace
from .executor import Executor
from .neighbours import difference
from .starvation.result import replay_starvation
from .summary import summarize


def replay(executor: Executor, token: Token) -> Result:
    """Run one schedule and return its result.

    Args:
        executor: of the program that the token is for.
        token: names the schedule.

    Raises:
        TokenError: the token was made for other source text, or the program does not follow its schedule.
    """
    program = executor.program
    if token.source != fingerprint(program):
        raise TokenError(other_source(token.source, program.files))
    executor.tried = 1
    if token.lasso is not None:
        result = replay_starvation(executor, token, token.lasso)
    else:
        chooser, trace, finding = _follow(executor, token)
        result = None if finding is None else executor.result(finding, 1, trace, token.fair_from)
        if result is not None and finding is not None:
            result.difference = difference(executor, chooser, trace, finding)
    if result is None:
        return summarize([Part(1, name=program.name, file=program.target)])
    result.found = None  # it was not found by a search
    return result


def _follow(executor: Executor, token: Token) -> tuple[Replay, Trace, Finding | None]:
    switches = list(token.switches)
    chooser = Replay(switches)
    chooser.describe_missed = executor.not_followed
    fair = token.fair_from
    endless = fair is not None and executor.run(Replay(switches), fair).ending == "endless"
    outcome, trace, finding = executor.record(chooser, fair, endless)
    if finding is None and outcome.told is not None:  # a token is for a failure: without any other, for a race
        finding = race(trace, outcome.told, executor.program.target)
    left = [choice for choice, _ in switches if choice >= chooser.step]
    if left and not trace.divergence:
        trace.divergence = f"it ends after {chooser.step} choices, but the schedule has another one at {left[0] + 1}"
    if trace.divergence:
        raise TokenError(f"the program does not follow this schedule: {trace.divergence}")
    return chooser, trace, finding
