"""The deterministic world: one schedule in, one trace out, always the same."""

from .outcome import Outcome
from .world import World

__all__ = ["Outcome", "World"]
