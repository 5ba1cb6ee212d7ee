"""One schedule under a debugger: pdb in the terminal, or a debugger that speaks the debug adapter protocol."""
