"""Programs: what can be explored or stressed, and the source files it consists of."""
