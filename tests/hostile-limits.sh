#!/bin/sh
# Input that is far too much, or made to harm: each is bounded in time (60 seconds of processor time) and in memory (a gigabyte, where the
# program is not under sanitizers), and gets a message or a right answer. `hostile-limits.sh WRIT`
set -u
LC_ALL=C
export LC_ALL
writ=${1:-build/writ}
writ=$(cd "$(dirname "$writ")" && pwd)/$(basename "$writ")
cd "$(dirname "$0")/.." || exit 1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
bad=0 tried=0 seconds=60
memory=1000000
case $writ in
*sanitize*) memory=unlimited ;;
*coverage*) seconds=300 ;;	# it counts each line that it runs
esac

# expect CODE WORDS command...: the exit code, and words that must be in what it said.
expect() {
	want=$1 words=$2
	shift 2
	tried=$((tried + 1))
	(ulimit -t "$seconds"; ulimit -v "$memory"; exec "$@") >"$scratch/out" 2>"$scratch/err" </dev/null
	code=$?
	if [ "$code" != "$want" ]; then
		echo "exit $code, expected $want: $*"
		head -n 3 "$scratch/err" | cut -c1-300
		bad=1
	elif ! cat "$scratch/out" "$scratch/err" | grep -qE -- "$words"; then
		echo "does not say '$words': $*"
		head -n 3 "$scratch/out" "$scratch/err" | cut -c1-300
		bad=1
	fi
	if [ "$(cat "$scratch/err" | awk '{ if (length($0) > 20000) print "long" }')" = long ]; then
		echo "a line of the messages has more than 20,000 bytes: $*"
		bad=1
	fi
}
run() { printf '%s run %s' "$writ" "$scratch/p.writ --on 2022-05-31 --quiet"; }

cat >"$scratch/p.writ" <<'TEXT'
policy p
  title   "Limits"
  version "1"
  owner   "Tests"
  in force from 1600-01-01

source s is "S"

input row from "row.csv", one row per ref
  ref     is text
  kind    is text, may be blank
  figure  is number, may be blank
  price   is money, may be blank
  on_day  is date, may be blank
  cites s "1"

define twice for row as figure times 2
  cites s "1"

define more for row as figure plus 1
  cites s "1"

define money_twice for row as price plus price
  cites s "1"

define next_day for row as 1 day after on_day
  cites s "1"

define day_before for row as 1 day before on_day
  cites s "1"

define in_months for row as 1 month after on_day at most month end
  cites s "1"

define length for row as days from on_day to run_date, first day not counted
  cites s "1"

report kinds of row "By kind"
  as at run_date
  one row per kind, headed "Kind"
  column number_of "Rows"  is count
  column summed    "Total" is sum of figure
  column refs      "Different" is count of different ref
  cites s "1"
TEXT
expect 1 'warning' "$writ" check "$scratch/p.writ"

# ---- a policy of a million lines ----
awk 'BEGIN { print "policy p\n  title \"x\""; for (i = 0; i < 1000000; i++) print "# line" }' >"$scratch/comments.writ"
expect 0 '' "$writ" check "$scratch/comments.writ"
awk 'BEGIN { for (i = 0; i < 1000000; i++) print "define d" }' >"$scratch/broken.writ"
expect 3 'broken.writ:2:' "$writ" check "$scratch/broken.writ"
[ "$(grep -c 'error:' "$scratch/err")" -le 25 ] || { echo 'a million mistakes are told one by one'; bad=1; }
awk 'BEGIN { print "policy p\n  title \"x\"\n\nlist l is"; for (i = 0; i < 1000000; i++) print "  A" i " or" }' >"$scratch/labels.writ"
expect 3 'labels.writ:' "$writ" check "$scratch/labels.writ"
awk 'BEGIN { for (i = 0; i < 1000000; i++) print "define some_definition_" i " as 1" }' >"$scratch/long.writ"
expect 3 'long.writ:1:1: .*longer than 16 MB' "$writ" check "$scratch/long.writ"
expect 0 '# line' "$writ" fmt "$scratch/comments.writ"
for file in broken labels; do
	expect 0 "" "$writ" fmt "$scratch/$file.writ"
done

# ---- a header of ten thousand columns ----
awk 'BEGIN { printf "ref,kind,figure,price,on_day"; for (i = 0; i < 10000; i++) printf ",column %d", i; print ""
	printf "a,b,1,1.00,2022-01-01"; for (i = 0; i < 10000; i++) printf ",x"; print "" }' >"$scratch/wide.csv"
expect 0 '1 row|a,2' $(run) row="$scratch/wide.csv" --table row --columns ref,twice --format csv
expect 0 'ref' "$writ" inspect "$scratch/p.writ" row="$scratch/wide.csv"
expect 0 'column_9999|column 9999' "$writ" init "$scratch/wide.csv"
awk 'BEGIN { printf "ref"; for (i = 0; i < 10000; i++) printf ",ref"; print ""; print "a" }' >"$scratch/same.csv"
expect 4 'ref' $(run) row="$scratch/same.csv"
awk 'BEGIN { printf "re"; for (i = 0; i < 10000; i++) printf ",reff%d", i; print ""; print "a" }' >"$scratch/near.csv"
expect 4 "'?ref'?" $(run) row="$scratch/near.csv"

# ---- a key of a megabyte, a row of many megabytes ----
long() { head -c "$1" /dev/zero | tr '\0' 'k'; }
{ echo ref,kind,figure,price,on_day; long 1000000; echo ',b,1,1.00,2022-01-01'; echo 'a,b,2,1.00,2022-01-01'; } >"$scratch/key.csv"
expect 0 '' $(run) row="$scratch/key.csv" --out "$scratch/key"
grep -q '^a,' "$scratch/key/decisions/row.csv" || { echo 'the row behind a long key is lost'; bad=1; }
{ echo ref,kind,figure,price,on_day; long 1000000; echo ',b,1,1.00,2022-01-01'; long 1000000; echo ',c,1,1.00,2022-01-01'; } >"$scratch/key.csv"
expect 0 'repeated' $(run) row="$scratch/key.csv"
{ echo ref,kind,figure,price,on_day; long 70000000; echo ',b,1,1.00,2022-01-01'; echo 'a,b,2,1.00,2022-01-01'; } >"$scratch/row.csv"
expect 0 'row.csv:2: row refused' "$writ" run "$scratch/p.writ" row="$scratch/row.csv" --on 2022-05-31
{ long 70000000; echo; echo a; } >"$scratch/head.csv"
expect 4 'head.csv' $(run) row="$scratch/head.csv"
rm -f "$scratch/row.csv" "$scratch/head.csv"

# ---- keys made to meet in one place of a table: each met by all before it would take longer than this ----
seconds=3
case $writ in *sanitize*) seconds=20 ;; esac
${CC:-cc} -std=c11 -O2 -o "$scratch/flood" tests/hostile/flood.c || exit 1
{ echo ref,kind,figure,price,on_day; "$scratch/flood" repeats 20000 | sed 's/$/,b,1,1.00,2022-01-01/'; } >"$scratch/flood.csv"
expect 0 '^b,20000,20000,20000$' $(run) row="$scratch/flood.csv" --table kinds --format csv
{ echo ref,kind,figure,price,on_day; "$scratch/flood" fold 40000 | sed 's/$/,b,1,1.00,2022-01-01/'; } >"$scratch/flood.csv"
expect 0 '^b,40000,40000,40000$' $(run) row="$scratch/flood.csv" --table kinds --format csv

seconds=60

# ---- figures at the edge of 64 bits ----
cat >"$scratch/figures.csv" <<'TEXT'
ref,kind,figure,price,on_day
a,x,9223372036,92233720368547758.07,2022-01-01
b,x,9223372036.854775807,92233720368547758.08,2022-01-01
c,x,9223372036.854775808,-92233720368547758.08,2022-01-01
d,x,-9223372036.854775808,46116860184273879.04,2022-01-01
e,x,-9223372036.854775809,46116860184273879.03,2022-01-01
f,x,99999999999999999999999999999999999999,-46116860184273879.04,2022-01-01
g,x,18446744073709551616,-46116860184273879.05,2022-01-01
h,x,-0,-0.00,2022-01-01
TEXT
expect 0 '' $(run) row="$scratch/figures.csv" --out "$scratch/figures"
# A figure has nine places behind the point, money two: what does not fit into 64 bits is refused, or cannot be worked out; nothing wraps.
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	{ twice[$1] = $at["twice"]; more[$1] = $at["more"]; money[$1] = $at["money_twice"] }
	END {
		if (twice["a"] !~ /^(18446744072)?$/ || more["a"] !~ /^(9223372037)?$/) print "a: " twice["a"], more["a"]
		if (twice["b"] !~ /^(18446744073[.]7095516*[0-9]*|18446744073[.]709552)?$/ || more["b"] != "") print "b: " twice["b"], more["b"]
		if (money["a"] != "" || money["d"] != "") print "money of a, d: " money["a"], money["d"]
		if (money["e"] !~ /92233720368547758.06/) print "money of e: " money["e"]
		if (twice["h"] != "0" || more["h"] != "1") print "h: " twice["h"], more["h"]
		for (row in twice) if (twice[row] ~ /^-/ && row ~ /[abfg]/) print row ": a sign was turned: " twice[row]
	}' "$scratch/figures/decisions/row.csv" >"$scratch/wrong"
[ ! -s "$scratch/wrong" ] || { echo 'figures at the edge:'; cat "$scratch/wrong"; head "$scratch/figures/decisions/row.csv"; bad=1; }
for row in f g; do
	grep -q "^figures.csv,.*,cell refused,figure," "$scratch/figures/problems.csv" || { echo "figures.csv, $row: is not refused"; bad=1; }
done

# ---- dates at the ends of the calendar ----
cat >"$scratch/days.csv" <<'TEXT'
ref,kind,figure,price,on_day
a,x,1,1.00,1600-01-01
b,x,1,1.00,2999-12-31
c,x,1,1.00,1599-12-31
d,x,1,1.00,3000-01-01
e,x,1,1.00,2999-12-30
f,x,1,1.00,1900-02-29
g,x,1,1.00,2000-02-29
TEXT
expect 0 '' $(run) row="$scratch/days.csv" --out "$scratch/days"
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	{ next_day[$1] = $at["next_day"]; before[$1] = $at["day_before"]; months[$1] = $at["in_months"] }
	END {
		if (before["a"] != "" || next_day["a"] != "1600-01-02") print "a: " before["a"], next_day["a"]
		if (next_day["b"] != "" || months["b"] != "") print "b: " next_day["b"], months["b"]
		if (next_day["e"] != "2999-12-31") print "e: " next_day["e"]
		if (next_day["g"] != "2000-03-01" || months["g"] != "2000-03-29") print "g: " next_day["g"], months["g"]
		if (next_day["c"] != "" || next_day["d"] != "" || next_day["f"] != "") print "c, d, f: " next_day["c"], next_day["d"], next_day["f"]
	}' "$scratch/days/decisions/row.csv" >"$scratch/wrong"
[ ! -s "$scratch/wrong" ] || { echo 'dates at the ends:'; cat "$scratch/wrong"; cat "$scratch/days/decisions/row.csv"; bad=1; }
for line in 4 5 7; do
	grep -q "^days.csv,$line,cell refused,on_day," "$scratch/days/problems.csv" || { echo "days.csv:$line is not refused"; bad=1; }
done
for day in 1600-01-01 2999-12-31; do
	expect 0 '' "$writ" run "$scratch/p.writ" row="$scratch/days.csv" --on "$day" --quiet
done

# ---- a policy or a wording that leads to itself ----
expect 3 'p.writ:1:1: .*wrong-file' "$writ" run "$scratch/p.writ" row="$scratch/days.csv" --on 2022-05-31 --with "$scratch/p.writ"
mkdir "$scratch/itself"
cp -R policies/salford-standard/letters policies/salford-standard/salford-standard.writ "$scratch/itself"
echo '((letters/letter-4.txt)) ((Letter_4)) ((include letters/letter-4.txt))' >>"$scratch/itself/letters/letter-4.txt"
expect 3 'letters/letter-4.txt:[0-9]*:.*(unknown-field|template-mark)' "$writ" check "$scratch/itself/salford-standard.writ"
awk 'BEGIN { print "policy p\n  title \"x\"\n\ninput t from \"t.csv\", one row per k\n  k is text\n"
	for (i = 0; i < 2000; i++) print "define d" i " for t as d" (i + 1) % 2000 "\n" }' >"$scratch/round.writ"
expect 3 'round.writ:[0-9]*:.*cycle' "$writ" check "$scratch/round.writ"

# ---- symbolic links where results are written ----
mkdir "$scratch/theirs" "$scratch/links"
echo mine >"$scratch/theirs/keep.txt"
untouched() {
	[ "$(cat "$scratch/theirs/keep.txt")" = mine ] && [ "$(ls "$scratch/theirs")" = keep.txt ] || { echo "$1: what the link leads to was changed"; bad=1; }
}
ln -s "$scratch/theirs" "$scratch/links/out"
expect 2 'link' $(run) row="$scratch/days.csv" --out "$scratch/links/out"
untouched 'the folder is a link'
for end in writing before; do
	rm -rf "$scratch/links"/*
	ln -s "$scratch/theirs" "$scratch/links/out.$end"
	expect 2 "out.$end is needed" $(run) row="$scratch/days.csv" --out "$scratch/links/out"
	untouched "out.$end is a link"
done
rm -rf "$scratch/links"/*
expect 0 '' $(run) row="$scratch/days.csv" --out "$scratch/links/out"
rm "$scratch/links/out/decisions/row.csv"
ln -s "$scratch/theirs/keep.txt" "$scratch/links/out/decisions/row.csv"
expect 0 '' $(run) row="$scratch/days.csv" --out "$scratch/links/out"
untouched 'a file of the earlier results is a link'
[ ! -L "$scratch/links/out/decisions/row.csv" ] || { echo 'a link stands in the results'; bad=1; }
ln -s "$scratch/theirs" "$scratch/links/out/more"
expect 2 'more' $(run) row="$scratch/days.csv" --out "$scratch/links/out"
untouched 'a folder in the earlier results is a link'

echo "$tried kinds of harmful input tried"
exit "$bad"
