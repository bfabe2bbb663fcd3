"""What happened: the event log, its projections and the SQLite file they live in."""
