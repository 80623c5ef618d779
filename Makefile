# From a bare checkout, with Python 3.11 or later and make, each target sets up what it needs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test check fix docs snap table bench clean

help:
	@echo "make demo   set up and show the main job on sample data"
	@echo "make test   set up and run the tests"
	@echo "make check  all that the project is held to: format, lint, types, layers, tests, README"
	@echo "make fix    format, and mend what can be mended by itself"
	@echo "make docs   write the README's examples anew"
	@echo "make snap   write the tests' kept texts anew"
	@echo "make table  write the tables of commands and of TAB anew"
	@echo "make bench  measure start-up, as ratios within one run"

$(READY): pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'fmgtrack needs Python 3.11 or later: make PYTHON=python3.12')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $(READY)

demo: $(READY)
	@$(BIN)/fmgtrack demo --fresh

test: $(READY)
	$(BIN)/python -m pytest -q -n auto

check: $(READY) lint test docs-check

.PHONY: lint docs-check
lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs-check: $(READY)
	$(BIN)/python -m cogapp --check -I tests README.md

fix: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)
	$(BIN)/python -m cogapp -r -I tests README.md

snap: $(READY)
	$(BIN)/python -m pytest -q --snapshot-update tests

table: $(READY)
	$(BIN)/python tests/quick_table.py
	$(BIN)/python tests/tab_table.py

bench: $(READY)
	$(BIN)/python benchmarks/startup.py

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
