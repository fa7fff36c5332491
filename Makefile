# The commands of the project; `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

SERVICE := src/service/target/service.jar
DEV := src/extras/dev/target/dev.jar
DATA_PROXY := src/extras/dataproxy/target
BENCH := src/bench/target/bench.jar
BUILT := target/.built
DEV_BUILT := target/.dev-built
IMAGE := target/image
TRAINING := src/service/training.http
TRAINED := $(IMAGE)/app/service.aot
# What a service is made of, for make dev: its libraries without itself, since that may not compile.
LIBRARIES := src/service/target/dev.classpath
PROJECT := --app dev.trestle.service.Main --sources src/service/src/main/java --resources src/service/src/main/resources --package dev.trestle.service.db --generated db/target/generated-sources/jooq
# Not looked for where nothing is built, so that serving starts at once.
ifneq ($(filter-out serve help,$(MAKECMDGOALS)),)
SOURCES := $(shell find pom.xml .mvn codegen db src -type f -not -path '*/target/*' -not -path '*/src/test/*' -not -path 'src/examples/*' -not -path '*/results/*' -not -path db/schema.sql -not -path db/schema.svg)
# The commands themselves need no migration to be right, nor what is generated of them.
DEV_SOURCES := $(filter pom.xml .mvn/% codegen/% src/core/% src/processor/% src/extras/%,$(SOURCES))
endif

# The first JDK of version 21 or newer: JAVA_HOME, PATH, the usual folders of Debian and macOS.
JDK := $(shell .mvn/find-jdk)
export JAVA_HOME := $(JDK)
JAVA := $(JDK)/bin/java
MVN := mvn -q -B
# Two modules at once: their tests wait as much as they compute.
VERIFY := mvn -B -ntp -T 2 $(MAVEN_ARGS) verify
# Which tests test-service runs; trestle-schema's have an embedded server, whatever else is asked for.
SERVICE_TESTS ?= dev.trestle.service.**,dev.trestle.schema.**
RUN := $(JAVA) -jar $(DEV)
PATHS := --migrations db/migrations --seeds db/seed --data .data
SERVE := $(JAVA) $(JAVA_OPTS) -jar $(SERVICE)
TRY := --try /api/hello --try '/api/users?limit=2' --try /api/users/00000000-0000-4000-8000-00000000002a

# JMH's way to memory is deprecated from JDK 24 on, which is not the reader's business.
QUIET := -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow
# In single quotes of the shell, whatever it is.
quoted = '$(subst ','\'',$(1))'
# Has javac remember what it has read of the libraries, as JShell does; without it an edit takes longer.
WARM := --add-exports jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED
# What can be said to a command, if it was.
given = $(foreach name,$(1),$(if $($(name)),$(name)=$(call quoted,$($(name)))))

.PHONY: help new run dev build test test-service test-pooler zero-downtime contract fuzz chaos bench bench-http bench-launch bench-dev bench-router bench-proxy data-proxy check fmt route migrate migrate-new migrate-status migrate-baseline migrate-reset migrate-check migrate-diff schema seed codegen codegen-existing serve image clean jdk

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-22s %s\n", $$1 ($$1 == "migrate-new" ? " name=..." : $$1 == "new" ? " dir=... package=..." : $$1 == "route" ? " path=..." : ""), $$2}' Makefile

new: jdk ## begin a project of your own; dir=../shop package=com.example.shop
	@exec src/archetype/new-project $(call quoted,$(dir)) $(call quoted,$(package))

run: $(BUILT) ## build, start a database if DATABASE_URL is unset, migrate, seed, serve on PORT (8080)
	@exec $(RUN) run $(PATHS) --serve '$(SERVE)' $(TRY)

dev: $(LIBRARIES) ## the same, but each request is answered by what sources and migrations say then
	@exec $(JAVA) $(JAVA_OPTS) $(WARM) -cp "$$(cat $(LIBRARIES)):$(DEV)" dev.trestle.dev.Main dev $(PATHS) $(PROJECT) --class-path "$$(cat $(LIBRARIES))" $(TRY)

build: $(BUILT) ## everything but the tests

test: jdk ## all tests, over a real PostgreSQL
	@$(VERIFY)

test-service: jdk ## the tests of the service, its schema and trestle-schema only; see README for other servers
	@$(VERIFY) -pl src/service,src/extras/schema -am -Dtest='$(SERVICE_TESTS)' -Dsurefire.failIfNoSpecifiedTests=false

test-pooler: jdk ## the tests of queries and the service through PgBouncer, which must be installed
	@TEST_DATABASE=pgbouncer $(VERIFY) -pl src/querytest,src/service -am -Dtest='dev.trestle.querytest.**,dev.trestle.service.**' -Dsurefire.failIfNoSpecifiedTests=false

zero-downtime: jdk ## rename a column under load, four versions of the service one after the other; see README
	@mvn -q -B -ntp $(MAVEN_ARGS) verify -pl src/e2e -am -Dtest='dev.trestle.e2e.rolling.ZeroDowntimeTest' -Dsurefire.failIfNoSpecifiedTests=false

chaos: jdk ## what happens when everything goes wrong: each scenario prints what it injected and what it saw
	@echo 'A service under load, what is injected and what is seen of it; about 15 minutes in all.'
	@mvn -q -B -ntp $(MAVEN_ARGS) verify -pl src/e2e -am -Dchaos=true -Dservlet.skip=true -DforkCount=1 -Djunit.jupiter.execution.parallel.enabled=false -Dorg.slf4j.simpleLogger.defaultLogLevel=off -Dorg.slf4j.simpleLogger.log.dev.trestle=warn -Dtest='dev.trestle.e2e.chaos.*Test,dev.trestle.FailoverTest,dev.trestle.ReadReplicasTest#aReplicaThatLags*+aReadThatTheReplicaCancels*+aReadWhoseConnectionBreaks*+withoutAReplica*' -Dsurefire.failIfNoSpecifiedTests=false
	@echo 'All of it ended as it must: see src/RUNBOOK.md.'

contract: jdk ## have Specmatic compare what the service answers, over the seed, with its /openapi.json; needs npm
	@mvn -q -B -ntp $(MAVEN_ARGS) verify -pl src/service -am -Dcontract.seeded=true -Dtest='ContractTest,TypeScriptClientTest' -Dsurefire.failIfNoSpecifiedTests=false
	@echo 'No answer is undescribed.'

fuzz: jdk ## look for requests that cannot be read, with Jazzer; seconds=60 for each target=path|query|header|cookie|form|json
	@mvn -q -B -ntp $(MAVEN_ARGS) verify -pl src/fuzz -am -Dtest='dev.trestle.fuzz.FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.seconds='$(or $(seconds),60)' -Dfuzz.target='$(target)'

bench: $(BUILT) ## what a query costs beside JDBC by hand; rounds=5 ops=lookup,nested variants=... quick=1
	@exec $(JAVA) $(QUIET) -cp $(BENCH) dev.trestle.bench.QueryRounds $(call given,rounds quick ops variants)

bench-http: $(TRAINED) ## what a request costs beside Javalin and JDBC by hand; r=3 w=60 s=2 c=16 work=user with=vertx-pg
	@exec $(JAVA) -cp $(BENCH) dev.trestle.bench.http.RequestRounds $(call given,r w s c work peers with render)

bench-launch: $(TRAINED) ## from launch to the first row, beside Javalin and JDBC by hand; r=5 with=fastify-pg
	@exec $(JAVA) -cp $(BENCH) dev.trestle.bench.http.LaunchRounds $(call given,r peers with)

bench-proxy: $(BUILT) ## what PgBouncer, which must be installed, and the data proxy add to a lookup; rounds=5
	@exec $(JAVA) -cp $(BENCH) dev.trestle.bench.edge.ProxyRounds $(call given,rounds)

bench-dev: $(BUILT) ## from the save of an edited handler to its changed answer, under make dev; edits=20 warm=20
	@exec $(JAVA) -cp $(BENCH) dev.trestle.bench.dev.EditRounds $(call given,edits warm)

bench-router: $(BUILT) ## what finding a route costs among 10 and among 1,000; rounds=5 quick=1
	@exec $(JAVA) $(QUIET) -cp $(BENCH) dev.trestle.bench.router.RouterRounds $(call given,rounds quick)

check: $(BUILT) ## format, lint, and whether make schema was forgotten: what CI asks before the tests
	@$(MVN) -T 2 spotless:check test-compile
	@exec $(RUN) schema-check $(PATHS)

fmt: jdk ## format the sources
	@$(MVN) spotless:apply

route: $(DEV_BUILT) ## begin one at path=/api/things/{id:uuid}; verbs=GET,POST
	@exec $(RUN) route --sources src/service/src/main/java --path $(call quoted,$(path)) --verbs $(call quoted,$(verbs))

migrate: $(DEV_BUILT) ## apply pending migrations to DIRECT_URL, DATABASE_URL or the development database
	@exec $(RUN) migrate $(PATHS)

migrate-new: $(DEV_BUILT) ## begin a migration
	@exec $(RUN) migrate-new --name $(call quoted,$(name)) $(PATHS)

migrate-status: $(DEV_BUILT) ## tell which migrations are applied; 0 if all are, 3 if not, 4 if a person must look
	@exec $(RUN) migrate-status $(PATHS)

migrate-baseline: $(DEV_BUILT) ## say up to which version a database has its tables already; version=1
	@exec $(RUN) migrate-baseline --version $(call quoted,$(version)) $(PATHS)

migrate-reset: $(DEV_BUILT) ## make a developer's database anew; force=NAME if it is elsewhere or has more than the seed
	@exec $(RUN) migrate-reset $(PATHS) $(if $(force),--force $(call quoted,$(force)))

migrate-check: $(DEV_BUILT) ## tell what pending migrations would do to a live service; from=V5 deployed=old.jar
	@exec $(RUN) migrate-check $(PATHS) $(if $(from),--from $(call quoted,$(from))) $(foreach jar,$(deployed),--deployed $(call quoted,$(jar)))

migrate-diff: $(DEV_BUILT) ## print in what the database is not as the migrations make it, as SQL
	@exec $(RUN) migrate-diff $(PATHS)

schema: $(DEV_BUILT) ## write db/schema.sql and its picture, db/schema.svg: what the migrations make
	@exec $(RUN) schema $(PATHS)

seed: $(DEV_BUILT) ## 10,000 users and 100,000 posts, once
	@exec $(RUN) seed $(PATHS)

codegen: jdk ## generate jOOQ's classes, if the migrations or the generator changed
	@$(MVN) -pl db -am process-classes

codegen-existing: $(DEV_BUILT) ## begin with DATABASE_URL as it is: package=com.example.db migrations=new/migrations output=new/java
	@exec $(RUN) codegen-existing --package $(call quoted,$(package)) --migrations $(call quoted,$(migrations)) --output $(call quoted,$(output))

serve: ## the built service only, on HOST:PORT over DATABASE_URL; from its image if that is not older
	@test -f $(SERVICE) || { echo 'The service is not built; run make build first.' >&2; exit 1; }
	@if [ $(TRAINED) -nt $(SERVICE) ]; then exec $(IMAGE)/bin/serve; else exec $(SERVE); fi

data-proxy: $(BUILT) ## the data proxy alone, over DATABASE_URL on PORT; see README for its settings
	@exec $(JAVA) $(JAVA_OPTS) -cp '$(DATA_PROXY)/data-proxy.jar:$(DATA_PROXY)/lib/*' dev.trestle.dataproxy.Main

image: $(TRAINED) ## a folder with the service, its runtime and what the JVM learnt in training; see target/image

$(TRAINED): $(BUILT) $(TRAINING)
	@exec $(RUN) image $(PATHS) --jar $(SERVICE) --training $(TRAINING) --health /readyz --image $(IMAGE)

clean: jdk ## delete what was built; the development database stays
	@$(MVN) clean
	@rm -rf target

jdk:
	@command -v mvn >/dev/null || { echo 'Trestle needs Maven 3.8 or newer; on Debian: apt-get install maven.' >&2; exit 1; }
	@test -n '$(JDK)' || { .mvn/find-jdk --explain >&2; exit 1; }

$(BUILT): $(SOURCES) | jdk
	@$(MVN) -T 2 -ntp -DskipTests package
	@mkdir -p $(@D) && touch $(DEV_BUILT) $@

$(DEV_BUILT): $(DEV_SOURCES) | jdk
	@$(MVN) -T 2 -ntp -DskipTests -pl src/extras/dev -am package
	@mkdir -p $(@D) && touch $@

$(LIBRARIES): $(DEV_SOURCES) db/pom.xml src/service/pom.xml | jdk
	@$(MVN) -T 2 -ntp -DskipTests -pl src/extras/dev,src/extras/cache,src/extras/legacy,src/extras/openapi,src/extras/metrics,src/extras/logging -am package
	@$(MVN) -ntp -pl src/service -am -Dmaven.main.skip -Dmaven.test.skip -Dexec.skip process-classes
	@mkdir -p $(dir $(DEV_BUILT)) && touch $(DEV_BUILT) $@
