#!/bin/sh
# Every NAME.csv here is read by policy.writ, and what the run says of it is compared with NAME.expect, to the line: see README.md.
# usage: run.sh PROGRAM [NAME.csv...]
set -u
LC_ALL=C
export LC_ALL
program=${1:?usage: run.sh PROGRAM [NAME.csv...]}
shift
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/writ-data.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM
[ $# -gt 0 ] || set -- "$here"/*.csv
count=0
failed=0

wrong() {
	[ "$bad" = 0 ] && echo "FAILED $name"
	bad=1
	echo "  $1"
}

same() {
	cmp -s "$2" "$3" && return
	wrong "$1 differs (- worked out by hand, + what the program gives):"
	diff -u "$2" "$3" | sed '1,2d; s/^/    /'
}

# problems.csv to lines "line,effect,column,help"; its cells may hold commas, quotation marks and line breaks.
problem_lines() {
	awk '
	function cell_ends() { cells[++n] = cell; cell = "" }
	function row_ends() {
		cell_ends()
		if (++rows > 1)
			print cells[2] "," cells[3] "," cells[4] "," cells[8]
		n = 0
	}
	{
		if (inside)
			cell = cell "\n"
		length_of = length($0)
		for (i = 1; i <= length_of; i++) {
			c = substr($0, i, 1)
			if (c == "\"")
				inside = !inside	# doubled ones open again at once
			else if (c == "," && !inside)
				cell_ends()
			else
				cell = cell c
		}
		if (!inside)
			row_ends()
	}' "$1"
}

# The numbers behind a key of run.json, all inputs together.
number() {
	sed -n "s/^ *\"$1\": \([0-9]*\),*\$/\1/p" "$2" | awk '{ sum += $1 } END { print sum + 0 }'
}

# Inputs of which read is not used + refused + repeated + dated later.
unbalanced() {
	sed -n 's/^ *"\(read\|used\|refused\|repeated\|dated_later\)": \([0-9]*\),*$/\1 \2/p' "$1" |
		awk '$1 == "read" { sum = $2; next } { sum -= $2 } $1 == "dated_later" { n++; if (sum != 0) print n } END { if (!n) print "none" }'
}

for file in "$@"; do
	name=$(basename "$file" .csv)
	slug=${name%%.*}
	wanted=$here/$name.expect
	count=$((count + 1))
	bad=0
	rm -rf "$scratch/out"
	policy=$here/policy.writ
	others=
	[ -d "$here/$name" ] && policy=$here/$name/policy.writ others=$here/$name
	"$program" run "$policy" ${others:+"$others"} case="$file" --on 2022-05-31 --out "$scratch/out" </dev/null >"$scratch/said" 2>&1
	code=$?
	if ! [ -s "$wanted" ]; then
		wrong "there is no $name.expect"
		failed=$((failed + 1))
		continue
	fi
	for want in $(cut -d, -f4 "$wanted" | sort -u); do
		[ "$code" = "$want" ] || wrong "exit code $code, not $want: $(head -n 1 "$scratch/said")"
	done
	case $slug in
	none | stops) : >"$scratch/wanted" ;;
	*) awk -F, -v slug="$slug" '{ print $1 "," $2 "," $3 "," ($5 == "" ? slug : $5) }' "$wanted" | sort >"$scratch/wanted" ;;
	esac
	if [ "$slug" = stops ]; then
		[ ! -e "$scratch/out" ] || wrong "it left a folder behind"
		[ "$(wc -l <"$scratch/said")" -ge 2 ] || wrong "it does not say what is wrong and what to do"
	elif ! [ -f "$scratch/out/problems.csv" ] || ! [ -f "$scratch/out/run.json" ]; then
		wrong "problems.csv or run.json is missing: $(head -n 1 "$scratch/said")"
	else
		problem_lines "$scratch/out/problems.csv" | sort >"$scratch/found"
		same problems.csv "$scratch/wanted" "$scratch/found"
		[ -z "$(unbalanced "$scratch/out/run.json")" ] || wrong "read is not used + refused + repeated + dated later"
		[ "$(grep -c ',row refused,' "$scratch/wanted")" = "$(number refused "$scratch/out/run.json")" ] ||
			wrong "run.json counts other rows refused than problems.csv"
		[ "$(grep -c ',row repeated,' "$scratch/wanted")" = "$(number repeated "$scratch/out/run.json")" ] ||
			wrong "run.json counts other rows repeated than problems.csv"
	fi
	[ -f "$here/$name.rows" ] && same "reports/cells.csv" "$here/$name.rows" "$scratch/out/reports/cells.csv"
	failed=$((failed + bad))
done
echo "data: $count files, $failed failed"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
