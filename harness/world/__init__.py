"""The deterministic world: one schedule in, one trace out, always the same."""

from harness.world.outcome import Outcome
from harness.world.world import World

__all__ = ["Outcome", "World"]
