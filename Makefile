# One command for each need. A fresh machine needs Python 3.11 or newer, nothing else.
# Every target makes the virtual environment .venv itself.

FOUND := $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
PYTHON ?= $(or $(FOUND),python3)
VENV := .venv
BIN := $(VENV)/bin
DEMO := .demo

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint types docs docs-check snapshots bench precision all clean

help: ## Show this list.
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

demo: $(VENV)/.installed ## Check and fix the two sample documents.
	@# 1 says that something was found, as it should be here.
	$(BIN)/mtlint check seeds/ || test $$? -eq 1
	$(BIN)/mtlint fix seeds/ --output $(DEMO)/seeds || test $$? -eq 1
	@echo "The cleaned copy is in $(DEMO)/seeds, the record of edits beside it."

test: $(VENV)/.test ## Run all tests, and the examples in docstrings.
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.lint ## Look for mistakes and untidy code.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.test $(VENV)/.lint ## Check all types.
	$(BIN)/mypy
	$(BIN)/mypy scripts benchmarks

docs: $(VENV)/.installed ## Write what is generated: docs/rules/, tables of the README, the schema.
	$(BIN)/python scripts/write_docs.py
	$(BIN)/python scripts/write_schema.py

docs-check: $(VENV)/.installed ## Fail where what is generated is out of date.
	$(BIN)/python scripts/write_docs.py --check
	$(BIN)/python scripts/write_schema.py --check

snapshots: $(VENV)/.test ## Write the snapshots of the tests anew; read the diff.
	UPDATE_SNAPSHOTS=1 $(BIN)/python -m pytest tests/test_seeds.py tests/test_lexicons.py

bench: $(VENV)/.bench ## Measure start-up and speed; TEXTS="paths" for other texts.
	$(BIN)/python -m benchmarks.start
	$(BIN)/python -m benchmarks.speed $(TEXTS)

precision: $(VENV)/.installed ## Measure all rules: MACHINE=dir HUMAN=dir CLEAN=dir ABOUT="what".
	$(BIN)/python -m benchmarks.precision --machine "$(MACHINE)" --human "$(HUMAN)" \
		--clean "$(CLEAN)" --texts "$(ABOUT)"
	$(BIN)/python scripts/write_docs.py

all: docs lint types test ## All of this that a change has to pass.

clean: ## Remove what was made here.
	rm -rf $(VENV) $(DEMO) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis

# Where the system's Python has no ensurepip, its own pip sets up the new one.
$(BIN)/python:
	@$(PYTHON) -m venv $(VENV) || { \
		$(PYTHON) -m venv --clear --without-pip $(VENV) \
		&& $(PYTHON) -m pip --python $(BIN)/python install pip; }

# An older pip does not know dependency groups.
$(VENV)/.pip: | $(BIN)/python
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.installed: pyproject.toml | $(VENV)/.pip
	@# setuptools warns at length of what every editable installation is.
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.test $(VENV)/.lint $(VENV)/.bench: $(VENV)/.%: pyproject.toml | $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group $*
	@touch $@
