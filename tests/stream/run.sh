#!/bin/sh
# Rows that only count towards their group go by and are not held; where reasons are printed they are held. Both ways must come to the
# same figures and the same problems: on made-up tables with blanks, bad cells, references to nothing, dates not known, repeated
# keys and columns refused as a whole. usage: run.sh [PROGRAM]
set -u
cd "$(dirname "$0")/../.." || exit 1
writ=${1:-build/writ}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
policy=tests/stream/policy.writ
columns=place,quarter,marks,marks_given,points_total,total_given,mean_given,mean_share,low_marks,large_marks,sure_marks,sure_total,closed_marks
columns=$columns,verdict
bad=0 runs=0 filled=0

# make SEED BLANKS BADS REPEATS: tables in $scratch
make_tables() {
	awk -v seed="$1" -v blanks="$2" -v bads="$3" -v repeats="$4" -v folder="$scratch" '
	function below(n) {
		state = (state * 16807) % 2147483647
		return int(state / 2147483647 * n)
	}
	function cell(text, wrong) {
		if (below(1000) < bads)
			return wrong
		return below(1000) < blanks ? "" : text
	}
	BEGIN {
		state = seed * 7919 + 1
		below(2); below(2); below(2)
		split("2017/18 Q1,2017/18 Q2,2017/18 Q3", quarter, ",")
		file = folder "/places.csv"
		print "code,opened,size" > file
		for (i = 1; i <= 12; i++)
			print "P" i "," (below(3) ? "" : "2017-0" (4 + below(5)) "-02") "," (below(6) ? below(20) : "") > file
		file = folder "/terms.csv"
		print "quarter,is_over" > file
		for (i = 1; i <= 3; i++)
			print quarter[i] "," (i == 3 ? "" : i == 1 ? "yes" : "no") > file
		file = folder "/marks.csv"
		print "ref,part,place,quarter,made_on,points,share,sure" > file
		for (i = 1; i <= 60 + below(80); i++) {
			row = "M" int(i / 3) "," i % 3 "," cell("P" (1 + below(13)), "Q" below(2)) "," \
				(below(1000) < bads ? "2019/20 Q1" : quarter[1 + below(3)]) "," \
				cell("2017-05-" (10 + below(15)), "2017-06-31") "," \
				cell(below(40) - 5 "." below(10), "1o") "," \
				cell(below(100) "." below(100) "%", below(4) ? "x" : "33") "," cell(below(2) ? "yes" : "no", "perhaps")
			print row > file
			if (below(1000) < repeats) {
				print row > file
				sub(/[^,]*$/, "no", row)
				if (below(2))
					print row > file
			}
		}
	}'
}

compare() { # NAME
	"$writ" run "$policy" "$scratch" --on 2017-05-20 --table standing --columns "$columns" --format csv \
		>"$scratch/by" 2>"$scratch/by.err"
	by=$?
	"$writ" run "$policy" "$scratch" --on 2017-05-20 --table standing --columns "$columns,verdict_why" --format csv \
		>"$scratch/held" 2>"$scratch/held.err"
	[ $? = $by ] || { echo "FAIL: $1: ends with another code"; bad=1; }
	cut -d, -f1-14 "$scratch/held" >"$scratch/cut"
	cmp -s "$scratch/by" "$scratch/cut" || { echo "FAIL: $1: figures"; diff "$scratch/by" "$scratch/cut" | head -n 6; bad=1; }
	cmp -s "$scratch/by.err" "$scratch/held.err" || {
		echo "FAIL: $1: messages"
		diff "$scratch/by.err" "$scratch/held.err" | head -n 6
		bad=1
	}
	runs=$((runs + 1))
	filled=$((filled + $(grep -c '[0-9],[0-9].*,[0-9]' "$scratch/by")))
}

seed=1
while [ $seed -le 24 ]; do
	make_tables $seed $((seed % 4 * 40)) $((seed % 3 * 25)) $((seed % 5 / 3 * 60))
	compare "tables $seed"
	seed=$((seed + 1))
done
[ "$filled" -gt 200 ] || { echo "FAIL: hardly any figures: $filled"; bad=1; }
[ "$bad" = 0 ] && echo "stream: $runs runs, rows going by and rows held agree"
exit "$bad"
