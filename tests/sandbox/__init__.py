"""The outside world on one's own machine: vendors with state, played over plain loopback HTTP.

Shares no code with the addons, so that a mistake in an adapter cannot repeat itself here.
"""
