"""Pure Python: what every carrier speaks."""
