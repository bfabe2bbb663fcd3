"""What is taught: courses, lessons and the Markdown they are written in. Pure, but for shelf.py."""
