"""A demo: three groups over a year. Who they are, what each does on a day, and how it comes into a database."""
