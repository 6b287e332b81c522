#!/bin/sh
# What `writ explain` says against what `writ run` does, on both examples: the outcome it gives for a row is the one of the run, and each
# change that --what-if names, made in a copy of the file, with --on or with --set, gives the outcome it promises.
# usage: explain-agrees.sh [PROGRAM [quick|full]]; quick, in every check, asks about some rows of Salford's
# tables and makes some of the changes; full, by hand, all, and takes a quarter of an hour.
set -u
writ=${1:-build/writ}
how=${2:-quick}
writ=$(cd "$(dirname "$writ")" && pwd)/$(basename "$writ")
cd "$(dirname "$0")/.." || exit 2
scratch=$(mktemp -d "${TMPDIR:-/tmp}/writ-agrees.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM
tab=$(printf '\t')
bad=0
fail() { echo "FAIL: $*"; bad=1; }

# A line of CSV to cell[1..n], and back.
csv='
function cells(line, cell,   n, at, c, quoted, text) {
	n = 1; text = ""; quoted = 0
	for (at = 1; at <= length(line); at++) {
		c = substr(line, at, 1)
		if (quoted && c == "\"" && substr(line, at + 1, 1) == "\"") { text = text c; at++ }
		else if (c == "\"") quoted = !quoted
		else if (c == "," && !quoted) { cell[n++] = text; text = "" }
		else text = text c
	}
	cell[n] = text
	return n
}
function quote(text) {
	if (text !~ /[",\n]/) return text
	gsub(/"/, "\"\"", text)
	return "\"" text "\""
}'

# The JSON of explain to lines: D key column outcome; C key decision outcome kind to setting table file line heading.
flatten() {
	awk -v OFS='\t' '
	function value(line) {
		sub(/^ *"[a-z_]*": /, "", line); sub(/,$/, "", line)
		if (line ~ /^"/) line = substr(line, 2, length(line) - 2)
		gsub(/\\"/, "\"", line); gsub(/\\u003c/, "<", line); gsub(/\\\\/, "\\", line)
		return line
	}
	/^  "rows": / { inside = "row"; next }
	/^      "row": / { key = value($0) }
	/^      "[a-z_]*": [\[{]/ { inside = $1 }
	inside == "\"decisions\":" && /^          "column": / { column = value($0) }
	inside == "\"decisions\":" && /^          "outcome": / { outcome = value($0) }
	inside == "\"decisions\":" && /^          "decided": / { print "D", key, column, /true/ ? outcome : "" }
	inside == "\"what_if\":" && /^ *"complete": false/ { print "S", key }
	inside == "\"what_if\":" && /^          \{/ { split("", f) }
	inside == "\"what_if\":" && /^            "/ { name = $1; gsub(/[":]/, "", name); f[name] = value($0) }
	inside == "\"what_if\":" && /^          \}/ {
		print "C", key, f["decision"], f["outcome"], f["kind"], f["to"], f["setting"], f["table"], f["file"], f["line"], f["column"]
	}' "$1"
}

# keys and columns of a table as `key TAB column TAB value`
results() { # key-count columns data...
	head_count=$1 head_names=$2
	shift 2
	"$writ" run "$@" --columns "$head_names" --format csv --quiet 2>"$scratch/err" >"$scratch/rows" || cat "$scratch/err"
	awk -v keys="$head_count" -v OFS='\t' "$csv"'
		NR == 1 { n = cells($0, head); next }
		{
			cells($0, cell); key = cell[1]
			for (i = 2; i <= keys; i++) key = key ", " cell[i]
			for (i = keys + 1; i <= n; i++) print key, head[i], cell[i]
		}' "$scratch/rows"
}

# The file with that cell changed, also where the same row stands in it once more (it is read once). A row may run over several lines.
with_change() { # file line heading value
	awk -v at="$2" -v heading="$3" -v new="$4" "$csv"'
		{
			sub(/\r$/, "")
			if (record == "" && !open) begun = FNR
			record = open ? record "\n" $0 : $0
			quotes = record
			open = gsub(/"/, "", quotes) % 2
			if (open) next
		}
		NR == FNR { if (begun == at) same = record; record = ""; next }
		begun == 1 { sub(/^\357\273\277/, "", record); m = cells(record, head); for (i = 1; i <= m; i++) if (head[i] == heading) column = i }
		record != same { print record; record = ""; next }
		{
			n = cells(record, cell); cell[column] = new; line = ""
			for (i = 1; i <= n; i++) line = line (i > 1 ? "," : "") quote(cell[i])
			print line
			record = ""
		}' "$1" "$1"
}

# Promised outcomes ("key column outcome ...") that the results do not have; `nothing` is an empty cell. The last file tells what it was.
compare() { # promises results told
	awk -F"$tab" -v told="$3" '
		NR == FNR { have[$1, $2] = $3 == "nothing" ? "" : $3; next }
		{
			want = $3 == "nothing" ? "" : $3
			if (want == "another text" ? have[$1, $2] == "" : have[$1, $2] != want) {
				print told ": " $1 ": " $2 " should be \"" want "\" and is \"" have[$1, $2] "\""
				bad = 1
			}
			if (!(($1, $2) in have)) { print told ": " $1 ": no such row or column " $2; bad = 1 }
		}
		END { exit bad }' "$2" "$1" || bad=1
}

agree() { # policy data day table key-names columns every every-change
	policy=$1 data=$2 day=$3 table=$4 keys=$5 columns=$6 every=$7 sparse=$8
	count=$(echo "$keys" | tr ',' '\n' | wc -l)
	results "$count" "$keys,$columns" "$policy" "$data" --on "$day" --table "$table" >"$scratch/now"
	cut -f1 "$scratch/now" | uniq >"$scratch/keys"
	rows=$(wc -l <"$scratch/keys")
	: >"$scratch/flat"
	at=0
	while IFS= read -r key; do
		what=
		[ $((at % every)) = 0 ] && what=--what-if
		at=$((at + 1))
		"$writ" explain "$policy" "$data" --on "$day" --table "$table" --row "$key" --columns "$columns" $what --format json \
			>"$scratch/json" 2>"$scratch/err" || { fail "explain $table $key"; cat "$scratch/err"; }
		flatten "$scratch/json" >>"$scratch/flat"
	done <"$scratch/keys"
	sed -n "s/^D$tab//p" "$scratch/flat" >"$scratch/said"
	compare "$scratch/said" "$scratch/now" "$table as run"
	compare "$scratch/now" "$scratch/said" "$table as explained"
	stopped=$(grep -c '^S' "$scratch/flat")
	grep '^C' "$scratch/flat" | cut -f2- >"$scratch/changes"
	made=0
	# Days and settings serve all rows at once.
	awk -F"$tab" -v OFS="$tab" '$4 != "cell" { print $4, $6, $5 }' "$scratch/changes" | LC_ALL=C sort -u >"$scratch/knobs"
	while IFS="$tab" read -r kind setting to; do
		made=$((made + 1))
		# A tab parts nothing from nothing: without a setting the value is in its place.
		if [ "$kind" = date ]; then
			[ -n "$to" ] || to=$setting
			results "$count" "$keys,$columns" "$policy" "$data" --on "$to" --table "$table" >"$scratch/then"
		else
			results "$count" "$keys,$columns" "$policy" "$data" --on "$day" --set "$setting=$to" --table "$table" >"$scratch/then"
		fi
		awk -F"$tab" -v OFS="$tab" -v kind="$kind" -v setting="$setting" -v to="$to" \
			'$4 == kind && $5 == to && (kind == "date" || $6 == setting) { print $1, $2, $3 }' "$scratch/changes" >"$scratch/promised"
		[ -s "$scratch/promised" ] || fail "$table: nothing promised for $kind $setting $to"
		compare "$scratch/promised" "$scratch/then" "$table, $kind $setting $to"
	done <"$scratch/knobs"
	# One cell at a time: file, line, heading, value.
	awk -F"$tab" -v OFS="$tab" '$4 == "cell" { print $7, $8, $9, $10, "=" $5 }' "$scratch/changes" | LC_ALL=C sort -u |
		awk -v sparse="$sparse" '(NR - 1) % sparse == 0' >"$scratch/cells"
	while IFS="$tab" read -r other file line heading to; do
		to=${to#=}
		made=$((made + 1))
		with_change "$file" "$line" "$heading" "$to" >"$scratch/changed.csv"
		results "$count" "$keys,$columns" "$policy" "$data" "$other=$scratch/changed.csv" --on "$day" --table "$table" >"$scratch/then"
		awk -F"$tab" -v OFS="$tab" -v file="$file" -v line="$line" -v heading="$heading" -v to="$to" \
			'$4 == "cell" && $8 == file && $9 == line && $10 == heading && $5 == to { print $1, $2, $3 }' \
			"$scratch/changes" >"$scratch/promised"
		[ -s "$scratch/promised" ] || fail "$table: nothing promised for $file $line $heading"
		compare "$scratch/promised" "$scratch/then" "$table, $file line $line $heading -> \"$to\""
	done <"$scratch/cells"
	echo "$table: $rows rows, $(wc -l <"$scratch/changes" | tr -d ' ') changes told, $made made, $stopped searches stopped early"
	[ -s "$scratch/changes" ] || fail "$table: no change was told"
}

essex="policies/essex-pcse/essex-pcse.writ examples/essex 2022-05-31"
salford="policies/salford-standard/salford-standard.writ examples/salford 2018-02-28"
letters=Letter_1,Letter_2,Letter_3,Letter_4,Letter_5,Letter_5_sign_up
if [ "$how" = full ]; then
	a=1 b=1 c=1
else
	a=14 b=40 c=25
fi
# shellcheck disable=SC2086
{
	agree $essex case case_ref route,next_step,priority,resolution,counted 1 "$([ "$how" = full ] && echo 1 || echo 4)"
	agree $salford quarter_end quarter challenge_time,published,validated,validated_too_early "$a" "$c"
	agree $salford answer practice,year,requirement answer_at_q2,answer_at_q3 "$b" "$c"
	agree $salford sent_letter letter_ref reply_state,agenda_state,goes_to_pcqg,engagement "$a" "$c"
	agree $salford standing practice,quarter "status,performance_stage,sign_up_stage,$letters" "$b" "$c"
	agree $salford challenge challenge_ref unsettled,raised_late 1 1
	agree $salford reply reply_ref counts_as_engagement,brings_the_plan,answers_no_letter "$a" "$c"
	agree $salford practice practice_code still_open,next_at_the_group "$a" "$c"
}
exit "$bad"
