# Everything a person types. `make help` lists it; the work is done by python -m infra and by pytest.
.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

VENV := .venv
RUN := $(VENV)/bin/python
SUM := $(shell cksum requirements-dev.txt | cut -d' ' -f1)
READY := $(VENV)/.complete-$(SUM)
QUICK := tests/domain tests/channels tests/usecases tests/template

# Test processes; each has a local stack of its own. Files in their order: the long ones (adapters, app) start first, and those of many
# quick tests fill the end. By itself xdist starts with the files of most tests and ends with one process at the longest file.
JOBS ?= 2

# Beside a demo, or a colleague's, choose other ports: EARSHOT_AWS_PORT, EARSHOT_HTTP_PORT, EARSHOT_SMTP_PORT.
export EARSHOT_AWS_PORT EARSHOT_HTTP_PORT EARSHOT_SMTP_PORT

.PHONY: help
help: ## This list
	@echo "Earshot. Everything runs on this machine; nothing needs an account."
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-9s %s\n' "$$name" "$$text"; done

.PHONY: demo
demo: $(READY) ## A small school day through the real doors, then the site to try (ONCE=1: end after the table)
	@$(RUN) -m infra demo $(if $(ONCE),--once)

.PHONY: test
test: lint ## Everything: format, lint, types, imports, then all tests (stack and browser too)
	@$(RUN) -m pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder

.PHONY: check
check: lint ## The quick half, under a minute: format, lint, types, imports, unit tests
	@$(RUN) -m pytest --numprocesses $(JOBS) -m "not slow and not stack and not browser" $(wildcard $(QUICK))

.PHONY: lint
lint: $(READY)
	@$(VENV)/bin/ruff format --check --quiet .
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-cache

.PHONY: bench
bench: $(READY) ## What each step costs, counted and measured: build/bench.json
	@$(RUN) -m bench

.PHONY: package
package: $(READY) ## The template and the zip that would be deployed: build/package/
	@$(RUN) -m infra build

.PHONY: up
up: $(READY) ## The local stack without the demo's traffic; what it holds is kept between runs
	@$(RUN) -m infra up

.PHONY: down
down: $(READY) ## Stop the local stack
	@$(RUN) -m infra down

.PHONY: deploy
deploy: $(READY) ## To AWS: STAGE=prod, and PARAMETERS="MailDomain=… SiteUrl=…" the first time (docs/operations.md)
	@test -n "$(STAGE)" || { echo 'Say which installation: make deploy STAGE=prod'; exit 2; }
	@$(RUN) -m infra deploy --stage "$(STAGE)" $(foreach pair,$(PARAMETERS),--parameter "$(pair)")

.PHONY: corpus
corpus: $(READY) ## How well mail is read: DIR=a folder of messages with stated answers
	@test -n "$(DIR)" || { echo 'Say which folder: make corpus DIR=…'; exit 2; }
	@$(RUN) -m infra corpus "$(DIR)"

.PHONY: safety
safety: $(READY) ## How well labelled messages are heard, as shipped and held out, with every miss
	@$(RUN) -m infra safety check

.PHONY: screenshots
screenshots: $(READY) ## The pictures in docs/screenshots anew, from a demo that is being served (needs Chromium)
	@$(RUN) -m infra screenshots

.PHONY: lock
lock: ## Pin requirements-dev.in anew into requirements-dev.txt
	@sh infra/venv.sh lock

.PHONY: clean
clean: ## Delete what was made: build/, caches and .venv (the local stack must be down)
	@if [ -x $(RUN) ] && [ -d build/local ]; then for at in build/local/*/; do EARSHOT_AWS_PORT=$$(basename "$$at") $(RUN) -m infra down >/dev/null || exit 1; done; fi
	@rm -rf build $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis .chalice/deployments
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment, made again whenever its pins change or an earlier attempt was cut short.
$(READY):
	@PYTHON="$(PYTHON)" READY="$(READY)" sh infra/venv.sh make
