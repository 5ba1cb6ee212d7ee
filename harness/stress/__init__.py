"""Real OS threads: the same files, run again and again under small disturbances."""

from harness.stress.engine import Stress, stress

__all__ = ["Stress", "stress"]
