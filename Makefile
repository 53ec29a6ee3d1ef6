# Everything that a developer does here, and all that CI calls. It needs Go, make and git.

NAME := aws-access-key
PLUGIN := bin/tflint-ruleset-$(NAME)
EXE := $(shell go env GOEXE)

# The race detector needs cgo, which go turns off by itself where there is no C compiler.
RACE := $(if $(filter 1,$(shell go env CGO_ENABLED)),-race)

# What a fuzz target is given: make fuzz FUZZTIME=10m
FUZZTIME ?= 20s

export TFLINT := $(CURDIR)/bin/tflint$(EXE)

.PHONY: help
help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: tools
tools: bin/.tools ## Build the pinned tflint and staticcheck into bin/

bin/.tools: tools/go.mod tools/go.sum
	@echo "==> Building tflint and staticcheck at the versions of tools/go.mod; this takes some minutes the first time"
	cd tools && go build -o ../bin/ github.com/terraform-linters/tflint honnef.co/go/tools/cmd/staticcheck
	@touch $@

.PHONY: build
build: ## Build the plugin into bin/
	CGO_ENABLED=0 go build -trimpath -o $(PLUGIN)$(EXE) .

.PHONY: install
install: build ## Install the plugin into ~/.tflint.d/plugins
	mkdir -p "$$HOME/.tflint.d/plugins"
	cp $(PLUGIN)$(EXE) "$$HOME/.tflint.d/plugins/"

.PHONY: demo
demo: tools build ## Lint the two examples
	@TFLINT_PLUGIN_DIR="$(CURDIR)/bin" sh examples/demo.sh "$(TFLINT)"

.PHONY: test
test: check unit integration ## Run every check and every test, and each fuzz target for a moment
	@$(MAKE) --no-print-directory fuzz FUZZTIME=10s
	@echo "==> All good"

.PHONY: check
check: tools ## Check format, vet and staticcheck
	@echo "==> gofmt"
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "not formatted:"; echo "$$out"; exit 1; fi
	@echo "==> go vet"
	@go vet ./...
	@cd tools && go vet ./...
	@echo "==> staticcheck"
	@bin/staticcheck$(EXE) ./...
	@cd tools && ../bin/staticcheck$(EXE) ./...

.PHONY: unit
unit: ## Run the tests that need no tflint
	@echo "==> go test $(or $(RACE),without -race: there is no C compiler)"
	@go test $(RACE) $$(go list ./... | grep -v /integration)

.PHONY: integration
integration: tools ## Run the plugin through tflint
	@echo "==> the plugin in $$($(TFLINT) --version | head -n 1)"
	@go test -count=1 -parallel=2 ./integration/...

.PHONY: golden
golden: tools ## Write what the rules say into cases, documentation and README
	go test ./rules -update
	go test -count=1 -parallel=2 ./integration -update

.PHONY: bench
bench: tools build ## Measure tflint with and without the plugin on large configurations
	@go run ./integration/bench
	@echo
	@go test -run='^$$' -bench=. -benchtime=300ms ./internal/policy ./internal/risk ./internal/credential ./internal/awsdata | grep -v "^PASS\|^ok"

.PHONY: fuzz
fuzz: ## Run each fuzz target for FUZZTIME
	@sh tools/fuzz.sh $(FUZZTIME)

.PHONY: awsdata
awsdata: ## Read the facts about AWS anew from the packages that tools/awsdata pins
	go run -C tools ./awsdata

.PHONY: oracle
oracle: ## Compare decisions about policies with an independent simulator; needs node and npm
	sh tools/oracle/run.sh

.PHONY: clean
clean: ## Remove what was built
	rm -rf bin dist
