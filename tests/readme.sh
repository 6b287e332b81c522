#!/bin/sh
# What a README shows is what the program prints: a block after `<!-- shows: COMMAND -->` must be that command's output (both streams), byte for
# byte. `tests/readme.sh --write` puts it in.
set -u
cd "$(dirname "$0")/.." || exit 1
out=$(mktemp)
trap 'rm -f "$out"' EXIT
bad=0 blocks=0
for readme in README.md examples/first-policy/README.md examples/salford/README.md; do
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
	' "$readme" >"$out"
	if [ "${1:-}" = --write ]; then
		cat "$out" >"$readme"
	elif ! cmp -s "$out" "$readme"; then
		echo "$readme shows something else than the program prints; tests/readme.sh --write puts it right"
		diff "$readme" "$out" | head -n 40
		bad=1
	fi
	blocks=$((blocks + $(grep -c '^<!-- shows:' "$readme")))
done
[ "$bad" = 0 ] || exit 1
echo "$blocks blocks of the READMEs are what the program prints"
