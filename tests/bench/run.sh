#!/bin/sh
# The benchmark: the Essex decision and the monthly table, and the Salford dashboard, by writ and by
# others, on the same lists with equal answers. README.md beside this says what is measured. All it
# writes is under build/bench; the page is build/bench/index.html.
#
#   FORM    targets: what the targets need and no more (see below), for several rounds
#   SIZES   rows of the case lists; empty for none                     (10000 1000000 10000000)
#   DASHBOARDS  practices of the dashboards, 80 rows each; empty for none        (7000 100000)
#   GROWTH  rows of the lists that are generated into a pipe; empty for none
#                                                                      (10000 1000000 10000000)
#   WRIT    the program to measure, with one thread (writ) and two (writ-2)  (build/release/writ)
#   PEERS   the others to measure; empty for none; -1 and -2 are the threads they may use
#                             (task mawk mlr sqlite3 duckdb-1 duckdb-2 polars-1 polars-2)
#   RUNS    runs of each, the median counts                            (3)
#   ROUNDS  how often all of it is done, each round's figure stands beside its target and the median
#           is judged                                                  (1)
#   BUDGET  seconds after which a slow engine is not run again         (30)
#   LIMIT   seconds after which a run is ended and shown as over       (300)
#   OUT     the folder in which a folder for the answers is made and deleted, 5 GB for 10 million rows
#                                                                      (build/bench)
#   CC      the compiler of the helpers                                (cc)
#   STRICT  1: also end with 1 when a target is missed                 (0)
#   WRIT_NO_KEY  words that make writ run without looking for repeated keys, which is measured too;
#           empty for not                                              (--no-key-check)
#
# FORM=targets is SIZES=10000000 DASHBOARDS=100000 RUNS=1 and only the peers of the targets.
#
# Ends with 1 when answers differ or an engine fails, 2 when the benchmark itself cannot run.
set -eu
LC_ALL=C
export LC_ALL

cd "$(dirname "$0")/../.."
here=tests/bench
work=build/bench
case ${FORM:-} in
'') ;;
targets)
	[ -z "${PEERS-all}" ] || START_PEERS=mawk DASHBOARD_PEERS='duckdb-1 duckdb-2'
	SIZES=${SIZES-10000000}
	DASHBOARDS=${DASHBOARDS-100000}
	PEERS=${PEERS-task mawk duckdb-1 duckdb-2 polars-2}
	RUNS=${RUNS:-1}
	;;
*)
	echo "bench: FORM is '$FORM'; it can be targets, or empty" >&2
	exit 2
	;;
esac
SIZES=${SIZES-10000 1000000 10000000}
DASHBOARDS=${DASHBOARDS-7000 100000}
GROWTH=${GROWTH-10000 1000000 10000000}
WRIT=${WRIT:-build/release/writ}
PEERS=${PEERS-task mawk mlr sqlite3 duckdb-1 duckdb-2 polars-1 polars-2}
RUNS=${RUNS:-3}
START_PEERS=${START_PEERS-$PEERS}
DASHBOARD_PEERS=${DASHBOARD_PEERS-$PEERS}
ROUNDS=${ROUNDS:-1}
BUDGET=${BUDGET:-30}
LIMIT=${LIMIT:-300}
OUT=${OUT:-$work}
out=$OUT/bench-answers
CC=${CC:-cc}
STRICT=${STRICT:-0}
WRIT_NO_KEY=${WRIT_NO_KEY---no-key-check}
on=2022-05-31
dashboard_on=2018-05-31
dashboard_columns=practice,quarter,average_score,status,in_bottom_five,of_concern,persistent
dashboard_columns=$dashboard_columns,Letter_1,Letter_4,Letter_5
NODE_PATH=$PWD/$work/node_modules
export NODE_PATH
start_rows=10000
start_runs=50

faults=0
missed=0
compared=0
round=0

# newer FILE THAN: whether FILE is there, and written later than THAN.
newer() {
	[ -n "$(find "$1" -newer "$2" 2>/dev/null)" ]
}

build_helpers() {
	mkdir -p "$work" "$out"
	for tool in gen gen_dashboard baseline measure digest peers/task; do
		source=$here/$tool.c
		tool=${tool#peers/}
		libraries=
		case $tool in
		baseline | task) libraries=-lcsv ;;
		esac
		if newer "$work/$tool" "$source"; then
			continue
		fi
		# shellcheck disable=SC2086
		if ! $CC -std=c11 -D_POSIX_C_SOURCE=200809L -O3 -Wall -Wextra \
			-o "$work/$tool" "$source" $libraries; then
			echo "bench: cannot build $tool" >&2
			exit 2
		fi
	done
}

# generate ROWS: the list, kept from one benchmark to the next; sets `list`.
generate() {
	list=$work/cases-$1.csv
	if ! newer "$list" "$work/gen"; then
		if ! "$work/gen" "$1" >"$list.part"; then
			echo "bench: cannot write the list of $1 rows" >&2
			exit 2
		fi
		mv "$list.part" "$list"
	fi
}

# generate_dashboard PRACTICES sorted|shuffled: sets `folder` and `list`.
generate_dashboard() {
	folder=$work/dashboard-$1-$2
	list=$folder/dashboard.csv
	seed=$2
	[ "$seed" = sorted ] || seed=1
	if ! newer "$list" "$work/gen_dashboard"; then
		mkdir -p "$folder.part"
		if ! "$work/gen_dashboard" "$1" "$seed" "$folder.part"; then
			echo "bench: cannot write the dashboard of $1 practices" >&2
			exit 2
		fi
		rm -rf "$folder"
		mv "$folder.part" "$folder"
	fi
}

# installed ENGINE
installed() {
	case $1 in
	libcsv | task | gen) return 0 ;;
	writ*) [ -x "$WRIT" ] ;;
	duckdb*) command -v node >/dev/null 2>&1 && [ -d "$NODE_PATH/@duckdb/node-api" ] ;;
	# The compiled part of it is a package of its own, and not there for every system.
	polars*) node -e 'require("nodejs-polars")' >/dev/null 2>&1 ;;
	*) command -v "$1" >/dev/null 2>&1 ;;
	esac
}

# measured ENGINE QUESTION RUNS: one line from measure; the answer is in $answer, what was said
# besides in $answer.err. Where $pipe names one, writ reads the rows from there, once, and its answer
# goes nowhere.
measured() {
	engine=$1
	question=$2
	runs=$3
	rm -f "$answer" "$answer.err"
	threads=1
	case $engine in
	writ-2*) threads=2 ;;
	*-[0-9]*) threads=${engine##*-} ;;
	esac
	output=$answer
	[ -z "$pipe" ] || output=/dev/null
	source=$list
	[ -z "$pipe" ] || source=-
	[ "$question" != dashboard ] || source=$folder
	case $engine:$question in
	gen:*) set -- cat ;;
	libcsv:*) set -- "$work/baseline" "$list" ;;
	task:*) set -- "$work/task" "$question" "$source" ;;
	writ*:dashboard)
		set -- "$WRIT" run "$here/dashboard.writ" "$folder" --on "$dashboard_on" --format csv \
			--threads "$threads" --table standing --columns "$dashboard_columns"
		;;
	writ*:table)
		set -- "$WRIT" run "$here/bench.writ" "case=$source" --on "$on" --format csv \
			--threads "$threads" --table by_month
		;;
	writ*:*)
		set -- "$WRIT" run "$here/bench.writ" "case=$source" --on "$on" --format csv \
			--threads "$threads" --table case
		[ "$question" = full ] ||
			set -- "$@" --columns case_ref,route,route_clause,resolution_due
		;;
	mawk:dashboard)
		set -- mawk -v "on=$dashboard_on" -f "$here/peers/dashboard.awk" \
			"$folder/practices.csv" "$folder/quarters.csv" "$list"
		;;
	mawk:*)
		set -- mawk -v "on=$on" -f "$here/peers/csv.awk" -f "$here/peers/$question.awk" \
			"$list"
		;;
	mlr:*)
		quiet=
		[ "$question" = decision ] || quiet=-q
		# shellcheck disable=SC2086
		set -- mlr -S --icsv --ocsv put $quiet -s "on=$on" -f "$here/peers/$question.mlr" \
			"$list"
		;;
	sqlite3:dashboard)
		set -- sqlite3 -batch :memory: ".import --csv $folder/practices.csv practices" \
			".import --csv $folder/quarters.csv quarters" \
			".import --csv $list dashboard" ".read $here/peers/dashboard.sql"
		;;
	sqlite3:*)
		set -- sqlite3 -batch :memory: ".import --csv $list cases" \
			".read $here/peers/$question.sql"
		;;
	duckdb-*:* | polars-*:*)
		set -- node "$here/peers/${engine%-*}.js" "$question" "$source" "$answer" "$threads"
		output=/dev/null	# it writes the file itself
		;;
	esac
	# shellcheck disable=SC2086
	case $engine in
	*-nk) set -- "$@" $WRIT_NO_KEY ;;
	esac
	"$work/measure" -n "$runs" -b "$BUDGET" -l "$LIMIT" -i "${pipe:-/dev/null}" -o "$output" \
		-e "$answer.err" "$@"
}

# record ENGINE QUESTION RUNS US CPU KIB SAID: a line of the results, for the targets and the page.
# Knows $round, $group, $order, $rows and $bytes.
record() {
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$round" "$group" "$order" "$rows" \
		"$bytes" "$1" "$2" "$3" "$4" "$5" "$6" "$7" >>"$work/results.tsv"
}

heading() {
	printf '%-9s %-9s %9s %9s %11s %8s %9s %9s %8s %s\n' \
		engine question seconds 'cpu s' 'rows/s' 'MB/s' 'peak MB' 'x libcsv' 'x writ' answer
}

# line ENGINE QUESTION MEDIAN CPU PEAK ANSWER: a line of the table; knows $rows, $bytes,
# $libcsv_time and $writ_time, the time of writ with as many threads.
line() {
	awk -v engine="$1" -v question="$2" -v us="$3" -v cpu="$4" -v kib="$5" -v said="$6" \
		-v rows="$rows" -v bytes="$bytes" -v libcsv="$libcsv_time" \
		-v writ="$writ_time" 'BEGIN {
		if (us < 1)
			us = 1
		printf "%-9s %-9s %9.3f %9.3f %11.0f %8.1f %9.1f %9s %8s %s\n", engine, question,
			us / 1e6, cpu / 1e6, rows / us * 1e6, bytes / us, kib * 1024 / 1e6,
			(libcsv > 0 ? sprintf("%.2f", us / libcsv) : "-"),
			(writ > 0 ? sprintf("%.2f", us / writ) : "-"), said == "" ? "-" : said
	}'
}

# show_difference: where the answer in $answer differs from the one in $reference.
show_difference() {
	"$work/digest" -p "$reference" | sort >"$out/left"
	"$work/digest" -p "$answer" | sort >"$out/right"
	diff "$out/left" "$out/right" | head -n 6 | sed 's/^/          /' || true
	rm -f "$out/left" "$out/right"
}

# compare QUESTION: sets `said`. The first answer of a question is what the others are compared with,
# and is kept for that. The full answer is writ's alone, and its bytes are compared.
compare() {
	digest=
	if [ "$1" = full ]; then
		[ -z "$expected" ] || ! cmp -s "$reference" "$answer" || digest=bytes
		[ -n "$expected" ] || digest=bytes
	elif ! digest=$("$work/digest" "$answer" 2>"$out/digest.err"); then
		said="NO ANSWER: $(head -n 1 "$out/digest.err")"
		faults=$((faults + 1))
		return
	fi
	if [ -z "$expected" ]; then
		expected=$digest
		mv "$answer" "$reference"
		said=reference
	elif [ "$digest" = "$expected" ]; then
		said=equal
		compared=$((compared + 1))
	else
		said=DIFFERS
		faults=$((faults + 1))
	fi
}

# missing ENGINE QUESTION SAID: a line without figures.
missing() {
	printf '%-9s %-9s %s\n' "$1" "$2" "$3"
	record "$1" "$2" 0 0 0 0 "$3"
}

# one ENGINE QUESTION: measures it, prints its line, records it.
one() {
	if ! installed "$1"; then
		case $1 in
		writ*)
			missing "$1" "$2" "not built: $WRIT"
			missed=$((missed + 1))
			;;
		*) missing "$1" "$2" 'not installed' ;;
		esac
		return
	fi
	# shellcheck disable=SC2046
	set -- "$1" "$2" $(measured "$1" "$2" "$RUNS")
	# Now: engine, question, runs, median, mean, cpu, peak, result.
	if [ "$8" = limit ]; then
		missing "$1" "$2" "over $LIMIT s"
		case $1 in
		writ*) missed=$((missed + 1)) ;;
		esac
		return
	elif [ "$8" != ok ]; then
		missing "$1" "$2" "FAILED: $(head -n 1 "$answer.err")"
		faults=$((faults + 1))
		return
	fi
	said=
	case $1 in
	libcsv) libcsv_time=$4 ;;
	*) compare "$2" ;;
	esac
	case $1 in
	writ) writ_one=$4 ;;
	writ-2) writ_two=$4 ;;
	esac
	case $1 in
	*-2) writ_time=$writ_two ;;
	*) writ_time=$writ_one ;;
	esac
	line "$1" "$2" "$4" "$6" "$7" "$said"
	record "$1" "$2" "$3" "$4" "$6" "$7" "$said"
	[ "$said" != DIFFERS ] || [ "$2" = full ] || show_difference
}

# begin: nothing is known yet of the question that comes.
begin() {
	expected=
	libcsv_time=0
	writ_one=0
	writ_two=0
	writ_time=0
}

measure_size() {
	group=cases
	order=-
	rows=$1
	generate "$rows"
	bytes=$(($(wc -c <"$list")))
	echo
	echo "$rows rows, $bytes bytes, $((bytes / rows)) a row"
	heading
	for question in decision table; do
		begin
		# Each time again: a machine's pace drifts, and the ratios are what is to last.
		one libcsv reading
		for engine in writ writ-2 ${WRIT_NO_KEY:+writ-nk} $PEERS; do
			one "$engine" "$question"
		done
	done
	begin
	one writ full
	one writ-2 full
	rm -f "$answer" "$reference"
}

# measure_dashboard PRACTICES sorted|shuffled
measure_dashboard() {
	group=dashboard
	order=$2
	generate_dashboard "$1" "$2"
	rows=$(($1 * 80))
	bytes=$(($(wc -c <"$list")))
	begin
	echo
	echo "dashboard of $1 practices, $2: $rows rows, $bytes bytes, $((bytes / rows)) a row"
	heading
	one libcsv reading
	for engine in writ writ-2 $DASHBOARD_PEERS; do
		case $engine in
		# Miller has no ranks over parts of a table, and nobody wrote this one for Polars.
		mlr | polars-*) ;;
		*) one "$engine" dashboard ;;
		esac
	done
}

# From start to finish: the median of many runs, in milliseconds.
measure_start() {
	group=start
	order=-
	rows=$start_rows
	generate "$rows"
	bytes=$(($(wc -c <"$list")))
	echo
	echo "$rows rows, the decision, from start to finish: median of $start_runs runs"
	for engine in libcsv writ $START_PEERS; do
		if ! installed "$engine"; then
			missing "$engine" decision 'not installed'
			continue
		fi
		# shellcheck disable=SC2046
		set -- "$engine" $(measured "$engine" decision "$start_runs")
		if [ "$7" != ok ]; then
			missing "$engine" decision "FAILED ($7): $(head -n 1 "$answer.err")"
			faults=$((faults + 1))
			continue
		fi
		awk -v engine="$1" -v us="$3" 'BEGIN { printf "%-9s %9.2f ms\n", engine, us / 1000 }'
		record "$1" decision "$2" "$3" "$5" "$6" -
	done
}

# through_pipe ENGINE: the decision of $rows rows that never touch the disk. `gen` is what generating
# them takes, where cat takes them out of the pipe.
through_pipe() {
	rm -f "$out/pipe"
	mkfifo "$out/pipe"
	"$work/gen" "$rows" >"$out/pipe" 2>/dev/null &
	generator=$!
	pipe=$out/pipe
	# shellcheck disable=SC2046
	set -- "$1" $(measured "$1" decision 1)
	pipe=
	# Where the engine never opened the pipe, or left it early, nobody reads what is still written.
	if ! wait "$generator" && [ "$7" = ok ]; then
		set -- "$1" "$2" "$3" "$4" "$5" "$6" 'not all read'
	fi
	rm -f "$out/pipe"
	if [ "$7" != ok ]; then
		missing "$1" decision "FAILED ($7): $(head -n 1 "$answer.err")"
		faults=$((faults + 1))
		return
	fi
	line "$1" decision "$3" "$5" "$6" -
	record "$1" decision "$2" "$3" "$5" "$6" -
}

measure_growth() {
	group=growth
	order=-
	rows=$1
	bytes=$((rows * 120))
	begin
	echo
	echo "$rows rows through a pipe, some $bytes bytes"
	heading
	for engine in gen writ writ-2 ${WRIT_NO_KEY:+writ-nk writ-2-nk}; do
		if installed "$engine"; then
			through_pipe "$engine"
		else
			missing "$engine" decision "not built: $WRIT"
		fi
	done
}

build_helpers
answer=$out/answer.csv
reference=$out/reference.csv
pipe=
folder=
list=
: >"$work/results.tsv"
for engine in $PEERS; do
	case $engine in
	task | mawk | mlr | sqlite3 | duckdb-[1-9] | polars-[1-9]) ;;
	*)
		echo "bench: '$engine' is not an engine" >&2
		exit 2
		;;
	esac
done
WRIT=$WRIT CC=$CC sh "$here/about.sh" >"$work/about.tsv"
echo "Essex decision and monthly table, Salford dashboard; median of up to $RUNS runs;" \
	"$(getconf _NPROCESSORS_ONLN) processors; MB = 1,000,000 bytes"
awk -F '\t' '{ printf "  %-12s %s\n", $2, $3 }' "$work/about.tsv"
while [ "$round" -lt "$ROUNDS" ]; do
	round=$((round + 1))
	if [ "$ROUNDS" -gt 1 ]; then
		echo
		echo "round $round of $ROUNDS"
	fi
	for size in $SIZES; do
		measure_size "$size"
	done
	for practices in $DASHBOARDS; do
		for order in sorted shuffled; do
			measure_dashboard "$practices" "$order"
		done
	done
	[ -z "$SIZES" ] || measure_start
	for size in $GROWTH; do
		measure_growth "$size"
	done
done
rm -rf "$out"

awk -f "$here/targets.awk" "$work/results.tsv" >"$work/targets.tsv"
awk -v runs="$RUNS" -v rounds="$ROUNDS" -f "$here/page.awk" "$work/about.tsv" "$work/results.tsv" \
	"$work/targets.tsv" >"$work/index.html"
echo
if [ -s "$work/targets.tsv" ]; then
	echo "targets"
	awk -F '\t' '{
		printf "  %-80s %s: %s", $1, $2, $5
		printf "%s%s\n", $3 != "" ? " (" $3 ")" : "", $4 != "" ? "; rounds: " $4 : ""
	}' "$work/targets.tsv"
	missed=$((missed + $(grep -c 'MISSED$' "$work/targets.tsv" || true)))
else
	echo "targets: none measured, there is no answer of writ's"
fi
echo "answers: $compared were equal to the one they were compared with"
echo "page: $work/index.html"
if [ "$faults" -gt 0 ]; then
	echo "bench: $faults engines failed or gave another answer" >&2
	exit 1
fi
[ "$STRICT" != 1 ] || [ "$missed" -eq 0 ]
