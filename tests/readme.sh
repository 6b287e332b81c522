#!/bin/sh
# What the README shows is what the program prints: a block after `<!-- shows: COMMAND -->` must be that command's output (both streams), byte for
# byte. `tests/readme.sh --write` puts it in.
set -u
cd "$(dirname "$0")/.." || exit 1
out=$(mktemp)
trap 'rm -f "$out"' EXIT
awk '
	/^<!-- shows: .* -->$/ {
		print
		command = substr($0, 13, length($0) - 16)
		print "```"
		while ((("( " command " ) 2>&1") | getline line) > 0) print line
		close("( " command " ) 2>&1")
		print "```"
		skipping = 1
		next
	}
	skipping == 1 { if ($0 == "```") skipping = 2; next }
	skipping == 2 { if ($0 == "```") skipping = 0; next }
	{ print }
' README.md >"$out"
if [ "${1:-}" = --write ]; then
	cat "$out" >README.md
	exit 0
fi
if cmp -s "$out" README.md; then
	echo "$(grep -c '^<!-- shows:' README.md) blocks of the README are what the program prints"
	exit 0
fi
echo 'the README shows something else than the program prints; tests/readme.sh --write puts it right'
diff README.md "$out" | head -n 40
exit 1
