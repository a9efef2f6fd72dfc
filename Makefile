# A fresh clone needs python3 (3.11 or later), make, git and a package index; everything else goes into .venv.
#   make report   analyse one model of the catalogue: a page, tables and figures in report/
#   make test     all tests, proofs and documents
#   make check    formatting, lint, types, import contracts, then all tests; branch coverage is that of the unit tests
#   make bench    the benchmarks against peers; ARGS=--quick for the short form
#   make format   put the code into its form
#   make clean    remove what the other targets wrote, but for .venv

PYTHON ?= python3
BIN := .venv/bin
MODEL ?= government-enterprise-university
OUT := report/$(MODEL)
# One worker a file, since the blocks of a document share a folder.
PYTEST := $(BIN)/pytest -n auto --dist loadfile
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e

# What reads the results of the other benchmarks, in the end.
READERS := benchmarks/table.py benchmarks/figures.py

.PHONY: report test check bench format clean
.NOTPARALLEL: # two pips must not write to one .venv

report: .venv/installed-plot
	@mkdir -p report
	$(BIN)/coopgame analyse $(MODEL) --out $(OUT)
	@echo "The page: $$(ls $(CURDIR)/$(OUT)/*.html)"

test: .venv/installed-test
	$(PYTEST) $(ARGS)

check: .venv/installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(PYTEST) --cov --cov-fail-under=95 coopgame tests --ignore=tests/models $(ARGS)
	$(PYTEST) tests/models proofs README.md docs $(ARGS)

bench: .venv/installed-bench
	set -e; for question in $(filter-out $(READERS),$(sort $(wildcard benchmarks/*.py))) $(READERS); do \
		$(BIN)/python $$question $(ARGS); done

format: .venv/installed-test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf report build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find coopgame tests proofs benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp tells which extras are installed; a wider install serves the narrower target too.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "coopgame needs Python 3.11 or later; set PYTHON=")'
	$(PYTHON) -m venv .venv

.venv/installed-plot: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing coopgame into .venv (once; a few minutes on a slow line)"
	$(INSTALL) '.[plot]'
	@touch $@

.venv/installed-test: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing coopgame and its test tools into .venv (once; a few minutes on a slow line)"
	$(INSTALL) '.[plot,test]'
	@touch .venv/installed-plot $@

.venv/installed-bench: pyproject.toml constraints.txt | $(BIN)/pip
	@echo "Installing coopgame and its peers into .venv (once; a few minutes on a slow line)"
	$(INSTALL) '.[plot,bench]'
	@touch .venv/installed-plot $@
