# `make demo` and `make test` do all the set-up on a fresh machine: a virtual environment, the locked packages, callsheet itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint bench compare lock clean

demo: $(READY)
	$(BIN)/callsheet demo --out out/demo

test: $(READY)
	$(BIN)/pytest $(PYTEST_ARGS)

bench: $(READY)
	$(BIN)/python -m benchmarks

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Gains and losses of this checkout against another revision, on the same documents: make compare REV=main
# CORPUS=../shared/corpus/calls. The revision's files are unpacked beside the results and run with this environment's
# packages; nothing of the checkout changes.
REV ?= HEAD
CORPUS ?= transcripts/calls
COMPARED := out/compare
compare: $(READY)
	rm -rf $(COMPARED)/src && mkdir -p $(COMPARED)/src
	git archive $(REV) | tar -x -C $(COMPARED)/src
	PYTHONPATH=$(COMPARED)/src/src $(BIN)/python -m callsheet extract $(CORPUS) > $(COMPARED)/old.jsonl
	$(BIN)/callsheet extract $(CORPUS) > $(COMPARED)/new.jsonl
	$(BIN)/callsheet compare $(COMPARED)/old.jsonl $(COMPARED)/new.jsonl > $(COMPARED)/changes.md
	@echo $(COMPARED)/changes.md

# uv installs the locked set in seconds; pip needs minutes for the same files.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@

# Exact versions and hashes for every supported Python, without an index address.
lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache
