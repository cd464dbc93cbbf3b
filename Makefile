# OPSW: `make help` lists what there is.
PYTHON ?= python3
PORT ?= 8000
SCALE ?= ci
ONLY ?=
PYTEST_ARGS ?=
BIN := .venv/bin
VAR_DIR ?= var
DEMO_ENV := DEMO=1 SITE_URL=http://127.0.0.1:$(PORT)
# Without the files that this forbids, every start compiles everything again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test journeys check fix prove bench messages diagrams lock database static front-end setup-dev

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: .venv/run.stamp ## set everything up and start the product with demo content (PORT=8000)
	@$(MAKE) --no-print-directory -j2 database static
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

COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock: setup-dev ## compile the lock files afresh
	rm -f requirements/*.txt
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	$(COMPILE) --group uv -c requirements/dev.txt -o requirements/uv.txt
	$(COMPILE) --group node -o requirements/node.txt

# One half of what comes before the start: with the other half it keeps two cores busy.
database:
	@$(BIN)/python scripts/compile_messages.py
	@echo "Preparing the database …"
	@$(DEMO_ENV) $(BIN)/python manage.py prepare

static: front-end
	@$(MAKE) --no-print-directory $(VAR_DIR)/static.stamp

$(VAR_DIR)/static.stamp: requirements/run.txt opsw_site/settings/static_files.py $(shell find static -type f)
	@$(DEMO_ENV) $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@touch $@

front-end:
	@$(BIN)/python scripts/build_frontend.py

setup-dev: .venv/dev.stamp front-end
	@$(BIN)/python scripts/compile_messages.py

.venv/%.stamp: requirements/%.txt
	@echo "Installing what $(if $(filter run,$*),the product needs,tests and checks need) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "OPSW needs Python 3.11 or newer. Name one with: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) scripts/install.py $<
	@touch $@
