PYTHON ?= python3
START = exec $(PYTHON) config/start.py
RUN = PYTHON=$(PYTHON) exec config/run

.DEFAULT_GOAL := help
CHAOS_TESTS = $(addprefix tests/journey/test_, faults.py crashes.py same_order_again.py label_once.py)

.PHONY: help setup demo test check bench chaos format lock database clean-databases stop

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 18

setup:  ## everything the other targets need, built into a cache outside the repository
	@$(START) setup

demo:  ## the whole journey, then Odoo on http://127.0.0.1:8069 until Ctrl-C (ONCE=1, KEEP=1)
	@$(RUN) python -m tests.support.demo

test:  ## everything that must be in order before a change lands (what CI runs)
	@$(START) test

check:  ## style, import contracts and pure tests, a minute and a half
	@$(START) check

bench:  ## measures against the floor of plain Odoo; writes .bench/latest.json (LONG=1: 100,000 orders)
	@mkdir -p .bench
	@$(RUN) python -m tests.bench

chaos:  ## every fault, then 10,000 orders under fire; writes .bench/chaos.json (SEED=7, SHORT=1)
	@failed=; \
	$(if $(SHORT),,(CHAOS=1 $(RUN) pytest -q -p no:odoo $(CHAOS_TESTS)) || failed="$$failed faults"; )\
	($(RUN) python -m tests.chaos.parted $(if $(SHORT),--short)) || failed="$$failed parted-stock"; \
	($(RUN) python -m tests.chaos $(if $(SHORT),--short)) || failed="$$failed under-fire"; \
	test -z "$$failed" || { echo "failed:$$failed" >&2; exit 1; }

format:  ## lets ruff mend what it can
	@$(RUN) ruff format .
	@$(RUN) ruff check --fix .

lock:  ## writes requirements.lock anew from requirements.txt and requirements-test.txt
	@$(START) lock

database:  ## make database NAME=mine [MODULES="omni_base"]: a fresh one with our addons
	@$(START) database $(NAME) $(MODULES)

clean-databases:  ## drops every database made here, templates included
	@$(START) clean-databases

stop:  ## stops the embedded PostgreSQL
	@$(START) stop
