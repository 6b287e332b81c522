#!/bin/sh
# The record of a run: the log holds what the decisions say and its chain is whole; a run performed again is the same, from any folder; every
# byte of the record that is changed is found; what is not recorded is nowhere in it; samples are the same for the same seed.
# usage: record.sh PROGRAM
set -u
program=${1:-build/writ}
case $program in
/*) ;;
*/*) program=$PWD/$program ;;
esac
cd "$(dirname "$0")/.." || exit 1
root=$PWD
work=$(mktemp -d "${TMPDIR:-/tmp}/writ-record.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT INT TERM
failed=0

fail() {
	failed=$((failed + 1))
	echo "record: $*"
}

# says WHAT FILE WORDS...: a line of the file holds these words
says() {
	what=$1 file=$2
	shift 2
	grep -q -- "$*" "$file" || { fail "$what: does not say: $*"; sed 's/^/    /' "$file" | head -n 12; }
}

# code WHAT EXPECTED FOUND
code() { [ "$2" = "$3" ] || fail "$1: exit code $3 and not $2"; }

essex=policies/essex-pcse/essex-pcse.writ
salford=policies/salford-standard/salford-standard.writ
verify() { "$program" verify "$@" >"$work/said" 2>"$work/error"; }

"$program" run $essex examples/essex --on 2022-05-31 --out "$work/essex" >/dev/null 2>&1 || fail "essex: does not run"
"$program" run $salford examples/salford --on 2018-02-28 --out "$work/salford" >/dev/null 2>&1 || fail "salford: does not run"

# ---- the log: as many lines as decisions, each naming the digest of the one before ----
chain() {
	folder=$1 policy=$2 lines=$3
	[ "$(wc -l <"$folder/decisions.jsonl")" -eq "$lines" ] || fail "$folder: $(wc -l <"$folder/decisions.jsonl") lines and not $lines"
	previous=$(sha256sum <"$policy" | cut -d' ' -f1)
	sed -n '1,40p' "$folder/decisions.jsonl" >"$work/lines"
	while IFS= read -r line; do
		case $line in
		*"\"previous\":\"$previous\""*) ;;
		*) fail "$folder: a line does not name the line before"; break ;;
		esac
		previous=$(printf '%s' "$line" | sha256sum | cut -d' ' -f1)
	done <"$work/lines"
}
# 71 cases with five decisions each
chain "$work/essex" $essex 355
grep -q "\"sha256\": \"$(sha256sum <"$work/essex/decisions.jsonl" | cut -d' ' -f1)\"" "$work/essex/run.json" ||
	fail "run.json does not name the digest of the log"

# Every route in the table is in the log, and the other way round.
"$program" run $essex examples/essex --on 2022-05-31 --table case --columns case_ref,route --format csv 2>/dev/null | sed 1d | sort >"$work/table"
sed -n 's/.*"row":"\([^"]*\)".*"line":[0-9]*,"decision":"route","outcome":\("\([^"]*\)"\|null\).*/\1,\3/p' "$work/essex/decisions.jsonl" | sort >"$work/log"
cmp -s "$work/table" "$work/log" || fail "the routes in the log are not those of the table"

# PC-025, read off the example list by hand: raised on 5 April, 56 days before 31 May, over 40; with a CAS number; not to be resolved soon.
grep '"row":"PC-025".*"line":27,"decision":"route"' "$work/essex/decisions.jsonl" >"$work/line"
for part in '"outcome":"May_escalate","state":"decided","rule":3' '"source":"guide","clause":"Over 40 days"' \
	'"left":{"is":"waiting_time","value":"56 days"},"compare":"more than","right":{"is":"waiting_limit","value":"40 days"},"answer":"yes"' \
	'"name":"waiting_limit","is":\["40 days"\],"from":null,"origin":"policy"' \
	'"file":"cases.csv","line":27,"column":"first_raised","heading":"first_raised","text":"2022-04-05"' \
	'"heading":"Expected to be resolved soon","text":"no"' '"needs":""}$'; do
	says "PC-025 in the log" "$work/line" "$part"
done
# A cell as it stands in the file, not as it was read.
sed 's/2022-04-05/05\/04\/2022/; s/,\([0-9]\{4\}\)-\([0-9][0-9]\)-\([0-9][0-9]\)/,\3\/\2\/\1/g' examples/essex/cases.csv >"$work/cases.csv"
"$program" run $essex case="$work/cases.csv" --on 2022-05-31 --out "$work/british" >/dev/null 2>&1
grep '"row":"PC-025".*"line":27,"decision":"route"' "$work/british/decisions.jsonl" >"$work/line"
says "a date as written" "$work/line" '"column":"first_raised","heading":"first_raised","text":"05/04/2022"'

# A figure over many rows: the cells it was made of, with their lines.
grep '"row":"P87028, 2017/18 Q2".*"line":null,"decision":"performance"' "$work/salford/decisions.jsonl" >"$work/line"
says "a figure over many rows" "$work/line" '"file":"dashboard.csv","line":842,"column":"achieved","heading":"[^"]*","text":"79.17%"'

# ---- written for inputs of up to 4,000,000 bytes, unless asked ----
"$program" run $essex examples/essex --on 2022-05-31 --out "$work/without" --no-log >/dev/null 2>&1
[ ! -e "$work/without/decisions.jsonl" ] || fail "--no-log writes a log"
says "--no-log" "$work/without/run.json" '"why_not": "--no-log was given"'
"$program" run $essex examples/essex --log >/dev/null 2>&1
code "--log without --out" 2 $?
"$program" run $essex examples/essex --log --no-log --out "$work/x" >/dev/null 2>&1
code "--log and --no-log" 2 $?
cat >"$work/many.writ" <<'POLICY'
policy many
  title "Many rows"
  version "1"
  owner "A role"
  in force from 2020-01-01
source s is "S"
input item from "many.csv", one row per id
  id is number
  big is yes or no
  cites s "1"
decide pile for item
  gives Left when big
    cites s "2"
  otherwise Right
    cites s "3"
POLICY
# 4,000,000 bytes are enough, and one more is too many; blank lines fill the file up.
awk 'BEGIN { print "id,big,x"; for (i = 1; i < 40000; i++) printf "%d,%s,%080d\n", i, i % 3 ? "no" : "yes", i }' >"$work/many.csv"
awk -v more=$((4000000 - $(wc -c <"$work/many.csv"))) 'BEGIN { for (i = 0; i < more; i++) print "" }' >>"$work/many.csv"
"$program" run "$work/many.writ" --on 2022-05-31 --out "$work/many" >/dev/null 2>&1
says "inputs of 4,000,000 bytes" "$work/many/run.json" '"bytes": 4000000'
[ -s "$work/many/decisions.jsonl" ] || fail "no log for inputs of 4,000,000 bytes"
echo >>"$work/many.csv"
"$program" run "$work/many.writ" --on 2022-05-31 --out "$work/many" >/dev/null 2>&1
[ ! -e "$work/many/decisions.jsonl" ] || fail "a log of 4,000,001 bytes that nobody asked for"
says "a log left out" "$work/many/run.json" '"why_not": "the inputs are longer than 4000000 bytes'
verify "$work/many" "$work/many.writ"
code "a run without a log" 0 $?
"$program" sample "$work/many" 5 --seed 7 >/dev/null 2>"$work/error"
code "a sample without a log" 2 $?
says "a sample without a log" "$work/error" 'perform it again with --log'
"$program" run "$work/many.writ" --on 2022-05-31 --out "$work/many" --log >/dev/null 2>&1
[ -s "$work/many/decisions.jsonl" ] || fail "--log writes no log of 4,000,001 bytes"
"$program" run $essex case=- --on 2022-05-31 --out "$work/piped" <examples/essex/cases.csv >/dev/null 2>&1
[ ! -e "$work/piped/decisions.jsonl" ] || fail "a log of standard input that nobody asked for"
"$program" run $essex case=- --on 2022-05-31 --out "$work/piped" --log <examples/essex/cases.csv >/dev/null 2>&1
[ -s "$work/piped/decisions.jsonl" ] || fail "--log writes no log of standard input"

# Repeated keys make the reader start over, and the log with it.
{ cat "$root/examples/essex/cases.csv"; sed -n 5p examples/essex/cases.csv; } >"$work/cases.csv"
"$program" run $essex case="$work/cases.csv" --on 2022-05-31 --out "$work/repeated" >/dev/null 2>&1
chain "$work/repeated" $essex 355
cmp -s "$work/repeated/decisions.jsonl" "$work/essex/decisions.jsonl" || fail "a repeated row shows in the log"

# ---- performed again: the same, from anywhere ----
verify "$work/essex" $essex examples/essex
code "essex again" 0 $?
says "essex again" "$work/said" 'byte for byte, and the chain of the log is whole, 355 decisions long'
verify "$work/salford/run.json" $salford examples/salford
code "salford again" 0 $?
mkdir "$work/here" && cp -R policies "$work/here/" && cp examples/essex/cases.csv "$work/here/policies/essex-pcse/" && cp -R "$work/essex" "$work/here/out"
(cd "$work/here/policies/essex-pcse" && "$program" verify ../../out >"$work/said" 2>&1)
code "essex again, from the folder of its policy" 0 $?
(cd "$work" && "$program" run "$root/$essex" "$root/examples/essex" --on 2022-05-31 --out elsewhere >/dev/null 2>&1)
for file in $(cd "$work/essex" && find . -type f); do
	cmp -s "$work/essex/$file" "$work/elsewhere/$file" || fail "$file goes by the folder it was made in"
done
"$program" run $essex examples/essex --on 2022-05-31 --set "waiting_limit=30 days" --excel --out "$work/set" >/dev/null 2>&1
verify "$work/set" $essex examples/essex
code "with --set and --excel" 0 $?
cp "$work/essex/run.json" "$work/before" && find "$work/essex" -type f | sort >"$work/files"
verify "$work/essex" $essex "$work/cases.csv"
code "another input" 1 $?
cmp -s "$work/essex/run.json" "$work/before" && find "$work/essex" -type f | sort | cmp -s - "$work/files" || fail "verify touches the folder"

# ---- what differs is said ----
sed 's/^PC-025,\(.*\)2022-04-05/PC-025,\12022-05-05/' examples/essex/cases.csv >"$work/cases.csv"
verify "$work/essex" $essex case="$work/cases.csv"
code "a cell changed" 1 $?
says "a cell changed" "$work/said" "the input 'case': cases.csv is not the file of that run"
says "a cell changed" "$work/said" '    line 27, column first_raised: it was 2022-04-05, and is now 2022-05-05'
[ "$(grep -c ', column ' "$work/said")" -eq 1 ] || fail "a cell changed: other cells are told"
says "a cell changed" "$work/said" 'case PC-025: route is May_escalate in the folder, and Usual_route when worked out again'
grep -q 'PC-024' "$work/said" && fail "a cell changed: a row that is the same is told"
sed '3d' examples/essex/cases.csv >"$work/cases.csv"
verify "$work/essex" $essex case="$work/cases.csv"
says "a row taken out" "$work/said" 'case PC-002 is in the folder, and no row now'
says "a row taken out" "$work/said" 'it had 71 rows, and has 70 now'
grep -q ', column ' "$work/said" && fail "a row taken out: cells are told, though all lines behind it are others"
sed 's/^case_ref,/case_ref ,/' examples/essex/cases.csv >"$work/cases.csv"
verify "$work/essex" $essex case="$work/cases.csv"
says "a heading changed" "$work/said" 'no cell that a decision went by is another'
cp -R policies/essex-pcse "$work/policy" && cp -R policies/calendars "$work/"
sed 's/waiting_limit is 40 days/waiting_limit is 45 days/' $essex >"$work/policy/essex-pcse.writ"
verify "$work/essex" "$work/policy/essex-pcse.writ" examples/essex
code "a policy changed" 1 $?
says "a policy changed" "$work/said" 'the policy: essex-pcse.writ is not the file of that run'
says "a policy changed" "$work/said" 'the setting waiting_limit: it was 40 days, and is now 45 days'
cp -R policies/salford-standard "$work/letters" && wording=$(ls "$work/letters/letters" | head -n 1)
echo "Another line." >>"$work/letters/letters/$wording"
verify "$work/salford" "$work/letters/salford-standard.writ" examples/salford
code "a wording changed" 1 $?
says "a wording changed" "$work/said" "beside the policy: letters/$wording is not the file of that run"
verify "$work/essex" $essex "$work/nowhere"
code "no such data" 2 $?
verify "$work/nowhere" $essex
code "no such record" 2 $?
(cd "$work/here" && "$program" verify ../essex >/dev/null 2>"$work/error")
code "no policy" 2 $?
says "no policy" "$work/error" 'its policy essex-pcse.writ is not here'

# again FOLDER: a copy of the essex record to spoil
again() { rm -rf "$work/spoilt" && cp -R "$work/essex" "$work/spoilt"; }
spoilt() { verify "$work/spoilt" $essex examples/essex; }

again
sed -i.old '121s/"outcome":"[A-Za-z_]*"/"outcome":"Wrong"/' "$work/spoilt/decisions.jsonl" && rm "$work/spoilt/decisions.jsonl.old"
spoilt
code "a line of the log" 1 $?
says "a line of the log" "$work/said" 'line 122 of decisions.jsonl does not hold the digest of the line before'
says "a line of the log" "$work/said" '    line 121, case PC-025, route: Wrong in the folder, and May_escalate when worked out again'
"$program" sample "$work/spoilt" 3 --seed 7 >/dev/null 2>&1
code "a sample of a log that was changed" 1 $?
again
sed -i.old '121s/"56 days"/"57 days"/' "$work/spoilt/decisions.jsonl" && rm "$work/spoilt/decisions.jsonl.old"
spoilt
says "a figure of the log" "$work/said" '    line 121, case PC-025, route: its "comparisons" differ'
says "a figure of the log" "$work/said" '    at comparisons, 3 (waiting_time), left, value: 57 days in the folder, and 56 days when worked out again'
again
sed -i.old 's/"run_date": "2022-05-31"/"run_date": "2022-06-01"/' "$work/spoilt/run.json" && rm "$work/spoilt/run.json.old"
spoilt
code "another day" 1 $?
sed -n 2p "$work/said" >"$work/line"
says "another day" "$work/line" '^- run_date is 2022-06-01 in run.json, and 2022-05-31 in line 2 of decisions.jsonl'
again
sed -i.old 27d "$work/spoilt/decisions.jsonl" && rm "$work/spoilt/decisions.jsonl.old"
spoilt
says "a line taken out" "$work/said" 'decisions.jsonl has 354 lines, and the record says 355'
again
rm "$work/spoilt/problems.csv" && echo more >"$work/spoilt/more.txt"
spoilt
code "files taken away and put in" 1 $?
says "a file put in" "$work/said" 'more.txt is in the folder, and the record does not name it'
says "a file taken away" "$work/said" 'problems.csv is missing from the folder'
again
sed -i.old 's/"version": "0/"version": "9/' "$work/spoilt/run.json" && rm "$work/spoilt/run.json.old"
spoilt
code "another program" 1 $?
says "another program" "$work/said" 'the record says it was written by writ 9'

# What a record was made to say does not move the cursor of whoever looks at it.
again
sed -i.old 's/"version": "2022-05"/"version": "2022-\\u001b[31m05"/' "$work/spoilt/run.json" && rm "$work/spoilt/run.json.old"
spoilt
code "an escape in run.json" 1 $?
says "an escape in run.json" "$work/said" '2022-␛\[31m05 in the record'
"$program" sample "$work/spoilt" 2 --seed 3 --column route >>"$work/said" 2>&1
says "an escape in a sheet" "$work/said" 'Policy: essex_pcse, version 2022-␛'
LC_ALL=C grep -q "$(printf '\033')" "$work/said" && fail "an escape comes through"

# Any one byte: its lowest bit is turned round, at many places of every file.
flip() {
	file=$1 at=$2
	byte=$(od -An -tu1 -j "$at" -N 1 "$work/essex/$file" | tr -d ' ')
	cp "$work/essex/$file" "$work/spoilt/$file"
	# shellcheck disable=SC2059
	printf "\\$(printf %03o $((byte ^ 1)))" | dd of="$work/spoilt/$file" bs=1 seek="$at" conv=notrunc 2>/dev/null
	spoilt
	found=$?
	# A name of a file that is not there any more is a matter for whoever asks: the policy, which was named, is not one.
	[ "$found" = 1 ] || fail "$file: byte $at changed, and verify answers $found"
	cp "$work/essex/$file" "$work/spoilt/$file"
}
again
for file in $(cd "$work/essex" && find . -type f | sed 's/^\.\///' | sort); do
	size=$(wc -c <"$work/essex/$file")
	places=3
	[ "$file" = run.json ] && places=80
	[ "$file" = decisions.jsonl ] && places=15
	place=0
	while [ $place -lt $places ]; do
		flip "$file" $((place * (size - 1) / (places - 1)))
		place=$((place + 1))
	done
done

# ---- not recorded ----
cat >"$work/private.writ" <<'POLICY'
policy private
  title "Names stay out"
  version "1"
  owner "A role"
  in force from 2020-01-01
source s is "S"
input person from "people.csv", one row per id
  id is text
  full_name is text, not recorded
  born_on is date, not recorded
  points is number
  cites s "1"
define age for person as days from born_on to run_date, first day not counted
  cites s "2"
define shown for person as full_name
  cites s "2"
decide set_apart for person, first that applies
  gives Named when shown is "Zebedee Quux"
    cites s "3"
  gives Old when age is more than 20000 days
    cites s "3"
  gives Many when points is at least 5
    cites s "3"
  otherwise Rest
    cites s "3"
POLICY
cat >"$work/people.csv" <<'DATA'
id,full_name,born_on,points
1,Zebedee Quux,1990-01-01,1
2,Wilhelmina Plugh,1931-07-29,7
3,Xavier Xyzzy,31.02.1987,5
4,Yolanda Frotz,1999-12-31,five
5,Vivian Gnusto,1999-11-30,5,surplus
4,Yolanda Blorb,1999-12-31,5
DATA
"$program" run "$work/private.writ" --on 2022-05-31 --out "$work/private" >/dev/null 2>&1
for file in decisions.jsonl run.json problems.csv; do
	for word in Zebedee Quux Wilhelmina Plugh Xavier Xyzzy Yolanda Frotz Blorb Vivian Gnusto 1990-01-01 1931 1999 1987 '31\.02' 33[0-9][0-9][0-9] 11838; do
		[ $file = decisions.jsonl ] && sed 's/"clauses".*"comparisons"/"comparisons"/' "$work/private/$file" >"$work/text" || cp "$work/private/$file" "$work/text"
		# The policy's own words are not the data's: the name it asks for stands in it.
		sed -i.old 's/"right":{"value":"Zebedee Quux"}//' "$work/text"
		grep -v '"sha256"\|"previous"' "$work/text" | grep -q "$word" && fail "not recorded: $file has $word"
		sed 's/"previous":"[0-9a-f]*"//' "$work/text" | grep -v '"sha256"' | grep -q "$word" && fail "not recorded: $file has $word"
	done
done
says "not recorded" "$work/private/decisions.jsonl" '"column":"full_name","heading":"full_name","not_recorded":true'
says "not recorded" "$work/private/decisions.jsonl" '"row":"1".*"decision":"set_apart","outcome":"Named"'
says "not recorded" "$work/private/decisions.jsonl" '"left":{"is":"age","value":null,"not_recorded":true},"compare":"more than"'
says "not recorded" "$work/private/problems.csv" '(not recorded)'
says "not recorded: the working files have it" "$work/private/decisions/person.csv" Wilhelmina
verify "$work/private" "$work/private.writ"
code "not recorded, again" 0 $?
"$program" check tests/record/recorded-as-a-name.writ >/dev/null 2>"$work/error" || { fail "'recorded' is no name any more"; cat "$work/error"; }

# ---- samples ----
sample() { "$program" sample "$@" >"$work/sheet" 2>"$work/error"; }
route="--table case --column route"
# shellcheck disable=SC2086
sample "$work/essex" 3 --seed 7 $route
code "a sample" 0 $?
# Worked out apart from the program, from the manual's words: of 71, the 25th, 54th and 70th key in order.
drawn() { sed '/WHAT THE RECORD/,$d' "$work/sheet" | grep -o '^[123]\. case PC-[0-9]*' | tr '\n' ' '; }
drawn >"$work/keys"
[ "$(cat "$work/keys")" = "1. case PC-025 2. case PC-119 3. case PC-135 " ] || fail "a sample: $(cat "$work/keys")"
says "a sample" "$work/sheet" 'waiting_time (56 days) more than waiting_limit (40 days): yes'
says "a sample" "$work/sheet" 'first_raised: 2022-04-05'
says "a sample" "$work/sheet" 'My result for route: ___'
says "a sample without the policy" "$work/sheet" 'Made from the log alone: the run cannot be performed again: its policy essex-pcse.writ is not here'
says "what was not sampled" "$work/sheet" 'Not sampled: 4 other decisions in 1 table: of case next_step (71), priority (71), receipt_confirmed_on (71), resolution (71)'
says "the day of a sample" "$work/sheet" 'Run for 2022-05-31, the day given with --on'

# With the policy and the files: all the cells, also those that did not come to matter; the policy's lines; and what the record says comes last.
# shellcheck disable=SC2086
sample "$work/essex" 71 $essex examples/essex --seed 7 $route
code "a sample with the files" 0 $?
sed '/WHAT THE RECORD/,$d' "$work/sheet" >"$work/question"
sed -n '/WHAT THE RECORD/,$p' "$work/sheet" >"$work/answer"
grep -q 'route: [A-Z]\|route: cannot' "$work/question" && fail "an outcome stands before the work"
sed -n '/ case PC-133 /,/Initials/p' "$work/question" >"$work/line"
for part in 'first_raised: ' 'cas_number: CAS-' 'severe_hardship: no (column Severe financial hardship)' 'safety_risk: no' 'resolution_imminent: blank'; do
	says "a decision left open" "$work/line" "$part"
done
sed -n '/ case PC-133 /,/Initials/p' "$work/answer" >"$work/line"
says "a decision left open" "$work/line" 'route: cannot be decided'
says "a decision left open" "$work/line" 'to obtain   resolution_imminent: blank (column Expected to be resolved soon) (cases.csv, line 70)'
# The lines of the decision as they stand in the policy, each with its number.
from=$(grep -n '^decide route ' $essex | cut -d: -f1)
sed -n "$from,$((from + 10))p" $essex | while IFS= read -r line; do
	grep -qF -- "  $line" "$work/question" || echo "the policy's words: $line"
done >"$work/left"
[ -s "$work/left" ] && fail "$(cat "$work/left")"
says "the number of a line" "$work/question" "^ *$from  decide route for case"
says "the settings" "$work/question" '   waiting_limit: 40 days'
[ "$(grep -c 'Agrees with my result: yes / no' "$work/answer")" -eq 71 ] || fail "not every answer can be agreed with"
# shellcheck disable=SC2086
sample "$work/essex" 3 $essex examples/essex --seed 7 $route --with-answers
grep -q 'WHAT THE RECORD' "$work/sheet" && fail "--with-answers: a part of its own"
says "--with-answers" "$work/sheet" '^   route: May_escalate'
# shellcheck disable=SC2086
sample "$work/essex" 3 $essex examples/essex --seed 7 $route --format html
says "a sheet as a page" "$work/sheet" "default-src 'none'"
says "a sheet as a page" "$work/sheet" 'My result for route'
# shellcheck disable=SC2086
"$program" sample "$work/essex" 71 $essex examples/essex --seed 7 $route --format html >"$work/line" 2>&1
says "a sheet as a page: what is to be obtained" "$work/line" '<li>resolution_imminent: blank, cases.csv, line 70, column Expected to be resolved soon</li>'
grep -q '<script\|http://\|https://\|␊' "$work/sheet" && fail "a page that runs or fetches something, or shows line breaks"
[ "$(sed -n '/What the record says<\/h2>/,$p' "$work/sheet" | grep -c 'class="box"')" -eq 3 ] || fail "a sheet as a page: its boxes"

# Over several tables: the rows the log names, with what they rest on.
sample "$work/salford" 221 $salford examples/salford --seed 1 --table standing --column Letter_4
code "a sample over tables" 0 $?
sed '/WHAT THE RECORD/,$d' "$work/sheet" | sed -n '/ standing P87015, 2017\/18 Q2$/,/Initials/p' >"$work/line"
says "the register" "$work/line" 'sent_letter L028 (letters-sent.csv, line 29)  .*letter_name: Letter_4; letter_date: 2018-01-15'
says "a score" "$work/line" 'score P87015, 2017/18 Q2, Blood pressure (dashboard.csv, line 698)  achieved: 44.81%'
# A letter for the same practice and quarter that is not the one asked about, with its reply: who says there is none must have seen it.
sed '/WHAT THE RECORD/,$d' "$work/sheet" | sed -n '/ standing P87037, 2017\/18 Q2$/,/Initials/p' >"$work/line"
says "a row that does not count" "$work/line" 'sent_letter L013 (letters-sent.csv, line 14)  .*letter_name: Letter_2'
says "what hangs on it" "$work/line" 'reply R007 (replies.csv, line 8)  .*letter_name: Letter_2; replied_on: 2017-11-16; kind: Plan'
says "settings over tables" "$work/sheet" '   engagement_time: 28 working days'
sed -n '/WHAT THE RECORD/,$p' "$work/sheet" | sed -n '/ standing P87015, 2017\/18 Q2$/,/Initials/p' >"$work/line"
says "a rank" "$work/line" '   5  P87015, 2017/18 Q2  51%, in, tied at the cut   <- this row'
says "a letter in the register" "$work/line" 'in the register: yes'
# P87020 has no score for 2017/18 Q2, so no place; between the row and those around the cut stand the others; Q1 does not count, and Q2 stands before Q3.
says "a rank" "$work/line" 'in 2017/18 Q2: 22 take part, 1 has no performance and takes no place$'
says "those further away" "$work/line" '^ *12 more below$'
sed -n '/WHAT THE RECORD/,$p' "$work/sheet" | sed -n '/ standing P87020, 2017\/18 Q2$/,/Initials/p' >"$work/line"
says "a rank that is open" "$work/line" 'not known  performance is nothing; not known whether it is among the lowest bottom_places in each quarter'
says "who has no figure" "$work/line" '   -  P87020, 2017/18 Q2  nothing, not known whether in   <- this row'
# All that a decision could rest on: whom a reply is about, whom the row is ranked among by their keys, the quarters a letter lapses by, what is not there.
sed '/WHAT THE RECORD/,$d' "$work/sheet" | sed -n '/ standing P87037, 2017\/18 Q2$/,/Initials/p' >"$work/line"
says "a reply" "$work/line" 'reply R007 (replies.csv, line 8)  practice: P87037; quarter: 2017/18 Q2; letter_name: Letter_2; '
sed '/WHAT THE RECORD/,$d' "$work/sheet" | sed -n '/ standing P87015, 2017\/18 Q2$/,/Initials/p' >"$work/line"
says "whom it is ranked among" "$work/line" 'the others by performance in 2017/18 Q2, as this run has them:$'
says "whom it is ranked among" "$work/line" ' P87011 48.2%; P87012 51%;'
grep -q 'P87015 51%' "$work/line" && fail "a figure of its own is told before the work"
says "a later quarter" "$work/line" 'quarter_end 2017/18 Q4 (quarters.csv, line 5)  '
says "what is not there" "$work/line" '^      no sent_letter for practice P87015, quarter 2017/18 Q3, in letters-sent.csv$'
sed -n '/WHAT THE RECORD/,$p' "$work/sheet" | sed -n '/ standing P87024, 2017\/18 Q3$/,/Initials/p' >"$work/line"
says "those between" "$work/line" '^ *11 more$'
grep -o 'ties included, in 20[^:]*' "$work/line" | cut -d' ' -f4- | tr '\n' ' ' >"$work/left"
[ "$(cat "$work/left")" = "2017/18 Q2 2017/18 Q3 " ] || fail "the quarters of a ranking: $(cat "$work/left")"
sample "$work/salford" 5 $salford examples/salford --seed 1 --column challenge_time
sed '/WHAT THE RECORD/,$d' "$work/sheet" >"$work/line"
says "no cell" "$work/line" 'No cell besides the key of the row'

# What it was drawn from, by which command, what the run left out; who drew, worked out and agreed.
says "the policy file" "$work/sheet" "^Policy file: $salford, SHA-256 [0-9a-f]*$"
says "the data" "$work/sheet" '^Data: dashboard.csv, SHA-256 [0-9a-f]*$'
says "the record" "$work/sheet" "^Record: $work/salford$"
says "the command" "$work/sheet" "^Command: writ sample $work/salford 5 $salford examples/salford --seed 1 --column challenge_time$"
says "what the run left out" "$work/sheet" '^Left out by the run: 3 rows of challenge dated after the day of the run; .*; 1 cell that could not be read'
says "to be signed" "$work/sheet" '^Agreed: ______ of 5$'
# Of one decision the rule stands first, too; each row of a page says from which record and seed it is.
from=$(grep -n '^decide challenge_time for' $salford | cut -d: -f1)
sed -n '/^TO WORK OUT/,/^1\. /p' "$work/sheet" >"$work/line"
says "the rule of the only decision" "$work/line" "^ *$from  decide challenge_time for quarter_end"
sample "$work/salford" 5 $salford examples/salford --seed 1 --column challenge_time --format html
[ "$(grep -c '<p class="asat">seed 1, run.json [0-9a-f]\{12\}</p>' "$work/sheet")" -eq 10 ] || fail "a row of a page does not say where it is from"
# From the log alone a row of another table has its key where the log compares it; where nothing is in the log the sheet does not say that there is none.
sample "$work/salford" 33 --seed 1 --table sent_letter --column engagement
says "a related row in the log" "$work/sheet" '^      reply R008 (replies.csv, line 9)  replied_on: 2017-11-20'
sample "$work/salford" 221 --seed 1 --column Letter_4
says "no cell in the log" "$work/sheet" 'No cell of the row stands in the log: what it rests on is its key, or in other rows'
# How many of each outcome were drawn would tell the outcomes.
for form in text html; do
	sample "$work/salford" 8 --seed 2 --column status --by outcome --format $form
	sed '/WHAT THE RECORD\|What the record says<\/h2>/,$d' "$work/sheet" >"$work/question"
	sed -n '/WHAT THE RECORD\|What the record says<\/h2>/,$p' "$work/sheet" >"$work/answer"
	grep -q 'Green:' "$work/question" && fail "$form by outcome: the outcomes stand before the work"
	says "$form by outcome" "$work/answer" 'Green: [1-9] of [1-9]'
	says "$form by outcome" "$work/question" 'the chances are not equal'
done
# The line that decides: of bands that of the band, of a letter that of its condition.
from=$(grep -n '^bands status for standing' $salford | cut -d: -f1)
grep '"decision":"status","outcome":"Green","state"' "$work/salford/decisions.jsonl" | grep -v "\"rule\":3,\"policy_line\":$((from + 3))," | grep -q . && fail "the line of a band"
from=$(grep -n '^letter Letter_3 ' $salford | cut -d: -f1)
from=$((from + $(sed -n "$from,\$p" $salford | grep -n '^  send when' | head -n 1 | cut -d: -f1) - 1))
grep '"decision":"Letter_3","outcome":"Not_due","state"' "$work/salford/decisions.jsonl" | grep -v "\"policy_line\":$from," | grep -q . && fail "the line of a letter"
"$program" help sample >"$work/line"
says "how it is drawn" "$work/line" 'draw t from 1 to j'

# Without --table and --column: from every line of the log, as the sheet says at its head; what is drawn was worked out apart from the program, from
# the manual's words: of 355 lines of Essex the 6th, 17th, 38th and 354th, of 3750 of Salford the 181st, 396th, 538th and 678th are among them.
for from in essex salford; do
	sample "$work/$from" 25 --seed 7
	code "$from: a sample of all decisions" 0 $?
	sed '/^TO WORK OUT/,$d' "$work/sheet" | sed -n 's/^  *\([0-9]*\)  *\([0-9]*\)  \([A-Za-z0-9_]*\) of \([a-z_]*\)$/\4 \3 \1 \2/p' >"$work/counts"
	sed 's/.*"table":"\([^"]*\)","row".*,"decision":"\([^"]*\)","outcome".*/\1 \2/' "$work/$from/decisions.jsonl" |
		awk '{ if (!($0 in n)) order[++kinds] = $0; n[$0]++ } END { for (i = 1; i <= kinds; i++) print order[i], n[order[i]] }' >"$work/left"
	cut -d' ' -f1-3 "$work/counts" | cmp -s - "$work/left" || fail "$from: the head of a sample does not count the log"
	[ "$(awk '{ drawn += $4 } END { print drawn }' "$work/counts")" -eq 25 ] || fail "$from: the numbers drawn do not make 25"
	# Of each decision as many as its head says, in the order of the list.
	sed -n '/^TO WORK OUT/,/WHAT THE RECORD/p' "$work/sheet" |
		sed -n 's/^[0-9]*\. \([a-z_]*\) .*/table \1/p; s/^   My result for \([A-Za-z0-9_]*\): .*/\1/p' |
		awk '/^table /{ table = $2; next } { key = table " " $1; if (key != last && last != "") print last, n; if (key != last) n = 0; n++; last = key } END { print last, n }' >"$work/line"
	awk '$4 > 0 { print $1, $2, $4 }' "$work/counts" | cmp -s - "$work/line" || fail "$from: the groups of a sample are not those of its head"
	sed '/WHAT THE RECORD/,$d' "$work/sheet" >"$work/question-$from"
	[ "$(sed -n '/WHAT THE RECORD/,$p' "$work/sheet" | grep -c 'Agrees with my result')" -eq 25 ] || fail "$from: not every answer can be agreed with"
done
head -n 1 "$work/question-essex" >"$work/line"
says "all decisions" "$work/line" '^Sample of 25 out of 355 decisions: all decisions of the log$'
for title in '1. case PC-006 ' '2. case PC-017 ' '3. case PC-103 ' '25. case PC-135 '; do
	says "all decisions of Essex" "$work/question-essex" "^$title"
done
for title in '1. answer P87026, 2017/18, Safeguarding lead ' '2. answer P87026, 2017/18, Safeguarding lead ' '3. sent_letter L024 ' '4. sent_letter L032 '; do
	says "all decisions of Salford" "$work/question-salford" "^$title"
done
sample "$work/salford" 25 $salford examples/salford --seed 7
code "all decisions, with the files" 0 $?
says "the rule of a group" "$work/sheet" "^ *$(grep -n '^decide performance for standing' $salford | cut -d: -f1)  decide performance for standing"
says "what a rule rests on" "$work/sheet" '   It rests on lines [0-9].* of salford-standard.writ: under "The policy'
says "how it comes about" "$work/sheet" 'how it comes about, from the policy and the files'
sample "$work/salford" 25 $salford examples/salford --seed 7 --format csv --with-answers
[ "$(wc -l <"$work/sheet")" -eq 26 ] || fail "all decisions as CSV: $(wc -l <"$work/sheet") lines"
says "all decisions as CSV" "$work/sheet" '^3,sent_letter,L024,letters-sent.csv,25,reply_asked_from,2018-01-15,.*,33,1$'
says "all decisions as CSV" "$work/sheet" '^6,standing,"P87015, 2017/18 Q1",,,performance,71.06%,.*,221,3$'
sample "$work/salford" 25 $salford examples/salford --seed 7 --format html
[ "$(grep -c '<td class="n">' "$work/sheet")" -eq 29 ] || fail "all decisions as a page: $(grep -c '<td class="n">' "$work/sheet") counted"
[ "$(grep -c '^<h3 class="kind">performance of standing: 3 drawn of 221</h3>' "$work/sheet")" -eq 2 ] || fail "all decisions as a page: its groups"
# A table draws from its decisions alone.
sample "$work/salford" 25 --seed 7 --table sent_letter
head -n 1 "$work/sheet" >"$work/line"
says "the decisions of a table" "$work/line" '^Sample of 25 out of 396 decisions: all decisions of sent_letter$'
says "the decisions of a table" "$work/sheet" 'Not sampled: 17 other decisions in 4 tables: of practice next_at_the_group (46)'
sample "$work/salford" 2 $salford examples/salford --seed 1 --column status
says "the possible answers" "$work/sheet" '^   Possible answers: Red, Amber, Green; or nothing, where the rule gives nothing; or it cannot be decided$'
# By outcome each outcome of each decision is there: those of Essex are 20.
sample "$work/essex" 25 --seed 7 --by outcome --format csv --with-answers
code "all decisions by outcome" 0 $?
[ "$(wc -l <"$work/sheet")" -eq 26 ] || fail "all decisions by outcome: $(wc -l <"$work/sheet") lines"
for outcome in 'route,May_escalate' 'route,cannot be decided' 'next_step,Answer_PCSE' 'priority,High' 'receipt_confirmed_on,"nothing' 'receipt_confirmed_on,2022' 'resolution,Running'; do
	says "all decisions by outcome" "$work/sheet" ",$outcome"
done
# The head of the sheet counts them, as text and as a page: of all decisions, and of one.
for of in '25 20' "6 3 $route"; do
	# shellcheck disable=SC2086
	set -- $of
	drawn=$1 outcomes=$2
	shift 2
	sample "$work/essex" "$drawn" --seed 7 --by outcome "$@"
	sed -n 's/^  *\([A-Za-z_ ]*: [0-9]* of [0-9]*\)$/\1/p' "$work/sheet" >"$work/line"
	[ "$(wc -l <"$work/line")" -eq "$outcomes" ] || fail "by outcome: $(wc -l <"$work/line") outcomes of $outcomes"
	[ "$(awk '{ sum += $(NF - 2) } END { print sum }' "$work/line")" = "$drawn" ] || fail "by outcome: not $drawn drawn"
	sample "$work/essex" "$drawn" --seed 7 --by outcome --format html "$@"
	while IFS= read -r outcome; do
		says "by outcome, as a page" "$work/sheet" "$outcome"
	done <"$work/line"
done
sample "$work/salford" 25 --seed 7 --by outcome
code "fewer than the outcomes of all decisions" 2 $?
says "fewer than the outcomes of all decisions" "$work/error" 'have 99 outcomes together, so 25 are too few'
sample "$work/salford" 2 --seed 1 --table nonsuch
code "no such table" 2 $?
says "no such table" "$work/error" 'the log has no decision of nonsuch'
says "no such table" "$work/error" 'practice: next_at_the_group (46)'

# Other files are not those of the run.
sed 's/^PC-025,\(.*\)2022-04-05/PC-025,\12022-05-05/' examples/essex/cases.csv >"$work/cases.csv"
# shellcheck disable=SC2086
sample "$work/essex" 3 $essex case="$work/cases.csv" --seed 7 $route
code "a sample with another file" 2 $?
says "a sample with another file" "$work/error" "cases.csv is not the file of that run; 'writ verify "
# A record that does not agree with its log, without the files and with them.
again
sed -i.old 's/"run_date": "2022-05-31"/"run_date": "2022-06-01"/' "$work/spoilt/run.json" && rm "$work/spoilt/run.json.old"
# shellcheck disable=SC2086
sample "$work/spoilt" 3 --seed 7 $route
code "another day in run.json" 1 $?
says "another day in run.json" "$work/error" 'run_date is 2022-06-01 in run.json, and 2022-05-31 in the log'
again
sed -i.old 's/"owner": "Essex/"owner": "Wessex/' "$work/spoilt/run.json" && rm "$work/spoilt/run.json.old"
# shellcheck disable=SC2086
sample "$work/spoilt" 3 $essex examples/essex --seed 7 $route
code "another owner in run.json" 1 $?
says "another owner in run.json" "$work/error" 'the run is not as recorded: policy differs'
again
sed -i.old 's/"40 days"/"41 days"/' "$work/spoilt/run.json" && rm "$work/spoilt/run.json.old"
# shellcheck disable=SC2086
sample "$work/spoilt" 3 --seed 7 $route
code "another setting in run.json" 1 $?
says "another setting in run.json" "$work/error" 'the setting waiting_limit is 41 days in run.json, and 40 days in the log'

# What is not recorded stays out of a sheet, too.
sample "$work/private" 6 "$work/private.writ" --seed 7 --column set_apart
code "a sample of what is not recorded" 0 $?
sed '/own words/,/WHAT THE RECORD/d' "$work/sheet" >"$work/line"
for word in Quux Wilhelmina Plugh Xyzzy 1990-01-01 1931; do
	grep -v 'Zebedee Quux' "$work/line" | grep -q "$word" && fail "not recorded: a sheet has $word"
done
says "a sample of what is not recorded" "$work/sheet" 'full_name: (not recorded)'

# The rows from the last to the first; one runs over two lines.
awk 'NR == 1 { print; next } /^PC-/ { row[++rows] = $0; next } { row[rows] = row[rows] "\n" $0 }
	END { for (; rows > 0; rows--) print row[rows] }' examples/essex/cases.csv >"$work/cases.csv"
"$program" run $essex case="$work/cases.csv" --on 2022-05-31 --out "$work/sorted" >/dev/null 2>&1
# shellcheck disable=SC2086
sample "$work/sorted" 3 --seed 7 $route
drawn | cmp -s - "$work/keys" || fail "a sample goes by the order of the file"
# From the outcomes their shares, read off the table.
# shellcheck disable=SC2086
sample "$work/essex" 12 --seed 3 --by outcome --format csv $route --with-answers
code "a sample by outcome" 0 $?
[ "$(wc -l <"$work/sheet")" -eq 13 ] || fail "a sample by outcome: $(wc -l <"$work/sheet") lines"
for outcome in $(cut -d, -f2 "$work/log" | sort -u); do
	grep -q ",route,$outcome," "$work/sheet" || fail "a sample by outcome: none of $outcome"
done
# shellcheck disable=SC2086
sample "$work/essex" 12 --seed 3 --by outcome --format csv $route
grep -q 'May_escalate\|Usual_route' "$work/sheet" && fail "CSV: an outcome nobody asked for"
sample "$work/salford" 2 --seed 1 --table standing --column status
says "what a decision goes by" "$work/sheet" 'performance: '
# shellcheck disable=SC2086
sample "$work/essex" 1 --seed 1 --by outcome $route
code "fewer rows than outcomes" 2 $?
for words in "3" "--seed 7" "0 --seed 7" "x --seed 7" "3 --seed x" "3 --seed 7 --by size" "3 --seed 7 --format json" "3 --seed 7 --column none" "3 --seed 7 --table none"; do
	# shellcheck disable=SC2086
	sample "$work/essex" $words
	code "sample $words" 2 $?
done
# shellcheck disable=SC2086
sample "$work/essex" 999 --seed 7 --format csv $route
[ "$(wc -l <"$work/sheet")" -eq 72 ] || fail "a sample of all: $(wc -l <"$work/sheet") lines"

[ $failed = 0 ] && echo "record: all is as it should be"
[ $failed = 0 ]
