# Everything goes through one virtual environment, made on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# `make TODAY=2022-03-01` shows the site as it was on that day.
AS_OF := $(if $(TODAY),--today $(TODAY))

.PHONY: site build test quick lint check record ci clean

site: $(VENV)/ready  ## build the real site and show it in a browser
	$(BIN)/sitegen serve $(AS_OF)

build: $(VENV)/ready  ## build the real site into output/
	$(BIN)/sitegen build $(AS_OF)

check: $(VENV)/ready  ## check the content
	$(BIN)/sitegen check $(AS_OF)

record: $(VENV)/ready  ## write down what is published
	$(BIN)/sitegen record

# A file stays with one process, so that what its tests share is built once; those in a browser begin,
# because they take longest. What depends on a machine with nothing else to do comes last, alone.
test: $(VENV)/ready  ## run all tests
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder -m "not alone"
	$(BIN)/python -m pytest -m alone

quick: lint  ## style, types, and the tests that take little: about 80 processor seconds
	$(BIN)/python -m pytest --quiet --numprocesses auto --maxprocesses 4 --dist worksteal --quick -m "not alone"

lint: $(VENV)/ready  ## what .ci/run checks beside the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy benchmarks tools

.PHONY: schemas languages cases
schemas: $(VENV)/ready  ## write schemas/ and the generated parts of docs/ anew
	$(BIN)/sitegen schema
	$(BIN)/python tools/generated_docs.py

languages: $(VENV)/ready  ## bring the catalogues of src/sitegen/languages/ up to date
	$(BIN)/python tools/catalogues.py

cases: $(VENV)/ready  ## write the reports of tests/cases/ and what is made of them anew
	$(BIN)/python -m pytest tests/test_cases.py --update-cases

$(VENV)/ready: pyproject.toml
	@echo "Setting up, about half a minute on first use. 1 of 3: a folder for the packages, $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@echo "2 of 3: the program that fetches packages"
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@echo "3 of 3: sitegen, and the packages that it and its tests need"
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $(VENV)/ready

clean:
	rm -rf $(VENV) tests/clients/.venv
