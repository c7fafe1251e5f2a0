PYTHON ?= python3
START = $(PYTHON) config/start.py

.DEFAULT_GOAL := help
.PHONY: help setup stop lock

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 18

setup:  ## everything the other targets need, built into the cache
	@$(START) setup

stop:  ## stops the embedded PostgreSQL
	@$(START) stop
