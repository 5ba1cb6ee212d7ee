"""The explorer: runs one program under many schedules in the simulated world and reports the first failure."""
