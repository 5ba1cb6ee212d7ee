"""The stress engine: runs the same programs on real OS threads, again and again, each time disturbed in another way."""

from .engine import Stress, stress

__all__ = ["Stress", "stress"]
