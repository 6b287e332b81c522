#!/bin/sh
# `writ doc` of both policies and of every other one here: the page has every setting, column, letter, form and report of the program and
# every clause it cites; every link leads somewhere and no id stands twice; tags close in order; nothing is loaded from anywhere; the
# same policy gives the same page. The Markdown has the same links and anchors.
# usage: doc.sh PROGRAM
set -u
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")/.." || exit 1
program=${1:?usage: doc.sh PROGRAM}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/writ-doc.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM
count=0 failed=0

wrong() {
	echo "$policy: $1"
	failed=$((failed + 1))
}

# Tags that do not close in order, headings that skip a rank, cells without a row.
badly_nested() {
	tr -d '\n' <"$1" | sed 's/<style>.*<\/style>//; s/</\n</g' | awk '
	/^<!/ || /^<(meta|br|rect|line|circle)[ >]/ { next }
	/^<\// {
		name = $0
		sub(/^<\//, "", name)
		sub(/>.*/, "", name)
		if (stack[depth] != name) {
			print "</" name "> closes <" stack[depth] ">"
			exit
		}
		depth--
		next
	}
	/^</ {
		name = $0
		sub(/^</, "", name)
		sub(/[ >].*/, "", name)
		if (name ~ /^h[1-6]$/) {
			rank = substr(name, 2) + 0
			if (rank > last + 1)
				print name " follows h" last
			last = rank
		}
		if ((name == "td" || name == "th") && stack[depth] != "tr")
			print "<" name "> in <" stack[depth] ">"
		if (name == "tr" && stack[depth] !~ /^t(head|body)$/)
			print "<tr> in <" stack[depth] ">"
		if (name ~ /^(p|ul|table|h[1-6]|div)$/ && stack[depth] == "p")
			print "<" name "> in <p>"
		stack[++depth] = name
	}
	END { if (depth > 0) print "<" stack[depth] "> is never closed" }'
}

one_page() {
	policy=$1
	count=$((count + 1))
	"$program" doc "$policy" >"$scratch/page.html" 2>"$scratch/said" || { wrong "no page: $(head -n 1 "$scratch/said")"; return; }
	"$program" doc "$policy" 2>/dev/null | cmp -s - "$scratch/page.html" || wrong "two pages differ"
	"$program" doc "$policy" --format markdown >"$scratch/page.md" 2>/dev/null || wrong "no Markdown"
	said=$(badly_nested "$scratch/page.html" | head -n 3)
	[ -z "$said" ] || wrong "$said"
	grep -q '<script\|<link\|<img\|src=\|url(\|@import' "$scratch/page.html" && wrong "something is loaded"
	grep -o ' id="[^"]*"' "$scratch/page.html" | sed 's/ id="\(.*\)"/\1/' | sort >"$scratch/ids"
	[ -z "$(uniq -d "$scratch/ids")" ] || wrong "an id stands twice: $(uniq -d "$scratch/ids" | head -n 1)"
	grep -o 'href="[^"]*"' "$scratch/page.html" | sed 's/href="\(.*\)"/\1/' | sort -u >"$scratch/hrefs"
	grep -v '^#' "$scratch/hrefs" && wrong "a link leads out of the page"
	sed 's/^#//' "$scratch/hrefs" | comm -23 - "$scratch/ids" >"$scratch/dead"
	[ -s "$scratch/dead" ] && wrong "a link leads nowhere: #$(head -n 1 "$scratch/dead")"
	{ echo main; grep -o '<a id="[^"]*"' "$scratch/page.md" | sed 's/<a id="\(.*\)"/\1/'; } | sort >"$scratch/anchors"
	cmp -s "$scratch/ids" "$scratch/anchors" || wrong "the Markdown has other anchors: $(comm -3 "$scratch/ids" "$scratch/anchors" | head -n 2)"
	# every table of the Markdown has as many cells in each row as in its head
	awk '
	/^(> )?\|/ {
		line = $0
		gsub(/\\\\/, "", line)
		gsub(/\\\|/, "", line)
		cells = gsub(/\|/, "", line)
		if (inside && cells != width)
			print "line " NR ": " cells - 1 " cells, not " width - 1
		width = cells
		inside = 1
		next
	}
	{ inside = 0 }' "$scratch/page.md" >"$scratch/said"
	[ -s "$scratch/said" ] && wrong "Markdown: $(head -n 1 "$scratch/said")"
	"$program" check --show program "$policy" >"$scratch/dump" 2>/dev/null
	# its own names, as they stand in the program
	awk '
	/^setting / { sub(/:.*/, ""); print "setting-" $2 }
	/^table / { table = $2; sub(/:.*/, "", table); if (table != "run") print "table-" table; next }
	/^[a-z]/ { table = "" }
	# what is said in each label of a field stands there once: its columns are the only ones with a capital
	table != "" && /^  (field|define|decide|bands|deadline) / { sub(/:.*/, ""); sub(/_in_[A-Z].*/, "", $2); print table "-" $2 }
	/^report / { print "report-" $2 }
	/^letter / { print "letter-" $2 }
	/^form / { print "form-" $2 }' "$scratch/dump" | sort -u >"$scratch/names"
	comm -23 "$scratch/names" "$scratch/ids" >"$scratch/missing"
	[ -s "$scratch/missing" ] && wrong "not on the page: $(head -n 2 "$scratch/missing" | tr '\n' ' ')"
	grep -o 'cites [a-z_0-9]* ".*"' "$scratch/dump" | sed 's/cites [a-z_0-9]* "\(.*\)"/\1/' | sort -u |
		sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/'\''/\&#39;/g' >"$scratch/clauses"
	sed 's/&quot;/"/g' "$scratch/page.html" >"$scratch/text"
	while IFS= read -r clause; do
		grep -qF "<th scope=\"row\">$clause</th>" "$scratch/text" || wrong "the index lacks the clause: $clause"
	done <"$scratch/clauses"
}

for policy in policies/essex-pcse/essex-pcse.writ policies/salford-standard/salford-standard.writ examples/first-policy/loans.writ \
	tests/fuzz/corpus/policy/every-construct.writ tests/fuzz/corpus/policy/letters.writ tests/runs/*/*.writ; do
	[ -f "$policy" ] || continue
	"$program" check --show program "$policy" >/dev/null 2>&1
	[ $? -le 1 ] || continue
	one_page "$policy"
done

# What the people who read it ask for, on both policies.
has() {
	"$program" doc "$policy" --format markdown 2>/dev/null | grep -qF -- "$1" || wrong "the page lacks: $1"
}
policy=policies/essex-pcse/essex-pcse.writ
has '| **40 days** | between 20 days and 60 days, both included | “When is it time to escalate, 3”, “Over 40 days”<br>A1. Calendar days.'
has '| [Resolution imminent](#case-resolution_imminent) | case | [route](#case-route), [next step](#case-next_step) |'
has 'A deadline for each case. The last day, itself included, is [PCSE target](#setting-pcse_target) (40 days) after [receipt confirmed on](#case-receipt_confirmed_on).'
policy=policies/salford-standard/salford-standard.writ
has '| Red | open | red below (60%), itself not included |'
has '| Amber | red below (60%), itself included | green from (75%), itself not included |'
has '| Green | green from (75%), itself included | open |'
has '| Sent when | all of these hold:<ul><li>[practice’s still open](#practice-still_open)</li>'
has '> Dear **«practice’s recipient»**'
has '> When [some unanswered](#standing-some_unanswered):'
has '| 2.2 | 6 June 2017 | Minor edits |'
has '| Approved by | Primary Care Quality Group, on 27 July 2017 |'
has '## Appendix B: the letters'

printf 'not a policy\n' >"$scratch/none.writ"
"$program" doc "$scratch/none.writ" --out "$scratch/none.html" 2>/dev/null
[ $? = 3 ] || { policy=none; wrong "a text with errors should end with 3"; }
[ -e "$scratch/none.html" ] && { policy=none; wrong "a text with errors should leave no page"; }
"$program" doc policies/essex-pcse/essex-pcse.writ --format csv >/dev/null 2>&1
[ $? = 2 ] || { policy=essex; wrong "--format csv should be refused"; }
"$program" doc policies/essex-pcse/essex-pcse.writ --out "$scratch/page2.md" 2>/dev/null
head -n 1 "$scratch/page2.md" | grep -q '^# Escalating' || { policy=essex; wrong "a file that ends in .md should be Markdown"; }

echo "doc: $count pages, $failed failed"
[ "$count" -gt 50 ] && [ "$failed" -eq 0 ]
