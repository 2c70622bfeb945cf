# `make help` lists what can be done. Everything runs in .venv and keeps its data in var.
SHELL := /bin/bash
PYTHON := .venv/bin/python
CATALOGUES := $(patsubst %.po,%.mo,$(shell find nswp_members/translations -name '*.po' 2>/dev/null))
# Ends the demonstration even when make itself is killed by force.
WITH_MAKE := $(if $(shell command -v setpriv),setpriv --pdeathsig TERM)
LETTERS := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-droid-fallback
LOCK := $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --annotation-style line --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help run demo-reset test format lock catalogues translations

help: ## list what can be done
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

run: .venv/runtime.stamp translations ## start everything with demo data (PORT=8123 chooses the port)
	@bin/install-debian-packages $(LETTERS)
	@exec $(WITH_MAKE) $(PYTHON) -m local_stack run

demo-reset: .venv/runtime.stamp ## remove the data of `make run`
	@exec $(PYTHON) -m local_stack reset

test: .venv/tests.stamp translations ## check style, types and layers, then run all tests
	@bin/install-debian-packages chromium $(LETTERS)
	@exec bin/check

format: .venv/tests.stamp ## lay out the code
	@$(PYTHON) -m ruff check --fix-only --quiet .
	@$(PYTHON) -m ruff format .

lock: .venv/tests.stamp ## choose new versions of all requirements
	$(LOCK) --upgrade requirements.in --output-file requirements.txt
	$(LOCK) --upgrade requirements-dev.in --output-file requirements-dev.txt

catalogues: .venv/tests.stamp ## collect new texts into the five catalogues
	@mkdir -p var
	$(PYTHON) -m babel.messages.frontend --quiet extract --mapping babel.cfg --keyword _l --keyword lazy_gettext \
		--no-location --sort-output --output-file var/messages.pot nswp_members
	$(PYTHON) -m babel.messages.frontend --quiet update --no-fuzzy-matching --ignore-obsolete --width 110 \
		--input-file var/messages.pot --output-dir nswp_members/translations

translations: $(CATALOGUES)

%.mo: %.po | .venv/runtime.stamp
	@$(PYTHON) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@

.venv/runtime.stamp: requirements.txt bin/install-python-packages
	@bin/install-python-packages requirements.txt
	@touch $@

.venv/tests.stamp: requirements-dev.txt .venv/runtime.stamp
	@bin/install-python-packages requirements-dev.txt
	@touch $@
