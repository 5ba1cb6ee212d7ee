"""Replay tokens: ``k1:WHAT:HASH:SCHEDULE:ANCHORS``, short enough to paste.

WHAT names the program: ``kata/clause@file``, ``kata/clause+calls+calls@file`` with the generated calls of each
thread, or ``file::function``. After a function come ``+package`` for each package that is explored inside,
``+timeouts=rule`` unless the usual rule holds, and ``+pytest`` if pytest runs it with its fixtures. HASH is a hash of
its text. SCHEDULE lists the deviations from the non-preemptive schedule, as ``choice.thread`` pairs in base 36, each
choice counted from the one before, and ``choice.thread.f`` where a callback of the thread raises. ``~n`` at the end
means that fair round robin chooses from choice n on. ``=i.j.t`` makes it a lasso: the choices i to j repeat forever,
while a call of thread t does not end.

ANCHORS tell where each deviation is in the program's own words, so that the token fits a source that has been edited,
too: ``thread/function/kind/label/nth/again`` for each (see ``harness.anchor``), without the defaults at the end. An
older token has none, nor has a token of many deviations.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from .anchor import Anchor, NamedOperation
from .trace import Choice, Fault

VERSION = "k1"
PYTEST = "pytest"
"""What WHAT says of a function that pytest runs; no package of this name is explored inside."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FAULT = "f"
OLD_FAULT = 1_000_000
"""Older tokens add this to the thread's number where a callback raises."""
_TOKEN = re.compile(
    r"k1:(?P<what>.+):(?P<hash>[0-9a-f]{8}):(?P<schedule>[0-9a-z._]*)(?:~(?P<fair>[0-9a-z]+))?"
    r"(?:=(?P<start>[0-9a-z]+)\.(?P<end>[0-9a-z]+)\.(?P<victim>[0-9a-z]+))?"
    r"(?::(?P<anchors>[^:]*))?"
)
_ANCHOR = re.compile(
    r"(?P<thread>\d+)/(?P<function>[^/]*)/(?P<kind>[a-z]+)"
    r"(?:/(?P<label>[^/]*)(?:/(?P<nth>\d+)(?:/(?P<again>\d+))?)?)?"
)
SAFE = "._-"
"""Characters of names that are written into a token as they are."""
MOST_ANCHORS = 16
"""Deviations of a token that still has anchors: it would be too long to paste otherwise."""
_DEVIATION = re.compile(rf"(?P<delta>[0-9a-z]+)\.(?P<thread>[0-9a-z]+)(?P<fault>\.{FAULT})?")


class TokenError(ValueError):
    """An error: the text is no replay token, or the token does not fit the program."""


@dataclass(frozen=True, slots=True)
class Token:
    """A decoded token.

    Attributes:
        what: names the program.
        source: hash of the program's text.
        switches: the deviations from the non-preemptive schedule: the number of the choice, and what was chosen.
        fair_from: number of the choice from which round robin chooses, or None.
        lasso: numbers of the choices between which the schedule repeats, and of the thread that starves, or None.
        anchors: of each deviation; empty if they are not known.
    """

    what: str
    source: str
    switches: tuple[tuple[int, Choice], ...]
    fair_from: int | None = None
    lasso: tuple[int, int, int] | None = None
    anchors: tuple[Anchor, ...] = ()

    def __str__(self) -> str:
        parts, before = [], 0
        for number, chosen in self.switches:
            what = f"{_base36(chosen.thread)}.{FAULT}" if isinstance(chosen, Fault) else _base36(chosen)
            parts.append(f"{_base36(number - before)}.{what}")
            before = number
        fair = f"~{_base36(self.fair_from)}" if self.fair_from is not None else ""
        lasso = "=" + ".".join(map(_base36, self.lasso)) if self.lasso is not None else ""
        what = quote(self.what, safe="/@.:_-+,=")
        anchors = ":" + ",".join(map(_anchor_text, self.anchors)) if 0 < len(self.anchors) <= MOST_ANCHORS else ""
        return f"{VERSION}:{what}:{self.source}:{'_'.join(parts)}{fair}{lasso}{anchors}"

    @property
    def workload(self) -> str:
        """The generated calls of the clause (see ``harness.contract.workload``); "" without any."""
        plus = self.what.partition("@")[0].rpartition("/")[2].partition("+")
        return plus[1] + plus[2]

    @classmethod
    def parse(cls, text: str) -> Token:
        """Read a token.

        Raises:
            TokenError: the text is no token.
        """
        match = _TOKEN.fullmatch(text.strip())
        if match is None:
            raise TokenError(f"{text!r} is not a replay token; one looks like k1:WHAT:HASH:SCHEDULE")
        switches: list[tuple[int, Choice]] = []
        here = 0
        for part in filter(None, match["schedule"].split("_")):
            deviation = _DEVIATION.fullmatch(part)
            if deviation is None:
                raise TokenError(f"{text!r} is not a replay token: its schedule is garbled at {part!r}")
            here += int(deviation["delta"], 36)
            thread = int(deviation["thread"], 36)
            if thread >= OLD_FAULT:
                raise TokenError(f"{text!r} is from an older version, which wrote faults of callbacks in another way")
            switches.append((here, Fault(thread) if deviation["fault"] else thread))
        fair = int(match["fair"], 36) if match["fair"] else None
        lasso = None
        if match["start"]:
            lasso = (int(match["start"], 36), int(match["end"], 36), int(match["victim"], 36))
        anchors = tuple(_anchor(one, text) for one in (match["anchors"] or "").split(",") if one)
        if anchors and len(anchors) != len(switches):
            raise TokenError(
                f"{text!r} is not a replay token: it has {len(switches)} switches, but {len(anchors)} anchors"
            )
        return cls(unquote(match["what"]), match["hash"], tuple(switches), fair, lasso, anchors)


def _anchor_text(anchor: Anchor) -> str:
    """Return an anchor as a part of a token, without the defaults at its end."""
    again = (str(anchor.nth), str(anchor.again)) if anchor.again else (str(anchor.nth),) if anchor.nth != 1 else ()
    label = quote(anchor.operation.label, safe=SAFE)
    named = (label, *again) if label or again else ()
    function = quote(anchor.operation.function, safe=SAFE)
    return "/".join((str(anchor.thread), function, anchor.operation.kind, *named))


def _anchor(text: str, token: str) -> Anchor:
    match = _ANCHOR.fullmatch(text)
    if match is None:
        raise TokenError(f"{token!r} is not a replay token: its anchors are garbled at {text!r}")
    operation = NamedOperation(unquote(match["function"]), match["kind"], unquote(match["label"] or ""))
    return Anchor(int(match["thread"]), operation, int(match["nth"] or 1), int(match["again"] or 0))


def source_hash(texts: Iterable[bytes]) -> str:
    """Return a hash of eight hexadecimal digits that changes when any of the texts changes."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(hashlib.sha256(text).digest())
    return digest.hexdigest()[:8]


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
        if not number:
            return digits
