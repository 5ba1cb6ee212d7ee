"""Workers: run code under test in a process of its own, so that the harness survives anything it does."""
