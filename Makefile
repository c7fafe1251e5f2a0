PYTHON ?= python3
START = $(PYTHON) config/start.py

.DEFAULT_GOAL := help
.PHONY: help setup database clean-databases stop lock

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 18

setup:  ## everything the other targets need, built into the cache
	@$(START) setup

database:  ## make database NAME=mine [MODULES="omni_base"]: a fresh one with our addons
	@$(START) database $(NAME) $(MODULES)

clean-databases:  ## drops every database made here, templates included
	@$(START) clean-databases

stop:  ## stops the embedded PostgreSQL
	@$(START) stop
