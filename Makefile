# run    the demo council and its desk, on this machine alone
# test   every test            check  format, lint, types, import rules
# bench  speeds, as ratios     lock   newer dependencies, with their hashes
# faults what becomes of posts when everything goes wrong: ARGS="--trials 2000 --seed 1"
# machines many of them for many hours, while any is killed: ARGS="--hours 60"
# real   our networks against real servers: needs Node 20 and npm, some minutes at first
.PHONY: run test check bench faults machines real setup setup-dev lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
SOURCES := pyproject.toml hatch_build.py $(shell find assets -type f -not -path '*/node_modules/*' 2>/dev/null)
ARGS ?=

run: setup
	@$(BIN)/aggregator demo $(ARGS)

test: setup-dev
	@$(BIN)/pytest -n auto --dist loadfile $(ARGS)

check: setup-dev
	@$(BIN)/ruff format --check --quiet . || { echo "make check: some files are not formatted; write: $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@out=$$($(BIN)/lint-imports --no-cache 2>&1) || { echo "$$out"; exit 1; }
	@echo "make check: all is well"

bench: setup-dev
	@$(BIN)/python -m bench $(ARGS)

faults: setup-dev
	@$(BIN)/python -m tests.crash $(ARGS)

machines: setup-dev
	@$(BIN)/python -m tests.machines $(ARGS)

REAL := .build/real
real: setup-dev $(REAL)/.set-up
	@$(BIN)/pytest real -n 0 -p no:cacheprovider $(ARGS)

$(REAL)/.set-up: real/pds/package.json real/twitter-text/package.json
	@mkdir -p $(REAL)/pds && cp real/pds/package.json $(REAL)/pds/
	@npm install --prefix $(REAL)/pds --no-audit --no-fund --silent
	@mkdir -p $(REAL)/twitter-text && cp real/twitter-text/package.json $(REAL)/twitter-text/
	@npm install --prefix $(REAL)/twitter-text --no-audit --no-fund --silent
	@$(PYTHON) -m venv $(REAL)/mastodon
	@$(REAL)/mastodon/bin/python -m pip --quiet --disable-pip-version-check install mastodon-mock==0.6.1
	@touch $@

lock: setup-dev
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh requirements/lock --upgrade

setup: $(VENV)/.run
setup-dev: $(VENV)/.dev

$(VENV)/.python:
	@command -v $(PYTHON) >/dev/null || { echo "make: there is no $(PYTHON) here; install Python 3.11 or newer, or say which: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $$($(PYTHON) --version) is too old; install Python 3.11 or newer, or say which: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "make: this Python cannot make virtual environments; on Debian: apt install python3-venv"; exit 1; }
	@echo "Setting up $(VENV): a minute, once"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.python requirements/run.txt requirements/build.txt $(SOURCES)
	@$(PIP) install --require-hashes -r requirements/run.txt -r requirements/build.txt || { echo "make: the packages could not be installed; is a package index reachable?"; exit 1; }
	@sh requirements/node $(BIN)/python
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@$(PIP) install --require-hashes -r requirements/dev.txt || { echo "make: the packages for the tests could not be installed; is a package index reachable?"; exit 1; }
	@touch $@

clean:
	@rm -rf $(VENV) .build aggregator/web/static assets/node_modules
