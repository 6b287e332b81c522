#!/bin/sh
# Whatever goes wrong on the way, no row is lost and nothing half-written is taken for whole: both policies under every mishap. Prints what
# was tried, with the seed, and every trial that went wrong. `run.sh [all | hour | sampled | counted] [SEED]`; `make check-faults` runs all.
#
#   memory   the N-th allocation fails, once, and with all later ones: a message, exit 2 or 70, no leak
#   calls    the N-th call to the system fails, is cut short, or all from there on fail: a message that names the file, exit 2
#   kill     the run is killed before its N-th call
#   moments  the run is killed at random moments, 600 in all
#
# After each: the output is whole, or as it was before; nothing stands beside it but FOLDER.writing and FOLDER.before; and the next run
# clears those and succeeds. `counted` is for tests/coverage.sh: a build that counts its lines, each place that allocates, and the first call
# about each file, over Essex. With `sampled` one trial is drawn from each of as many equal stretches as fit into a minute; with `hour` of
# Essex all are made, and of Salford, and under sanitizers, an eighth of those that `all` makes in its several hours.
set -u
cd "$(dirname "$0")/../.." || exit 1
how=${1:-all}
seed=${2:-$(date +%s)}
case $how in
all | hour | sampled | counted) ;;
*) echo "usage: $0 [all | hour | sampled | counted] [SEED]" >&2; exit 2 ;;
esac
if [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]; then
	echo 'the fault tests stop the program at its calls to the system, which they can on Linux on x86-64 only: skipped'
	exit 0
fi
plain=release		# the same ways in a fifth of the time
[ "$how" != counted ] || plain=coverage
make --no-print-directory -s BUILD=$plain build/$plain/faults build/$plain/writ || exit 1
[ "$how" = counted ] || make --no-print-directory -s BUILD=sanitize build/sanitize/faults || exit 1
writ=build/$plain/writ
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
work=$scratch/work results=$scratch/results
out=$results/r before=$scratch/before
mkdir "$work" "$results" "$before"
bad=0

essex=policies/essex-pcse/essex-pcse.writ
salford=policies/salford-standard/salford-standard.writ
$writ run $essex examples/essex --on 2022-04-30 --out "$before/essex" --quiet >/dev/null 2>&1 || bad=1
$writ run $salford examples/salford --on 2017-11-30 --out "$before/salford" --quiet >/dev/null 2>&1 || bad=1
$writ run $essex examples/essex --on 2022-05-31 --out "$before/essex-now" --quiet >/dev/null 2>&1 || bad=1
$writ run $salford examples/salford --on 2018-02-28 --out "$before/salford-now" --quiet >/dev/null 2>&1 || bad=1
$writ doc $essex --out "$before/essex.html" >/dev/null 2>&1 || bad=1
[ "$bad" = 0 ] || { echo 'the runs that the others start from fail'; exit 1; }

# try BUILD MODE ALL SAMPLED [options] -- words...: how many trials of all (0: every one), and how many of a sample (none: left out).
try() {
	build=$1 mode=$2 all=$3 sampled=$4
	shift 4
	once=
	case $how in
	all) count=$all ;;
	hour)
		count=$all
		case "$build $* " in
		*" $salford "* | sanitize\ *)
			[ "$count" != 0 ] || count=2000
			count=$(((count + 7) / 8))
			;;
		esac
		;;
	sampled) count=$sampled ;;
	# Salford takes longer and goes the same ways
	counted)
		case " $* " in *" $salford "*) return 0 ;; esac
		count=$sampled once=--once
		;;
	esac
	[ "$count" != none ] || return 0
	rm -rf "$out" "$out".writing "$out".before
	printf '%s: ' "$build"
	"build/$build/faults" "$mode" --sample "$count" $once --seed "$seed" --work "$work" "$@" || bad=1
}

# The commands: what they read, print and write. Those of Salford take longer, so that of their allocations a part is drawn.
commands() { # build mode all sampled all-of-salford sampled-of-salford
	build=$1 mode=$2 all=$3 sampled=$4 large=$5 few=$6
	for piped in '' --pipe; do
		try "$build" "$mode" "$all" "$sampled" $piped -- run $essex examples/essex --on 2022-05-31 --table case --format csv
	done
	try "$build" "$mode" "$all" "$sampled" -- check $essex
	try "$build" "$mode" "$all" "$sampled" -- explain $essex examples/essex --on 2022-05-31 --row PC-026
	try "$build" "$mode" "$large" "$few" -- test $essex
	try "$build" "$mode" "$large" "$few" -- diff $essex examples/essex --on 2022-05-31 --set 'waiting_limit=30 days'
	try "$build" "$mode" "$all" "$sampled" --out "$out" -- doc $essex --out "$out"
	try "$build" "$mode" "$all" "$sampled" --out "$out" --before "$before/essex.html" -- doc $essex --out "$out" --format html
	try "$build" "$mode" "$large" "$few" -- verify "$before/essex-now" $essex examples/essex
	try "$build" "$mode" "$large" "$few" -- sample "$before/essex-now" 3 --seed 7 --column route $essex examples/essex
	try "$build" "$mode" "$large" "$few" -- run $salford examples/salford --on 2018-02-28 --table standing --format csv
	try "$build" "$mode" "$large" "$few" -- check $salford
	try "$build" "$mode" "$large" "$few" -- test $salford
	try "$build" "$mode" "$large" "$few" -- explain $salford examples/salford --on 2018-02-28 --table standing --row 'P87015, 2017/18 Q2'
	try "$build" "$mode" "$large" "$few" -- doc $salford
	try "$build" "$mode" "$large" "$few" -- verify "$before/salford-now" $salford examples/salford
	try "$build" "$mode" "$large" "$few" -- sample "$before/salford-now" 3 --seed 7 --table standing --column Letter_1 $salford examples/salford
}

whole_runs() { # build mode all sampled all-of-salford sampled-of-salford
	build=$1 mode=$2 all=$3 sampled=$4 large=$5 few=$6
	try "$build" "$mode" "$all" "$sampled" --out "$out" -- run $essex examples/essex --on 2022-05-31 --out "$out"
	try "$build" "$mode" "$all" "$sampled" --out "$out" --before "$before/essex" -- run $essex examples/essex --on 2022-05-31 --out "$out"
	try "$build" "$mode" "$large" "$few" --out "$out" -- run $salford examples/salford --on 2018-02-28 --out "$out"
	try "$build" "$mode" "$large" "$few" --out "$out" --before "$before/salford" -- run $salford examples/salford --on 2018-02-28 --out "$out"
}

if [ "$how" = counted ]; then
	whole_runs coverage memory 0 0 0 0
	commands coverage memory 0 0 0 0
	whole_runs coverage calls 0 0 0 0
	commands coverage calls 0 60 0 60
	[ "$bad" = 0 ] && echo 'none goes wrong'
	exit "$bad"
fi
whole_runs release memory 0 15 1000 2
whole_runs sanitize memory 150 2 60 none
commands release memory 0 5 300 1
commands sanitize memory 60 none 20 none
whole_runs release calls 0 60 2500 6
whole_runs sanitize calls 200 6 100 1
commands release calls 0 15 400 2
commands sanitize calls 60 none 30 none
whole_runs release kill 0 20 0 4
whole_runs release moments 200 15 100 3
[ "$bad" = 0 ] && echo 'none goes wrong'
exit "$bad"
