#!/bin/sh
# Oracle and engine over very many policies, in the background or overnight: long.sh [POLICIES [SEED]], a million from seed 1 unless told
# otherwise; `make check-oracle`. It can be stopped at any time: what was judged is kept in build/oracle-long, and the same command goes
# on from there. It stops by itself at the first difference, with the command that shows it again.
#
# Chunks of 1000 seeds, in turn of one table, of several, and of letters (oracle_compare --light: which also says what of it is tried for
# a share of the policies only). Three chunks in four are judged by a program whose batches are of 64 rows and whose files are read 4 KB at
# a time, so that small data crosses every border a large file does, also between threads; the fourth by the engine as it is built.
#
#   WRIT_JOBS=1     processes at once; as many as there are cores unless it is said
#   WRIT_LONG=DIR   where it is kept, instead of build/oracle-long; remove it to begin anew
set -eu
cd "$(dirname "$0")/../.."
policies=${1:-1000000}
seed=${2:-1}
kept=${WRIT_LONG:-build/oracle-long}
jobs=${WRIT_JOBS:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)}
chunk=1000
case $policies$seed$jobs in *[!0-9]*)
	echo 'long.sh [POLICIES [SEED]]: figures only' >&2
	exit 2
	;;
esac

# memory is kept from policy to policy, not given back to the system and asked for again (only glibc knows these)
export MALLOC_TRIM_THRESHOLD_=2000000000 MALLOC_MMAP_THRESHOLD_=1000000000 MALLOC_TOP_PAD_=16777216 MALLOC_ARENA_MAX=1

# build NAME FLAGS: $kept/NAME, anew when something it is made of has changed
build() {
	make --no-print-directory -s BUILD="oracle-$1" CFLAGS="-O2 -g $2" "build/oracle-$1/libwrit.a"
	[ ! -x "$kept/$1" ] || [ -n "$(find tests/oracle lang interp "build/oracle-$1/libwrit.a" -newer "$kept/$1")" ] || return 0
	# shellcheck disable=SC2086
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -g $2 -I. -o "$kept/$1" tests/oracle/*.c "build/oracle-$1/libwrit.a" -lcsv -pthread
}
mkdir -p "$kept"
echo "building $kept/small and $kept/usual"
build small '-DWRIT_BATCH_ROWS=64 -DWRIT_INTAKE_BLOCK=4096'
build usual ''
version=$(cat "$kept/small" "$kept/usual" | cksum | cut -d ' ' -f 1)

# What was judged, a line a chunk: number, mode, first seed, program, version of the program, and what oracle_compare --counts says.
log=$kept/judged-from-$seed
touch "$log"
scratch=$(mktemp -d "$(if [ -w /dev/shm ]; then echo /dev/shm; else echo "${TMPDIR:-/tmp}"; fi)/writ-oracle.XXXXXX")
workers=
trap 'rm -rf "$scratch"' EXIT
trap 'trap "" INT TERM HUP; [ -z "$workers" ] || kill $workers 2>/dev/null; wait; echo "stopped; the same command goes on"; exit 130' INT TERM HUP

# total NAME: of all chunks so far
total() {
	awk -v name="$1" '{ for (i = 6; i < NF; i++) if ($i == name) sum += $(i + 1) } END { printf "%.0f\n", sum }' "$log"
}

# judge CHUNK FOLDER
judge() {
	case $(($1 % 3)) in
	0) mode=--plain ;;
	1) mode=--tables ;;
	2) mode=--letters ;;
	esac
	range=$(($1 / 3))
	program=small
	[ $((range % 4)) != 3 ] || program=usual
	first=$((seed + range * chunk))
	words="$kept/$program --light $mode --folder $2"
	status=0
	# shellcheck disable=SC2086
	$words --counts --seed $first --count $chunk >"$2/said" 2>&1 &
	child=$!
	wait "$child" || status=$?
	if [ "$status" != 0 ]; then
		at=$(sed -n 's/^seed \([0-9]*\):.*/\1/p' "$2/said" | head -n 1)
		{
			cat "$2/said"
			echo "exit code $status; to see it again:"
			echo "$kept/$program --light $mode --folder build --seed ${at:-$first} --count $([ -n "$at" ] && echo 1 || echo $chunk)"
		} >"$scratch/difference.$1"
		mv "$scratch/difference.$1" "$scratch/difference"
		return 1
	fi
	counts=$(sed -n 's/^counts //p' "$2/said")
	echo "$1 ${mode#--} $first $program $version $counts" >>"$log"
	echo "seeds $first to $((first + chunk - 1)), ${mode#--}, $program: $counts; so far $(total policies) policies"
}

# work WORKER: the next chunk that is not judged and that no other has taken, until there are enough
work() {
	number=0
	child=
	trap '[ -z "$child" ] || kill "$child" 2>/dev/null; exit 130' INT TERM HUP
	mkdir "$scratch/$1"
	while [ ! -e "$scratch/difference" ] && [ "$(total policies)" -lt "$policies" ]; do
		while grep -q "^$number " "$log" || ! mkdir "$scratch/taken.$number" 2>/dev/null; do
			number=$((number + 1))
		done
		judge "$number" "$scratch/$1" || return 0
	done
}

echo "$policies policies from seed $seed, $jobs at once; judged before: $(total policies)"
worker=0
while [ "$worker" -lt "$jobs" ]; do
	work "$worker" &
	workers="$workers $!"
	worker=$((worker + 1))
done
wait
if [ -e "$scratch/difference" ]; then
	cat "$scratch/difference"
	exit 1
fi
if [ "$(total policies)" -lt "$policies" ]; then
	echo "not done: a process of it was ended, $(total policies) policies so far; the same command goes on"
	exit 1
fi
cat <<END
oracle and engine agree, seeds $seed to $(awk -v chunk=$chunk '{ if ($3 > last) last = $3 } END { print last + chunk - 1 }' "$log"):
$(total policies) policies ($(total refused) texts more were none), of $(total thorough) all was tried that can be
$(total rows) rows, $(total values) values ($(total undecided) undecided, $(total disagree) where two rules disagree), $(total reports) reports
$(total completions) completions of what could not be read, $(total named) facts named as needed, $(total settled) values waiting for them tried
$(total letters) letters written, $(total local) of them with something local, and $(total held) held back; $(total files) files compared
$(total threaded) runs read with a thread of its own; $(cut -d ' ' -f 5 "$log" | sort -u | wc -l | tr -d ' ') version(s) of the program judged them
END
