#!/bin/sh
# Bad input, and what it gets: a located message, the exit code the manual states, and nothing half-written.
set -u
writ=${1:-build/writ}
policy=policies/essex-pcse/essex-pcse.writ
data=examples/essex
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
bad=0 tried=0

# expect CODE WORDS command...: the exit code, and words that must be in what it said.
expect() {
	want=$1 words=$2
	shift 2
	tried=$((tried + 1))
	"$@" >"$scratch/out" 2>"$scratch/err" </dev/null
	code=$?
	if [ "$code" != "$want" ]; then
		echo "exit $code, expected $want: $*"
		head -n 5 "$scratch/err"
		bad=1
	elif ! cat "$scratch/out" "$scratch/err" | grep -qiE -- "$words"; then
		echo "does not say '$words': $*"
		head -n 5 "$scratch/err"
		bad=1
	fi
}
head_of() { head -n 1 "$data/cases.csv"; }
run() { echo "$writ run $policy --on 2022-05-31 --quiet"; }

# ---- policies ----
: >"$scratch/empty.writ"
head -c 4000 /dev/urandom >"$scratch/binary.writ"
printf 'policy p\0 title "x"\n' >"$scratch/nul.writ"
awk 'BEGIN { for (i = 0; i < 300000; i++) print "define d" i " for t as a and b or c" }' >"$scratch/ten-megabytes.writ"
awk 'BEGIN { print "policy p\n  title \"x\"\ndefine d as"; for (i = 0; i < 10000; i++) printf "("; print "1" }' >"$scratch/deep.writ"
awk 'BEGIN { print "policy p\n  title \"x\"\ndefine d as any of"; for (i = 0; i < 10000; i++) print "- any of" }' >"$scratch/deep-lists.writ"
awk 'BEGIN { for (i = 0; i < 17000; i++) { for (j = 0; j < 100; j++) printf "##########"; print "" } }' >"$scratch/seventeen-megabytes.writ"
for name in empty binary nul ten-megabytes deep deep-lists seventeen-megabytes; do
	expect 3 "$name.writ:[0-9]+:[0-9]+: " "$writ" check "$scratch/$name.writ"
done
# A policy that came through Word: curly quotes, no-break spaces, long dashes. It is read, and said so.
printf 'policy pasted\r\n\302\240 title \342\200\234Pasted\342\200\235\r\n\r\nsetting limit is 40\302\240days\r\n  note \342\200\234ours\342\200\235\r\n' >"$scratch/word.writ"
expect 1 'pasted-characters' "$writ" check "$scratch/word.writ"
# Forty columns, each naming the one before it twice, behind the rows of a group: each is looked at once, not 2 to the 40 times.
mkdir "$scratch/doubling"
awk 'BEGIN {
	print "policy p\n  title \"x\"\n  version \"1\"\n  owner \"x\"\n  in force from 2010-01-01\n\nsource made is \"Made\"\n"
	print "input score from \"score.csv\", one row per practice and item\n  practice is text\n  item is text\n  cites made \"1\"\n"
	print "group g of score, one row per practice where w40\n  cites made \"1\"\n"
	print "define w0 for g as practice is \"a\"\n  cites made \"1\"\n"
	for (i = 1; i <= 40; i++) print "define w" i " for g as w" i - 1 " or not w" i - 1 "\n  cites made \"1\"\n"
	print "define n for g as count\n  cites made \"1\""
}' >"$scratch/doubling/p.writ"
printf 'practice,item\na,1\nb,1\n' >"$scratch/doubling/score.csv"
expect 0 '^b,1$' "$writ" run "$scratch/doubling/p.writ" "$scratch/doubling" --on 2018-01-01 --table g --columns practice,n --format csv
expect 2 'cannot be read' "$writ" check "$scratch/absent.writ"
expect 2 'folder' "$writ" check "$scratch"

# ---- data ----
: >"$scratch/empty.csv"
head_of >"$scratch/header-only.csv"
head_of | sed 's/category,//' >"$scratch/no-category.csv"
head_of | sed 's/category,/category,Category,/' >"$scratch/twice.csv"
head -n 3 "$data/cases.csv" | head -c -1 >"$scratch/no-newline.csv"
{ head_of; printf 'PC-001,P\00081001\n'; } >"$scratch/nul.csv"
{ head -n 4 "$data/cases.csv"; printf 'PC-999,"P81001,Payments,2022-03-01\n'; } >"$scratch/cut-in-quotes.csv"
expect 2 'no such file' $(run) case="$scratch/absent.csv"
expect 4 'empty' $(run) case="$scratch/empty.csv"
expect 0 '0 rows read|no rows' $(run) case="$scratch/header-only.csv"
expect 4 'category' $(run) case="$scratch/no-category.csv"
expect 4 'category' $(run) case="$scratch/twice.csv"
expect 0 '2 rows read' $(run) case="$scratch/no-newline.csv"
expect 4 'nul.csv' $writ run $policy case="$scratch/nul.csv" --on 2022-05-31
expect 0 'cut-in-quotes.csv:5' $writ run $policy case="$scratch/cut-in-quotes.csv" --on 2022-05-31
expect 2 'folder' $(run) case="$scratch"
{ head -n 3 "$data/cases.csv"; awk -v columns="$(head_of | awk -F, '{ print NF }')" 'BEGIN { printf "PC-BIG"; for (i = 1; i < columns; i++) { printf ","; if (i == 3) for (j = 0; j < 100000; j++) for (k = 0; k < 20; k++) printf "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwx" } print "" }'; tail -n 1 "$data/cases.csv"; } >"$scratch/big-cell.csv"
expect 0 'big-cell.csv:4' $writ run $policy case="$scratch/big-cell.csv" --on 2022-05-31
rm -f "$scratch/big-cell.csv"

# ---- the command line ----
expect 2 'no such day' "$writ" run "$policy" "$data" --on 2022-02-30
expect 2 'not a date' "$writ" run "$policy" "$data" --on yesterday
expect 2 'did you mean' "$writ" rum "$policy"
expect 2 'did you mean' "$writ" run "$policy" "$data" --onn 2022-05-31
expect 2 'between 20 days and 60 days' "$writ" run "$policy" "$data" --on 2022-05-31 --set 'waiting_limit=10 days'
expect 2 'fixed' "$writ" run "$policy" "$data" --on 2022-05-31 --set 'pcse_target=10 days'
expect 2 'did you mean' "$writ" run "$policy" "$data" --on 2022-05-31 --set 'waiting_limits=30 days'
expect 2 'did you mean' "$writ" explain "$policy" "$data" --on 2022-05-31 --row PC-0001
expect 2 'route' "$writ" run "$policy" "$data" --on 2022-05-31 --table case --columns rout

# ---- the world ----
mkdir "$scratch/theirs" && echo mine >"$scratch/theirs/letter.txt"
expect 2 'not the output of an earlier run' $(run) "$data" --out "$scratch/theirs"
[ "$(cat "$scratch/theirs/letter.txt")" = mine ] || { echo 'a folder that is not ours was changed'; bad=1; }
: >"$scratch/a-file"
expect 2 'file of that name' $(run) "$data" --out "$scratch/a-file"
expect 2 'folder' $(run) "$data" --out "$scratch/a-file/inside"
if [ "$(id -u)" != 0 ]; then
	mkdir "$scratch/locked" && chmod a-w "$scratch/locked"
	expect 2 'permission denied' $(run) "$data" --out "$scratch/locked/out"
fi
if [ -e /dev/full ]; then
	tried=$((tried + 1))
	$(run) "$data" >/dev/full 2>"$scratch/err"
	[ $? = 2 ] && grep -q 'disk is full' "$scratch/err" || { echo 'a full disk is not reported'; bad=1; }
fi
tried=$((tried + 1))
$(run) "$data" --table case --format csv 2>"$scratch/err" | head -n 1 >/dev/null
# Ctrl-C: nothing is left. The input is a pipe that is never closed, so the run is surely under way.
tried=$((tried + 1))
mkfifo "$scratch/pipe"
{ cat "$data/cases.csv"; sleep 3; } >"$scratch/pipe" &
feeder=$!
$(run) case="$scratch/pipe" --out "$scratch/cut" >/dev/null 2>"$scratch/err" &
victim=$!
sleep 1
kill -TERM "$victim" 2>/dev/null
wait "$victim"
code=$?
kill "$feeder" 2>/dev/null
wait "$feeder" 2>/dev/null
[ "$code" != 0 ] || { echo 'a run that was stopped says it is done'; bad=1; }
[ ! -e "$scratch/cut" ] || { echo 'a run that was stopped left its output'; bad=1; }

# ---- pipes and devices where a policy, or what stands beside it, should be: nothing waits for them ----
mkdir "$scratch/piped" "$scratch/piped/letters"
refuses_pipe() { # words, arguments...
	words=$1
	shift
	tried=$((tried + 1))
	"$writ" "$@" >"$scratch/out" 2>"$scratch/err" </dev/null &
	victim=$!
	(sleep 10; kill "$victim") >/dev/null 2>&1 &
	watch=$!
	wait "$victim"
	code=$?
	kill "$watch" 2>/dev/null
	wait "$watch" 2>/dev/null
	[ "$code" = 2 ] || [ "$code" = 3 ] || { echo "writ $*: exit $code"; bad=1; }
	grep -q "$words" "$scratch/err" || { echo "writ $*: does not say '$words'"; head -n 2 "$scratch/err"; bad=1; }
}
mkfifo "$scratch/piped/pipe.writ"
refuses_pipe 'pipe.writ: cannot be read: it is a pipe or a device' check "$scratch/piped/pipe.writ"
refuses_pipe '/dev/null: cannot be read: it is a pipe or a device' check /dev/null
refuses_pipe 'pipe.writ: cannot be read: it is a pipe or a device' run "$policy" "$data" --on 2022-05-31 --with "$scratch/piped/pipe.writ"
cp "$policy" "$scratch/piped/p.writ"
mkfifo "$scratch/piped/tests-of-p.writ"
refuses_pipe 'tests-of-p.writ: cannot be read: it is a pipe or a device' check "$scratch/piped/p.writ"
cp -R policies/salford-standard/letters policies/salford-standard/salford-standard.writ "$scratch/piped"
rm "$scratch/piped/letters/letter-4.txt"
mkfifo "$scratch/piped/letters/letter-4.txt"
refuses_pipe 'letter-4.txt.*cannot be read' check "$scratch/piped/salford-standard.writ"

# ---- cells that bite ----
{ head_of; sed -n 2p "$data/cases.csv" | sed 's/^[^,]*/=cmd|calc/'; } >"$scratch/formula.csv"
expect 0 'apostrophe' $(run) case="$scratch/formula.csv" --out "$scratch/formula"
grep -q "^'=cmd" "$scratch/formula/decisions/case.csv" || { echo 'a formula cell was not neutralised'; bad=1; }
{ head_of; sed -n 2p "$data/cases.csv" | sed "s/^[^,]*/$(printf '\033')]0;owned$(printf '\007')/"; } >"$scratch/escape.csv"
$(run) case="$scratch/escape.csv" --out "$scratch/escape" >"$scratch/out" 2>"$scratch/err"
"$writ" run "$policy" case="$scratch/escape.csv" --on 2022-05-31 >"$scratch/out" 2>"$scratch/err"
if grep -q "$(printf '\033')" "$scratch/out" "$scratch/err"; then echo 'a cell reached the terminal with its escape'; bad=1; fi
{ head_of; sed -n 2p "$data/cases.csv" | sed 's/^[^,]*/<script>alert(1)<\/script>/;s/2022-0[0-9]-[0-9]*/nodate/'; } >"$scratch/script.csv"
$(run) case="$scratch/script.csv" --out "$scratch/script" >/dev/null 2>&1
if grep -rqi '<script>alert' "$scratch/script" --include='*.html'; then echo 'text in HTML is not escaped'; bad=1; fi
echo "$tried kinds of bad input tried"
exit "$bad"
