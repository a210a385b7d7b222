# make run    build the sample graph, check it, and serve it at http://127.0.0.1:$(PORT)
# make test   run every test
# Both set up what they need: Python 3.11 or later, make and git are enough. uv is used where it is installed.
# make web    build the scripts of the pages where npm can be had; without them the pages are plain, and say so
# make soak   keep a server busy for MINUTES with kills, reloads, updates and slow clients, and judge it
# make lint   style, types, import contracts      make lock   pin the dependencies anew      make clean

PYTHON ?= python3
PORT ?= 8000
MINUTES ?= 10
DATA ?= build/sample-graph
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet

.PHONY: run test web soak lint lock clean

run: $(READY) web
	$(BIN)/spacepact run --data "$(DATA)" --port $(PORT)

test: $(READY)
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

web: $(READY)
	@$(BIN)/python hatch_build.py

soak: $(READY)
	$(BIN)/python tests/benchmarks/server_soak.py --minutes $(MINUTES)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock:
	$(LOCK) --output-file requirements.lock
	$(LOCK) --all-extras --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf "$(VENV)" build dist

# uv trusts its own list of certificates unless told otherwise; where it fails all the same, pip does the work.
export UV_SYSTEM_CERTS = 1
UV_PIP := uv pip install --quiet --python $(BIN)/python
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED := --require-hashes --requirement requirements-dev.lock
OURS := --no-deps --no-build-isolation --editable .

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "spacepact needs Python 3.11 or later; set PYTHON=")'
	@echo "Setting up $(VENV)"
	@if command -v uv > /dev/null && { test -x $(BIN)/python || uv venv --quiet --python "$(PYTHON)" "$(VENV)"; } \
	  && $(UV_PIP) $(LOCKED) && $(UV_PIP) $(OURS); then :; else \
	  set -e; $(BIN)/python -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv --clear "$(VENV)"; \
	  $(PIP) $(LOCKED); $(PIP) $(OURS); fi
	@touch $(READY)
