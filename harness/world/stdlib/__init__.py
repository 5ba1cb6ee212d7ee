"""The standard library inside the world: CPython's own threading and queue over a simulated _thread."""
