"""Terminal reports: one screen for each verdict."""
