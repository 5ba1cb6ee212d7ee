"""The parts of the command that builds the playground."""
