# Everything happens in .venv; a stamp keeps repeated runs quick.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint evaluate bench picture clean

demo: .venv/stamp
	$(BIN)/sayso read examples/ostrel.txt

test: .venv/stamp-dev
	$(BIN)/python -m pytest

lint: .venv/stamp-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evaluate: .venv/stamp
	$(BIN)/python -m evaluate

bench: .venv/stamp
	$(BIN)/python -m bench

picture: .venv/stamp
	$(BIN)/python docs/picture.py

clean:
	rm -rf .venv build

.venv/stamp: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

.venv/stamp-dev: .venv/stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@
