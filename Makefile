# Everything goes through one virtual environment, made on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site build test check ci clean

site: $(VENV)/ready  ## build the real site and show it in a browser
	$(BIN)/sitegen serve

build: $(VENV)/ready  ## build the real site into output/
	$(BIN)/sitegen build

check: $(VENV)/ready  ## check the content
	$(BIN)/sitegen check

test: $(VENV)/ready  ## run all tests
	$(BIN)/python -m pytest

lint: $(VENV)/ready  ## what .ci/run checks beside the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $(VENV)/ready

clean:
	rm -rf $(VENV)
