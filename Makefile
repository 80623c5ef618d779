# From a bare checkout, with Python 3.11 or later and make, each target sets up what it needs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# one more than cores: many tests wait for the disk
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")

# the tests start thousands of processes: none should compile anew what did not change
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check fix docs pictures snap table messages torture bench clean

help:
	@echo "make demo   set up and show the main job on sample data"
	@echo "make test   set up and run the tests"
	@echo "make check  all that the project is held to: format, lint, types, layers, tests, README"
	@echo "make fix    format, and mend what can be mended by itself"
	@echo "make docs   write the examples of README and guide anew"
	@echo "make pictures draw the pictures of the README anew"
	@echo "make snap   write the tests' kept texts anew"
	@echo "make table  write the tables of commands and of TAB anew"
	@echo "make messages list every message that the tool can say"
	@echo "make torture kill, starve, damage and mislead, thousands of times"
	@echo "make fuzz   let atheris look for inputs that break a reader"
	@echo "make bench  measure start-up, as ratios within one run"
	@echo "make test-lowest  run tests with the lowest versions that pyproject.toml allows"
	@echo "make mutants      put faults into the rules and print the share that the tests notice"

$(READY): pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'fmgtrack needs Python 3.11 or later: make PYTHON=python3.12')"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $(READY)

demo: $(READY)
	@$(BIN)/fmgtrack demo --fresh

test: $(READY)
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

check: $(READY) lint test docs-check

.PHONY: lint docs-check
lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs-check: $(READY)
	$(BIN)/python -m cogapp --check -I tests README.md docs/*.md

fix: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY) pictures
	$(BIN)/python -m cogapp -r -I tests README.md docs/*.md

pictures: $(READY)
	$(BIN)/python -m tests.pictures

snap: $(READY)
	$(BIN)/python -m pytest -q --snapshot-update tests

table: $(READY)
	$(BIN)/python tests/quick_table.py
	$(BIN)/python tests/tab_table.py

messages: $(READY)
	@$(BIN)/python tests/messages.py

torture: $(READY)
	$(BIN)/python benchmarks/torture.py

bench: $(READY)
	$(BIN)/python benchmarks/bench.py

# Both in environments of their own; Python 3.11 is the lowest that is supported.
LOWEST_PYTHON ?= python3.11
LOWEST := .venv-lowest
LOWEST_TESTS := tests/rules tests/store tests/drafts tests/exchange tests/cli/test_contract.py \
	tests/cli/test_acceptance.py tests/test_packaging.py

.PHONY: test-lowest mutants
test-lowest:
	$(LOWEST_PYTHON) -m venv --clear $(LOWEST)
	$(LOWEST)/bin/python tests/lowest.py > $(LOWEST)/lowest.txt
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check \
		--constraint $(LOWEST)/lowest.txt --editable ".[dev]"
	$(LOWEST)/bin/python -m pytest -q -n auto -p no:cacheprovider $(LOWEST_TESTS)

# atheris is not there for every system and Python, so it is no part of the extra `dev`
FUZZ := .venv-fuzz
SECONDS ?= 60
.PHONY: fuzz
fuzz:
	test -x $(FUZZ)/bin/python || $(PYTHON) -m venv $(FUZZ)
	$(FUZZ)/bin/python -m pip install --quiet --disable-pip-version-check --editable ".[dev,fuzz]"
	$(FUZZ)/bin/python benchmarks/fuzz.py --seconds $(SECONDS)

# make mutants MODULES="rules/when rules/fees" MINUTES=10
MUTANTS := .venv-mutants
MINUTES ?= 60
mutants:
	test -x $(MUTANTS)/bin/python || $(PYTHON) -m venv $(MUTANTS)
	$(MUTANTS)/bin/python -m pip install --quiet --disable-pip-version-check \
		--editable ".[dev,mutants]"
	$(MUTANTS)/bin/python benchmarks/mutants.py --minutes $(MINUTES) $(MODULES)

clean:
	rm -rf $(VENV) $(LOWEST) $(MUTANTS) $(FUZZ) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
