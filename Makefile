# writ: make, make demo, make check. Everything made goes below build/; nothing else is touched.
#
#   make            build/writ
#   make demo       installs what is missing, builds, runs both policies on their examples and shows the results
#   make check      the same for the tests, and runs them all
#   make check-faults   what goes wrong on the way, one thing at a time (tests/faults/run.sh)
#   make check-oracle   two evaluators over a million generated policies (tests/oracle/long.sh)
#   make check-coverage   which lines and branches the tests do not reach (tests/coverage.sh)
#   make check-mutants   would the tests notice? every comparison, and/or and constant of the rule engine changed in turn, by hand: hours (tests/mutants/run.sh)
#   make install    honours prefix and DESTDIR
#   make bench      speed and memory beside other engines (installs them), as a page: build/bench/index.html
#   BUILD=debug|release|sanitize|thread|coverage   each in its own tree; release is the default

BUILD ?= release
O := build/$(BUILD)
VERSION := $(shell cat lang/VERSION)

prefix ?= /usr/local
bindir ?= $(prefix)/bin
datadir ?= $(prefix)/share
mandir ?= $(datadir)/man

CC ?= cc
BISON ?= bison
FLEX ?= flex
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum -Wmissing-prototypes -Werror
STANDARD := -std=c11 -D_POSIX_C_SOURCE=200809L -DWRIT_VERSION='"$(VERSION)"'
CFLAGS_release := -O3 -g
CFLAGS_debug := -O0 -g
CFLAGS_sanitize := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_thread := -O1 -g -fsanitize=thread
CFLAGS_coverage := -O0 -g --coverage -fprofile-update=prefer-atomic
CFLAGS_clang := -O1 -g
CFLAGS ?= $(CFLAGS_$(BUILD))
LDFLAGS_sanitize := -fsanitize=address,undefined
LDFLAGS_thread := -fsanitize=thread
LDFLAGS_coverage := --coverage
LDFLAGS ?= $(LDFLAGS_$(BUILD))
ALL_CFLAGS = $(STANDARD) $(WARNINGS) -I. -I$(O)/lang -I$(O)/interp -ffile-prefix-map=$(CURDIR)=. $(CFLAGS)

SOURCES := $(sort $(wildcard lang/*.c) $(filter-out interp/main.c,$(wildcard interp/*.c)))
OBJECTS := $(SOURCES:%.c=$(O)/%.o) $(O)/lang/parse.o $(O)/lang/scan.o
GENERATED := $(O)/lang/parse.h $(O)/lang/scan.h $(O)/interp/bank_holidays.inc
TESTS := $(sort $(wildcard tests/unit/*_test.c))
TEST_PROGRAMS := $(TESTS:%.c=$(O)/%)
ORACLE := $(sort $(wildcard tests/oracle/*.c))
FUZZERS := $(sort $(wildcard tests/fuzz/*.c))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all demo check check-faults check-oracle check-coverage check-mutants check-fast deps deps-test install uninstall clean bench windows wasm fuzz

all: deps
	@$(MAKE) --no-print-directory $(O)/writ
	@ln -sf $(BUILD)/writ build/writ

deps:
	@sh .ci/install-tools build

deps-test:
	@sh .ci/install-tools test

$(O)/writ: $(O)/interp/main.o $(OBJECTS)
	$(CC) $(LDFLAGS) -o $@ $^ -lcsv -pthread

$(O)/libwrit.a: $(OBJECTS)
	rm -f $@
	$(AR) rcD $@ $^

$(O)/lang/parse.c $(O)/lang/parse.h &: lang/parse.y
	@mkdir -p $(@D)
	$(BISON) -Wall -Wcounterexamples -Werror -o $(O)/lang/parse.c --defines=$(O)/lang/parse.h lang/parse.y

$(O)/lang/scan.c $(O)/lang/scan.h &: lang/scan.l
	@mkdir -p $(@D)
	$(FLEX) --header-file=$(O)/lang/scan.h -o $(O)/lang/scan.c lang/scan.l

$(O)/interp/bank_holidays.inc: policies/calendars/england-and-wales.csv
	@mkdir -p $(@D)
	awk -F, 'NR > 1 { split($$1, d, "-"); printf "{ %d, %d, %d },\n", d[1], d[2], d[3] }' $< > $@

$(O)/lang/scan.o: ALL_CFLAGS += -Wno-unused-function -Wno-sign-conversion -Wno-conversion

$(O)/%.o: %.c Makefile lang/VERSION | $(GENERATED)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(O)/%.o: $(O)/%.c | $(GENERATED)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(O)/tests/unit/%: tests/unit/%.c $(O)/libwrit.a | $(GENERATED)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -MF $@.d $(LDFLAGS) -o $@ $< $(O)/libwrit.a -lcmocka -lcsv -pthread

unit-programs: $(TEST_PROGRAMS)

# The program under every mishap (tests/faults/faults.h): its main under another name, and allocations led through tests/faults/memory.c.
FAULTS := $(sort $(wildcard tests/faults/*.c))
# where lines are counted, only those of the program are
FAULTS_CFLAGS_coverage := -DFAULTS_COUNTED
FAULTS_LIBS_coverage := -lgcov
FAULTS_LDFLAGS_sanitize := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc

$(O)/tests/faults/main.o: interp/main.c Makefile | $(GENERATED)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Dmain=writ_main -Wno-missing-prototypes -MMD -MP -c -o $@ $<

$(O)/faults: $(FAULTS) tests/faults/faults.h $(O)/tests/faults/main.o $(OBJECTS)
	$(CC) $(filter-out --coverage,$(ALL_CFLAGS) $(LDFLAGS)) $(FAULTS_CFLAGS_$(BUILD)) -D_GNU_SOURCE $(FAULTS_LDFLAGS_$(BUILD)) -o $@ \
		$(FAULTS) $(O)/tests/faults/main.o $(OBJECTS) -l:libcsv.a $(FAULTS_LIBS_$(BUILD))

-include $(OBJECTS:.o=.d) $(O)/interp/main.d $(TEST_PROGRAMS:=.d)

demo: deps
	@$(MAKE) -q --no-print-directory $(O)/writ >/dev/null 2>&1 || echo 'building writ $(VERSION), a minute or two ...'
	@mkdir -p build && $(MAKE) -s --no-print-directory all >build/demo-build.log 2>&1 || \
		{ cat build/demo-build.log >&2; exit 1; }
	@sh examples/essex/demo.sh build/writ
	@echo
	@sh examples/salford/demo.sh build/writ

check: deps-test
	@sh tests/check.sh

# Allocations and calls to the system failing one at a time, and kills, over both policies: hours; FAULTS_HOW=hour in about one, 'hour 7' with seed 7.
FAULTS_HOW ?= all
check-faults:
	@sh tests/faults/run.sh $(FAULTS_HOW)

# A million generated policies, judged by two evaluators: hours; it can be stopped and goes on. ORACLE_HOW='2000000 7': how many, and the first seed.
ORACLE_HOW ?=
check-oracle:
	@sh tests/oracle/long.sh $(ORACLE_HOW)

check-coverage:
	@sh .ci/install-tools coverage
	@sh tests/coverage.sh

# By hand, not in CI; goes on where it stopped. MUTANTS='interp/ranking.c' for some files of tests/mutants/engine, MUTANTS=again after tests were added.
MUTANTS ?=
check-mutants: deps-test
	@nice sh tests/mutants/run.sh $(MUTANTS)

bench: all
	@[ -n "$${PEERS-all}" ] && sh tests/bench/install-peers.sh || echo 'bench: measuring beside those that are there'
	@sh tests/bench/run.sh

install: all
	install -d '$(DESTDIR)$(bindir)' '$(DESTDIR)$(mandir)/man1' '$(DESTDIR)$(mandir)/man5' '$(DESTDIR)$(datadir)/writ'
	install -m 755 $(O)/writ '$(DESTDIR)$(bindir)/writ'
	install -m 644 interp/writ.1 '$(DESTDIR)$(mandir)/man1/writ.1'
	install -m 644 lang/writ.5 '$(DESTDIR)$(mandir)/man5/writ.5'
	cp -R policies examples '$(DESTDIR)$(datadir)/writ/'
	install -m 644 LICENSE '$(DESTDIR)$(datadir)/writ/LICENSE'

uninstall:
	rm -f '$(DESTDIR)$(bindir)/writ' '$(DESTDIR)$(mandir)/man1/writ.1' '$(DESTDIR)$(mandir)/man5/writ.5'
	rm -rf '$(DESTDIR)$(datadir)/writ'

clean:
	rm -rf build
