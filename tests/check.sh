#!/bin/sh
# All tests, in the order in which they are quickest to tell what is wrong. `make check` calls it; WRIT_CHECK=full (in CI) adds what takes
# longer: the second compiler's whole run, the other systems, a longer oracle and fuzz. Prints one line a step and the first failure in full.
# Faults of memory and of the system take longest, and are a command of their own: make check-faults (tests/faults/run.sh).
set -u
cd "$(dirname "$0")/.." || exit 1
full=${WRIT_CHECK:-quick}
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
log=build/check
mkdir -p "$log"
passed=0 failed=0
export ASAN_OPTIONS=handle_segv=2:detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1

step() {
	name=$1
	shift
	if "$@" >"$log/out" 2>&1; then
		passed=$((passed + 1))
		printf 'ok    %s\n' "$name"
	else
		failed=$((failed + 1))
		printf 'FAIL  %s\n' "$name"
		tail -n 60 "$log/out"
	fi
}

quiet_make() { make --no-print-directory -j"$jobs" "$@"; }

# What needs nothing but what was built is put by with beside(), and together() runs as many at a time as there are processors. The lines
# come in the order in which the steps were put by, each as soon as those before it are there.
beside() {
	put_by=$((put_by + 1))
	printf '%s\n' "$@" >"$log/steps/$(printf '%04d' "$put_by")"
}

together() {
	# A step is its name and its words, a line each.
	# shellcheck disable=SC2016
	find "$log/steps" -name '[0-9]???' | sort | xargs -n 1 -P "$jobs" sh -c '
		step=$1
		set --
		while IFS= read -r word; do
			set -- "$@" "$word"
		done <"$step"
		shift
		"$@" >"$step.out" 2>&1 </dev/null
		echo $? >"$step.part"
		mv "$step.part" "$step.code"' run &
	running=$!
	for each in "$log"/steps/[0-9]???; do
		[ -f "$each" ] || continue
		while [ ! -f "$each.code" ] && kill -0 "$running" 2>/dev/null; do
			sleep 1
		done
		# shellcheck disable=SC2016
		step "$(head -n 1 "$each")" sh -c 'cat "$0.out"; exit "$(cat "$0.code" || echo 1)"' "$each"
	done
	wait
	rm -rf "$log/steps" && mkdir -p "$log/steps"
}

# Unit tests: each program prints its own tests; here one line a program.
unit_tests() {
	tree=$1
	for program in "build/$tree"/tests/unit/*_test; do
		[ -x "$program" ] || continue
		beside "$tree $(basename "$program")" "$program"
	done
}

put_by=0
rm -rf "$log/steps" && mkdir -p "$log/steps"
step "build with ${CC:-cc}" quiet_make all
step "build under sanitizers" quiet_make BUILD=sanitize build/sanitize/writ unit-programs
unit_tests sanitize
beside "folders keep their direction" sh tests/layers.sh
beside "no line is too wide to read" sh tests/width.sh
beside "every message has a page and a test" sh tests/slugs.sh
beside "messages of wrong policies" sh tests/errors/run.sh "build/sanitize/writ check"
beside "runs" sh tests/runs/run.sh build/sanitize/writ
beside "rows going by and rows held agree" sh tests/stream/run.sh build/sanitize/writ
beside "any number of threads gives the same" sh tests/threads.sh build/writ
beside "messages about data" sh tests/data/run.sh build/sanitize/writ
beside "the manual's examples" sh tests/manual.sh build/sanitize/writ
beside "essex: its tests" build/sanitize/writ test policies/essex-pcse/essex-pcse.writ
beside "essex: each test fails when its rule is broken" sh tests/mutate.sh build/writ
beside "essex: clauses" sh tests/clauses.sh policies/essex-pcse/essex-pcse.writ policies/essex-pcse/SOURCE.md E 35
beside "clause script can fail" sh tests/clauses-test.sh
beside "planted faults are found, and none in the policies" sh tests/planted.sh build/sanitize/writ
beside "essex: the example list" sh tests/essex.sh build/sanitize/writ
beside "essex: variants as Excel saves them" sh tests/essex-variants-test.sh
beside "salford: its tests" build/sanitize/writ test policies/salford-standard/salford-standard.writ
beside "salford: clauses" sh tests/clauses.sh policies/salford-standard/salford-standard.writ policies/salford-standard/SOURCE.md S 124
beside "no change goes unsaid" sh tests/silent/run.sh
beside "diff and local schemes" sh tests/diff.sh build/sanitize/writ
beside "salford: the example year" sh tests/salford.sh build/sanitize/writ
beside "salford: a reminder, as the help says" sh tests/reminder.sh build/sanitize/writ
beside "explain agrees with run" sh tests/explain-agrees.sh build/writ
beside "the README shows what the program prints" sh tests/readme.sh
beside "the first policy: its tests" build/sanitize/writ test examples/first-policy/loans.writ
beside "the record: log, verify, sample" sh tests/record.sh build/sanitize/writ
beside "on a terminal" sh tests/terminal.sh build/writ
beside "bad input" sh tests/hostile.sh build/sanitize/writ
beside "bad input: salford" sh tests/hostile-salford.sh build/sanitize/writ
beside "input made to harm" sh tests/hostile-limits.sh build/writ
beside "formulas and scripts in data, policy and wordings" sh tests/hostile-pages.sh build/writ
beside "what is promised names its tests" sh tests/promises.sh build/writ
beside "letters fed back into the register, in its own form" sh tests/feed-back.sh build/sanitize/writ
beside "oracle and engine agree" sh tests/oracle/run.sh
beside "writ doc: pages of every policy" sh tests/doc.sh build/sanitize/writ
beside "writ init: drafts from every file" sh tests/init.sh build/sanitize/writ
beside "writ fmt: the meaning stays" sh tests/fmt.sh build/writ
beside "fuzz corpus" sh tests/fuzz/corpus.sh
beside "a word in the wrong place, anywhere" sh tests/slips/run.sh
beside "install" sh tests/install.sh
together
if [ "$full" = full ]; then
	step "build with clang" quiet_make BUILD=clang CC=clang CFLAGS='-O1 -g' LDFLAGS= build/clang/writ unit-programs
	beside "compiles for Windows and WebAssembly" sh tests/portable.sh
	beside "a short fuzz" sh tests/fuzz/run.sh 5
	unit_tests clang
	together
fi
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
