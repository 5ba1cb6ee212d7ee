"""The harness and other schedule explorers on eight small programs."""
