"""Which schedule to try next: one strategy a file, all behind ``protocol.Strategy``."""
