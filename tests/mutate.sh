#!/bin/sh
# Breaks the Essex policy one rule at a time and sees that its own tests notice. Each line below is a sed command that must change the text; a
# change that `writ test` does not notice is a rule no test holds.
set -u
writ=$(cd "$(dirname "${1:-build/writ}")" && pwd)/$(basename "${1:-build/writ}")
policy=policies/essex-pcse
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp "$policy"/*.csv "$scratch/"
bad=0 tried=0

try() { # what, the broken text is in $scratch/p.writ
	tried=$((tried + 1))
	if cmp -s "$policy/essex-pcse.writ" "$scratch/p.writ"; then
		echo "changes nothing: $1"
		bad=1
		return
	fi
	"$writ" test "$scratch/p.writ" >"$scratch/out" 2>&1
	code=$?
	if [ "$code" = 0 ] || [ "$code" -gt 3 ]; then
		echo "not noticed (exit $code): $1"
		bad=1
	fi
}

# Every comparison word, `and`/`or`, list word and `not` outside the tests, one at a time, by line and place.
last=$(grep -n '^test ' "$policy/essex-pcse.writ" | head -n 1 | cut -d: -f1)
# Lines that are remarks, notes (over several lines) or citations: words for people, no rule hangs on them.
awk '{ if (open || /^ *(#|note|cites)/) print NR; if (gsub(/"/, "\"") % 2) open = !open }' "$policy/essex-pcse.writ" >"$scratch/words"
swap() { # from, to, what
	grep -nE "$1" "$policy/essex-pcse.writ" | cut -d: -f1 | while read -r line; do
		[ "$line" -lt "$last" ] || continue
		grep -qx "$line" "$scratch/words" && continue
		echo "$line|$1|$2"
	done
}
{
	swap 'is more than waiting_limit' 'is at least waiting_limit'
	swap 'is on or before run_date' 'is before run_date'
	swap 'is after run_date' 'is on or after run_date'
	swap 'is on or after pilot_start' 'is after pilot_start'
	swap 'cas_number is given' 'cas_number is blank'
	swap 'not resolution_imminent' 'resolution_imminent'
	swap 'when severe_hardship' 'when safety_risk'
	swap 'when safety_risk' 'when severe_hardship'
	swap 'first day not counted' 'first day counted'
	swap 'otherwise Usual_route' 'otherwise May_escalate'
	swap 'is 40 days' 'is 41 days'
	swap 'is 2022-03-08' 'is 2022-03-18'
	swap 'count where category is Payments' 'count where category is Pensions'
	swap 'count where category is MREs' 'count where category is Pensions'
	swap 'half up' 'half even'
	swap 'lmc_decision is Escalate' 'lmc_decision is Decline'
	swap 'lmc_decision is given' 'lmc_decision is blank'
	swap 'confirmed_by is given' 'confirmed_by is blank'
	swap 'override_reason is given' 'override_reason is blank'
	swap 'route is May_escalate' 'route is Usual_route'
	swap 'route is Usual_route' 'route is May_escalate'
	swap 'gives Nothing_more' 'gives Wait_for_PCSE'
	swap 'gives Answer_PCSE' 'gives Wait_for_PCSE'
	swap 'gives Wait_for_PCSE' 'gives Answer_PCSE'
	swap 'gives LMC_to_escalate' 'gives Person_to_confirm'
	swap 'gives Send_form_to_LMC' 'gives Use_Contact_Us'
	swap 'otherwise Use_Contact_Us' 'otherwise Send_form_to_LMC'
	swap 'gives High' 'gives nothing'
	swap 'pcse_reference is blank' 'pcse_reference is given'
	swap 'belief_reason is blank' 'belief_reason is given'
	swap 'waiting_limit after first_raised' 'pcse_target after escalated_on'
	swap 'met by resolved_on' 'met by escalated_on'
} | sort -u >"$scratch/list"
while IFS='|' read -r line from to; do
	sed "$line s/$from/$to/" "$policy/essex-pcse.writ" >"$scratch/p.writ"
	try "line $line: '$from' to '$to'"
done <"$scratch/list"
echo "$tried rules broken one at a time"
exit "$bad"
