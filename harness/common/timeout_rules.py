"""The rules for time-outs: when a wait may time out although threads can run."""

from __future__ import annotations

import math

TIMEOUTS = {"any": math.inf, "hour": 3_600.0, "idle": -1.0}
"""The rules by name: the most seconds of a wait that may time out although threads can run."""
HOUR = "hour"
"""The rule that holds unless another one is asked for: no real machine keeps a thread from running for so long."""
