"""One module for each command: `run(options, surroundings)` answers the exit status."""
