"""From blocks to what is seen: pieces, lines of styled text, and plain text for a pipe or a screen reader."""
