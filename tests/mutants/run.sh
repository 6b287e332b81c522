#!/bin/sh
# Would the tests notice? Every comparison, and/or and constant of the rule engine (tests/mutants/engine) is changed in turn, one at a time
# (tests/mutants/mutate.c says what to what), and the tests that reach the line have to fail. Each change that no test notices has to stand in
# tests/mutants/survivors with the reason why it makes no difference. `make check-mutants` calls it, by hand: it takes hours.
#
# usage: run.sh [FILE...]         goes on where it stopped; without files: all of the list. What was found lies in build/mutants/found;
#                                JOBS=2 tries two files at a time
#        run.sh first [FILE...]   shows each change only to the most telling tests, some seconds of them, to see soon where tests are lacking;
#                                 what they do not notice is shown to all by the next run without that word
#        run.sh again [FILE...]   tries those once more that nothing noticed, after a test was written; `first again` only shortly
#        run.sh show FILE         what nothing noticed there and is not listed, as lines for tests/mutants/survivors
#
# How: the engine is a shared library with a second one before it in the search, empty at first; a changed file is compiled into that one
# alone. A change that does not compile is none; nor is one whose object is the same when optimised. Before, every test runs once on the
# unchanged program, which has to pass, and once with a build that counts, which tells the lines it reaches; a change in a line is then shown
# to the tests that reach it, those first that noticed the most in the least time. What nothing noticed is tried once more under sanitizers.
# The answer does not depend on that order. Linux, gcc; a test that looped is one that noticed.
# - A file whose text has changed is begun afresh; for all of it: rm -rf build/mutants/found, and build/mutants/count for the lines that tests reach.
# - Never list a file that removes or renames files.
set -u
cd "$(dirname "$0")/../.." || exit 1
tree=build/mutants
here=tests/mutants
found=$tree/found
job=$tree/job
reach=$tree/reach
cc=${CC:-gcc}
include="-std=c11 -D_POSIX_C_SOURCE=200809L -DWRIT_VERSION=\"$(cat lang/VERSION)\" -I. -I$tree/lang -I$tree/interp"
changed="$include -w -fPIC -fsemantic-interposition"
# Tests of other parts that take long and say little about the engine: readers, screens, help, digests, proofs, drafts.
aside=' csvin_ahead csvin_strip csvin_laws csvin rows_strip rows help sha256 screen prove source draft syntax retell platform platform_write bandchart
find differ outfile stage check keys encoding knobs verify '
mode=go
again=no
while :; do
	case ${1:-} in
	first | show) mode=$1 ;;
	again) again=yes ;;
	*) break ;;
	esac
	shift
done
[ $# -gt 0 ] || set -- $(grep -v '^#' $here/engine | cut -f 1)
tab=$(printf '\t')

listed() { # file
	grep -v '^#' $here/survivors | awk -F '\t' -v file="$1" '$1 == file'
}

# ---- building ----

build() {
	mkdir -p $tree/unit $job/tmp $tree/none $found $reach/steps
	make --no-print-directory -s BUILD=mutants CFLAGS='-O1 -fPIC -fsemantic-interposition' $tree/libwrit.a $tree/interp/main.o || return 1
	for tool in mutate limit; do
		[ $tree/$tool -nt $here/$tool.c ] || $cc -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -o $tree/$tool $here/$tool.c || return 1
	done
	[ -f $tree/none/libmutant.so ] || $cc -shared -Wl,-soname,libmutant.so -o $tree/none/libmutant.so -x c /dev/null || return 1
	if ! [ $tree/libwrit.so -nt $tree/libwrit.a ]; then
		$cc -shared -o $tree/libwrit.so -Wl,--whole-archive $tree/libwrit.a -Wl,--no-whole-archive -lcsv -pthread || return 1
	fi
	with="-Wl,--no-as-needed -L$tree/none -L$tree -lmutant -lwrit -Wl,-rpath,$PWD/$tree/none:$PWD/$tree -lcsv -pthread"
	# shellcheck disable=SC2086
	if ! [ $tree/writ -nt $tree/interp/main.o ]; then
		$cc -o $tree/writ $tree/interp/main.o $with || return 1
	fi
	for source in tests/unit/*_test.c; do
		name=$(basename "$source" _test.c)
		program=$tree/unit/${name}_test
		case $aside in
		*" $name "*) continue ;;
		esac
		[ -z "$(find "$source" tests/unit/*.h interp/*.h lang/*.h -newer "$program" 2>&1)" ] && continue
		# shellcheck disable=SC2086
		$cc $include -w -O1 -o "$program" "$source" -lcmocka $with || return 1
	done
	if [ -n "$(find tests/oracle/*.[ch] interp/*.h lang/*.h -newer $tree/oracle 2>&1)" ]; then
		# shellcheck disable=SC2086
		$cc $include -w -O1 -o $tree/oracle tests/oracle/*.c $with || return 1
	fi
}

# ---- the tests: number, name, command ----

list_steps() {
	writ=$PWD/$tree/writ
	{
		for program in $tree/unit/*_test; do
			[ -f "tests/unit/$(basename "$program").c" ] && echo "unit/$(basename "$program" _test)$tab$program"
		done
		for folder in tests/runs/*/; do
			echo "runs/$(basename "$folder")${tab}sh tests/runs/run.sh $writ $folder"
		done
		for policy in policies/*/*.writ examples/first-policy/loans.writ; do
			case $policy in
			*/tests-of-*) continue ;;	# read with its policy
			esac
			echo "test/$(basename "$policy" .writ)$tab$writ test $policy"
		done
		for mode_of in '' --tables --letters; do
			for seed in 1 2; do
				[ $seed = 1 ] && many=10 || many=60
				echo "oracle$mode_of/$seed$tab$tree/oracle $mode_of --seed $seed --count $many --folder \$TMPDIR"
			done
		done
		for script in stream/run manual essex reminder; do
			echo "$script${tab}sh tests/$script.sh $writ"
		done
	} | awk '{ print NR "\t" $0 }'
}

digest_of() { # of a step: what it is made from
	case $1 in
	unit/*) cksum <"$tree/$1"_test ;;
	runs/*) find "tests/$1" tests/runs/run.sh -type f -exec cksum {} + | cksum ;;
	oracle*) cksum <$tree/oracle ;;
	test/*) find policies examples -name '*.writ' -o -name '*.csv' | LC_ALL=C sort | xargs cat | cksum ;;
	*) find tests policies examples -name mutants -prune -o \( -name '*.sh' -o -name '*.writ' -o -name '*.csv' \) -print | LC_ALL=C sort | xargs cat | cksum ;;
	esac
}

run_step() { # seconds, file for the time, command
	rm -rf $job/tmp
	mkdir -p $job/tmp
	TMPDIR=$PWD/$job/tmp LD_LIBRARY_PATH=$library $tree/limit "$1" "${megabytes:-4096}" "$2" sh -c "$3" >$job/out 2>&1 </dev/null
}

# The engine with counters, once for all steps. A file that has changed since is looked at as a whole, not by its lines (steps_for).
build_counting() {
	[ -f $tree/count/done ] && return
	rm -rf $tree/count $reach/steps
	mkdir -p $tree/count/interp $tree/count/lang $reach/steps
	for file in $(grep -v '^#' $here/engine | cut -f 1); do
		# shellcheck disable=SC2086
		$cc $changed -O0 --coverage -fprofile-update=prefer-atomic -c -o "$tree/count/${file%.c}.o" "$file" || return 1
		cksum <"$file" >"$tree/count/${file%.c}.sum"
	done
	$cc -shared --coverage -Wl,-soname,libmutant.so -o $tree/count/libmutant.so $tree/count/*/*.o || return 1
	touch $tree/count/done
}

lines_reached() {
	for folder in interp lang; do
		[ -n "$(ls $tree/count/$folder/*.gcda 2>/dev/null)" ] || continue
		gcov --stdout $tree/count/$folder/*.gcda 2>/dev/null
	done | awk -F : '
		{ count = $1; gsub(/ /, "", count); gsub(/ /, "", $2) }
		$2 == 0 && $3 == "Source" { file = $4; next }
		count ~ /^[0-9]/ { print file "\t" $2 }'
}

# Which step takes how long and reaches which line: $reach/steps/NUMBER.{time,lines}; those with the same digest stay.
measure() {
	list_steps >$tree/steps
	build_counting || return 1
	while IFS=$tab read -r number name command; do
		at=$reach/steps/$(echo "$name" | tr / %)
		digest=$(digest_of "$name")
		[ -f "$at.lines" ] && [ "$(cat "$at.digest")" = "$digest" ] && continue
		library=$PWD/$tree/none
		if ! run_step 120 "$at.time" "$command"; then
			echo "mutants: $name fails though nothing was changed:" >&2
			tail -n 20 $job/out >&2
			return 1
		fi
		find $tree/count -name '*.gcda' -exec rm -f {} +
		library=$PWD/$tree/count
		run_step 600 - "$command"
		lines_reached >"$at.lines"
		echo "$digest" >"$at.digest"
		echo "mutants: $name ($(cat "$at.time") ms, $(wc -l <"$at.lines") lines)"
	done <$tree/steps
	# For each file: line, and the steps that reach it.
	find $reach -name '*.map' -exec rm -f {} +
	while IFS=$tab read -r number name command; do
		awk -v step="$number" '{ print $0 "\t" step }' "$reach/steps/$(echo "$name" | tr / %).lines"
	done <$tree/steps | awk -F '\t' -v reach="$reach" '
		{ steps[$1 "\t" $2] = steps[$1 "\t" $2] " " $3 }
		END {
			for (key in steps) {
				split(key, part, "\t")
				gsub("/", "%", part[1])
				print part[2] "\t" steps[key] >(reach "/" part[1] ".map")
			}
		}'
	while IFS=$tab read -r number name command; do
		echo "$number$tab$(cat "$reach/steps/$(echo "$name" | tr / %).time")$tab$name$tab$command"
	done <$tree/steps >$tree/timed
	# Lines with code, reached or not: of any other the steps of its whole function count.
	for file in $(grep -v '^#' $here/engine | cut -f 1); do
		gcov --stdout -o "$tree/count/$(dirname "$file")" "$file" 2>/dev/null | awk -F : -v file="$file" '
			{ count = $1; gsub(/ /, "", count); gsub(/ /, "", $2) }
			$2 == 0 && $3 == "Source" { here = $4 == file; next }
			here && count != "-" { print $2 }' >"$reach/$(echo "$file" | tr / %).code"
	done
}

# Steps that reach a line, the most telling first: those that noticed most in this file for the time they take, and early the file's own test
# (related_spans.c has unit/related).
steps_for() { # file, line, first, last
	name=$(echo "$1" | tr / %)
	touch "$reach/$name.map"
	[ "$(cat "$tree/count/${1%.c}.sum")" = "$(cksum <"$job/source.c")" ] || set -- "$1" 0 0 0
	awk -F '\t' -v line="$2" -v first="$3" -v last="$4" -v own="unit/$(basename "$1" .c)" '
		FILENAME ~ /\.code$/ { code[$1] = 1; next }
		FILENAME ~ /\.map$/ {
			if (line in code && line > 0 ? $1 == line : first == 0 || ($1 >= first && $1 <= last)) {
				count = split($2, step, " ")
				for (i = 1; i <= count; i++)
					reaches[step[i]] = 1
			}
			next
		}
		FILENAME ~ /kills$/ { kills[$1]++; next }
		$1 in reaches {
			score = (kills[$3] + 0.3) / ($2 + 15)
			if (index(own "_", $3 "_") == 1 && score < 0.005)
				score = 0.005
			printf "%.6f\t%s\t%s\t%s\t%s\n", score, $1, $2, $3, $4
		}
	' "$reach/$name.code" "$reach/$name.map" "$job/kills" $tree/timed | sort -t "$tab" -k 1,1gr -k 2,2n | cut -f 2-
}

# ---- one change ----

same_object() { # file; the changed text is $job/it.c
	base=$job/$(echo "$1" | tr / %).o
	if ! [ "$base" -nt $job/source.c ]; then
		mv $job/it.c $job/changed.c
		cp $job/source.c $job/it.c
		# shellcheck disable=SC2086
		$cc $changed -O2 -c -o "$base" $job/it.c || exit 1
		mv $job/changed.c $job/it.c
	fi
	# shellcheck disable=SC2086
	$cc $changed -O2 -c -o $job/it2.o $job/it.c && cmp -s "$base" $job/it2.o
}

# Notices what is out of bounds, or not given back: a changed file under sanitizers, and all memory asked for, each piece of an arena in a
# block of its own. A test that fails like that has to pass with the file as it is.
sanitized() { # C file, folder
	mkdir -p "$2"
	sed -e 's/FIRST_BLOCK = [^,]*, LARGEST_BLOCK = [^}]*}/FIRST_BLOCK = 0, LARGEST_BLOCK = 0 }/' \
		-e '/^	size = .*max_align_t/d' lang/arena.c >$job/arena.c
	# shellcheck disable=SC2086
	$cc $changed -O1 -fsanitize=address,undefined,bounds-strict -fno-sanitize-recover=all -shared -Wl,-soname,libmutant.so -o "$2/libmutant.so" "$1" $job/arena.c || exit 1
}

under_sanitizers() { # file, line, first, last
	sanitized $job/it.c $job/sanitized
	sanitized $job/source.c $job/sane
	megabytes=0
	steps_for "$@" >$job/steps
	while IFS=$tab read -r number time name command; do
		case $command in
		sh*) leaks=0 ;;		# a shell leaks
		*) leaks=1 ;;
		esac
		command="export LD_PRELOAD=$sanitizers ASAN_OPTIONS=detect_leaks=$leaks; $command"
		library=$PWD/$job/sanitized
		run_step $((5 + time * 6 / 1000)) - "$command" && continue
		library=$PWD/$job/sane
		run_step $((5 + time * 6 / 1000)) - "$command" && return 0
	done <$job/steps
	return 1
}

judge() { # file, line, first, last; says what noticed
	# shellcheck disable=SC2086
	if ! $cc $changed -O0 -c -o $job/it.o $job/it.c 2>/dev/null; then
		echo "none${tab}does not compile"
		return
	fi
	$cc -shared -Wl,-soname,libmutant.so -o $job/libmutant.so $job/it.o || exit 1
	library=$PWD/$job
	spent=0
	compared=
	steps_for "$@" >$job/steps
	while IFS=$tab read -r number time name command; do
		if [ $mode = first ] && [ $spent -gt 1500 ]; then
			echo "later$tab$spent ms"
			return
		fi
		if [ $spent -gt 800 ] && [ -z "$compared" ] && [ $mode != first ]; then
			compared=yes
			if same_object "$1"; then
				echo "none${tab}same object"
				return
			fi
		fi
		if ! run_step $((2 + time * 3 / 1000)) - "$command"; then
			echo "$name" >>$job/kills
			echo "caught$tab$name"
			return
		fi
		spent=$((spent + time))
	done <$job/steps
	if [ -z "$compared" ] && same_object "$1"; then
		echo "none${tab}same object"
	elif (under_sanitizers "$@"); then
		echo "caught${tab}sanitizers"
	else
		echo "alive$tab$(wc -l <$job/steps) tests"
	fi
}

# ---- one file ----

try_file() {
	results=$found/$(echo "$1" | tr / %)
	cp "$1" $job/source.c
	digest=$(cksum <"$1")
	if [ "$(head -n 1 "$results" 2>/dev/null)" != "$digest" ]; then
		echo "$digest" >"$results"
	fi
	case $again$mode in
	yes*) anew='alive\|later' ;;
	nogo) anew=later ;;
	*) anew=- ;;
	esac
	grep -v "^[0-9]*$tab\($anew\)$tab" "$results" >$job/kept
	cp $job/kept "$results"
	awk -F '\t' '$2 == "caught" { print $3 }' "$results" >$job/kills
	$tree/mutate $job/source.c >$job/changes
	while IFS=$tab read -r number line first last function change text; do
		grep -q "^$number$tab" "$results" && continue
		$tree/mutate $job/source.c "$number" >$job/it.c
		verdict=$(judge "$1" "$line" "$first" "$last")
		[ -n "$verdict" ] || exit 1
		echo "$number$tab$verdict$tab$1$tab$function$tab$text$tab$change" >>"$results"
		case $verdict in
		alive* | later*) echo "${verdict%%$tab*}: $1:$line: $function: $change: $text" ;;
		esac
	done <$job/changes
}

# Each job has a folder of its own, and takes the next file that none has taken.
try_files() { # number of the job, files
	job=$tree/job$1
	mkdir -p $job/tmp
	shift
	for file in "$@"; do
		mkdir "$taken/$(echo "$file" | tr / %)" 2>/dev/null && try_file "$file"
	done
}

# What nothing noticed, against the list.
compare() {
	for file in "$@"; do
		results=$found/$(echo "$file" | tr / %)
		listed "$file" >$job/listed
		$tree/mutate "$file" | awk -F '\t' -v file="$file" -v show="$([ $mode = show ] && echo 1 || echo 0)" '
			function wrong(what) { bad = 1; if (!show) print "  " what }
			FILENAME ~ /listed$/ { reason[$2 "\t" $3 "\t" $4] = $5; next }
			FILENAME == "-" { all++; name = $5 "\t" $7 "\t" $6; there[name] = 1; if (verdict[$1] == "" || verdict[$1] == "later") open++; next }
			FNR > 1 {
				verdict[$1] = $2; count[$2 == "none" ? $3 : $2]++
				name = $5 "\t" $6 "\t" $7
				if ($2 == "later" && show && !(name in reason)) print file "\t" name "\tLATER"
				if ($2 == "alive") {
					alive[name] = 1
					if (name in reason) explained++
					else {
						unexplained++
						if (show) print file "\t" name "\t"
						else wrong("nothing notices: " $5 ": " $7 ": " $6)
					}
				}
			}
			END {
				for (name in reason) {
					if (!(name in there)) wrong("listed, but no longer there: " name)
					else if (!(name in alive) && !open) wrong("listed, but noticed: " name)
				}
				if (open) wrong(open " not tried yet")
				if (!show)
					printf "%s\t%d\t%d\t%d\t%d\t%d\n", file, all, count["caught"], count["does not compile"] + count["same object"],
						explained, unexplained
				exit bad
			}' $job/listed "$results" - || bad=1
	done
}

main() {
	bad=0
	if [ $mode != show ]; then
		build || exit 1
		sanitizers=$($cc -print-file-name=libasan.so):$($cc -print-file-name=libubsan.so)
		measure || exit 1
		taken=$tree/taken
		rm -rf $taken
		mkdir $taken
		turn=1
		while [ $turn -le "${JOBS:-1}" ]; do
			try_files $turn "$@" &
			turn=$((turn + 1))
		done
		wait
		printf 'file\tchanges\tnoticed\tno change\texplained\topen\n'
	fi
	compare "$@"
	return $bad
}

main "$@"
exit
