"""The replay of one schedule from its token."""

from __future__ import annotations

from dataclasses import replace

from ..checks.race import race
from ..failure_store import other_source
from ..part import Part
from ..program.program import fingerprint
from ..result import Finding, Result
from ..strategies.replay import Replay
from ..token import Token, TokenError
from ..trace import Trace
from ..verdict import Verdict
from .edited_source import follow, missing_step
from .executor import Executor
from .neighbours import difference
from .starvation.result import replay_starvation
from .summary import summarize


def replay(executor: Executor, token: Token, *, compare: bool = True) -> Result:
    """Run one schedule and return its result.

    If the source has been edited since, the schedule is followed by the anchors of its switches.

    Args:
        executor: of the program that the token is for.
        token: names the schedule.
        compare: look for a near schedule that passes, too.

    Raises:
        TokenError: the program does not follow its schedule, or has no counterpart of one of its switches.
    """
    executor.tried = 1
    token, renamed = _of_this_source(executor, token)
    if token.lasso is not None:
        result = replay_starvation(executor, token, token.lasso)
    else:
        chooser, trace, finding = _follow(executor, token, edited=renamed is not None)
        result = None if finding is None else executor.result(finding, 1, trace, token.fair_from)
        if result is not None and finding is not None and compare:
            result.difference = difference(executor, chooser, trace, finding)
    if result is None:
        result = summarize([Part(1, name=executor.program.name, file=executor.program.target)])
    else:
        result.found = None  # it was not found by a search
    result.renamed = renamed
    return result


def _of_this_source(executor: Executor, token: Token) -> tuple[Token, tuple[tuple[str, str], ...] | None]:
    """Return the token for the program's source of now, and the new names assumed; None if the source is the same.

    Raises:
        TokenError: the source is another one, and the schedule has no counterpart in it.
    """
    program = executor.program
    source = fingerprint(program)
    if token.source == source:
        return token, None
    if token.lasso is not None or len(token.anchors) != len(token.switches):
        raise TokenError(other_source(token.source, program.files))
    attempt = follow(executor, token)
    failure = attempt.trace.failure
    if failure is not None and failure.verdict is Verdict.ERROR:  # it cannot run, such as without its function
        return replace(token, source=source, switches=()), ()
    if attempt.made < len(token.anchors):
        edited = other_source(token.source, program.files)
        raise TokenError(f"{edited}; {missing_step(token, attempt)}; to search from there, add --search")
    switches = tuple(attempt.chooser.switches)
    fair = token.fair_from
    if fair is not None and switches:
        fair += switches[-1][0] - token.switches[-1][0]
    return replace(token, source=source, switches=switches, fair_from=fair), tuple(sorted(attempt.names.items()))


def _follow(executor: Executor, token: Token, *, edited: bool) -> tuple[Replay, Trace, Finding | None]:
    switches = list(token.switches)
    chooser = Replay(switches)
    chooser.describe_missed = executor.not_followed
    fair = token.fair_from
    endless = fair is not None and executor.run(Replay(switches), fair).ending == "endless"
    outcome, trace, finding = executor.record(chooser, fair, endless)
    if finding is None and outcome.told is not None and not edited:
        # a token is for a failure: without any other, for a race; an edited program need not fail any more
        finding = race(trace, outcome.told, executor.program.target)
    left = [choice for choice, _ in switches if choice >= chooser.step]
    if left and not trace.divergence:
        trace.divergence = f"it ends after {chooser.step} choices, but the schedule has another one at {left[0] + 1}"
    if trace.divergence:
        raise TokenError(f"the program does not follow this schedule: {trace.divergence}")
    return chooser, trace, finding
