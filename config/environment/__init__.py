"""Builds and runs what the project needs on a bare machine.

Plain Python 3.10+ without any third-party package: this code runs before
anything is installed. Whatever is heavy lies in a cache outside the repository,
under a name made from its content, so that a second run finds it ready.
"""
