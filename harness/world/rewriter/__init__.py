"""The rewriter: inserts a scheduling point before each shared access of a program, and the runtime it calls."""
