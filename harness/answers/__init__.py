"""The records that a worker answers with in place of a result: a batch, measures, a position of a game."""
