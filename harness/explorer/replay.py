"""One schedule again, from its token."""

from __future__ import annotations

from harness.checks.race import race
from harness.explorer.executor import Executor
from harness.explorer.starvation.result import again
from harness.explorer.summary import summarize
from harness.failure_store import other_source
from harness.program.program import fingerprint
from harness.result import Finding, Part, Result
from harness.strategies.replay import Replay
from harness.token import Token, TokenError
from harness.trace import Trace


def replay(executions: Executor, token: Token) -> Result:
    """Run one schedule and say what comes of it.

    Args:
        executions: of the program that the token is for.
        token: names the schedule.

    Raises:
        TokenError: the token was made for other source, or the program does not follow it.
    """
    program = executions.program
    if token.source != fingerprint(program):
        raise TokenError(other_source(token.source, program.files))
    executions.tried = 1
    if token.lasso is not None:
        result = again(executions, token, token.lasso)
    else:
        trace, finding = _followed(executions, token)
        result = None if finding is None else executions.result(finding, 1, trace, token.fair_from)
    if result is None:
        return summarize([Part(1, name=program.name, file=program.target)])
    result.found = None  # it was not searched for
    return result


def _followed(executions: Executor, token: Token) -> tuple[Trace, Finding | None]:
    switches = list(token.switches)
    chooser = Replay(switches)
    chooser.lost = executions.lost
    fair = token.fair_from
    endless = fair is not None and executions.run(Replay(switches), fair).ending == "endless"
    outcome, trace, finding = executions.record(chooser, fair, endless)
    if finding is None and outcome.told is not None:  # a token is made for a failure: if for none else, for this
        finding = race(trace, outcome.told, executions.program.target)
    left = [choice for choice, _ in switches if choice >= chooser.step]
    if left and not trace.divergence:
        said = f"it is over after {chooser.step} choices, and the schedule has one more at {left[0] + 1}"
        trace.divergence = said
    if trace.divergence:
        raise TokenError(f"the program does not follow this schedule: {trace.divergence}")
    return trace, finding
