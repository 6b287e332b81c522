#!/bin/sh
# Every folder here is a run whose result was worked out by hand (README.md says how); the program must print it to the byte.
# usage: run.sh PROGRAM [FOLDER...]
set -u
program=${1:?usage: run.sh PROGRAM [FOLDER...]}
shift
case $program in
*/*) program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program") ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
# For a cmd that runs a policy or an example of ours: "$root/policies/..."
root=$(cd "$here/../.." && pwd)
export root
scratch=$(mktemp -d "${TMPDIR:-/tmp}/writ-runs.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM
[ $# -gt 0 ] || set -- "$here"/*/
count=0
failed=0

wrong() {
	[ "$bad" = 0 ] && echo "FAILED $name"
	bad=1
	echo "  $1"
}

# what it is called, what it should be, what it is
same() {
	cmp -s "$2" "$3" && return
	wrong "$1 differs (- worked out by hand, + what the program gives):"
	diff -u "$2" "$3" | sed '1,2d; s/^/    /'
}

for folder in "$@"; do
	name=$(basename "$folder")
	count=$((count + 1))
	bad=0
	work=$scratch/work
	rm -rf "$work"
	cp -R "$folder" "$work"
	: >"$scratch/out"
	: >"$scratch/err"
	: >"$scratch/code"
	: >"$scratch/wanted"
	if ! [ -s "$work/cmd" ] || ! [ -f "$work/expected.out" ]; then
		wrong "it lacks a cmd or an expected.out"
	fi
	# Each line of cmd is one run; a line of expected.code belongs to each.
	while IFS= read -r line || [ -n "$line" ]; do
		(cd "$work" && eval "\"\$program\" $line") </dev/null >>"$scratch/out" 2>>"$scratch/err"
		echo $? >>"$scratch/code"
		echo 0 >>"$scratch/wanted"
	done <"$work/cmd"
	[ -f "$work/expected.code" ] && cp "$work/expected.code" "$scratch/wanted"
	same "exit code" "$scratch/wanted" "$scratch/code"
	same "standard output" "$work/expected.out" "$scratch/out"
	if [ -f "$work/expected.err" ]; then
		same "standard error" "$work/expected.err" "$scratch/err"
	else
		same "standard error (nothing expected)" /dev/null "$scratch/err"
	fi
	if [ -d "$work/expected" ]; then
		(cd "$work/expected" && find . -type f | LC_ALL=C sort) >"$scratch/files"
		while IFS= read -r file; do
			if [ -f "$work/$file" ]; then
				same "$file" "$work/expected/$file" "$work/$file"
			else
				wrong "$file was not written"
			fi
		done <"$scratch/files"
	fi
	failed=$((failed + bad))
done
echo "runs: $count folders, $failed failed"
[ "$failed" -eq 0 ]
