"""Read models: what screens ask. Each is folded from the log, and can be thrown away and built again."""
