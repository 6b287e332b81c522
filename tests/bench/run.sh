#!/bin/sh
# The benchmark: the Essex decision and the monthly table, and the Salford dashboard, by writ and by
# others, on the same lists with equal answers. README.md beside this says what is measured. All it
# writes is under build/bench.
#
#   SIZES   rows of the case lists; empty for none                     (10000 1000000 10000000)
#   DASHBOARDS  practices of the dashboards, 80 rows each; empty for none        (7000 100000)
#   WRIT    the program to measure, with one thread (writ) and two (writ-2)  (build/release/writ)
#   PEERS   the others to measure; empty for none      (mawk mlr sqlite3 duckdb-1 duckdb)
#   RUNS    runs of each, the median counts                            (3)
#   BUDGET  seconds after which a slow engine is not run again         (30)
#   LIMIT   seconds after which a run is ended and shown as over       (300)
#   CC      the compiler of the helpers                                (cc)
#   STRICT  1: also end with 1 when a target is missed                 (0)
#   WRIT_NO_KEY  words that make writ run without looking for repeated keys; with them, the memory
#           of such a run is measured too                              (none)
#
# Ends with 1 when answers differ or an engine fails, 2 when the benchmark itself cannot run.
set -eu
LC_ALL=C
export LC_ALL

cd "$(dirname "$0")/../.."
here=tests/bench
work=build/bench
SIZES=${SIZES-10000 1000000 10000000}
DASHBOARDS=${DASHBOARDS-7000 100000}
WRIT=${WRIT:-build/release/writ}
PEERS=${PEERS-mawk mlr sqlite3 duckdb-1 duckdb}
RUNS=${RUNS:-3}
BUDGET=${BUDGET:-30}
LIMIT=${LIMIT:-300}
CC=${CC:-cc}
STRICT=${STRICT:-0}
WRIT_NO_KEY=${WRIT_NO_KEY:-}
on=2022-05-31
dashboard_on=2018-05-31
dashboard_columns=practice,quarter,average_score,status,in_bottom_five,of_concern,persistent
dashboard_columns=$dashboard_columns,Letter_1,Letter_4,Letter_5
NODE_PATH=$PWD/$work/node_modules
export NODE_PATH

# The targets. MB is a million bytes everywhere.
time_ratio_most=1.5
memory_most=64000000
memory_per_row=16
hundred_rows_most_ms=15
dashboard_memory_most=150000000
dashboard_growth_most=1.5
hundred_runs=50

faults=0
missed=0
compared=0

# newer FILE THAN: whether FILE is there, and written later than THAN.
newer() {
	[ -n "$(find "$1" -newer "$2" 2>/dev/null)" ]
}

build_helpers() {
	mkdir -p "$work/out"
	for tool in gen gen_dashboard baseline measure digest; do
		libraries=
		[ "$tool" != baseline ] || libraries=-lcsv
		if newer "$work/$tool" "$here/$tool.c"; then
			continue
		fi
		# shellcheck disable=SC2086
		if ! $CC -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -Wall -Wextra \
			-o "$work/$tool" "$here/$tool.c" $libraries; then
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
	order=$2
	[ "$order" = sorted ] || order=1	# the seed
	if ! newer "$list" "$work/gen_dashboard"; then
		mkdir -p "$folder.part"
		if ! "$work/gen_dashboard" "$1" "$order" "$folder.part"; then
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
	libcsv) return 0 ;;
	writ*) [ -x "$WRIT" ] ;;
	duckdb*) command -v node >/dev/null 2>&1 && [ -d "$NODE_PATH/@duckdb/node-api" ] ;;
	*) command -v "$1" >/dev/null 2>&1 ;;
	esac
}

# measured ENGINE QUESTION RUNS: one line from measure; the answer is in $answer, what was said
# besides in $answer.err.
measured() {
	engine=$1
	question=$2
	runs=$3
	rm -f "$answer" "$answer.err"
	threads=1
	[ "$engine" != writ-2 ] || threads=2
	case $engine:$question in
	libcsv:*) set -- "$work/baseline" "$list" ;;
	writ*:dashboard)
		set -- "$WRIT" run "$here/dashboard.writ" "$folder" --on "$dashboard_on" --format csv \
			--threads "$threads" --table standing --columns "$dashboard_columns"
		# shellcheck disable=SC2086
		[ "$engine" != writ-nk ] || set -- "$@" $WRIT_NO_KEY
		;;
	mawk:dashboard)
		set -- mawk -v "on=$dashboard_on" -f "$here/peers/dashboard.awk" \
			"$folder/practices.csv" "$folder/quarters.csv" "$list"
		;;
	sqlite3:dashboard)
		set -- sqlite3 -batch :memory: ".import --csv $folder/practices.csv practices" \
			".import --csv $folder/quarters.csv quarters" \
			".import --csv $list dashboard" ".read $here/peers/dashboard.sql"
		;;
	duckdb-1:dashboard) set -- node "$here/peers/duckdb.js" dashboard "$folder" "$answer" 1 ;;
	duckdb:dashboard) set -- node "$here/peers/duckdb.js" dashboard "$folder" "$answer" 0 ;;
	writ*:*)
		set -- "$WRIT" run "$here/bench.writ" "case=$list" --on "$on" --format csv \
			--threads "$threads"
		if [ "$question" = decision ]; then
			set -- "$@" --table case \
				--columns case_ref,route,route_clause,resolution_due
		else
			set -- "$@" --table by_month
		fi
		# shellcheck disable=SC2086
		[ "$engine" != writ-nk ] || set -- "$@" $WRIT_NO_KEY
		;;
	mawk:*)
		set -- mawk -v "on=$on" -f "$here/peers/csv.awk" -f "$here/peers/$question.awk" \
			"$list"
		;;
	mlr:*)
		if [ "$question" = decision ]; then
			set -- put -s "on=$on" -f "$here/peers/decision.mlr" "$list"
		else
			set -- put -q -s "on=$on" -f "$here/peers/table.mlr" "$list"
		fi
		set -- mlr -S --icsv --ocsv "$@"
		;;
	sqlite3:*)
		set -- sqlite3 -batch :memory: ".import --csv $list cases" \
			".read $here/peers/$question.sql"
		;;
	duckdb-1:*) set -- node "$here/peers/duckdb.js" "$question" "$list" "$answer" 1 ;;
	duckdb:*) set -- node "$here/peers/duckdb.js" "$question" "$list" "$answer" 0 ;;
	*)
		echo "bench: '$engine' is not an engine" >&2
		exit 2
		;;
	esac
	output=$answer
	case $engine in
	duckdb*) output=/dev/null ;;	# it writes the file itself
	esac
	"$work/measure" -n "$runs" -b "$BUDGET" -l "$LIMIT" -o "$output" -e "$answer.err" "$@"
}

heading() {
	printf '%-9s %-9s %9s %9s %11s %8s %9s %9s %8s %s\n' \
		engine question seconds 'cpu s' 'rows/s' 'MB/s' 'peak MB' 'x libcsv' 'x writ' answer
}

# line ENGINE QUESTION MEDIAN CPU PEAK ANSWER: a line of the table; knows $rows, $bytes,
# $libcsv_time and $writ_time.
line() {
	awk -v engine="$1" -v question="$2" -v us="$3" -v cpu="$4" -v kib="$5" -v said="$6" \
		-v rows="$rows" -v bytes="$bytes" -v libcsv="$libcsv_time" \
		-v writ="$writ_time" 'BEGIN {
		if (us < 1)
			us = 1
		printf "%-9s %-9s %9.3f %9.3f %11.0f %8.1f %9.1f %9.2f %8s %s\n", engine, question,
			us / 1e6, cpu / 1e6, rows / us * 1e6, bytes / us, kib * 1024 / 1e6,
			us / libcsv, (writ > 0 ? sprintf("%.2f", us / writ) : "-"),
			said == "" ? "-" : said
	}'
}

# show_difference: where the answer in $answer differs from the one in $reference.
show_difference() {
	"$work/digest" -p "$reference" | sort >"$work/out/left"
	"$work/digest" -p "$answer" | sort >"$work/out/right"
	diff "$work/out/left" "$work/out/right" | head -n 6 | sed 's/^/          /' || true
	rm -f "$work/out/left" "$work/out/right"
}

# compare: sets `said`. The first answer of a question is what the others are compared with, and is
# kept for that.
compare() {
	if ! digest=$("$work/digest" "$answer" 2>"$work/out/digest.err"); then
		said="NO ANSWER: $(head -n 1 "$work/out/digest.err")"
		faults=$((faults + 1))
	elif [ -z "$expected" ]; then
		expected=$digest
		reference=$work/out/reference.csv
		said=reference
	elif [ "$digest" = "$expected" ]; then
		said=equal
		compared=$((compared + 1))
	else
		said=DIFFERS
		faults=$((faults + 1))
	fi
}

# target TEXT IS AT-MOST UNIT
target() {
	if awk -v is="$2" -v most="$3" 'BEGIN { exit !(is <= most) }'; then
		verdict=met
	else
		verdict=MISSED
		missed=$((missed + 1))
	fi
	printf '  %-62s %10s %s, at most %s: %s\n' "$1" "$2" "$4" "$3" "$verdict" >>"$work/targets"
}

memory_target() {
	target "$1" "$(awk -v k="$2" 'BEGIN { printf "%.1f", k * 1024 / 1e6 }')" \
		"$(awk -v b="$3" 'BEGIN { printf "%.1f", b / 1e6 }')" MB
}

# one ENGINE QUESTION: measures it, prints its line.
one() {
	answer=$work/out/answer.csv
	if ! installed "$1"; then
		why='not installed'
		if [ "$1" = writ ]; then
			why="not built: $WRIT"
			missed=$((missed + 1))
		fi
		printf '%-9s %-9s %s\n' "$1" "$2" "$why"
		return
	fi
	# shellcheck disable=SC2046
	set -- "$1" "$2" $(measured "$1" "$2" "$RUNS")
	# Now: engine, question, runs, median, mean, cpu, peak, result.
	if [ "$8" = limit ]; then
		printf '%-9s %-9s over %s s\n' "$1" "$2" "$LIMIT"
		[ "$1" != writ ] || missed=$((missed + 1))
		return
	elif [ "$8" != ok ]; then
		printf '%-9s %-9s FAILED: %s\n' "$1" "$2" "$(head -n 1 "$answer.err")"
		faults=$((faults + 1))
		return
	fi
	said=
	case $1 in
	libcsv) libcsv_time=$4 ;;
	*) compare ;;
	esac
	case $1 in
	writ)
		writ_time=$4
		writ_cpu=$6
		;;
	duckdb-1) duckdb_time=$4 ;;
	esac
	line "$1" "$2" "$4" "$6" "$7" "$said"
	[ "$said" != DIFFERS ] || show_difference
	if [ "$said" = reference ]; then
		mv "$answer" "$reference"
	fi
	if [ "$1" = writ ]; then
		writ_memory=$7
	fi
	[ "$2" != dashboard ] || return 0
	if [ "$1" = writ ]; then
		memory_target "$2, $rows rows: peak memory" "$7" \
			$((memory_most + memory_per_row * rows))
		if [ "$rows" = "$largest" ]; then
			ratio=$(awk -v a="$4" -v b="$libcsv_time" 'BEGIN { printf "%.2f", a / b }')
			target "$2, $rows rows: time beside libcsv alone" "$ratio" \
				"$time_ratio_most" times
		fi
	elif [ "$1" = writ-nk ]; then
		memory_target "$2, $rows rows: peak memory, keys not compared" "$7" "$memory_most"
	fi
}

measure_size() {
	rows=$1
	generate "$rows"
	bytes=$(($(wc -c <"$list")))
	libcsv_time=1
	writ_time=0
	echo
	echo "$rows rows, $bytes bytes, $((bytes / rows)) a row"
	heading
	for question in decision table; do
		expected=
		writ_time=0
		# Each time again: a machine's pace drifts, and the ratios are what is to last.
		one libcsv reading
		for engine in writ writ-2 ${WRIT_NO_KEY:+writ-nk} $PEERS; do
			one "$engine" "$question"
		done
	done
}

# measure_dashboard PRACTICES sorted|shuffled
measure_dashboard() {
	generate_dashboard "$1" "$2"
	rows=$(($1 * 80))
	bytes=$(($(wc -c <"$list")))
	libcsv_time=1
	writ_time=0
	duckdb_time=0
	expected=
	echo
	echo "dashboard of $1 practices, $2: $rows rows, $bytes bytes, $((bytes / rows)) a row"
	heading
	one libcsv reading
	for engine in writ writ-2 $PEERS; do
		# Miller has no ranks over parts of a table: it is left out here.
		[ "$engine" = mlr ] || one "$engine" dashboard
	done
	[ "$writ_time" -gt 0 ] || return 0
	if [ "$duckdb_time" -gt 0 ]; then
		ratio=$(awk -v a="$writ_time" -v b="$duckdb_time" 'BEGIN { printf "%.2f", a / b }')
		target "dashboard, $rows rows $2: time beside DuckDB on one thread" "$ratio" 1 times
	fi
	if [ "$rows" = "$dashboard_largest" ]; then
		memory_target "dashboard, $rows rows $2: peak memory" "$writ_memory" "$dashboard_memory_most"
	fi
	# Processor time a row and doubling of the rows: beside the dashboard before it, in the same order.
	eval "less=\${cpu_$2:-}"
	if [ -n "$less" ]; then
		growth=$(echo "$less $rows $writ_cpu" | awk '{
			printf "%.2f", ($4 / ($3 * log($3))) / ($2 / ($1 * log($1))) }')
		target "dashboard, $rows rows $2: growth beside n log n" "$growth" "$dashboard_growth_most" times
	fi
	eval "cpu_$2='$rows $writ_cpu'"
}

# From start to finish on a hundred rows: the mean of many runs, in milliseconds.
measure_hundred() {
	generate 100
	echo
	echo "a hundred rows, the decision, from start to finish: mean of $hundred_runs runs"
	for engine in libcsv writ $PEERS; do
		answer=$work/out/answer.csv
		if ! installed "$engine"; then
			printf '%-9s %s\n' "$engine" 'not installed'
			continue
		fi
		# shellcheck disable=SC2046
		set -- "$engine" $(measured "$engine" decision "$hundred_runs")
		if [ "$7" = limit ]; then
			printf '%-9s over %s s\n' "$1" "$LIMIT"
			[ "$1" != writ ] || missed=$((missed + 1))
			continue
		elif [ "$7" != ok ]; then
			printf '%-9s FAILED: %s\n' "$1" "$(head -n 1 "$answer.err")"
			faults=$((faults + 1))
			continue
		fi
		ms=$(awk -v us="$4" 'BEGIN { printf "%.2f", us / 1000 }')
		printf '%-9s %9s ms\n' "$1" "$ms"
		if [ "$1" = writ ]; then
			target 'decision, 100 rows: from start to finish' "$ms" \
				"$hundred_rows_most_ms" ms
		fi
	done
}

build_helpers
: >"$work/targets"
# shellcheck disable=SC2086
largest=$(printf '%s\n' $SIZES | sort -n | tail -n 1)
# shellcheck disable=SC2086
dashboard_largest=$(($(printf '%s\n' ${DASHBOARDS:-0} | sort -n | tail -n 1) * 80))
echo "Essex decision and monthly table, Salford dashboard; median of up to $RUNS runs;" \
	"$(getconf _NPROCESSORS_ONLN) processors; MB = 1,000,000 bytes"
for size in $SIZES; do
	measure_size "$size"
done
for practices in $DASHBOARDS; do
	for order in sorted shuffled; do
		measure_dashboard "$practices" "$order"
	done
done
[ -z "$SIZES" ] || measure_hundred
rm -rf "$work/out"

echo
if [ -s "$work/targets" ]; then
	echo "targets"
	cat "$work/targets"
else
	echo "targets: none measured, there is no answer of writ's"
fi
echo "answers: $compared were equal to the one they were compared with"
if [ "$faults" -gt 0 ]; then
	echo "bench: $faults engines failed or gave another answer" >&2
	exit 1
fi
[ "$STRICT" != 1 ] || [ "$missed" -eq 0 ]
