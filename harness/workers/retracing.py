"""The replay of a job's token, or what the job wants in place of the replay."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..explorer.budget import Budget
from ..explorer.fewest_preemptions import fewest_preemptions
from ..explorer.keep import order_of
from ..explorer.kept_order import check_order
from ..explorer.replay import replay
from ..explorer.search import Search
from ..explorer.search_near import search_near
from ..order import OrderError
from ..result import Result
from ..token import Token, TokenError
from .job import FEWEST, KEEP, NEAR, ORDER, Job


def retracing(job: Job, budget: Budget) -> Callable[[Search, Token], Result]:
    """Return what is done with a job's token.

    Args:
        job: has a token to replay.
        budget: of a search, if there is one.
    """
    if job.retracing == NEAR:
        return partial(search_near, budget=budget)
    if job.retracing == FEWEST:
        return partial(fewest_preemptions, budget=budget)
    if job.retracing == KEEP:
        return _replay_and_keep
    if job.retracing == ORDER:
        return lambda search, token: check_order(search, job.order, budget)
    return replay


def _replay_and_keep(search: Search, token: Token) -> Result:
    result = replay(search, token)
    if result.replay is not None:
        try:
            result.steps_to_keep = order_of(search, Token.parse(result.replay))
        except OrderError as error:
            raise TokenError(str(error)) from None
    return result
