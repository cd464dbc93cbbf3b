# OPSW: `make help` lists what there is.
PYTHON ?= python3
PORT ?= 8000
SCALE ?= ci
ONLY ?=
PYTEST_ARGS ?=
BIN := .venv/bin
DEMO_ENV := DEMO=1 SITE_URL=http://127.0.0.1:$(PORT)

.DEFAULT_GOAL := help
.PHONY: help run test journeys check fix prove bench messages diagrams lock setup setup-dev

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: setup ## set everything up and start the product with demo content (PORT=8000)
	@$(DEMO_ENV) $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@echo "Preparing the database …"
	@$(DEMO_ENV) $(BIN)/python manage.py migrate --verbosity 0
	@$(DEMO_ENV) $(BIN)/python manage.py set_up_site
	@$(DEMO_ENV) $(BIN)/python manage.py seed_demo
	@$(DEMO_ENV) $(BIN)/python manage.py welcome
	@$(DEMO_ENV) exec $(BIN)/honcho start --port $(PORT)

test: setup-dev ## run the tests (DATABASE_URL=postgres://… runs the same tests there)
	@$(BIN)/pytest -n auto $(PYTEST_ARGS)

journeys: setup-dev ## run the browser journeys alone
	@$(BIN)/pytest -m journey tests/journeys $(PYTEST_ARGS)

check: setup-dev ## linters, types, import contracts, migrations, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports
	$(BIN)/mypy .
	DEMO=1 $(BIN)/python manage.py check
	DEMO=1 $(BIN)/python manage.py makemigrations --check --dry-run
	DEMO=1 $(BIN)/python manage.py diagrams --check
	$(BIN)/python scripts/check_messages.py

fix: setup-dev ## let the tools mend what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

prove: setup-dev ## the long proofs on throw-away data (ONLY=crash|drafting|leaks|publishers|tamper, SCALE=ci|full)
	@DEMO=1 $(BIN)/python manage.py prove --scale $(SCALE) $(if $(ONLY),--only $(ONLY))

bench: setup-dev ## measure speed and print it (SCALE=ci|full)
	@place=$$(mktemp -d) && DEMO=1 VAR_DIR=$$place $(BIN)/python manage.py bench --scale $(SCALE); status=$$?; rm -rf $$place; exit $$status

messages: setup-dev ## collect new strings for translation (needs GNU gettext)
	DEMO=1 $(BIN)/python manage.py makemessages --locale cy --no-location --no-obsolete --ignore node_modules --ignore ".venv*" --ignore tests --ignore var

diagrams: setup-dev ## write the state diagrams into the docs
	DEMO=1 $(BIN)/python manage.py diagrams

lock: setup-dev ## compile the lock files afresh
	rm -f requirements/run.txt requirements/dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra build --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt

setup: .venv/run.stamp
	@$(BIN)/python scripts/build_frontend.py
	@$(BIN)/python scripts/compile_messages.py

setup-dev: .venv/dev.stamp
	@$(BIN)/python scripts/build_frontend.py
	@$(BIN)/python scripts/compile_messages.py

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "OPSW needs Python 3.11 or newer. Name one with: make PYTHON=python3.11 …"; exit 1; }
	@echo "Making a virtual environment …"
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements/run.txt | .venv/bin/python
	@echo "Installing what the product needs (about a minute the first time) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt | .venv/bin/python
	@echo "Installing what tests and checks need (about a minute the first time) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@
