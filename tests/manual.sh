#!/bin/sh
# Runs the examples of the language manual, and checks its form.
# Usage: tests/manual.sh [path of writ]
# Every display of lang/writ.5 must be marked (see the top of that page); an unmarked one is a failure.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
writ=${1:-$here/build/writ}
manual=$here/lang/writ.5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

[ -x "$writ" ] || { echo "manual: no program at $writ" >&2; exit 2; }

# one file per example, NNN.writ, and a list of what each is to give
awk -v dir="$work" '
/^\.\\" example:/ {
	mark = $0
	sub(/^\.\\" example: */, "", mark)
	next
}
/^\.Bd -literal/ {
	inside = 1
	text = ""
	line = NR
	next
}
/^\.Ed/ {
	inside = 0
	if (mark == "") {
		print "manual: the display in line " line " is not marked" > "/dev/stderr"
		exit 1
	}
	if (mark == "preamble") {
		preamble = text
	} else {
		whole = sub(/ whole$/, "", mark)
		n++
		file = sprintf("%s/%03d.writ", dir, n)
		printf "%s", whole ? text : preamble "\n" text > file
		close(file)
		print n, line, mark > (dir "/list")
	}
	mark = ""
	next
}
inside {
	gsub(/\\\(Po/, "\302\243")
	gsub(/\\&/, "")
	gsub(/\\e/, "\\")
	text = text $0 "\n"
}
END { if (n == 0) exit 1 }
' "$manual"

bad=0
count=0
while read -r n line want slug; do
	file=$work/$(printf '%03d' "$n").writ
	count=$((count + 1))
	status=0
	verb=check
	[ "$want" = test ] && verb=test
	"$writ" "$verb" "$file" > "$work/out" 2>&1 || status=$?
	got=$(sed -n -e 's/^[^ ].*: error: .*\[\([a-z0-9-]*\)\]$/error \1/p' \
	    -e 's/^[^ ].*: warning: .*\[\([a-z0-9-]*\)\]$/warning \1/p' "$work/out" | sort -u | tr '\n' ',')
	case $want in
	ok | test)	right=; expected=0 ;;
	error)	right="error $slug,"; expected=3 ;;
	warning)	right="warning $slug,"; expected= ;;
	*)	echo "manual: line $line: unknown mark '$want'" >&2; bad=1; continue ;;
	esac
	if [ "$got" != "$right" ] || { [ -n "$expected" ] && [ "$status" -ne "$expected" ]; }; then
		echo "manual: the example in line $line should give '$want${slug:+ $slug}', not '$got' (exit $status)" >&2
		cat "$work/out" >&2
		bad=1
	fi
done < "$work/list"

if command -v mandoc > /dev/null 2>&1; then
	# a page may name one that is not installed here
	if mandoc -T lint -W warning "$manual" > "$work/lint" 2>&1; then :; else
		cat "$work/lint" >&2
		bad=1
	fi
fi
[ "$bad" -eq 0 ] || exit 1
echo "manual: $count examples"
