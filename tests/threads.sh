#!/bin/sh
# What comes out must not depend on the number of threads: every run of tests/runs, and both policies on their examples, with
# --threads 1, 2 and 4. The first are compared with what was worked out by hand, the examples with one another, every file to the byte.
# usage: threads.sh PROGRAM
set -u
program=${1:?usage: threads.sh PROGRAM}
program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
cd "$(dirname "$0")/.." || exit 2
scratch=$(mktemp -d "${TMPDIR:-/tmp}/writ-threads.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM
bad=0
for threads in 1 2 4; do
	cat >"$scratch/writ" <<-END
		#!/bin/sh
		[ "\${1-}" = run ] || exec '$program' "\$@"
		# a command line that says itself how many is tried as it is
		case " \$* " in *' --threads '*) exec '$program' "\$@" ;; esac
		shift
		exec '$program' run --threads $threads "\$@"
	END
	chmod +x "$scratch/writ"
	sh tests/runs/run.sh "$scratch/writ" >"$scratch/log" 2>&1 || {
		echo "with --threads $threads:"
		cat "$scratch/log"
		bad=1
	}
	for example in essex:essex-pcse:2022-05-31 salford:salford-standard:2018-05-31; do
		name=${example%%:*}
		day=${example##*:}
		policy=${example#*:}
		policy=${policy%:*}
		"$program" run "policies/$policy/$policy.writ" "examples/$name" --on "$day" --out "$scratch/$name-$threads" --threads "$threads" \
			>"$scratch/$name-$threads.out" 2>"$scratch/$name-$threads.err"
		echo $? >>"$scratch/$name-$threads.err"
		sed "s/$name-$threads/$name/g" "$scratch/$name-$threads.out" >"$scratch/$name.out.$threads"
		sed "s/$name-$threads/$name/g" "$scratch/$name-$threads.err" >"$scratch/$name.err.$threads"
		[ -d "$scratch/$name-$threads" ] || {
			echo "$name with --threads $threads: nothing was written"
			cat "$scratch/$name-$threads.err"
			bad=1
		}
		diff -r "$scratch/$name-1" "$scratch/$name-$threads" &&
			cmp "$scratch/$name.out.1" "$scratch/$name.out.$threads" &&
			cmp "$scratch/$name.err.1" "$scratch/$name.err.$threads" || {
			echo "$name: differs with --threads $threads"
			bad=1
		}
	done
done
[ "$bad" = 0 ] && echo 'threads: 1, 2 and 4 give the same'
exit "$bad"
