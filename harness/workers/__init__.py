"""Workers: run code under test in a process of its own, so that whatever it does, the run goes on."""
