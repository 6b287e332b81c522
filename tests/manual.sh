#!/bin/sh
# Runs the examples of the language manual, and checks its form.
# Usage: tests/manual.sh [--write] [path of writ]
# Every display of lang/writ.5 must be marked (see the top of that page); an unmarked one is a failure. What check says to a wrong example
# stands behind it, to the byte; --write puts it in.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
write=no
[ "${1:-}" != --write ] || { write=yes; shift; }
writ=${1:-$here/build/writ}
case $writ in
*/*) writ=$(cd "$(dirname "$writ")" && pwd)/$(basename "$writ") ;;
esac
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
/^\.\\" shows$/ {
	if (!wrong) {
		print "manual: line " NR " shows a message, but the example before it is not a wrong one" > "/dev/stderr"
		exit 1
	}
	mark = "shows"
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
	if (wrong && mark != "shows") {
		print "manual: the wrong example before line " line " does not show its message" > "/dev/stderr"
		exit 1
	}
	wrong = mark ~ /^(error|warning) /
	if (mark == "preamble") {
		preamble = text
	} else if (mark ~ /^file /) {
		path = mark
		sub(/^file /, "", path)
		folder = path
		sub(/[^\/]*$/, "", folder)
		system("mkdir -p \"" dir "/" folder "\" \"" dir "/said/" folder "\"")
		printf "%s", text > (dir "/" path)
		printf "%s", text > (dir "/said/" path)
		close(dir "/" path)
		close(dir "/said/" path)
	} else if (mark == "shows") {
		file = sprintf("%s/%03d.shown", dir, n)
		printf "%s", text > file
		close(file)
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
	gsub(/\\\(ga/, "`")
	gsub(/\\\(aq/, "\047")
	gsub(/\\e/, "\\")
	text = text $0 "\n"
}
END { if (n == 0 || wrong) exit 1 }
' "$manual"

# what check says, as the manual shows it: without the lines that repeat the policy, and the last, which counts
said() {
	mkdir -p "$work/said"
	cp "$1" "$work/said/parking.writ"
	(cd "$work/said" && "$writ" check parking.writ 2>&1 || :) |
	    grep -vE '^parking\.writ: [0-9]|^ +([0-9]+ )?\|' | without_unread
}

# An excerpt leaves much of its policy unread, which check says: not here, unless the example is about that.
without_unread() {
	[ "${shows_unread:-no}" = no ] || { cat; return; }
	awk '/^[^ ]/ { unread = / \[never-used\]$/ } !unread'
}

if [ "$write" = yes ]; then
	for shown in "$work"/*.shown; do
		said "${shown%.shown}.writ" | sed -e 's/\\/\\e/g' -e 's/`/\\(ga/g' -e "s/'/\\\\(aq/g" -e 's/£/\\(Po/g' -e 's/^\./\\\&./' > "$shown"
	done
	awk -v dir="$work" '
	/^\.\\" example:/ && !/example: (preamble|file)/ { n++ }
	/^\.\\" shows$/ { shows = 1 }
	/^\.Ed/ { skipping = 0 }
	skipping { next }
	{ print }
	shows && /^\.Bd/ {
		file = sprintf("%s/%03d.shown", dir, n)
		while ((getline line < file) > 0) print line
		close(file)
		shows = 0
		skipping = 1
	}
	' "$manual" > "$work/manual"
	cat "$work/manual" > "$manual"
	exit 0
fi

bad=0
count=0
while read -r n line want slug; do
	file=$work/$(printf '%03d' "$n").writ
	count=$((count + 1))
	status=0
	verb=check
	[ "$want" = test ] && verb=test
	"$writ" "$verb" "$file" > "$work/out" 2>&1 || status=$?
	got=$([ "$slug" = never-used ] && shows_unread=yes; without_unread < "$work/out" | sed -n -e 's/^[^ ].*: error: .*\[\([a-z0-9-]*\)\]$/error \1/p' \
	    -e 's/^[^ ].*: warning: .*\[\([a-z0-9-]*\)\]$/warning \1/p' | sort -u | tr '\n' ',')
	case $want in
	ok)	right=; expected=; [ "$status" -le 1 ] || expected=0 ;;
	test)	right=; expected=0 ;;
	error)	right="error $slug,"; expected=3 ;;
	warning)	right="warning $slug,"; expected= ;;
	*)	echo "manual: line $line: unknown mark '$want'" >&2; bad=1; continue ;;
	esac
	if [ "$got" != "$right" ] || { [ -n "$expected" ] && [ "$status" -ne "$expected" ]; }; then
		echo "manual: the example in line $line should give '$want${slug:+ $slug}', not '$got' (exit $status)" >&2
		cat "$work/out" >&2
		bad=1
	fi
	if [ "$want" = error ] || [ "$want" = warning ]; then
		said "$file" > "$work/out" || :
		if ! cmp -s "$work/out" "${file%.writ}.shown"; then
			echo "manual: the message shown for the example in line $line is not what check says; tests/manual.sh --write puts it right" >&2
			diff "${file%.writ}.shown" "$work/out" >&2 || :
			bad=1
		fi
	fi
done < "$work/list"

# both programs that print manuals; a page may name one that is not installed here
for page in "$manual" "$here/interp/writ.1"; do
	if command -v mandoc > /dev/null 2>&1; then
		mandoc -T lint -W warning "$page" > "$work/lint" 2>&1 || { cat "$work/lint" >&2; bad=1; }
	fi
	if command -v groff > /dev/null 2>&1; then
		groff -mdoc -Tutf8 -ww "$page" 2> "$work/lint" > /dev/null
		[ ! -s "$work/lint" ] || { cat "$work/lint" >&2; bad=1; }
	fi
done
[ "$bad" -eq 0 ] || exit 1
echo "manual: $count examples"
