# Saring's commands; `make help` lists them. Needs a CPython 3.11 to 3.14 with pip and venv, nothing else:
# every package comes from the hashed lock in requirements/ and lands in .venv.

BIN := .venv/bin
ARGS ?=
VERSIONS := 3.11 3.12 3.13 3.14
PIP_INSTALL := -m pip install --quiet --quiet --disable-pip-version-check
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))
UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 $(ARGS)

# Modules that decide what happens to a comment have no untested branch.
PURE := moderation/domain/*.py,moderation/submission/*.py
PURE_TESTS := tests/domain tests/submission

.DEFAULT_GOAL := help
.PHONY: help run test test-slow test-all tests coverage venv lint fmt types lock train clean \
  bench bench-latency bench-overload bench-growth bench-footprint bench-peers bench-pages
.DELETE_ON_ERROR:

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: .venv/.run ## set up what serving needs, then serve the demo on 127.0.0.1:8080 (ARGS="--port 9000")
	@exec $(BIN)/moderation serve --demo --data-dir var $(ARGS)

test: lint types tests ## lint, types and every quick test: what each change must pass

test-slow: venv ## the tests that take long: a browser, crashes, full disks, long training, the benchmarks
	$(BIN)/python -m pytest -m slow $(ARGS)

.PHONY: test-clients
test-clients: venv var/clients/.installed ## real clients of others (Debian: wordpress mariadb-server php-cli php-mysql node npm perl)
	SARING_CLIENTS=var/clients $(BIN)/python -m pytest -m clients $(ARGS)

.PHONY: faults
faults: venv ## 40 faults of each kind under load, and a judge (ARGS="--each 2 --operations 0 --seed 7")
	$(BIN)/python -m tests.faults.campaign $(ARGS)

test-all: venv ## every test on each CPython from 3.11 to 3.14 that is found
	@set -eu; for version in $(VERSIONS); do \
	  found=; \
	  for python in "python$$version" "$$HOME"/.pyenv/versions/$$version.*/bin/python; do \
	    if "$$python" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$$version')" 2>/dev/null; \
	    then found=$$python; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then echo "== CPython $$version: not found, left out"; continue; fi; \
	  echo "== CPython $$version: $$found"; \
	  $(MAKE) --no-print-directory .venv-all/$$version/.dev PYTHON="$$found"; \
	  .venv-all/$$version/bin/python -m pytest -m 'not clients' $(ARGS); \
	done

# Traced, tests take twice as long: those of what decides reach all of it by themselves.
tests: venv # the quick tests alone (ARGS="tests/store -x" only some of them)
ifndef ARGS
	$(BIN)/coverage run --include='$(PURE)' -m pytest $(PURE_TESTS)
	$(BIN)/coverage report --fail-under=100 --skip-covered
	$(BIN)/python -m pytest -m 'not slow and not clients' $(addprefix --ignore=,$(PURE_TESTS))
else
	$(BIN)/python -m pytest -m 'not slow and not clients' $(ARGS)
endif

coverage: venv ## every test, and a table of what none of them reaches
	$(BIN)/coverage run --source=moderation,classifier -m pytest -m 'not clients' $(ARGS)
	$(BIN)/coverage report --skip-covered --skip-empty

venv: .venv/.dev ## only the set-up, with every developer's tool, into .venv

lint: venv ## rules, format, spelling and the order of the layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/codespell
	$(BIN)/lint-imports

fmt: venv ## format the code and repair what can be repaired safely
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

types: venv ## mypy, strictly, on the packages, the tests and the benchmarks
	$(BIN)/mypy

lock: venv ## compile the hashed lock anew (ARGS=--upgrade for newer versions)
	$(UV_COMPILE) pyproject.toml --all-extras --output-file requirements/dev.txt
	$(UV_COMPILE) pyproject.toml --extra embedded --constraint requirements/dev.txt --output-file requirements/embedded.txt
	$(UV_COMPILE) pyproject.toml --constraint requirements/dev.txt --output-file requirements/run.txt
	$(UV_COMPILE) pyproject.toml --extra train --constraint requirements/dev.txt --output-file requirements/train.txt
	$(UV_COMPILE) requirements/build.in --constraint requirements/dev.txt --output-file requirements/build.txt
	$(UV_COMPILE) benchmarks/peers/requirements.in --output-file benchmarks/peers/requirements.txt

train: venv ## train the classifier (ARGS are those of `classifier train`)
	$(BIN)/classifier train $(ARGS)

bench: venv ## the benchmark; BENCH_JSON=PATH writes every figure there, ARGS="--against CHECKOUT" compares
	$(BIN)/python -m benchmarks $(ARGS)

bench-latency: venv ## latencies at a fixed rate alone (ARGS="--rate 1000")
	$(BIN)/python -m benchmarks --connections --comments 0 $(ARGS)

bench-overload: venv ## twice what it can do, and a calm site beside a flood
	$(BIN)/python -m benchmarks.overload $(ARGS)

bench-growth: venv ## the cost of a comment by text, store, sites, cases and lists
	$(BIN)/python -m benchmarks.growth $(ARGS)

bench-pages: venv ## how long the console's pages take over 60,000 comments (ARGS="--comments 1000000")
	$(BIN)/python -m benchmarks.growth.pages $(ARGS)

.PHONY: bench-keys
bench-keys: venv ## from a moderator's key to the next case, beside another checkout (ARGS="--against CHECKOUT")
	$(BIN)/python -m benchmarks.keys $(ARGS)

bench-footprint: venv ## time to the first answer, memory of each worker
	$(BIN)/python -m benchmarks.footprint $(ARGS)

.PHONY: bench-doors
bench-doors: venv ## a call of each door beside the same comments by the API
	$(BIN)/python -m benchmarks.doors $(ARGS)

bench-peers: venv var/peers/.installed ## beside Isso, FastAPI, rspamd and bogofilter
	$(BIN)/python -m benchmarks.peers $(ARGS)

.PHONY: bench-filters
bench-filters: venv ## other filters on the same rows (ARGS="--data DIRECTORY", of the development sets)
	$(BIN)/python -m benchmarks.filters $(ARGS)

clean: ## remove what was set up or cached; var/ with its data stays
	rm -rf .venv .venv-all build dist *.egg-info .coverage* .*_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp stands for an installation that is complete. Serving needs fewer packages than developing,
# and whoever types `make run` first waits for those alone.
.venv/.run: pyproject.toml requirements/build.txt requirements/embedded.txt $(wildcard classifier/compiled/*.[ch])
	$(call make_environment,.venv)
	@echo 'Installing the service into .venv; this takes a minute the first time ...'
	@$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements/build.txt -r requirements/embedded.txt
	@$(BIN)/python $(PIP_INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	@echo 'Installing the tools for development into .venv ...'
	@$(BIN)/python $(PIP_INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

# What the service is compared with lives apart. Without it the comparison says what it leaves out.
var/peers/.installed: benchmarks/peers/requirements.txt
	$(call make_environment,var/peers)
	@echo 'Installing the peers that are Python packages into var/peers ...'
	@if var/peers/bin/python $(PIP_INSTALL) --require-hashes -r $<; then touch $@; \
	else echo 'That failed; the comparison goes on without them.'; fi

# Other people's clients lie apart: those of Python share one name, those of Perl come from Debian.
CLIENTS := tests/clients/protocols
PERL_CLIENT := libnet-akismet-perl libwww-perl libhttp-message-perl liburi-perl libhttp-date-perl \
  libencode-locale-perl libio-html-perl liblwp-mediatypes-perl libnet-http-perl libhtml-parser-perl \
  libhtml-tagset-perl libclone-perl libtimedate-perl libtry-tiny-perl libregexp-ipv6-perl
var/clients/.installed: .venv/.dev $(wildcard $(CLIENTS)/*.txt) $(CLIENTS)/package-lock.json
	@echo 'Installing clients of npm, PyPI and Debian into var/clients ...'
	@rm -rf var/clients && mkdir -p var/clients/node var/clients/perl
	@set -e; for each in akismet python-akismet akismet-async google-api-python-client; do \
	  $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --target var/clients/$$each -r $(CLIENTS)/$$each.txt; done
	@cp $(CLIENTS)/package.json $(CLIENTS)/package-lock.json var/clients/node
	@npm ci --prefix var/clients/node --ignore-scripts --no-audit --no-fund --loglevel error
	@set -e; cd var/clients/perl; apt-get download -qq $(PERL_CLIENT) 2>apt.log || { cat apt.log; exit 1; }; for each in *.deb; do dpkg -x $$each .; done
	@touch $@

.venv-all/%/.dev: pyproject.toml requirements/dev.txt
	$(call make_environment,.venv-all/$*)
	@.venv-all/$*/bin/python $(PIP_INSTALL) --require-hashes -r requirements/dev.txt
	@.venv-all/$*/bin/python $(PIP_INSTALL) --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# Find a supported interpreter (PYTHON=... names one) and make the environment in $(1), or say what is missing.
define make_environment
@set -eu; [ ! -x $(1)/bin/python ] || ! $(1)/bin/python -m pip --version >/dev/null 2>&1 || exit 0; \
python=; \
for candidate in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
  if "$$candidate" -c '$(SUPPORTED)' 2>/dev/null; then python=$$candidate; break; fi; \
done; \
if [ -z "$$python" ]; then \
  echo 'Saring needs a CPython from 3.11 to 3.14 and found none. Install one, or name it: make PYTHON=/path/to/python3'; \
  exit 1; \
fi; \
if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
  package=$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
  echo "$$python cannot make virtual environments. On Debian or Ubuntu: sudo apt-get install $$package"; \
  exit 1; \
fi; \
"$$python" -m venv --clear $(1)
endef
