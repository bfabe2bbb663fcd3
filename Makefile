# Every target builds what it needs in .venv first; nothing but Python 3.11+ (with venv) and make is expected.
# PYTHON names the interpreter, ARGS is handed on: make run ARGS="--lang zh", make test ARGS="tests/unit -k grade"

PYTHON =
ARGS =
CORPORA =
EVENTS =
UPGRADE =

PY = .venv/bin/python
PIP = PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 $(1)/bin/python -m pip --quiet --quiet --no-input
PYTEST = $(PY) -m pytest --numprocesses=auto --maxprocesses=8 --dist=worksteal
COMPILE = build/lock/bin/python -m uv --quiet --no-config pip compile --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate $(UPGRADE)

SHELL = /bin/sh
unexport PYTHONPATH PYTHONHOME
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help run test check soak fuzz browser bench snap messages screenshots corpora corpora-named lock clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

run: .venv/run.stamp ## open the app
	@$(PY) -m tui $(ARGS)

test: .venv/dev.stamp ## run all tests
	$(PYTEST) $(ARGS)

check: .venv/dev.stamp ## style, types, direction of imports, and the starter courses
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) -m tui check --strict lessons/content

soak: .venv/dev.stamp ## try every fault of disk, power and process thousands of times (as root, half an hour)
	FIVEFOLD_SOAK=$(or $(EVENTS),1) $(PYTEST) tests/faults $(ARGS)

fuzz: .venv/dev.stamp ## read thousands of hostile documents, others every day: make fuzz FUZZ=count@first
	FIVEFOLD_FUZZ=$(or $(FUZZ),20000@$(shell date +%Y%m%d)00000) $(PYTEST) tests/property/test_hostile_documents.py $(ARGS)

browser: .venv/browser.stamp ## open a group's report in Chromium, narrow and wide, light and dark; pictures in build/browser
	FIVEFOLD_BROWSER=1 $(PY) -m pytest -n0 tests/browser $(ARGS)

bench: .venv/dev.stamp ## measure against the goals, side by side with the baselines
	$(PY) -m benchmarks $(ARGS)

snap: .venv/dev.stamp ## write the text snapshots anew (then read the diff)
	UPDATE_SNAPSHOTS=1 $(PYTEST) $(ARGS)

messages: .venv/dev.stamp ## bring the catalogues in tui/locale up to date with the sources
	@$(PY) -m tests.messages

screenshots: .venv/dev.stamp ## make the README's pictures anew
	$(PY) -m tests.tui.screenshots

corpora: corpora-named .venv/dev.stamp ## run the parsers over foreign libraries: make corpora CORPORA=folder
	FIVEFOLD_CORPORA="$$(cd "$(CORPORA)" && pwd)" $(PYTEST) tests/corpora $(ARGS)

corpora-named:
	@test -n "$(CORPORA)" || { echo "Say where the libraries are: make corpora CORPORA=folder" >&2; exit 2; }
	@test -d "$(CORPORA)" || { echo "There is no folder $(CORPORA): give CORPORA the folder of the libraries." >&2; exit 2; }

lock: build/lock/bin/uv ## pin the dependencies of pyproject.toml (newest ones: make lock UPGRADE=--upgrade)
	$(COMPILE) pyproject.toml --group build --output-file requirements.txt
	$(COMPILE) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(COMPILE) --group browser --constraint requirements-dev.txt --output-file requirements-browser.txt

clean: ## remove the environment and everything else that was made
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find benchmarks lessons quizzes store tests tui -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run.stamp: requirements.txt pyproject.toml | $(PY)
	@echo "Installing what Fivefold needs (once, about a minute) ..."
	@$(call PIP,.venv) install --require-hashes -r requirements.txt
	@$(call PIP,.venv) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.txt pyproject.toml | $(PY)
	@echo "Installing what the checks and tests need (once, about a minute) ..."
	@$(call PIP,.venv) install --require-hashes -r requirements-dev.txt
	@$(call PIP,.venv) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/browser.stamp: requirements-browser.txt .venv/dev.stamp
	@echo "Installing what opens a browser (once, about a minute) ..."
	@$(call PIP,.venv) install --require-hashes -r requirements-browser.txt
	@touch $@

$(PY):
	@$(call environment,.venv)

build/lock/bin/uv:
	@$(call environment,build/lock)
	@$(call PIP,build/lock) install "uv>=0.9,<1"

# A fresh virtual environment in $(1), by the first interpreter that will do.
define environment
	old=; chosen=; \
	for name in $(or $(PYTHON),python3 python3.13 python3.12 python3.11); do \
		version=$$($$name -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue; \
		if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then chosen=$$name; break; fi; \
		old=$${old:-" ($$name is Python $$version)"}; \
	done; \
	if [ -z "$$chosen" ]; then \
		echo "Fivefold needs Python 3.11 or newer$$old: install it, or name it, as in make run PYTHON=/opt/bin/python3.12" >&2; exit 1; \
	fi; \
	if ! $$chosen -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "Python $$version came without venv: install python3-venv, then try again." >&2; exit 1; \
	fi; \
	rm -rf $(1) && $$chosen -m venv $(1)
endef
