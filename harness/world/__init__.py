"""The deterministic world: one schedule in, one trace out, always the same."""

from harness.world.world import Outcome, World

__all__ = ["Outcome", "World"]
