#!/bin/sh
# Which lines and branches of lang/ and interp/ the tests do not reach: every test of tests/check.sh that takes a program, the unit programs, the
# oracle, the edits of tests/silent and tests/slips and the fuzz corpus are run with a program that counts, and what was not reached is held against
# tests/coverage/not-reached, where each line stands with its reason, and tests/coverage/still-open, where each file stands with how many
# lines and branches nobody has a test for yet. `make check-coverage` calls it; it fails
# - when a line or a branch is not reached and stands in neither,
# - when a line of not-reached is no longer in the text, or is reached after all.
# It says where a file of still-open has fewer left than its figures; they are to be lowered then, so that none comes back.
#
# usage: coverage.sh [STEP...]   only these steps, on top of what was counted before; `judge` alone runs nothing and compares,
#                                without the pages; `take` puts what the last comparison found into still-open, to be read before it is kept
#
# What counts as a line or a branch: what gcov says of a build without optimisation, but for
# - the branch out of an assertion, and a line that is `assert(false);`: it states that nobody gets there, and the build without NDEBUG ends
#   the program if somebody does;
# - a `switch` without `default`: the compiler makes a branch for a value that no enumerator has. -Wswitch-enum sees to it that each
#   enumerator has a case, so that branch is for a number that is none of them;
# - branches of lines that have no words of a program on them (a lone brace), which the compiler made for itself;
# - what bison and flex wrote: lang/parse.y and lang/scan.l count with the lines that are ours, not with the tables around them.
# Mishaps (an allocation, a read, a write, a rename that fails) are tried by tests/faults in a shorter form of its own: each place that
# allocates, and the first call about each file, over Essex. What these do not meet, but all of them do, stands in not-reached as
# "tried by tests/faults".
set -u
cd "$(dirname "$0")/.." || exit 1
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)}
tree=build/coverage
log=$tree/log
program=$tree/writ
WRIT_TREE=coverage
export WRIT_TREE
bad=0

say() { printf '%s\n' "$*"; }

step() { # name, command...
	name=$1
	shift
	begun=$(date +%s)
	if nice "$@" >"$log/$name" 2>&1; then
		say "ok    $name ($(($(date +%s) - begun)) s)"
	else
		say "FAIL  $name"
		tail -n 40 "$log/$name"
		return 1
	fi
}

essex=policies/essex-pcse/essex-pcse.writ
salford=policies/salford-standard/salford-standard.writ
every='units errors runs stream threads data manual essex-tests salford-tests first-tests mutate planted essex silent diff salford reminder explain
record hostile hostile-salford hostile-limits hostile-pages promises terminal feed-back oracle doc init fmt fuzz slips faults'

command_of() {
	case $1 in
	units) ls "$tree"/tests/unit/*_test | xargs -n 1 -P "$jobs" sh -c '"$0" || exit 255' ;;
	errors) sh tests/errors/run.sh "$program check" ;;
	runs) sh tests/runs/run.sh "$program" ;;
	stream) sh tests/stream/run.sh "$program" ;;
	threads) sh tests/threads.sh "$program" ;;
	data) sh tests/data/run.sh "$program" ;;
	manual) sh tests/manual.sh "$program" ;;
	essex-tests) "$program" test "$essex" ;;
	salford-tests) "$program" test "$salford" ;;
	first-tests) "$program" test examples/first-policy/loans.writ ;;
	mutate) sh tests/mutate.sh "$program" ;;
	planted) sh tests/planted.sh "$program" ;;
	essex) sh tests/essex.sh "$program" ;;
	silent) sh tests/silent/run.sh 100 ;;
	diff) sh tests/diff.sh "$program" ;;
	salford) sh tests/salford.sh "$program" ;;
	reminder) sh tests/reminder.sh "$program" ;;
	explain) sh tests/explain-agrees.sh "$program" ;;
	record) sh tests/record.sh "$program" ;;
	hostile) sh tests/hostile.sh "$program" ;;
	hostile-salford) sh tests/hostile-salford.sh "$program" ;;
	hostile-limits) sh tests/hostile-limits.sh "$program" ;;
	hostile-pages) sh tests/hostile-pages.sh "$program" ;;
	promises) sh tests/promises.sh "$program" ;;
	terminal) sh tests/terminal.sh "$program" ;;
	feed-back) sh tests/feed-back.sh "$program" ;;
	oracle) sh tests/oracle/run.sh 60 ;;
	doc) sh tests/doc.sh "$program" ;;
	init) sh tests/init.sh "$program" ;;
	fmt) sh tests/fmt.sh "$program" ;;
	fuzz) sh tests/fuzz/corpus.sh ;;
	slips) sh tests/slips/run.sh 30 7 ;;
	faults) sh tests/faults/run.sh counted 1 ;;
	*)
		say "coverage: there is no step $1; the steps are: $every judge"
		return 2
		;;
	esac
}

# A step of this script by itself.
if [ "${1:-}" = --one ]; then
	command_of "$2"
	exit
fi

# The same with its line of the report.
if [ "${1:-}" = --step ]; then
	step "$2" sh tests/coverage.sh --one "$2"
	exit
fi
if [ "${1:-}" = take ]; then
	{ grep '^#' tests/coverage/still-open; cat "$tree/still-open"; } >"$tree/taken" && cp "$tree/taken" tests/coverage/still-open
	exit
fi

mkdir -p "$log"
steps=$*
[ $# -gt 0 ] || steps="$every judge"
begun=$(date +%s)
if [ "$steps" != judge ]; then
	step build make --no-print-directory -s -j"$jobs" BUILD=coverage "$program" "$tree/libwrit.a" unit-programs || exit 1
fi
if [ $# = 0 ]; then
	find "$tree" -name '*.gcda' -exec rm -f {} +
fi
# The unit programs share the processors among themselves; of the others as many run side by side as there are processors.
for one in $steps; do
	[ "$one" != units ] || step units sh tests/coverage.sh --one units || bad=1
done
printf '%s\n' "$steps" | tr ' ' '\n' | grep -vx -e units -e judge -e '' | xargs -r -n 1 -P "$jobs" sh tests/coverage.sh --step || bad=1
case " $steps " in
*' judge '*) ;;
*) exit "$bad" ;;
esac

# ---- what was reached, and what is known not to be ----
lists=tests/coverage
# gcov leaves its files where it is run, when it is interrupted
trap 'rm -f ./*.gcov' EXIT
trap 'exit 2' HUP INT TERM
rm -f "$tree/missed.tsv" "$tree/still-open"
: >"$tree/missed.tsv"
: >"$tree/still-open"
if ! nice gcovr -j "$jobs" --root . --object-directory "$tree" --filter 'lang/' --filter 'interp/' --exclude-unreachable-branches \
	--exclude-throw-branches --json "$tree/coverage.json" "$tree" >"$log/gcovr" 2>&1; then
	tail -n 20 "$log/gcovr"
	exit 1
fi
jq -r '.files | sort_by(.file)[] | .file as $file |
	(.functions[]? | ["F", $file, .name, .lineno]),
	(.lines | sort_by(.line_number)[] | select(."gcovr/noncode" | not) |
		["L", $file, .line_number, .count, (.branches | length), ([.branches[] | select(.count > 0)] | length)]) | @tsv' \
	"$tree/coverage.json" >"$tree/found.tsv" || exit 1
LC_ALL=C awk -v missed="$tree/missed.tsv" -v lower="$tree/still-open" -f $lists/judge.awk what=reasons $lists/not-reached \
	what=open $lists/still-open what=found "$tree/found.tsv" || bad=1
# The pages take minutes.
[ $# -gt 0 ] || mkdir -p "$tree/pages"
[ $# -gt 0 ] || nice gcovr --root . --no-html-details-syntax-highlighting --add-tracefile "$tree/coverage.json" --html-details "$tree/pages/index.html" --html-title 'writ: what the tests reach' \
	>"$log/pages" 2>&1 || { tail -n 20 "$log/pages"; exit 1; }
say "what is not reached: $tree/missed.tsv; page by page: $tree/pages/index.html; still-open as it would be today: $tree/still-open"
say "$(($(date +%s) - begun)) seconds"
exit "$bad"
