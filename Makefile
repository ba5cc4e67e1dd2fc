# Plain GNU make. "make help" lists what there is.
GO      ?= go
SHELL   := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run build tools test bench mutants fuzz parts lint setup native wasm hosts journeys worker

SVCLAB  := build/svclab
# Packages that run in the page, and so are tested as wasm too. wasm itself and
# wasm/browser need a document.
PAGE     = $(shell $(GO) list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./wasm/... ./lessons/... | grep -v -e '^svclab/wasm$$' -e '/wasm/browser$$')
# wasm_exec.js refuses a large environment, so a test run gets a small one.
NODE_ENV = env -i PATH="$$PATH" HOME="$$HOME" GOROOT="$$($(GO) env GOROOT)" GOOS=js GOARCH=wasm \
           GOCACHE="$$($(GO) env GOCACHE)" GOMODCACHE="$$($(GO) env GOMODCACHE)" GOPROXY="$$($(GO) env GOPROXY)" \
           GOFLAGS="$$($(GO) env GOFLAGS)" GOSUMDB="$$($(GO) env GOSUMDB)"

help: ## list what make can do
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "make %-8s %s\n", $$1, $$2}'

ADDR ?= 127.0.0.1:8080
# Asked before the build, which takes longer than to choose another port.
run: ## build the site and serve it at ADDR (127.0.0.1:8080; port 0 takes a free one)
	@addr=$(ADDR); host=$${addr%:*}; if (exec 3<>"/dev/tcp/$${host:-127.0.0.1}/$${addr##*:}") 2>/dev/null; then \
	  echo "address $(ADDR) is taken: want another, such as make run ADDR=127.0.0.1:0 for any free port"; exit 1; fi
	@$(MAKE) --no-print-directory build
	$(SVCLAB) serve --addr $(ADDR) --dir dist

build: tools site/editor/node_modules site/fonts/node_modules ## write the whole site into dist/, and build/svclab that holds it too (BASE=https://HOST/ for search engines)
	@[ -e $(SVCLAB) ] || echo "the first build compiles and compresses everything, which takes minutes; later ones only what has changed"
	@mkdir -p build
	$(COMPILE)
	$(SVCLAB) build --out dist --lessons lessons $(if $(BASE),--base $(BASE)) --archive site/embedded/archive/site.zip
	$(COMPILE)

# Twice: the first builds the site, the second holds it. Where the site has not
# changed, Go finds that nothing is to do. What a debugger needs is left out.
COMPILE = $(GO) build -trimpath -ldflags='-s -w' -o $(SVCLAB) ./cmd/svclab

site/%/node_modules: site/%/package-lock.json
	npm ci --prefix site/$* --no-audit --no-fund --no-update-notifier
	@touch $@

test: setup lint native wasm hosts journeys ## run every check and test, as CI does
	@echo "make test: all passed"

lint: ## check format, vet and staticcheck, natively and as wasm
	@bad=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$bad" ]; then echo "not formatted by gofmt:"; echo "$$bad"; exit 1; fi
	$(GO) vet ./...
	$(GO) vet -tags 'journey bench' ./site
	$(GO) vet -tags hosts ./cmd/worker
	GOOS=js GOARCH=wasm $(GO) vet ./wasm/... ./lessons/... ./cmd/worker
	$(STATICCHECK) ./...
	$(STATICCHECK) -tags 'journey bench' ./site

# ST1005 is about how errors are worded: here many are in Kubernetes' and GNU's words.
STATICCHECK = $(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 -checks inherit,-ST1005

tools:
	@GO=$(GO) .ci/tools

setup: ## install what the tests need besides Go and Node: Chromium, a Korean font, nginx, packages of npm
	.ci/setup

native: ## only the Go tests, natively
	$(GO) test ./...

wasm: ## only the Go tests of what runs in the page, as wasm in Node
	$(NODE_ENV) $$(command -v $(GO)) test -exec "$$($(GO) env GOROOT)/lib/wasm/go_js_wasm_exec" $(PAGE)

hosts: ## only the questions to svclab serve, workerd, nginx and Python's http.server
	$(GO) test -tags hosts -count=1 -timeout 10m ./cmd/worker

journeys: ## only the learners in Chromium; build/screens/ shows what they saw
	$(GO) test -tags journey -count=1 -timeout 24m ./site

bench: setup ## measure sizes, speed and memory, beside a peer; write site/figures.en.md and .ko.md
	$(GO) test -tags bench -count=1 -timeout 25m -run '^TestBench$$' -v ./site

mutants: ## try the tests of the deciders on their mutants (build/mutants.txt lists those that survive)
	@mkdir -p build
	$(GO) run ./cmd/mutate -figures wasm/MUTANTS.md > build/mutants.txt || { tail -n 32 build/mutants.txt; exit 1; }
	@cat wasm/MUTANTS.md

FUZZ ?= 10000
fuzz: ## give FUZZ (10000) random inputs to each reader of input
	.ci/fuzz $(FUZZ) | tee site/accuracy/fuzz.txt

parts: setup ## record anew which functions come in the second part of the program
	$(GO) test -tags journey -count=1 -timeout 15m -run '^TestWhatIsCalledFirst$$' -v ./site -args -record

# Small functions are called here too, and HTTP/2 is the runtime's affair: it makes
# the program a sixth smaller.
WORKER_FLAGS = -trimpath -ldflags='-s -w' -gcflags=all=-l -tags nethttpomithttp2
WORKER_LIMIT = 3000000

worker: ## build the Cloudflare Worker into build/worker/, which the free plan takes
	@rm -rf build/worker && mkdir -p build
	$(GO) run github.com/syumai/workers/cmd/workers-assets-gen -mode go -o build/worker
	GOOS=js GOARCH=wasm $(GO) build $(WORKER_FLAGS) -o build/worker/app.wasm ./cmd/worker
	cp cmd/worker/entry.mjs build/worker/
	@size=$$(tar -C build/worker -cf - . | gzip -9 | wc -c); echo "build/worker: $$size bytes compressed, of $(WORKER_LIMIT) that the free plan takes"; \
	  [ "$$size" -lt $(WORKER_LIMIT) ] || { echo "that is too much"; exit 1; }
