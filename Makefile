# De twee opdrachten die ertoe doen: `make demo` en `make test`. `make help` noemt de rest.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test test-alles check stijl bench serve clean

UITVOER ?= var/voorbeeld
# Een proces meer dan er kernen zijn: een browsertest wacht vaak op de browser en op de server.
PROCESSEN ?= 3
ADRES ?= 127.0.0.1:8000
T ?=

help: ## Toon deze lijst
	@printf 'Gebruik: make OPDRACHT\n\n'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' Makefile
	@printf '\n  make test T=tests/unit/kern          alleen deze tests\n'
	@printf '  make demo UITVOER=map                de uitkomst in een andere map\n'

demo: ## Draai de tranches van 2022 en 2023 met voorbeeldaanvragen en toon ze op http://127.0.0.1:8000
	@scripts/inrichten.sh demo
	.venv/bin/subsidie demo --uitvoer $(UITVOER) --adres $(ADRES)

test: ## Controleer alles: stijl, types, lagen en de tests op SQLite en PostgreSQL
	@scripts/inrichten.sh test
	@$(MAKE) --no-print-directory stijl
	@scripts/test_met_types.sh -n $(PROCESSEN) --dist=worksteal $(T)

test-alles: ## Hetzelfde, met elk voorbeeld van elke test op beide databases (voor een uitgave)
	@$(MAKE) --no-print-directory test T='--beide $(T)'

check: ## Controleer alleen stijl, types en lagen (snel)
	@scripts/inrichten.sh check
	@$(MAKE) --no-print-directory stijl
	.venv/bin/mypy

stijl:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports --no-logo

bench: ## Meet de snelheid naast een referentie en schrijf build/bench.json
	@scripts/inrichten.sh bench
	.venv/bin/python -m bench

serve: ## Start de toepassing om aan te ontwikkelen, op http://127.0.0.1:8000
	@scripts/inrichten.sh demo
	.venv/bin/subsidie db upgrade
	SUBSIDIE_OMGEVING=$${SUBSIDIE_OMGEVING:-ontwikkeling} .venv/bin/subsidie serveer --adres $(ADRES)

clean: ## Verwijder de virtuele omgeving en wat is gebouwd (niet de gegevens in var/)
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
