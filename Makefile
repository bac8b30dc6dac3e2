# `make run` and `make test` do all the set-up themselves on a fresh Debian 12 machine with Rust and Node.
SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Whole-workspace builds only: picking single packages changes the features of shared crates and builds them again.
BUILT := $${CARGO_TARGET_DIR:-target}
DISPLAYED := xvfb-run -a -s "-screen 0 1440x900x24"

.PHONY: help run test mutants bindings bench pictures release setup setup-test ui kills

help:
	@echo "make run       set everything up and open the window on the sample engagement"
	@echo "make test      set everything up and pass every test"
	@echo "make mutants   change the engine's arithmetic in every place and see that a test fails -> target/mutants.out"
	@echo "make bindings  write ui/src/lib/bindings.ts from the Rust commands"
	@echo "make bench     measure a click to the new score in the real window -> target/latency.json, and the engine"
	@echo "make kills     end a working client at 1,000 random moments and see that nothing acknowledged is lost"
	@echo "make pictures  pictures of every page in both sizes, languages and themes -> target/pictures"
	@echo "make release   package the program for this system"

setup:
	scripts/setup.sh

setup-test:
	scripts/setup.sh test

ui: setup
	npm run --prefix ui build

run: ui
	cargo build --workspace --locked
	$(BUILT)/debug/shuheng-desktop --sample

test: setup-test
	cargo fmt --all -- --check
	npm run --prefix ui check
	npm run --prefix ui lint
	npm run --prefix ui test
	npm run --prefix ui build
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo build --workspace --locked
	$(DISPLAYED) cargo test --workspace --locked

# Hours; MUTANTS="--shard 0/8" takes every eighth, MUTANTS="-f crates/engine/src/rank/*.rs" some files.
mutants:
	command -v cargo-mutants >/dev/null || cargo install cargo-mutants --version 27.1.0 --locked
	mkdir -p target
	PROPTEST_CASES=32 PROPTEST_MAX_SHRINK_ITERS=0 CARGO_PROFILE_TEST_DEBUG=0 cargo mutants --package shuheng-engine --output target $(MUTANTS)

bindings: ui
	UPDATE_BINDINGS=1 cargo test --workspace --bins

bench: setup-test ui
	cargo build --release --workspace --bins --examples --locked
	mkdir -p target
	$(DISPLAYED) $(BUILT)/release/examples/latency target/latency.json
	cargo bench --package shuheng-engine --locked

# Ends a working client at 1,000 random moments; KILLS="200 7" means 200 with seed 7.
kills: setup-test ui
	cargo build --release --workspace --bins --examples --locked
	$(BUILT)/release/examples/kills $(KILLS)

pictures: setup-test ui
	cargo build --workspace --bins --examples --locked
	$(DISPLAYED) $(BUILT)/debug/examples/pictures target/pictures

release: ui
	cd src-tauri && npx --yes @tauri-apps/cli@2.12.3 build
