"""Results in words: one output a file. The modules that need rich import it when they are called."""
