"""The wires of this repository's providers, by code: ``<code>.py`` each. Nothing lists them.

A provider elsewhere brings its own as ``samples/wire.py`` (see WRITE_A_CHANNEL.md).
"""
