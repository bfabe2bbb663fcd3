"""What a leader hands on of a group: one page, or the same as Markdown, CSV or JSON. Imports no Textual."""
