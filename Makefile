# Everything that a developer does here, and all that CI calls. It needs Go, make and git.

NAME := aws-access-key
PLUGIN := bin/tflint-ruleset-$(NAME)
EXE := $(shell go env GOEXE)
VERSION := $(shell sed -n 's/^\tVersion = "\(.*\)"$$/\1/p' project/project.go)

# The race detector needs cgo, which go turns off by itself where there is no C compiler.
RACE := $(if $(filter 1,$(shell go env CGO_ENABLED)),-race)

# What a fuzz target is given: make fuzz FUZZTIME=10m
FUZZTIME ?= 20s

export TFLINT := $(CURDIR)/bin/tflint$(EXE)

.PHONY: help
help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: tools
tools: bin/.tools ## Build the pinned tflint, staticcheck and actionlint into bin/

bin/.tools: tools/go.mod tools/go.sum
	@echo "==> Building tflint, staticcheck and actionlint at the versions of tools/go.mod; this takes some minutes the first time"
	cd tools && go build -o ../bin/ github.com/terraform-linters/tflint honnef.co/go/tools/cmd/staticcheck github.com/rhysd/actionlint/cmd/actionlint
	@touch $@

.PHONY: build
build: ## Build the plugin into bin/
	CGO_ENABLED=0 go build -trimpath -o $(PLUGIN)$(EXE) .

.PHONY: install
install: build ## Install the plugin into ~/.tflint.d/plugins
	mkdir -p "$$HOME/.tflint.d/plugins"
	@# In two steps, because the old one may be running in an editor and can't be written over.
	cp $(PLUGIN)$(EXE) "$$HOME/.tflint.d/plugins/$(NAME).new"
	mv -f "$$HOME/.tflint.d/plugins/$(NAME).new" "$$HOME/.tflint.d/plugins/$(notdir $(PLUGIN))$(EXE)"

.PHONY: demo
demo: tools build ## Lint the two examples
	@TFLINT_PLUGIN_DIR="$(CURDIR)/bin" sh examples/demo.sh "$(TFLINT)"

# What make graph draws, and where to: make graph DIR=path/to/terraform OUT=where
OUT ?= dist

.PHONY: graph
graph: build ## Draw who holds which key in DIR, as OUT/graph.html and OUT/graph.mmd
	@test -n "$(DIR)" || { echo "say what to draw: make graph DIR=path/to/terraform"; exit 2; }
	@mkdir -p "$(OUT)"
	@$(PLUGIN)$(EXE) graph -o "$(OUT)/graph.html" "$(DIR)"
	@$(PLUGIN)$(EXE) graph -o "$(OUT)/graph.mmd" "$(DIR)" 2>/dev/null
	@echo "==> $(OUT)/graph.html for a browser, $(OUT)/graph.mmd for Markdown"

.PHONY: graph-test
graph-test: build ## Look at pictures in Chromium, and read diagrams with Mermaid; needs node and npm
	@sh tools/graphtest/run.sh

.PHONY: graph-screenshot
graph-screenshot: build ## Take the picture for docs/graph.md anew
	@sh tools/graphtest/run.sh --screenshot docs/graph.png

.PHONY: test
test: check unit integration build ## Run every check and every test, and each fuzz target for a moment
	@echo "==> the pictures in Chromium"
	@sh tools/graphtest/run.sh --if-possible
	@$(MAKE) --no-print-directory fuzz FUZZTIME=10s
	@echo "==> All good"

.PHONY: check
check: tools ## Check format, vet, staticcheck and the workflows
	@echo "==> gofmt"
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "not formatted:"; echo "$$out"; exit 1; fi
	@echo "==> go vet"
	@go vet ./...
	@cd tools && go vet ./...
	@echo "==> staticcheck"
	@bin/staticcheck$(EXE) ./...
	@cd tools && ../bin/staticcheck$(EXE) ./...
	@echo "==> actionlint"
	@bin/actionlint$(EXE) -shellcheck= -pyflakes= .github/workflows/*.yml

.PHONY: unit
unit: ## Run the tests that need no tflint
	@echo "==> go test $(or $(RACE),without -race: there is no C compiler)"
	@go test $(RACE) $$(go list ./... | grep -v /integration)
	@echo "==> go test of the tools"
	@cd tools && go test -count=1 ./... # go forgets to look at files outside of tools, and takes its last word for good

.PHONY: integration
integration: tools ## Run the plugin through tflint
	@echo "==> the plugin in $$($(TFLINT) --version | head -n 1)"
	@go test -count=1 -parallel=2 ./integration/...

.PHONY: compat
compat: ## Run the plugin through another tflint: make compat TFLINT=/path/to/tflint
	@go test -count=1 -parallel=2 ./integration -run '^(TestCases|TestBadInput|TestExamples|TestExampleConfig|TestInstalled)$$'

.PHONY: golden
golden: tools ## Write what the rules say into cases, documentation and README
	go test ./rules -update
	go test ./internal/graph -run 'TestGolden|TestPage' -update
	go test -count=1 -parallel=2 ./integration -update

# What is measured: make bench BENCH="-sizes 1000 -runs 9"
BENCH ?=

# The packages that need no tflint and are worth measuring alone.
PURE := ./internal/policy ./internal/risk ./internal/credential ./internal/awsdata ./internal/terraform

.PHONY: bench
bench: tools build ## Measure tflint with and without the plugin on large configurations
	@go run ./integration/bench $(BENCH)
	@go test -run='^$$' -bench=. -benchtime=300ms $(PURE) | grep -v "^PASS\|^ok"

.PHONY: bench-docs
bench-docs: tools build ## Measure everything and write it into docs/; the machine should have nothing else to do
	@go run ./integration/bench -sizes 100,1000,10000,100000 -monorepo 1000 -docs docs $(BENCH)

.PHONY: fuzz
fuzz: ## Run each fuzz target for FUZZTIME
	@sh tools/fuzz.sh $(FUZZTIME)

.PHONY: mutate
mutate: ## Check each directory of code below DIR, and MUTATIONS changed versions of it
	@test -n "$(DIR)" || { echo "make mutate DIR=path MUTATIONS=5"; exit 2; }
	MUTATE="$(abspath $(DIR))" MUTATIONS="$(or $(MUTATIONS),5)" go test -count=1 -timeout 4h -v -run '^TestMutate$$' ./rules

.PHONY: awsdata
awsdata: ## Read the facts about AWS anew from the packages that tools/awsdata pins
	go run -C tools ./awsdata

.PHONY: oracle
oracle: ## Compare decisions about policies with an independent simulator; needs node and npm
	sh tools/oracle/run.sh

.PHONY: new-rule
new-rule: ## Make the files of a new rule: make new-rule NAME=aws_iam_access_key_example
	@go run -C tools ./newrule $(NAME)

GORELEASER := bin/goreleaser$(EXE)

$(GORELEASER): tools/release/go.mod tools/release/go.sum
	@echo "==> Building goreleaser at the version of tools/release/go.mod; it is large, and this takes many minutes the first time"
	cd tools/release && go build -o ../../$(GORELEASER) github.com/goreleaser/goreleaser/v2
	@touch $@

.PHONY: release-snapshot
release-snapshot: tools $(GORELEASER) ## Build all that a release has into dist/, and check it
	$(GORELEASER) check
	$(GORELEASER) release --snapshot --clean
	@$(MAKE) --no-print-directory release-test

.PHONY: release-test
release-test: tools ## Check names and checksums in dist/, and install the plugin from there as tflint does
	@DIST="$(CURDIR)/dist" go test -count=1 -v ./integration -run '^TestDist'

.PHONY: release-check
release-check: ## Refuse a tag that is not this version's: make release-check TAG=v0.1.0
	@go test -count=1 ./project -tag="$(or $(TAG),$(error which tag? make release-check TAG=v$(VERSION)))"

.PHONY: release-notes
release-notes: ## Print what CHANGELOG.md says of this version
	@awk -v v="$(VERSION)" '/^## \[/ { on = index($$0, "## [" v "]") == 1; next } /^\[.*\]: / { next } on' CHANGELOG.md

.PHONY: release
release: $(GORELEASER) ## Build a release and upload it as a draft; the release workflow does this
	$(MAKE) --no-print-directory release-notes > bin/release-notes.md
	$(GORELEASER) release --clean --release-notes bin/release-notes.md

.PHONY: clean
clean: ## Remove what was built
	rm -rf bin dist
