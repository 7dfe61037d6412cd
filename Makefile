# make setup    build .venv (finds Python >= 3.12 by itself; does nothing when up to date)
# make demo     read the sample reports and show what communique records
# make test     run the tests             make lint    ruff and mypy
# make bench    measure speed             make lock    renew requirements.lock
# make clean    remove what the targets above made

PYTHON ?=
export PYTHON

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.stamp
BENCHMARKS := $(wildcard benchmarks/bench_*.py)

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench lock clean

help:
	@sed -n '/^$$/q; s/^# //p' Makefile

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@tools/setup.sh

demo: setup
	@$(BIN)/communique demo

## One test holds the countries against rigour, which compiles PyICU (a minute) and needs ICU's headers for it.
$(VENV)/.rigour: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'rigour==2.6.1' \
	    || echo "rigour could not be installed (libicu-dev is missing?): the test of the countries against it will be skipped."
	@touch $@

test: setup $(VENV)/.rigour
	$(BIN)/python -m pytest $(ARGS)

lint: setup
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

bench: setup
	$(BIN)/communique bench
	@for file in $(BENCHMARKS); do echo "== $$file"; $(BIN)/python "$$file" || exit 1; done

## No registry's address may get into the lock. uv is fetched into .tools when it is not on the PATH.
lock: setup
	@command -v uv >/dev/null || [ -x .tools/uv/bin/uv ] || $(BIN)/python -m pip install --quiet --target .tools/uv uv
	PATH="$$PATH:.tools/uv/bin" uv pip compile pyproject.toml --all-extras --universal --python-version 3.12 --upgrade --quiet \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements.lock
	@if grep -nE '://|file:|^-|@ ' requirements.lock; then echo "requirements.lock names a registry or a path"; exit 1; fi

clean:
	rm -rf $(VENV) .tools build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
