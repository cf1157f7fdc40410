# Needs Python 3.11 or newer and make; everything else is installed into .venv from the lock.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
DB ?= kenwatch.db

.PHONY: help demo test crawl daemon web bench docs screenshots browser lint format lock clean
.DEFAULT_GOAL := help

help:  ## show the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

demo: .venv/.runtime  ## crawl the bundled sample sites into a new archive and show what was stored
	@$(BIN)/python -m samples.demo

# in the order of the files: by default those with few tests come last, and with them the real daemons,
# for which one core then waits alone
test: .venv/.dev  ## run the tests
	@$(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder

crawl: .venv/.runtime  ## crawl all enabled sources once: make crawl DB=kenwatch.db
	@$(BIN)/kenwatch crawl --db $(DB)

daemon: .venv/.runtime  ## crawl each source when it is due, until stopped
	@$(BIN)/kenwatch daemon --db $(DB)

web: .venv/.runtime  ## browse the archive on 127.0.0.1
	@$(BIN)/kenwatch web --db $(DB)

bench: .venv/.dev  ## print the quality and speed figures on the bundled texts
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

docs: .venv/.dev  ## write the documents that are generated from the code anew
	@$(BIN)/python -m desk.dictionary
	@$(BIN)/python -m samples.gallery
	@$(BIN)/python -m desk.clidocs > docs/cli.md.new && mv docs/cli.md.new docs/cli.md

screenshots: .venv/.dev  ## draw the pictures of the web desk from the demo (needs Chromium)
	@$(BIN)/python bench/pictures/web.py --db demo/kenwatch.db

browser: .venv/.runtime  ## add what draws pages of sites that need scripts (Chromium is up to you)
	@$(call install,requirements-browser.txt)

lint: .venv/.dev  ## ruff, mypy and the import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: .venv/.dev  ## let ruff rewrite the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock:  ## resolve pyproject.toml anew into the locks (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url -q -o requirements.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url -q -o requirements-dev.txt
	uv pip compile pyproject.toml --extra browser --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url -q -o requirements-browser.txt

clean:  ## remove the environment and what the demo made
	rm -rf .venv demo build *.egg-info

# The environment. A stamp is newer than the lock it was made from, so a second call does nothing.
.venv/.python:
	@test -n "$(PYTHON)" || { echo "kenwatch needs Python 3.11 or newer; none was found on the path"; exit 1; }
	@echo "Making .venv with $(PYTHON) ..."
	@if [ -n "$(UV)" ]; then uv venv -q --clear --python $(PYTHON) .venv; else $(PYTHON) -m venv --clear .venv; fi
	@touch $@

.venv/.runtime: requirements.txt pyproject.toml | .venv/.python
	@$(call install,requirements.txt)
	@touch $@

.venv/.dev: requirements-dev.txt pyproject.toml | .venv/.python
	@$(call install,requirements-dev.txt)
	@touch $@ .venv/.runtime

# --no-deps and --no-build-isolation: what kenwatch needs is in the lock, setuptools included;
# and pip 23 stumbles over an extra that two packages ask for (lxml[html-clean])
define install
echo "Installing from $(1) ..."; \
if [ -n "$(UV)" ]; then \
	uv pip install -q --python $(BIN)/python --require-hashes -r $(1) && \
	PYTHONWARNINGS=ignore uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
else \
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r $(1) && \
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
fi
endef
