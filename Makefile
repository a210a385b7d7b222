# make run    build the sample graph, check it, and serve it at http://127.0.0.1:$(PORT)
# make test   run every test
# Both set up what they need: Python 3.11 or later, make and git are enough. uv is used where it is installed.
# make lint   style, types, import contracts      make lock   pin the dependencies anew      make clean

PYTHON ?= python3
PORT ?= 8000
DATA ?= build/sample-graph
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet

.PHONY: run test lint lock clean

run: $(READY)
	$(BIN)/spacepact run --data "$(DATA)" --port $(PORT)

test: $(READY)
	$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

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

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "spacepact needs Python 3.11 or later; set PYTHON=")'
	@if command -v uv > /dev/null; then \
	  set -ex; test -x $(BIN)/python || uv venv --quiet --python "$(PYTHON)" "$(VENV)"; \
	  uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock; \
	  uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .; \
	else \
	  set -ex; test -x $(BIN)/pip || $(PYTHON) -m venv "$(VENV)"; \
	  $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock; \
	  $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .; \
	fi
	@touch $(READY)
