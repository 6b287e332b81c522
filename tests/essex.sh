#!/bin/sh
# The Essex policy on the example list, held against what was worked out by hand from the ledger (examples/essex/expected). Nothing here
# was copied from the program's output.
set -u
writ=${1:-build/writ}
writ=$(cd "$(dirname "$writ")" && pwd)/$(basename "$writ")
policy=policies/essex-pcse/essex-pcse.writ
data=examples/essex
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
bad=0

fail() { echo "FAIL: $*"; bad=1; }
same() { cmp -s "$1" "$2" || { fail "$3"; diff "$1" "$2" | head -n 20; }; }

run() { # folder data...
	out=$1
	shift
	"$writ" run "$policy" "$@" --on 2022-05-31 --out "$out" --quiet >"$out.text" 2>"$out.err" || {
		fail "run of $* ended with $?"
		cat "$out.err"
	}
}

# The table of the source, E26 to E29, and the amount of E30.
run "$scratch/one" "$data"
for report in by_month recovered resolved_by_month; do
	same "$data/expected/$report.csv" "$scratch/one/reports/$report.csv" "report $report is not as expected"
done
grep -q '^Total,15,35,3,14,17,1,8,23%$' "$scratch/one/reports/by_month.csv" || fail 'the total row is not that of the source (E29)'
grep -q '127186.67' "$scratch/one/reports/recovered.csv" || fail 'the amount recovered is not that of the source (E30)'

# Route and next step of every case.
"$writ" run "$policy" "$data" --on 2022-05-31 --table case --columns case_ref,route,next_step --format csv --quiet >"$scratch/routes.csv"
same "$data/expected/route-and-next-step.csv" "$scratch/routes.csv" 'route and next step are not as worked out by hand'
for column in route route_why route_clause route_needs; do
	head -n 1 "$scratch/one/decisions/case.csv" | grep -q ",$column," || fail "decisions/case.csv has no column $column"
done
# Where it cannot decide, something is needed; where it can, a reason and a clause are given.
"$writ" run "$policy" "$data" --on 2022-05-31 --table case --columns case_ref,route,route_clause,route_needs --format csv --quiet |
	awk -F, 'NR > 1 && (($2 == "") != ($NF != "") || ($2 != "" && $3 == "")) { print; n++ } END { exit n > 0 }' ||
	fail 'a route without a clause, or undecided without a need'

# Forty days to thirty: the cases it should, and no others.
"$writ" run "$policy" "$data" --on 2022-05-31 --table case --columns case_ref,route --format csv --quiet >"$scratch/at40.csv"
sed 's/^setting waiting_limit is 40 days/setting waiting_limit is 30 days/' "$policy" >"$scratch/thirty.writ"
cmp -s "$policy" "$scratch/thirty.writ" && fail 'the policy has no line "setting waiting_limit is 40 days"'
"$writ" run "$scratch/thirty.writ" "$data" --on 2022-05-31 --table case --columns case_ref,route --format csv --quiet >"$scratch/at30.csv"
"$writ" run "$policy" "$data" --on 2022-05-31 --set 'waiting_limit=30 days' --table case --columns case_ref,route --format csv --quiet >"$scratch/set30.csv"
same "$scratch/at30.csv" "$scratch/set30.csv" 'the text changed and --set do not give the same'
head -n 1 "$data/expected/changes-at-30-days.csv" >"$scratch/changes.csv"
paste -d, "$scratch/at40.csv" "$scratch/at30.csv" | awk -F, 'NR > 1 && $2 != $4 { print $1 "," $2 "," $4 }' >>"$scratch/changes.csv"
same "$data/expected/changes-at-30-days.csv" "$scratch/changes.csv" 'the cases that change at 30 days are not the expected ones'

# The same list as Excel saves it gives the same bytes.
for form in as-excel-saves-it as-excel-saves-utf8; do
	run "$scratch/$form" "$data/$form"
	same "$scratch/one/decisions/case.csv" "$scratch/$form/decisions/case.csv" "$form: decisions differ"
	same "$scratch/one/reports/by_month.csv" "$scratch/$form/reports/by_month.csv" "$form: by_month differs"
done

# Twice the same bytes, every file; into a folder that holds the earlier run.
cp -R "$scratch/one" "$scratch/before"
run "$scratch/one" "$data"
diff -r "$scratch/before" "$scratch/one" >"$scratch/diff" || { fail 'two runs differ'; head -n 5 "$scratch/diff"; }
[ ! -e "$scratch/one.writing" ] && [ ! -e "$scratch/one.before" ] || fail 'something is left beside the output folder'

# Named in another way, from another folder: the same bytes again, since no path is in what is compared.
here=$(pwd)
(cd "$data" && "$writ" run "$here/$policy" case=cases.csv --on 2022-05-31 --out "$scratch/elsewhere" --quiet >/dev/null 2>&1)
diff -r "$scratch/before" "$scratch/elsewhere" >"$scratch/diff" || { fail 'the path of a file shows in the output'; head -n 5 "$scratch/diff"; }

# The list with mistakes: every row accounted for, every one of them named.
run "$scratch/mistakes" "$data/with-mistakes"
counts=$(sed -n 's/.*"\(read\|used\|refused\|repeated\|dated_later\)": \([0-9]*\).*/\1=\2/p' "$scratch/mistakes/run.json" | tr '\n' ' ')
read_rows=$(echo "$counts" | sed 's/.*read=\([0-9]*\).*/\1/')
sum=$(echo "$counts" | tr ' ' '\n' | awk -F= '$1 != "read" && $1 != "" { s += $2 } END { print s }')
[ "$read_rows" = "$sum" ] || fail "with-mistakes: read $read_rows is not the sum $sum ($counts)"
[ "$counts" = 'read=15 used=10 refused=3 repeated=2 dated_later=0 ' ] ||
	fail "with-mistakes: $counts, but its README says 15 read = 10 used + 3 refused + 2 repeated"
[ "$bad" = 0 ] && echo 'essex: decisions, reports, variants, 30 days and repeat runs are as worked out by hand'
exit "$bad"
