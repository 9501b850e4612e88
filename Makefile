# Every word here finds a Python >= 3.12, makes .venv and installs by itself.
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
RUN := $(BIN)/python -m
PYTEST_ARGS ?=

.PHONY: help install demo serve test soak check fix column docs messages bench clean
.DEFAULT_GOAL := help

help:
	@echo "make demo      example data and site, the whole main job, then a page to look at"
	@echo "make test      the suite on SQLite and on a real PostgreSQL"
	@echo "make check     format, lint, types, import contracts, house rules, fresh docs"
	@echo "make fix       let the formatter and linter mend what they can"
	@echo "make serve     the product on http://127.0.0.1:8000"
	@echo "make column COLUMN=register   the files of one column, floor by floor"
	@echo "make docs      write the generated pages of docs/ and take the pictures of its tour"
	@echo "make messages  collect strings for translation and compile them"
	@echo "make bench     measure beside the named peers (takes minutes)"
	@echo "make soak      the long form of the tests: workers and servers killed a hundred times"

.venv/made: .python-version
	@for p in "$(PYTHON)" python3.14 python3.13 python3.12 python3 python "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[3-9]*/bin/python \
	   "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.12*/bin/python "$$(uv python find --no-project '>=3.12' 2>/dev/null)"; do \
	   "$$p" -c 'import sys, venv, ensurepip, sqlite3, ssl; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1 || continue; \
	   "$$p" -m venv --clear .venv && touch $@ && exit 0; done; \
	 echo "Terbuka needs Python 3.12 or newer: install it, or name it with make PYTHON=/path/to/python3.13 $(MAKECMDGOALS)" >&2; exit 2

.venv/runtime: .venv/made requirements.txt pyproject.toml
	@$(PIP) install --require-hashes -r requirements.txt && $(PIP) install --no-deps --no-build-isolation -e . && $(RUN) compileall -q terbuka && touch $@

.venv/dev: .venv/runtime requirements-dev.txt
	@$(PIP) install --require-hashes -r requirements.txt -r requirements-dev.txt && touch $@

.venv/bench: .venv/dev requirements-bench.txt
	@$(PIP) install --require-hashes -r requirements-bench.txt && touch $@

install: .venv/runtime
	@:

demo: .venv/runtime
	@$(BIN)/terbuka demo

serve: .venv/runtime
	@$(BIN)/terbuka serve

test: .venv/dev
	@$(RUN) tests.run $(PYTEST_ARGS)

soak: .venv/dev
	@TERBUKA_SOAK=1 $(RUN) tests.run $(PYTEST_ARGS)

check: .venv/dev
	@$(RUN) tests.house.check

fix: .venv/dev
	@$(RUN) ruff check --quiet --fix . ; $(RUN) ruff format --quiet . ; $(RUN) djlint --quiet --reformat terbuka/templates >/dev/null || true

column: .venv/made
	@find terbuka tests -path '*$(COLUMN)*' -not -name '*.pyc' -not -name '__pycache__' | sort

docs: .venv/dev
	@$(RUN) tests.tour && $(RUN) tests.house.documents --write

messages: .venv/dev
	@$(RUN) tests.house.messages --write

bench: .venv/bench
	@$(RUN) bench.matching && $(RUN) bench.crawl && $(RUN) bench.pages && $(RUN) bench.portal && $(RUN) bench.leaks

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache staticfiles
