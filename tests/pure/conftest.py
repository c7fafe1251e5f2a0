"""Property tests take a moment here, and the same one every time."""

from hypothesis import settings

settings.register_profile("pure", max_examples=40, deadline=None, derandomize=True)
settings.load_profile("pure")
