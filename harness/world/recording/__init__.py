"""Recording: accesses for searches, events for reports, and names of objects."""
