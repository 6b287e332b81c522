#!/bin/sh
# Every slug of a message in lang/ has a help page and a case in tests/errors/, and every case names a slug that exists; the same
# for every slug of a problem that interp/ finds in data, with a case in tests/data/.
# Usage: tests/slugs.sh [top folder]
# A message's slug is the string after the place in diag_error( and diag_warning(; a string of words joined by hyphens that is
# handed to another function counts as well, since that is how slugs are passed on.
set -eu
LC_ALL=C
export LC_ALL
top=${1:-$(dirname "$0")/..}
cd "$top"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# one call may run over lines: join them up to the semicolon
for file in lang/*.c lang/*.y lang/*.l; do
	[ -f "$file" ] || continue
	{ tr '\n\t' '  ' < "$file"; echo; } | sed 's/diag_error(/\
@/g; s/diag_warning(/\
@/g' | sed -n 's/^@\([^;]*\).*/\1/p' |
	    sed -n 's/^[^"]*"\([a-z][a-z0-9-]*\)" *,.*/\1/p'
	case $file in
	lang/ast.c | lang/*dump*.c) continue ;;	# their words with hyphens are those of a dump
	esac
	grep -o '"[a-z][a-z0-9]*\(-[a-z0-9][a-z0-9]*\)\{1,\}" *[,)]' "$file" | sed 's/[", )]//g' || true
done | sort -u > "$work/used"
sed -nE 's/^(HELP|WORD)(_WHOLE)?\("([a-z0-9-]*)".*/\3/p' lang/help.def | sort -u > "$work/pages"
# a text of more than 16 megabytes is made in a unit test
grep -l '"too-long"' tests/unit/*_test.c > /dev/null 2>&1 && echo too-long > "$work/unit" || : > "$work/unit"
# `writ fmt` says this, not `writ check`, so no file in tests/errors/ can show it
echo format >> "$work/unit"
cat tests/errors/*.writ 2> /dev/null |
    sed -n 's/.*expect [ew][a-z]*[^[]*\[\([a-z0-9-]*\)\].*/\1/p' | cat - "$work/unit" | sort -u > "$work/cases"
# problems in data: their slugs stand in the files that hand out problems, as words joined by hyphens, or behind what they are
# given to
for file in $(grep -lE 'problems_add\(|"interp/csvin_parts\.h"' interp/*.c | grep -v '^interp/problems\.c$'); do
	{ tr '\n\t' '  ' < "$file"; echo; } |
	    grep -oE '(note\(in,|slug =|row_problem\([^";]*|cell_problem\([^";]*) *"[a-z][a-z0-9-]*"' | sed 's/.*"\(.*\)"/\1/' || true
	grep -oE '"[a-z][a-z0-9]*(-[a-z0-9]+)+"' "$file" | tr -d '"' || true
done | sort -u > "$work/data-used"
for file in tests/data/*.csv; do
	name=${file##*/}
	[ ! -s "${file%.csv}.expect" ] || echo "${name%%.*}"
done | grep -vxE 'none|stops' | sort -u > "$work/data-cases"
# a page about data shows a CSV that gives the message, and one that does not
awk '/^(HELP|WORD)/ { split($0, part, "\""); slug = part[2]; wrong = 0 } /^\t"Wrong/ { wrong = 1 } /^\t"Right/ && wrong { print slug }' lang/help.def |
    sort -u > "$work/data-shown"
# pages of words of the language belong to no message, or to one besides
sed -n 's/^WORD\(_WHOLE\)\{0,1\}("\([a-z0-9-]*\)".*/\2/p' lang/help.def | sort -u > "$work/words"

bad=0
complain() {
	while read -r slug; do
		echo "slugs: '$slug' $1" >&2
		bad=1
	done < "$2"
}
comm -23 "$work/used" "$work/pages" > "$work/out"
complain 'is a message without a page in lang/help.def' "$work/out"
comm -23 "$work/used" "$work/cases" > "$work/out"
complain 'is a message without a case in tests/errors/' "$work/out"
comm -13 "$work/used" "$work/pages" | comm -23 - "$work/words" | comm -23 - "$work/data-used" > "$work/out"
complain 'has a page, but no message in lang/ or interp/ has that slug' "$work/out"
comm -13 "$work/used" "$work/cases" > "$work/out"
complain 'has a case in tests/errors/, but no message in lang/ has that slug' "$work/out"
comm -23 "$work/data-used" "$work/pages" > "$work/out"
complain 'is a problem in data without a page in lang/help.def' "$work/out"
comm -23 "$work/data-used" "$work/data-shown" > "$work/out"
complain 'is a problem in data whose page has no CSV under Wrong and Right' "$work/out"
sed -n 's/^\.Cm \([a-z0-9-]*\) [,.:]$/\1/p' interp/writ.1 | sort -u > "$work/manual"
comm -23 "$work/data-used" "$work/manual" > "$work/out"
complain 'is a problem in data that interp/writ.1 does not list' "$work/out"
comm -23 "$work/data-used" "$work/data-cases" > "$work/out"
complain 'is a problem in data without a .csv and .expect in tests/data/' "$work/out"
comm -13 "$work/data-used" "$work/data-cases" > "$work/out"
complain 'has a case in tests/data/, but no problem in interp/ has that slug' "$work/out"
count=$(wc -l < "$work/used")
[ "$count" -gt 0 ] || { echo "slugs: no message found in lang/" >&2; exit 1; }
data_count=$(wc -l < "$work/data-used")
[ "$data_count" -gt 0 ] || { echo "slugs: no problem in data found in interp/" >&2; exit 1; }
[ "$bad" -eq 0 ] || exit 1
echo "slugs: $((count)) messages and $((data_count)) problems in data, each with a page and a case"
