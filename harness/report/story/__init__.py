"""The story of a failure: events and steps selected for a reader, before any layout."""
