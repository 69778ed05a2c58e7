# Every task of the project is one line here; what it does is said in the script it calls.
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint bench shots bindings
# Lint and test share one build, so they run one after the other even under `make -j`.
.NOTPARALLEL:

help: ## Say what each command is for
	@awk -F ': .*## ' '/^[a-z]+: .*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install every toolchain now (each command also installs what it needs)
	@scripts/setup.sh

demo: ## Play a whole course of therapy in a new encrypted library (needs Rust only)
	@scripts/demo.sh

test: ## Run every test: Rust, Kotlin and Swift on the same library
	@scripts/test.sh

lint: ## Check formats, lints, licences and banned dependencies
	@scripts/lint.sh

bench: ## Measure against a hand-written peer on stock SQLCipher
	@scripts/bench.sh

bindings: ## Make the Kotlin and the Swift bindings from the library
	@scripts/rust.sh && scripts/bindings.sh

# Pictures of every screen. There are no screens before the apps have them.
shots:
	@echo "There are no screens to take pictures of yet: the Android and iOS apps are not written." >&2; exit 1
