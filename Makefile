# `make demo` and `make test` do all the set-up on a fresh machine: they need Python 3.11 or newer with venv, and PyPI.
PYTHON ?= python3
BIN := .venv/bin
COMPILE = $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --allow-unsafe

# What starts databases, servers and browsers is tested beside all the rest: both together need half the time on two cores.
SERVING := tests/ledger tests/collect tests/show tests/test_cli.py tests/test_cli_review.py tests/commands tests/plugins

.PHONY: demo test check bench figures screenshots torture fuzz quality pin lock pythons gazetteer assets reference docs sbom clean help

help:            ## what there is
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/  /'

demo: .venv/.installed   ## read the sample pages, print the disputed facts, write report.html
	@rm -f demo.selon demo.selon-wal demo.selon-shm report.html
	@$(BIN)/selon add examples/olenivka examples/derna --ledger demo.selon
	@$(BIN)/selon facts --ledger demo.selon
	@$(BIN)/selon report --ledger demo.selon --output report.html
	@echo
	@echo "Next: open report.html in a browser."
	@echo "Then read pages of your own:  $(BIN)/selon add FOLDER && $(BIN)/selon facts"
	@echo "Everything Selon can do:      $(BIN)/selon --help"

test: .venv/.installed-dev   ## every check: format, lint, types, tests
	$(BIN)/ruff format --check src tests benchmarks tools examples
	$(BIN)/ruff check src tests benchmarks tools examples
	$(BIN)/mypy
	@$(BIN)/pytest $(SERVING) > .serving.log 2>&1 & serving=$$!; \
	 $(BIN)/pytest tests $(SERVING:%=--ignore=%); rest=$$?; \
	 wait $$serving; served=$$?; cat .serving.log; rm -f .serving.log; exit $$((rest || served))

check: test

bench: .venv/.installed-dev  ## speed beside spaCy's own pipeline, in one run
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/scale.py

figures: .venv/.installed-dev  ## measure again what the documentation's tables show; ONLY="layers speed": these benchmarks or groups
	$(BIN)/python benchmarks/record.py $(ONLY)
	$(BIN)/python tools/build_reference.py

screenshots: .venv/.installed-dev  ## the pictures of the documentation anew, in a real Chromium
	$(BIN)/python tools/screenshots.py

torture: .venv/.installed-dev  ## kill, damage and crowd a ledger; the table of docs/reliability.md (about 15 minutes)
	$(BIN)/python tools/torture.py

fuzz: .venv/.installed-dev   ## 10,000 damaged files of every kind: no crash, no hang, each bad one reported
	PYTHONPATH=tests $(BIN)/python -m fuzz.run --files 10000 --seed 1
	PYTHONPATH=tests $(BIN)/python -m fuzz.guided -runs=20000 -seed=1

quality: .venv/.installed-dev  ## F1 of every layer on the marked cases, beside its floor
	$(BIN)/python tests/quality/gate.py

pin: .venv/.installed-dev  ## pin the floors; refuses a lower one (see tests/quality/gate.py)
	$(BIN)/python tests/quality/gate.py --pin

pythons: .venv/.installed-dev  ## the other Pythons that are installed here read the sample pages to the same bytes (about 500 MB each)
	$(BIN)/python tools/other_pythons.py
	$(BIN)/pytest tests/packaging/test_other_pythons.py

gazetteer:       ## build the index of places anew from its pinned sources
	$(PYTHON) tools/build_gazetteer.py

assets:          ## fetch what the web page carries from npm, at its pinned versions
	$(PYTHON) tools/vendor_assets.py

lock: .venv/bin/python  ## pin all dependencies with their hashes
	$(BIN)/pip install --quiet pip-tools
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) --all-extras -o requirements-dev.txt pyproject.toml requirements-dev.in
	$(COMPILE) -o requirements-ftm.txt requirements-ftm.in

reference: .venv/.installed-dev  ## write the parts of the documentation that are generated from the code
	$(BIN)/python tools/build_reference.py

docs: .venv/.installed-dev   ## build the documentation site into site/, without a network
	$(BIN)/python tools/build_reference.py --check
	$(BIN)/zensical build

sbom: .venv/.installed-dev   ## what an installation consists of: site/sbom.cdx.json, site/licences.md, and its size
	$(BIN)/python tools/build_sbom.py site

clean:           ## remove what make made
	rm -rf .venv .pythons demo.selon* report.html site

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Selon needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python requirements.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.txt requirements-ftm.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ftm.txt \
	  || echo "followthemoney could not be built (it wants Debian's libicu-dev, pkg-config and g++): the tests of that export are skipped"
	@touch $@
