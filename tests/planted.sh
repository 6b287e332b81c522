#!/bin/sh
# Plants one fault at a time in copies of both policies and sees that `writ check` finds it, by its slug, and finds nothing in the originals.
# Usage: tests/planted.sh [path of writ]
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
writ=${1:-$here/build/writ}
writ=$(cd "$(dirname "$writ")" && pwd)/$(basename "$writ")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT INT TERM
bad=0 planted=0 pasted=0

say() { # what is wrong
	echo "planted: $1" >&2
	bad=1
}

copy() { # policy
	rm -rf "$scratch/p"
	cp -r "$here/policies/$1" "$scratch/p"
	cd "$scratch/p" || exit 1
}

unspoiled() { # policy
	copy "$1"
	"$writ" check "$1.writ" >"$scratch/out" 2>&1
	code=$?
	if [ "$code" != 0 ] || grep -q '\[[a-z-]*\]$' "$scratch/out" && grep -qE ': (error|warning): ' "$scratch/out"; then
		say "$1 as it is: exit $code"
		cat "$scratch/out" >&2
	fi
}

fault() { # policy, slug, exit code, what, why no row is shown where one could be; the program for awk on standard input
	copy "$1"
	planted=$((planted + 1))
	cat >"$scratch/fault.awk"
	awk -f "$scratch/fault.awk" "$1.writ" >"$scratch/spoiled"
	if cmp -s "$1.writ" "$scratch/spoiled"; then
		say "$1: $4: the fault could not be planted"
		return
	fi
	cp "$scratch/spoiled" "$1.writ"
	"$writ" check "$1.writ" >"$scratch/out" 2>&1
	code=$?
	found=$(sed -nE 's/^[^ ].*: (error|warning): .*\[([a-z0-9-]+)\]$/\2/p' "$scratch/out" | sort -u | tr '\n' ' ')
	if [ "$code" != "$3" ] || [ "$found" != "$2 " ]; then
		say "$1: $4: found '$found' (exit $code), not '$2' (exit $3)"
		cat "$scratch/out" >&2
	fi
	awk '/^ *= for example, as a test:$/ { inside = 1; print ""; next } /^ *= |^[^ ]/ { inside = 0 } inside' "$scratch/out" >"$scratch/test"
	if [ ! -s "$scratch/test" ]; then
		# a row can show these; where none can, the parts that exclude each other are named
		case $2 in
		band-* | rules-meet | rule-masked | boundary-word | condition-*) [ -n "${5:-}" ] || say "$1: $4: no test to paste" ;;
		rule-never-applies | letter-never-due*)
			grep -q 'no row meets .* and .* together' "$scratch/out" || say "$1: $4: it is not said what excludes what" ;;
		esac
		return
	fi
	pasted=$((pasted + 1))
	# an error stands in the way of running it; mended, or with a warning, it runs, and what it expects is what the text does
	cat "$scratch/test" >>"$1.writ"
	[ "$3" = 1 ] && wanted=0 || wanted=3
	sed -n 's/^ *test "\(.*\)" on .*/\1/p' "$scratch/test" >"$scratch/names"
	while IFS= read -r name; do
		"$writ" test "$1.writ" --only "$name" >"$scratch/out" 2>&1
		code=$?
		if [ "$code" != "$wanted" ] || [ "$wanted" = 0 ] && ! grep -q '1 of 1 test passed' "$scratch/out"; then
			say "$1: $4: the test that is printed, pasted: exit $code"
			cat "$scratch/test" "$scratch/out" >&2
		fi
	done <"$scratch/names"
}

s=salford-standard e=essex-pcse
unspoiled $s
unspoiled $e

fault $s band-gap 3 "a gap at exactly 60" <<'AWK'
{ sub(/^  below red_below                is Red/, "  below 60% is Red"); sub(/^  red_below to under green_from  is Amber/, "  over 60% to green_from is Amber"); sub(/^  green_from or more             is Green/, "  over green_from is Green"); print }
AWK
fault $s band-overlap 3 "60 in two bands" <<'AWK'
{ sub(/^  below red_below                is Red/, "  red_below or less is Red"); print }
AWK
fault $s rule-masked 1 "a line below one that always answers for it" <<'AWK'
/^  gives Plan_asked_for when Letter_4 is Sent/ { print "  gives Warned when Letter_4 is Sent or Letter_1 is Sent    cites process \"5.3\""; print; next }
{ print }
AWK
fault $s "letter-never-due outcome-never-reached" 1 "a letter for two quarters at once" <<'AWK'
/^letter Letter_1 / { inside = 1 }
inside && /^    - quarter is Q1$/ { print; print "    - quarter is Q2"; inside = 0; next }
{ print }
AWK
fault $s "letter-never-due outcome-never-reached" 1 "a letter that has lapsed wherever it is to be sent" <<'AWK'
/^letter Letter_2 / { inside = 1 }
inside && /^  lapses when / { print "  lapses when quarter is Q2"; inside = 0; next }
{ print }
AWK
fault $s condition-adds-nothing 1 "a condition that changes nothing" <<'AWK'
/^define is_waiting / { inside = 1 }
{ print }
inside && /^    - reply_state / { print "    - reply_state is not Not_engaged"; inside = 0 }
AWK
fault $s condition-always-true 1 "a condition that is always met" <<'AWK'
/^define is_waiting / { inside = 1 }
inside && /^    - not has_decision/ { print "    - not has_decision or has_decision"; inside = 0 }
{ print }
AWK
fault $s condition-never-true 1 "a condition that is never met" <<'AWK'
/^define unsettled / { inside = 1 }
{ print }
inside && /^    - settled_on is blank/ { print "    - settled_on is given and settled_on is blank"; inside = 0 }
AWK
fault $s rule-never-applies 1 "a line that can never hold" <<'AWK'
{ sub(/^  gives Warned when Letter_1 is Sent/, "  gives Warned when Letter_1 is Sent and Letter_1 is Due") } { print }
AWK
fault $s "label-without-column named-by-no-rule" 1 "a band below Red, and every rule still says Red" <<'AWK'
/^  below red_below                is Red/ { print "  below 40%                      is Deep_red"; print "  40% to under red_below         is Red"; next }
{ print }
AWK
fault $s named-by-no-rule 1 "the same with a column of its own in the overview" <<'AWK'
/^  below red_below                is Red/ { print "  below 40%                      is Deep_red"; print "  40% to under red_below         is Red"; next }
{ print }
/^  column practices_red / { print "  column practices_deep_red  \"Deep red\"  is count where rated and status is Deep_red" }
AWK
fault $s "label-without-column named-by-some-rules" 1 "the same, named in one rule and forgotten in the next" <<'AWK'
/^  below red_below                is Red/ { print "  below 40%                      is Deep_red"; print "  40% to under red_below         is Red"; next }
{ sub(/^define of_concern for standing as status is Red/, "define of_concern for standing as status is one of Deep_red, Red"); print }
AWK
fault $s label-counted-twice 1 "a line of the overview copied, and the label left" <<'AWK'
{ print }
/^  column practices_red / { print "  column practices_worst  \"Worst\"  is count where rated and status is Red" }
AWK
fault $e heading-of-other-label 1 "a new category whose column counts that of the line above" <<'AWK'
{ sub(/is Payments or Pensions or MREs or "GP Details"/, "& or \"Performers List\""); print }
/^  column details_cases / { print "  column list_cases  \"Performers List\"  is count where category is \"GP Details\"" }
AWK
fault $s named-by-no-rule 1 "a kind of reply that nothing asks about" <<'AWK'
{ sub(/^  kind         is Acknowledgement or "Support request" or Plan or Update/, "& or Telephone"); print }
AWK
fault $s reply-counts-for-none 1 "a reminder of Letter 4, and a reply to it counts for nothing" <<'AWK'
/^  letter_name  is Letter_1 or / { sub(/or Letter_5 or/, "or Letter_4_reminder or Letter_5 or") }
/^  gives nothing when letter_name is Letter_1 / { sub(/is Letter_1 /, "is one of Letter_1, Letter_4_reminder ") }
/^letter Letter_5 for standing/ {
	print "define letter_4_replied_on for standing as earliest first_reply_on in sent_letter for the same practice and quarter"
	print "    where letter_name is Letter_4 and first_reply_on is given\n  cites process \"5.5\"\n"
	print "letter Letter_4_reminder for standing, to practice\n  send when all of\n    - practice.still_open"
	print "    - Letter_4 is Sent\n    - letter_4_replied_on is blank\n  end all\n  lapses when later_quarter_validated"
	print "  once for each practice and quarter\n  wording from \"letters/letter-1.txt\"\n  cites process \"5.5\"\n"
}
{ print }
AWK
# The letter, its names, and what replies to it count for, as `writ help reminder` has it; then one thing is wrong in it.
reminder='
/^  letter_name  is Letter_1 or / { sub(/or Letter_5 or/, "or Letter_4_reminder or Letter_5 or") }
/^define first_reply_on / && !plain {
	print "decide counts_for for reply\n  gives " (given ? given : "Letter_4") " when letter_name is Letter_4_reminder    cites process \"5.5\""
	print "  otherwise letter_name    cites process \"5.5\"\n\ndefine counts_for for sent_letter as letter_name\n  cites process \"5.5\"\n"
}
/^define first_(reply|plan)_on / && !plain { sub(/ and letter_name$/, " and counts_for") }
/^letter Letter_5 for standing/ {
	print "letter Letter_4_reminder for standing, to practice\n  send when all of\n    - practice.still_open"
	if (ask) print "    - " ask
	else print "    - there is a sent_letter for the same practice and quarter"
	if (!ask) print "        where letter_name is Letter_4 and first_reply_on is blank and run_date is " (day ? "" : "on or after ") "1 week before printed_due"
	print "  end all\n  lapses when later_quarter_validated\n  once for each practice and quarter"
	print "  wording from \"letters/" (words ? words : "letter-3.txt") "\""
	print "  asks for a reply by printed_reply_time after letter_date, to return_address\n  cites process \"5.5\"\n"
}'
fault $s reply-counts-for-none 1 "Letter 4 copied whole as its reminder, and a reply to it counts for nothing" <<AWK
BEGIN { plain = 1 } $reminder
{ print }
AWK
fault $s reply-matched-by-name 1 "a reply to the reminder counts, and the plan it brings does not" <<AWK
$reminder
/^define first_plan_on / { sub(/ and counts_for$/, " and letter_name") }
{ print }
AWK
fault $s reply-matched-by-name 1 "the plan counts, and the reply does not" <<AWK
$reminder
/^define first_reply_on / { sub(/ and counts_for$/, " and letter_name") }
{ print }
AWK
fault $s reply-counts-for-other 1 "a reply to the reminder counts for the letter after it" <<AWK
BEGIN { given = "Letter_5" } $reminder
{ print }
AWK
fault $s reply-never-counted 1 "the reminder among the letters that need a reply" <<AWK
$reminder
/^setting letters_that_need_a_reply / { sub(/ and Letter_5 /, " and Letter_4_reminder&"); print; getline; sub(/, Letter_5,/, ", Letter_4_reminder&") }
{ print }
AWK
fault $s one-day-only 1 "the reminder on one day, or never" <<AWK
BEGIN { day = 1 } $reminder
{ print }
AWK
fault $s day-may-be-blank 1 "the reminder by a day that is blank before Letter 4 has gone" <<AWK
/^letter Letter_5 for standing/ {
	print "define letter_4_due for standing as latest printed_due in sent_letter for the same practice and quarter where letter_name is Letter_4"
	print "  cites process \\"5.5\\"\\n"
}
BEGIN { ask = "run_date is on or after letter_4_due" } $reminder
{ print }
AWK
fault $s same-wording 1 "the reminder with the words of Letter 4" <<AWK
BEGIN { words = "letter-4.txt" } $reminder
{ print }
AWK
fault $s label-without-column 1 "a level without its column in the overview" <<'AWK'
/^  column practices_amber / { next }
{ print }
AWK
fault $s uncited-rule 1 "a rule without its clause" <<'AWK'
/^define of_concern for / { print; getline; next }
{ print }
AWK
fault $s never-used 1 "a setting that nothing reads" <<'AWK'
/^setting bottom_places / { print "setting top_places is 5\n  cites process \"2.3\"\n" }
{ print }
AWK
fault $s boundary-word 1 "at most where the note says under" <<'AWK'
/^setting red_below / { print; getline; print; getline; print; print "  note \"Red: under 60%.\""; next }
{ sub(/^  below red_below                is Red/, "  red_below or less                is Red"); sub(/^  red_below to under green_from  is Amber/, "  over red_below to green_from  is Amber"); sub(/^  green_from or more             is Green/, "  over green_from             is Green"); print }
AWK
fault $e boundary-word 1 "at least for over" <<'AWK'
{ sub(/waiting_time is more than waiting_limit/, "waiting_time is at least waiting_limit"); print }
AWK
fault $e label-without-column 1 "a category without its column in the monthly table" <<'AWK'
{ sub(/is Payments or Pensions or MREs or "GP Details"/, "& or \"Performers List\""); print }
AWK
fault $e outside-bounds 3 "a later limit outside of what may vary" <<'AWK'
/^setting waiting_limit / { inside = 1 }
inside && /^$/ { print "  from 2022-06-01 is 300 days\n    cites guide \"Summary\""; inside = 0 }
{ print }
AWK
fault $e value-not-new 1 "a later limit that is the one before" <<'AWK'
/^setting waiting_limit / { inside = 1 }
inside && /^$/ { print "  from 2022-06-01 is 40 days\n    cites guide \"Summary\""; inside = 0 }
{ print }
AWK
fault $e value-without-days 1 "a later limit from a year too early" <<'AWK'
/^setting waiting_limit / { inside = 1 }
inside && /^$/ { print "  from 2021-06-01 is 35 days\n    cites guide \"Summary\""; inside = 0 }
{ print }
AWK
fault $s "closed-already variation-sets-the-same" 1 "a scheme that closes on Christmas Day, and sets what holds nationally" <<'AWK'
{ print }
END {
	print "\nvariation westvale of salford_standard from 2017-04-01 to 2018-03-31"
	print "  set local_closure_days to 2017-12-25 and 2017-12-28 because \"Minute 3\""
	print "  set red_below to 60% because \"Minute 4\""
}
AWK
fault $s label-words-differ 1 "a scheme that renames a label in one field of three" <<'AWK'
{ print }
END {
	print "\nvariation westvale of salford_standard from 2017-04-01 to 2018-03-31"
	print "  set \"Working Towards\" of at_sign_up of answer to \"Part met\" because \"Minute 3\""
}
AWK
fault $e named-by-no-rule 1 "a decision of the LMC that no rule asks about" <<'AWK'
{ sub(/^  lmc_decision          is Escalate or Decline/, "& or Defer"); print }
AWK
fault $e boundary-word 1 "on or after where the note says after" <<'AWK'
{ print } /^define counted for case / { getline; print; print "  note \"Cases escalated after 8 March 2022.\"" }
AWK
fault $e boundary-word 1 "after where the note says from" <<'AWK'
{ sub(/escalated_on is on or after pilot_start/, "escalated_on is after pilot_start"); print }
/^define counted for case / { getline; print; print "  note \"From 8 March 2022.\"" }
AWK
unstated="its outcome is a figure, which a test cannot state"
fault $s boundary-word 1 "at least where the note says more than" "$unstated" <<'AWK'
{ print } /^  gives average_score when / { getline; print; print "    note \"More than 1 score.\"" }
AWK
fault $s boundary-word 1 "more than where the note says minimum" "$unstated" <<'AWK'
{ sub(/indicators_given is at least minimum_indicators/, "indicators_given is more than minimum_indicators"); print }
/^  gives average_score when / { getline; print; print "    note \"A minimum of one score.\"" }
AWK
fault $s boundary-word 1 "60% in Amber where the note says Red goes from 0% to 60%" <<'AWK'
{ print } /^setting red_below / { getline; print; getline; print; print "  note \"Red: from 0% to 60%.\"" }
AWK
fault $e rules-meet 3 "two outcomes that can both hold" <<'AWK'
/^  otherwise Usual_route/ { print "  gives Usual_route when category is MREs\n    cites guide \"Summary\"" }
{ print }
AWK
fault $e rule-masked 1 "a line below one that always answers for it" <<'AWK'
/^  gives Wait_for_PCSE when is_escalated/ { print "  gives Person_to_confirm when form_with_lmc    cites guide \"Summary\"" }
{ print }
AWK
fault $e rule-never-applies 1 "a line that can never hold" <<'AWK'
/^  gives Answer_PCSE when answer_owed/ { sub(/answer_owed/, "answer_owed and queried_on is blank") }
{ print }
AWK
fault $e uncited-rule 1 "a rule without its clause" <<'AWK'
/^define is_acknowledged / { print; getline; next }
{ print }
AWK
fault $e never-used 1 "a setting that nothing reads" <<'AWK'
/^setting pcse_target / { print "setting old_target is 30 days\n  cites guide \"What happens next\"\n" }
{ print }
AWK
fault $e condition-adds-nothing 1 "a condition that changes nothing" <<'AWK'
{ print } /^      - waiting_time is more than waiting_limit/ { print "      - waiting_time is more than 10 days" }
AWK
fault $e condition-always-true 1 "a condition that is always met" <<'AWK'
{ print } /^      - waiting_time is more than waiting_limit/ { print "      - first_raised is on or before first_raised" }
AWK
fault $e condition-never-true 1 "a condition that is never met" <<'AWK'
{ print } /^    - severe_hardship and hardship_said_by is blank/ { print "    - queried_on is given and queried_on is blank" }
AWK
fault $e unknown-clause 3 "a clause that the source does not have" <<'AWK'
{ sub(/cites guide "Over 40 days, 2"$/, "cites guide \"Over 40 days, 22\""); print }
AWK
fault $e clause-never-cited 1 "a clause without a rule" <<'AWK'
{ sub(/cites guide "When is it time to escalate, last sentence"/, "cites guide \"Summary\""); print }
AWK
fault $s unknown-clause 3 "a clause that the source does not have" <<'AWK'
/^define unsettled / { inside = 1 } inside { if (sub(/process "3.3"/, "process \"3.9\"")) inside = 0 } { print }
AWK
fault $s clause-never-cited 1 "a clause without a rule" <<'AWK'
/^source process/ { listing = 1 } /^$/ { listing = 0 }
!listing { gsub(/"6.2", /, ""); gsub(/, "6.2"/, ""); gsub(/process "6.2"/, "process \"6.1\"") }
{ print }
AWK

[ "$bad" = 0 ] && echo "planted: $planted faults, each found, $pasted with a test to paste; none in the policies as they are"
exit "$bad"
