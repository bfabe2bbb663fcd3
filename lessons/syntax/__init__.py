"""What we add to CommonMark: one markdown-it rule to a file."""
