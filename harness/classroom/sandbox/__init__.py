"""The sandbox in which strangers' files are judged: what a file can reach of the machine, whatever it runs."""
