#!/bin/sh
# No change of a policy goes unsaid: edits every line of every policy in turn, in as many ways as its words allow, and fails when the text
# that comes of it still compiles and `writ diff` says nothing of it. `run.sh` takes every line of the small policies and a part of the lines
# of the two large ones; `run.sh 1` every line (some minutes); `run.sh STEP FROM` the FROMth line of every STEP.
set -eu
cd "$(dirname "$0")/../.."
step=${1:-25}
from=${2:-3}
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum -Wmissing-prototypes -Werror'
# tests/coverage.sh asks with a program that counts
tree=${WRIT_TREE:-release}
[ "$tree" = coverage ] && counting=-lgcov || counting=
make --no-print-directory -s BUILD="$tree" "build/$tree/libwrit.a"
# shellcheck disable=SC2086
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L $warnings -g -O1 -I. -o "build/$tree/silent_try" tests/silent/try.c "build/$tree/libwrit.a" $counting
said=$(mktemp)
trap 'rm -f "$said"' EXIT
bad=0 policies=0

try() { # step, policy, a file of tests beside it
	every=$1
	shift
	for last; do :; done
	policies=$((policies + 1))
	awk -v step="$every" -v from="$from" -f tests/silent/edits.awk "$last" | "build/$tree/silent_try" "$@" >"$said" || bad=1
	if [ "$every" = 1 ] && [ "$step" != 1 ]; then
		grep '^nothing is said' "$said" | sed "s|^|$last: |" || :
	else
		cat "$said"
	fi
}

# Those that are wrong on purpose do not compile.
for policy in tests/runs/*/*.writ tests/stream/*.writ examples/first-policy/loans.writ; do
	grep -q '^policy ' "$policy" || continue
	"build/$tree/silent_try" "$policy" </dev/null >/dev/null 2>&1 || continue
	try 1 "$policy"
done
salford=policies/salford-standard
try "$((step / 5 > 0 ? step / 5 : 1))" policies/essex-pcse/essex-pcse.writ
try "$step" $salford/salford-standard.writ
try "$((step == 1 ? 1 : step * 4))" $salford/salford-standard.writ $salford/tests-of-salford-standard.writ
# What letters say, line by line.
copy=$(mktemp -d)
trap 'rm -rf "$said" "$copy"' EXIT
cp -R $salford/. "$copy"
lines=0
make --no-print-directory -s BUILD="$tree" "build/$tree/writ"
"build/$tree/writ" diff $salford/salford-standard.writ "$copy/salford-standard.writ" >"$said" 2>&1 || { echo 'a copy differs'; bad=1; }
for letter in $salford/letters/*.txt; do
	for line in $(awk -v step="$step" -v from="$from" 'NF > 0 && NR % step == from % step { print NR }' "$letter"); do
		lines=$((lines + 1))
		sed "${line}s/[A-Za-z]\\([^A-Za-z]*\\)\$/q\\1/" "$letter" >"$copy/letters/$(basename "$letter")"
		"build/$tree/writ" diff $salford/salford-standard.writ "$copy/salford-standard.writ" >"$said" 2>&1 && {
			echo "nothing is said of line $line of $letter"
			bad=1
		}
	done
	cp "$letter" "$copy/letters/"
done
echo "$lines lines of letters"
[ "$lines" -ge 5 ] || bad=1
[ "$policies" -ge 90 ] || { echo "only $policies policies were edited"; bad=1; }
exit $bad
