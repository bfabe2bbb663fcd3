"""Widgets: they receive values, draw them, and post what the member did."""
