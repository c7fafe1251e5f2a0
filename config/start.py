"""Lets `python3 config/start.py COMMAND` find the package beside it."""

import sys

from environment.commands import main

sys.exit(main(sys.argv[1:]))
