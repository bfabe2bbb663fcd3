"""What is seen: the terminal app, the command line and the verbs behind both."""
