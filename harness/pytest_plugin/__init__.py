"""The pytest plugin behind its hooks: configuration, clauses, parameters and judging."""
