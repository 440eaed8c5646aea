# The short ways. Each target is a script in Scripts/ or one swift command.

.DEFAULT_GOAL := help
.PHONY: help bootstrap build demo test bench-quick format lint clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## The whole of Souk on a small fictional marketplace: cleaned, learned, put to use
	@Scripts/demo

test: ## Set up, build and run all tests (FILTER=name runs those whose name matches)
	@Scripts/test $(if $(FILTER),--filter '$(FILTER)')

bench-quick: bootstrap ## The speeds that must not fall, beside other engines (some three minutes after the build)
	@Benchmarks/quick

build: bootstrap ## The program, in release mode: .build/release/souk
	swift build --configuration release --product souk

bootstrap: ## System libraries, libtorch, weights and gazetteer (Scripts/bootstrap --help)
	@Scripts/bootstrap

format: ## Format all Swift files
	swift format --in-place --recursive --parallel Package.swift Sources Tests

lint: ## Check the format of Swift files, and the scripts
	@Scripts/lint

clean: ## Remove what was built and what the demo made; .deps stays (rm -r .deps removes that too)
	rm -rf .build sample-marketplace souk-workspace
