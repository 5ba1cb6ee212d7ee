"""Strategies: which schedule to try next. One strategy a file, all behind ``protocol.Strategy``."""
