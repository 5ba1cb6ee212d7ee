"""The deterministic world: one schedule in, one trace out, always the same."""
