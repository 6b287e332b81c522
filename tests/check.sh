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

# Unit tests: each program prints its own tests; here one line a program. As many run side by side as there are processors.
unit_tests() {
	tree=$1
	rm -rf "$log/units" && mkdir -p "$log/units"
	find "build/$tree/tests/unit" -name '*_test' -type f | xargs -n 1 -P "$jobs" sh -c '
		name=$0/$(basename "$1")
		"$1" >"$name.out" 2>&1
		echo $? >"$name.code"' "$log/units"
	for program in "build/$tree"/tests/unit/*_test; do
		[ -x "$program" ] || continue
		name=$(basename "$program")
		# shellcheck disable=SC2016
		step "$tree $name" sh -c 'cat "$0.out"; exit "$(cat "$0.code")"' "$log/units/$name"
	done
}

step "build with ${CC:-cc}" quiet_make all
step "build under sanitizers" quiet_make BUILD=sanitize build/sanitize/writ unit-programs
unit_tests sanitize
step "folders keep their direction" sh tests/layers.sh
step "no line is too wide to read" sh tests/width.sh
step "every message has a page and a test" sh tests/slugs.sh
step "messages of wrong policies" sh tests/errors/run.sh "build/sanitize/writ check"
step "runs" sh tests/runs/run.sh build/sanitize/writ
step "rows going by and rows held agree" sh tests/stream/run.sh build/sanitize/writ
step "any number of threads gives the same" sh tests/threads.sh build/writ
step "messages about data" sh tests/data/run.sh build/sanitize/writ
step "the manual's examples" sh tests/manual.sh build/sanitize/writ
step "essex: its tests" build/sanitize/writ test policies/essex-pcse/essex-pcse.writ
step "essex: each test fails when its rule is broken" sh tests/mutate.sh build/writ
step "essex: clauses" sh tests/clauses.sh policies/essex-pcse/essex-pcse.writ policies/essex-pcse/SOURCE.md E 35
step "clause script can fail" sh tests/clauses-test.sh
step "planted faults are found, and none in the policies" sh tests/planted.sh build/sanitize/writ
step "essex: the example list" sh tests/essex.sh build/sanitize/writ
step "essex: variants as Excel saves them" sh tests/essex-variants-test.sh
step "salford: its tests" build/sanitize/writ test policies/salford-standard/salford-standard.writ
step "salford: clauses" sh tests/clauses.sh policies/salford-standard/salford-standard.writ policies/salford-standard/SOURCE.md S 124
step "no change goes unsaid" sh tests/silent/run.sh
step "diff and local schemes" sh tests/diff.sh build/sanitize/writ
step "salford: the example year" sh tests/salford.sh build/sanitize/writ
step "salford: a reminder, as the help says" sh tests/reminder.sh build/sanitize/writ
step "explain agrees with run" sh tests/explain-agrees.sh build/writ
step "the README shows what the program prints" sh tests/readme.sh
step "the first policy: its tests" build/sanitize/writ test examples/first-policy/loans.writ
step "the record: log, verify, sample" sh tests/record.sh build/sanitize/writ
step "on a terminal" sh tests/terminal.sh build/writ
step "bad input" sh tests/hostile.sh build/sanitize/writ
step "bad input: salford" sh tests/hostile-salford.sh build/sanitize/writ
step "input made to harm" sh tests/hostile-limits.sh build/writ
step "formulas and scripts in data, policy and wordings" sh tests/hostile-pages.sh build/writ
step "what is promised names its tests" sh tests/promises.sh build/writ
step "letters fed back into the register, in its own form" sh tests/feed-back.sh build/sanitize/writ
step "oracle and engine agree" sh tests/oracle/run.sh
step "writ doc: pages of every policy" sh tests/doc.sh build/sanitize/writ
step "writ init: drafts from every file" sh tests/init.sh build/sanitize/writ
step "writ fmt: the meaning stays" sh tests/fmt.sh build/writ
step "fuzz corpus" sh tests/fuzz/corpus.sh
step "a word in the wrong place, anywhere" sh tests/slips/run.sh
step "install" sh tests/install.sh
if [ "$full" = full ]; then
	step "build with clang" quiet_make BUILD=clang CC=clang CFLAGS='-O1 -g' LDFLAGS= build/clang/writ unit-programs
	unit_tests clang
	step "compiles for Windows and WebAssembly" sh tests/portable.sh
	step "a short fuzz" sh tests/fuzz/run.sh 5
fi
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
