#!/bin/sh
# Every policy in this folder has mistakes on purpose. The comments say which messages must come, no others may:
#     # expect error [slug] some words of the message       on the line itself
#     # expect error on line 3 [slug] some words            where a comment cannot stand on the line
# A text made to show one mistake leaves much unread, so [never-used] counts only where a file expects it.
#     # on 2023-05-01                                         a line of its own: the day that is asked about
#     # expect note some words                               behind one of them: some note says this, from its first word on
#     # expect line some words                               a line of its own: this is a whole line of what is said, but for the blanks before it
# usage: run.sh PROGRAM [FILE...]     PROGRAM FILE is run; PROGRAM may hold arguments, such as "build/writ check"
set -u
program=${1:?usage: run.sh PROGRAM [FILE...]}
shift
here=$(dirname "$0")
[ $# -gt 0 ] || set -- "$here"/*.writ
failed=0
count=0
for file in "$@"; do
	count=$((count + 1))
	expected=$(LC_ALL=C awk '
		/# expect (error|warning)/ {
			line = NR
			rest = $0
			while (match(rest, /# expect (error|warning)( on line [0-9]+)? \[[a-z0-9-]+\][^#]*/)) {
				one = substr(rest, RSTART, RLENGTH)
				rest = substr(rest, RSTART + RLENGTH)
				kind = one ~ /expect error/ ? "error" : "warning"
				at = line
				if (match(one, /on line [0-9]+/))
					at = substr(one, RSTART + 8, RLENGTH - 8)
				match(one, /\[[a-z0-9-]+\]/)
				slug = substr(one, RSTART, RLENGTH)
				words = substr(one, RSTART + RLENGTH)
				gsub(/^[ \t]+|[ \t\r]+$/, "", words)
				printf "%06d %s %s|%s\n", at, kind, slug, words
			}
		}' "$file" | sort)
	on=$(sed -n 's/^# on \([0-9-]*\)$/--on \1/p' "$file")
	# shellcheck disable=SC2086
	output=$($program "$file" $on 2>&1)
	unread=never-used
	grep -q '# expect warning.*\[never-used\]' "$file" && unread=
	found=$(printf '%s\n' "$output" | LC_ALL=C awk -v file="$file" -v unread="[$unread]" '
		index($0, file ":") == 1 {
			rest = substr($0, length(file) + 2)
			split(rest, part, ":")
			if (rest !~ /^[0-9]+:[0-9]+: (error|warning): .*\[[a-z0-9-]+\]$/)
				next
			kind = rest ~ /^[0-9]+:[0-9]+: error/ ? "error" : "warning"
			match(rest, /\[[a-z0-9-]+\]$/)
			if (substr(rest, RSTART) == unread)
				next
			text = substr(rest, 1, RSTART - 2)
			sub(/^[0-9]+:[0-9]+: (error|warning): /, "", text)
			printf "%06d %s %s|%s\n", part[1], kind, substr(rest, RSTART), text
		}' | sort)
	wanted=$(printf '%s\n' "$expected" | cut -d'|' -f1)
	got=$(printf '%s\n' "$found" | cut -d'|' -f1)
	if [ -z "$expected" ]; then
		echo "FAILED $file: expects nothing"
		failed=$((failed + 1))
		continue
	fi
	if [ "$wanted" != "$got" ]; then
		echo "FAILED $file"
		echo "  expected: $(printf '%s' "$wanted" | tr '\n' ';')"
		echo "  got:      $(printf '%s' "$got" | tr '\n' ';')"
		printf '%s\n' "$output" | sed 's/^/    /'
		failed=$((failed + 1))
		continue
	fi
	missing=$(printf '%s\n' "$expected" | while IFS='|' read -r key words; do
		[ -z "$words" ] && continue
		printf '%s\n' "$found" | grep -F -- "$key|" | grep -qF -- "$words" || printf '%s\n' "$words"
	done)
	advice=$(sed -n 's/.*# expect note \(.*[^ ]\) *$/\1/p' "$file" | while read -r words; do
		printf '%s\n' "$output" | grep -qF -- "= $words" || printf '%s\n' "$words"
	done
	sed -n 's/^# expect line \(.*[^ ]\) *$/\1/p' "$file" | while read -r words; do
		printf '%s\n' "$output" | sed 's/^ *//' | grep -qxF -- "$words" || printf '%s\n' "$words"
	done)
	if [ -z "$missing" ] && [ -n "$advice" ]; then
		echo "FAILED $file: no note or line says: $advice"
		printf '%s\n' "$output" | sed 's/^/    /'
		failed=$((failed + 1))
	fi
	if [ -n "$missing" ]; then
		echo "FAILED $file: no message says: $missing"
		printf '%s\n' "$output" | sed 's/^/    /'
		failed=$((failed + 1))
	fi
done
echo "errors: $count policies, $failed failed"
[ "$failed" -eq 0 ]
