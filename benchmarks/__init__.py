"""How fast Fivefold is, always side by side with a baseline in the same run."""
