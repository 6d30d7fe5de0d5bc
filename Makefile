# Everything goes through one virtual environment, made on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site build test check record ci clean

site: $(VENV)/ready  ## build the real site and show it in a browser
	$(BIN)/sitegen serve

build: $(VENV)/ready  ## build the real site into output/
	$(BIN)/sitegen build

check: $(VENV)/ready  ## check the content
	$(BIN)/sitegen check

record: $(VENV)/ready  ## write down what is published
	$(BIN)/sitegen record

# A file stays with one process, so that what its tests share is built once; those in a browser begin,
# because they take longest. What depends on a machine with nothing else to do comes last, alone.
test: $(VENV)/ready  ## run all tests
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder -m "not alone"
	$(BIN)/python -m pytest -m alone

lint: $(VENV)/ready  ## what .ci/run checks beside the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy benchmarks

.PHONY: schemas languages cases
schemas: $(VENV)/ready  ## write schemas/ and the generated parts of docs/ anew
	$(BIN)/sitegen schema
	$(BIN)/python tests/test_docs.py

languages: $(VENV)/ready  ## bring the catalogues of src/sitegen/languages/ up to date
	$(BIN)/python tests/test_languages.py

cases: $(VENV)/ready  ## write the reports of tests/cases/ and what is made of them anew
	$(BIN)/python -m pytest tests/test_cases.py --update-cases

$(VENV)/ready: pyproject.toml
	@echo "Setting up, about half a minute on first use ..."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $(VENV)/ready

clean:
	rm -rf $(VENV) tests/clients/.venv
