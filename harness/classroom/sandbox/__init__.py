"""The sandbox in which submissions are judged: the part of the machine that a file can reach."""
