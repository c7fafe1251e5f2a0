"""Pure Python: what every sales channel speaks."""
