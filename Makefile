# Everything on a fresh machine that has Python 3.11 or newer and make:
#   make demo    the main job on bundled reports          make test    the tests, with coverage
#   make page    the demo's record as a page
# For those who change the code:
#   make lint    style and the import contract            make types   mypy --strict
#   make bench DATA=FOLDER   public benchmarks against the floors that were reached
#   make lock    resolve the requirements anew

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
DATA ?= benchmarks

.DEFAULT_GOAL := help
.PHONY: help demo page test lint types bench lock clean

help:
	@sed -n '1,/^$$/s/^# //p' Makefile

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "According needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt requirements/build.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements/build.txt
	$(PIP) install --quiet --require-hashes -r requirements/run.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/run.stamp
	$(BIN)/according demo

page: $(VENV)/dev.stamp
	$(BIN)/according demo --page

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check src tests tools
	$(BIN)/lint-imports

types: $(VENV)/dev.stamp
	$(BIN)/mypy --strict src

bench: $(VENV)/run.stamp
	$(BIN)/python -m according.bench.floors $(DATA)

# The lock files carry versions and hashes and no addresses, so they install from whatever index a machine uses.
COMPILE = $(BIN)/uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --python-version 3.11 \
	--custom-compile-command "make lock"

lock: $(BIN)/python
	$(PIP) install --quiet uv
	printf 'pip\nhatchling\neditables\n' | $(COMPILE) - -o requirements/build.txt
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) pyproject.toml --all-extras --group dev -c requirements/run.txt -o requirements/dev.txt
	@! grep -nE '==999|https?://|file:' requirements/*.txt

clean:
	rm -rf $(VENV) build dist .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
