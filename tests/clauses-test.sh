#!/bin/sh
# tests/clauses.sh passes on the Essex table and names every kind of fault in a broken copy of it.
# The back quotes are the table's, not the shell's:
# shellcheck disable=SC2016
set -eu
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")/.." && pwd)
clauses=$here/tests/clauses.sh
policy=$here/policies/essex-pcse/essex-pcse.writ
table=$here/policies/essex-pcse/SOURCE.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fault() {
	echo "clauses-test: $1" >&2
	failed=1
}

# says WORDS: the last run ended with 1 and said so
says() {
	[ "$status" -eq 1 ] || fault "ended with $status instead of 1, looking for: $1"
	grep -qF -- "$1" "$work/said" || fault "did not say: $1"
}

# table_with SED / policy_with SED: run over a copy changed by a sed command, which must change something
table_with() {
	sed "$1" "$table" > "$work/table"
	! cmp -s "$table" "$work/table" || fault "this changes nothing in the table: $1"
	run "$policy" "$work/table" E 35
}

policy_with() {
	sed "$1" "$policy" > "$work/policy"
	! cmp -s "$policy" "$work/policy" || fault "this changes nothing in the policy: $1"
	run "$work/policy" "$table" E 35
}

run() {
	status=0
	sh "$clauses" "$@" > "$work/said" 2>&1 || status=$?
}

run "$policy" "$table" E 35
[ "$status" -eq 0 ] || fault "the table and the policy should agree"
grep -q '^35 clauses, ' "$work/said" || fault "did not count 35 clauses"

table_with '/^| E20 /d'
says 'clause E20 has no row'
table_with '/^| E20 /p'
says 'E20: a second row'
table_with 's/^| E20 /| E36 /'
says 'E36: the document has clauses E1 to E35'
table_with 's/^| E20 /| E020 /'
says 'E020: the document has clauses E1 to E35'
table_with '/^| E20 /s/PCSE may ask for more; the answer is wanted as soon as possible//'
says 'E20: the clause is not put in words'
table_with '/^| E20 /s/ executed / carried out /'
says "E20: kind 'carried out' should be"
table_with '/^| E18 /s/`[^|]*`//'
says 'E18: no construct carries it'
table_with '/^| E18 /s/"What happens next"//'
says 'E18: no citation'
table_with '/^| E22 /s/No figure[^|]*//'
says 'E22: no reason why it is not executable'
table_with '/^| E18 /s/ | The paper names/ The paper names/'
says 'E18: 5 cells, there should be 6'
table_with 's/`outcome priority.High`/`outcome priority.Low`/'
says 'E18: `outcome priority.Low` is not in the policy'
table_with 's/`decide priority`/`decide priority/'
says 'E18: a back quote without its partner'
table_with '/^| E18 /s/`//g'
says 'E18: constructs stand in back quotes'
table_with '/^| E30 /s/footnote"/footnote/'
says 'E30: a quotation mark without its partner'
table_with '/^| E30 /s/"Cases to date, footnote"/Cases to date, footnote/'
says 'E30: citations stand in quotation marks'
table_with 's/"Cases to date, footnote"/"Cases to date, foot"/'
says 'cited in the policy, not in the table: "Cases to date, footnote"'
says 'in the table (E30), not cited in the policy: "Cases to date, foot"'

policy_with 's/^define is_resolved /define is_over /'
says 'E35: `define is_resolved` is not in the policy'
policy_with 's/^  cas_number  /  cas_no      /'
says 'E11: `field case.cas_number` is not in the policy'
policy_with 's/column share  /column part   /'
says 'E25: `column by_month.share` is not in the policy'
policy_with 's/^  otherwise Usual_route/  otherwise Other_route/'
says 'E12: `outcome route.Usual_route` is not in the policy'
policy_with 's/cites guide "Cases to date, footnote"/# cites guide "Cases to date, footnote"/'
says 'in the table (E30), not cited in the policy: "Cases to date, footnote"'
policy_with 's/cites guide "Cases to date, footnote"/cites guide "Cases to date, footnote", "Page 9"/'
says 'cited in the policy, not in the table: "Page 9"'
policy_with '$s/"$//'
says 'a quote is still open at the end of the policy'

run "$policy" "$table" E
[ "$status" -eq 2 ] || fault "three words should be a wrong call"
run "$policy" "$work/none" E 35
[ "$status" -eq 2 ] || fault "a missing table should be a wrong call"
run "$policy" "$table" E many
[ "$status" -eq 2 ] || fault "a count that is no number should be a wrong call"

[ "$failed" -eq 0 ] && echo "clauses-test: passed"
exit "$failed"
