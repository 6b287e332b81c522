#!/bin/sh
# Adds a reminder before the day that Letter 4 prints to a copy of the Salford policy, as `writ help reminder` says, and follows it through the
# example year: it goes out a week before, once, to who has not replied; a reply that names it is a reply to Letter 4, so that no Letter 5 follows.
# Without the decide that says so the same reply counts for nothing, and Letter 5 is due; check tells that.
# Usage: tests/reminder.sh [path of writ]
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
writ=${1:-$here/build/writ}
writ=$(cd "$(dirname "$writ")" && pwd)/$(basename "$writ")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT INT TERM
bad=0 looked=0

say() { # what is wrong
	echo "reminder: $1" >&2
	bad=1
}

is() { # what, wanted, found
	looked=$((looked + 1))
	[ "$2" = "$3" ] || say "$1: '$3', not '$2'"
}

cp -r "$here/policies/salford-standard" "$scratch/plain"
cd "$scratch/plain" || exit 1
cat >letters/letter-4-reminder.txt <<'TEXT'
((letter_date))

((practice.practice_name))

Dear ((practice.recipient))

((subject))

On ((letter_4_date)) we asked you for an action plan by ((letter_4_due)), and have had no reply yet. The day stays the same.

Yours sincerely

((signatory))
TEXT
cat >reminder.txt <<'TEXT'
define letter_4_date for standing as latest letter_date in sent_letter for the same practice and quarter
    where letter_name is Letter_4
  note "Ours. The reminder prints it."

define letter_4_due for standing as latest printed_due in sent_letter for the same practice and quarter
    where letter_name is Letter_4
  note "Ours. The day that Letter 4 prints."

define letter_4_replied_on for standing as earliest first_reply_on in sent_letter for the same practice and quarter
    where letter_name is Letter_4 and first_reply_on is given
  note "Ours."

define reminder_from for standing as reminder_time before letter_4_due
  note "Ours."

letter Letter_4_reminder for standing, to practice
  subject "Salford Standard Locally Commissioned Service: ((quarter)) performance, a reminder"
  send when all of
    - practice.still_open
    - reminder_from is given
    - run_date is on or after reminder_from
    - letter_4_replied_on is blank
  end all
  lapses when letter_4_due is before run_date
  once for each practice and quarter
  wording from "letters/letter-4-reminder.txt"
  note "Ours."

TEXT
# the letter, its name in both lists, and what it prints; then, in `counted`, what a reply to it counts for
awk '
	/^  letter_name  is Letter_1 or / { changed += sub(/or Letter_5 or/, "or Letter_4_reminder or Letter_5 or") }
	/^setting plan_time is / { print "setting reminder_time is 7 days\n  note \"Ours.\"\n"; changed++ }
	/^  gives nothing when letter_name is Letter_1 / { changed += sub(/is Letter_1 /, "is one of Letter_1, Letter_4_reminder ") }
	/^letter Letter_5 for standing/ { while ((getline line <"reminder.txt") > 0) print line; changed++ }
	{ print }
	END { if (changed != 5) exit 1 }' salford-standard.writ >new || say "the reminder could not be put in"
mv new salford-standard.writ
cp -r "$scratch/plain" "$scratch/counted"
cd "$scratch/counted" || exit 1
awk '
	/^define first_(reply|plan)_on for sent_letter as / { changed += sub(/ and letter_name$/, " and counts_for") }
	/^define first_reply_on for sent_letter as / {
		print "decide counts_for for reply"
		print "  gives Letter_4 when letter_name is Letter_4_reminder    note \"Ours. A reply to the reminder is one to Letter 4.\""
		print "  otherwise letter_name                                   note \"Ours.\"\n"
		print "define counts_for for sent_letter as letter_name\n  note \"Ours.\"\n"
	}
	{ print }
	END { if (changed != 2) exit 1 }' salford-standard.writ >new || say "what a reply counts for could not be put in"
mv new salford-standard.writ
cd "$scratch" || exit 1

# Where it is not said what a reply to the reminder counts for, check tells it, at the list of the file of replies, and what to write.
"$writ" check plain/salford-standard.writ >out 2>&1
is "check where the reply counts for nothing: exit" 1 $?
is "findings there" "reply-counts-for-none" "$(sed -nE 's/^[^ ].*: (error|warning): .*\[([a-z0-9-]+)\]$/\2/p' out | tr '\n' ' ' | sed 's/ $//')"
grep -q "a row of 'reply' may name 'Letter_4_reminder' as its 'letter_name', and then answers no other letter" out || say "it is not said which reply"
grep -q "counts as silent, and 'Letter_5' or 'Letter_5_sign_up' may follow" out || say "it is not said what follows"
grep -q 'gives Letter_4 when letter_name is Letter_4_reminder' out || say "it is not said what to write"
cp -r plain accepted
awk '
	{ print }
	/^  letter_name  is Letter_1 or .*, may be blank$/ { print "    accepted because \"Decided so.\""; changed++ }
	END { if (changed != 1) exit 1 }' plain/salford-standard.writ >accepted/salford-standard.writ || say "it could not be accepted"
"$writ" check accepted/salford-standard.writ >out 2>&1
is "check where that is accepted: exit" 0 $?

"$writ" check counted/salford-standard.writ >out 2>&1
is "check: exit" 0 $?
grep -q 'nothing wrong found' out || { say "check finds something"; cat out >&2; }
"$writ" test counted/salford-standard.writ >out 2>&1
is "the tests of the policy: exit" 0 $?

column() { # policy, day, columns: of each standing a line
	"$writ" run "$1/salford-standard.writ" data --on "$2" --table standing --columns "practice,quarter,$3" --format csv --quiet
}

due() { # policy, day: who gets the reminder
	column "$1" "$2" Letter_4_reminder | awk -F, '$3 == "Due" { printf "%s ", $1 }'
}

of_letter_5() { # policy, practice: on 12 January, after the engagement time of the Letters 4 of 16 November
	column "$1" 2018-01-12 Letter_5 | awk -F, -v who="$2" '$1 == who && $2 == "2017/18 Q2" { print $3 }'
}

# Letters 4 of 16 November print 14 December, and the week before begins on 7 December. P87002 replied on 27 November, the others had not.
cp -r "$here/examples/salford" data
is "the day before its week" "" "$(due counted 2017-12-06)"
is "the first day of its week" "P87001 P87010 P87011 P87012 " "$(due counted 2017-12-07)"
"$writ" run counted/salford-standard.writ data --on 2017-12-07 --out results --quiet >out 2>&1
is "the run that writes them: exit" 0 $?
is "letters written" 4 "$(find results/letters -name '*Letter_4_reminder.txt' | wc -l | tr -d ' ')"
grep -qi 'by 14 December 2017, and have' results/letters/P87010-2017-18-Q2-Letter_4_reminder.txt || say "the letter does not print the day"
grep 'Letter_4_reminder' results/letters/for-the-register.csv >>data/letters-sent.csv
is "once in the register" "" "$(due counted 2017-12-08)"

# P87010 replies to the reminder; P87012 does not.
last=$(tail -n 1 data/replies.csv)
case $last in R*) ;; *) say "replies.csv does not end as it did: $last" ;; esac
echo 'R900,P87010,2017/18 Q2,Letter_4_reminder,2017-12-12,Plan' >>data/replies.csv
is "Letter 5 after a reply to the reminder" Not_due "$(of_letter_5 counted P87010)"
is "Letter 5 after no reply at all" Due "$(of_letter_5 counted P87012)"
is "Letter 5 where the reply counts for nothing" Due "$(of_letter_5 plain P87010)"
"$writ" run counted/salford-standard.writ data --on 2018-01-12 --out later --quiet >out 2>&1
grep -q 'Letter_4_reminder.*sent-without-rule' later/problems.csv && say "a reminder that was answered since is told as sent without its rule"
looked=$((looked + 1))

[ "$bad" = 0 ] && echo "reminder: $looked answers, as they should be"
exit "$bad"
