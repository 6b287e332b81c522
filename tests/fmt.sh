#!/bin/sh
# `writ fmt` never changes what a policy says: the checked program, as `writ check --show program` lists it, is the same before and
# after, for every policy here that has one; and the same again for each as a word processor would have changed it: curly quotes, round
# bullets, numbered lists, fixed blanks, CR LF and capitals at the start of lines. What was formatted once stays as it is.
# usage: fmt.sh PROGRAM
set -u
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")/.." || exit 1
program=${1:?usage: fmt.sh PROGRAM}
case $program in /*) ;; *) program=$PWD/$program ;; esac
scratch=$(mktemp -d "${TMPDIR:-/tmp}/writ-fmt.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM
count=0 failed=0

wrong() {
	echo "$1"
	failed=$((failed + 1))
}

# As a word processor writes it. Remarks stay, since nobody formats them.
as_word() {
	awk '
	function pop() { if (depth > 0) depth-- }
	{
		out = ""
		line = $0
		plain = ""			# the line without what stands in quotes
		start_quoted = quoted
		n = length(line)
		for (i = 1; i <= n; i++) {
			c = substr(line, i, 1)
			if (c == "\"") {
				out = out (quoted ? "\342\200\235" : "\342\200\234")
				quoted = !quoted
			} else if (!quoted && c == "#") {
				out = out substr(line, i)
				break
			} else {
				out = out c
				if (!quoted)
					plain = plain c
			}
		}
		sub(/[ \t]+$/, "", plain)
		if (!start_quoted && plain ~ /^[ \t]*end (any|all|none|given)$/) {
			pop()
			sub(/end /, "End ", out)
		} else if (!start_quoted && plain ~ /^[ \t]*- / && depth > 0) {
			if (kind[depth] == "list")
				sub(/- /, ++item[depth] ((depth % 2) ? ". " : ") "), out)
			else
				sub(/- /, "\342\200\242\302\240", out)
		} else if (!start_quoted && plain ~ /^(define|decide|setting|input|report|test|source|bands|deadline|letter|form|group|calendar) /) {
			out = toupper(substr(out, 1, 1)) substr(out, 2)
			depth = 0
		} else if (!start_quoted && plain ~ /^ +(cites|note)( |$)/) {
			sub(/^ +cites/, "  Cites", out)
			sub(/^ +note/, "  Note", out)
		}
		if (!quoted && plain ~ /(all|any|none) of$/) {
			kind[++depth] = "list"
			item[depth] = 0
		} else if (!quoted && plain ~ /^ +given [a-z_0-9]+ rows /) {
			kind[++depth] = "rows"
		}
		printf "%s\r\n", out
	}' "$1"
}

dump() {
	(cd "$1" && "$program" check --show program "$2" 2>/dev/null)
}

for folder in policies/essex-pcse policies/salford-standard examples/first-policy tests/fuzz/corpus/policy tests/data tests/errors \
	$(find tests/runs tests/data -name '*.writ' -exec dirname {} \; | sort -u); do
	ls "$folder"/*.writ >/dev/null 2>&1 || continue
	rm -rf "$scratch/plain" "$scratch/formatted" "$scratch/word"
	mkdir "$scratch/plain"
	(cd "$folder" && find . -maxdepth 1 -name '*.writ' -exec cp {} "$scratch/plain" \; ; [ ! -d letters ] || cp -R letters "$scratch/plain/"; \
		find . -maxdepth 2 \( -name '*.txt' -o -name '*.csv' \) -exec cp {} "$scratch/plain" \;) 2>/dev/null
	cp -R "$scratch/plain" "$scratch/formatted"
	cp -R "$scratch/plain" "$scratch/word"
	for file in "$scratch"/plain/*.writ; do
		name=$(basename "$file")
		"$program" fmt -q "$file" >"$scratch/out" 2>/dev/null || continue
		cp "$scratch/out" "$scratch/formatted/$name"
		"$program" fmt -q "$scratch/formatted/$name" | cmp -s - "$scratch/out" || wrong "$folder/$name: formatting it again changes it"
		as_word "$file" >"$scratch/pasted.writ"
		"$program" fmt -q "$scratch/pasted.writ" >"$scratch/word/$name" 2>/dev/null || cp "$scratch/pasted.writ" "$scratch/word/$name"
	done
	for file in "$scratch"/plain/*.writ; do
		name=$(basename "$file")
		dump "$scratch/plain" "$name" >"$scratch/before"
		[ -s "$scratch/before" ] || continue
		count=$((count + 1))
		dump "$scratch/formatted" "$name" >"$scratch/after"
		cmp -s "$scratch/before" "$scratch/after" || wrong "$folder/$name: formatted, it says something else"
		case $folder in
		tests/errors | tests/fuzz*) continue ;;	# some of these are pasted, or end in the middle, on purpose
		esac
		dump "$scratch/word" "$name" >"$scratch/after"
		if ! cmp -s "$scratch/before" "$scratch/after"; then
			wrong "$folder/$name: as a word processor writes it and formatted, it says something else"
			diff "$scratch/before" "$scratch/after" | head -n 5
			(cd "$scratch/word" && "$program" check "$name" 2>&1 | head -n 6)
		fi
	done
done
echo "fmt: $count policies, $failed failed"
[ "$count" -gt 100 ] && [ "$failed" -eq 0 ]
