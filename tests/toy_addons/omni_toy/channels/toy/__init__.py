"""A shop that knows its name and its orders."""
