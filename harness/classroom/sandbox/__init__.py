"""The sandbox in which files of other people are judged: what such a file can reach of the machine, by any code."""
