#!/bin/sh
# The Salford example with one thing wrong at a time: a located message, the effect it states, counts that reconcile, nothing lost, and no
# letter that should not have been written. What is expected is worked out from the policy, or by running the example with every value
# that a spoiled cell might have held: only what comes out the same for all of them may be written.
set -u
LC_ALL=C
export LC_ALL
writ=${1:-build/writ}
writ=$(cd "$(dirname "$writ")" && pwd)/$(basename "$writ")
cd "$(dirname "$0")/.." || exit 1
folder=policies/salford-standard
policy=$folder/salford-standard.writ
data=examples/salford
day=2018-02-28
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
d=$scratch/data
out=$scratch/out
bad=0 tried=0 name=

fail() {
	printf 'FAIL %s: %s\n' "$name" "$*"
	bad=1
}

# A case begins: the example as it is.
begin() {
	name=$1
	tried=$((tried + 1))
	rm -rf "$d" "$out"
	mkdir "$d"
	cp "$data"/*.csv "$d"
}

change() { # file sed-command: which must change something
	sed "$2" "$d/$1" >"$scratch/changed"
	cmp -s "$scratch/changed" "$d/$1" && fail "'$2' changes nothing in $1"
	cp "$scratch/changed" "$d/$1"
}

append() { # file rows...
	to=$d/$1
	shift
	printf '%s\n' "$@" >>"$to"
}

line_of() { # file text: the line where a row begins so
	grep -n "^$2" "$d/$1" | head -n 1 | cut -d: -f1
}

# Which letters were written, and to whom.
written() {
	sed 1d "$1/letters/letters.csv" | cut -d, -f2-4 | sort
}

# Each input: all its lines are the headings, or were read; what was read was used, refused, repeated or dated later. problems.csv has a
# line for each that was refused or repeated.
reconcile() {
	sed -n 's/^ *"\(file\|read\|used\|refused\|repeated\|dated_later\)": "\{0,1\}\([^",]*\)"\{0,1\},*$/\1 \2/p' "$out/run.json" |
		awk '$1 == "file" { file = $2 } $1 == "read" { sum = read = $2; next } { sum -= $2 }
			$1 == "dated_later" { print file, read, sum }' >"$scratch/counts"
	[ "$(wc -l <"$scratch/counts")" = 9 ] || fail "run.json has not nine inputs"
	while read -r file read sum; do
		[ "$sum" = 0 ] || fail "$file: read is not used + refused + repeated + dated later"
		[ "$read" = "$(sed 1d "$d/$file" | grep -c .)" ] || fail "$file: $read rows read, but it has others"
	done <"$scratch/counts"
	# Every row of score that was used belongs to a row of standing, or is counted as outside.
	sed -n '/"groups"/,/\]/s/^ *"\(source_rows\|belong\|left_out\|no_such_row\|key_blank\|key_unknown\)": \([0-9]*\),*$/\1 \2/p' "$out/run.json" |
		awk '$1 == "source_rows" { rows = sum = $2; next } { sum -= $2 } END { print rows, sum }' >"$scratch/counts"
	[ "$(cat "$scratch/counts")" = "$(sed -n '/"table": "score"/,/"used"/s/^ *"used": \([0-9]*\),*$/\1/p' "$out/run.json") 0" ] ||
		fail "the rows of standing and those outside are not the rows of score: $(cat "$scratch/counts")"
	for effect in refused repeated; do
		counted=$(sed -n '/"inputs"/,/"tables"/s/^ *"'$effect'": \([0-9]*\),*$/\1/p' "$out/run.json" |
			awk '{ sum += $1 } END { print sum + 0 }')
		[ "$counted" = "$(grep -c "^[^,]*,[0-9]*,row $effect," "$out/problems.csv")" ] ||
			fail "rows $effect: run.json and problems.csv count differently"
	done
}

# The run of a case that is not to stop: exit 0, counts in order.
run() {
	"$writ" run "${the_policy:-$policy}" "$d" --on "${on:-$day}" --out "$out" "$@" >"$scratch/text" 2>"$scratch/err" </dev/null
	code=$?
	if [ "$code" != 0 ]; then
		fail "exit $code, not 0"
		head -n 4 "$scratch/err"
		return 1
	fi
	reconcile
	written "$out" >"$scratch/letters"
}

# The run of a case that stops: exit code, words, and no folder.
stops() { # code words [options...]
	code=$1 words=$2
	shift 2
	"$writ" run "${the_policy:-$policy}" "$d" --on "$day" --out "$out" "$@" >"$scratch/text" 2>"$scratch/err" </dev/null
	got=$?
	[ "$got" = "$code" ] || fail "exit $got, not $code: $(head -n 1 "$scratch/err")"
	grep -qE -- "$words" "$scratch/err" || fail "does not say '$words': $(head -n 2 "$scratch/err")"
	[ ! -e "$out" ] || fail 'a run that stopped left its folder'
}

problem() { # "file,line,effect,column,", text and words of it; and the same on the terminal
	grep -qE -- "^$1.*$2" "$out/problems.csv" || fail "problems.csv has no '$1...$2'"
}
says() {
	cat "$scratch/err" "$scratch/text" | grep -qE -- "$1" || fail "does not say '$1'"
}
same_letters() {
	cmp -s "$scratch/usual" "$scratch/letters" || {
		fail 'other letters than usual (< usual)'
		diff "$scratch/usual" "$scratch/letters"
	}
}
not_more() { # file: nothing written that is not in it
	comm -13 "$1" "$scratch/letters" >"$scratch/more"
	[ ! -s "$scratch/more" ] || fail "written without need: $(head -n 3 "$scratch/more")"
}
held() { # letter, key, state and why
	grep -qE -- "^$1,\"?$2\"?,$3" "$out/letters/not-written.csv" || fail "not-written.csv has no '$1, $2, $3'"
	grep -q "^$(echo "$2" | sed 's/, /,/'),$1\$" "$scratch/letters" && fail "$1 for $2 was written"
}

begin usual
run
cp "$scratch/letters" "$scratch/usual"
sed 1d "$data/expected/letters-due-$day.csv" | sort | cmp -s - "$scratch/usual" || fail 'the letters are not those of the ledger'

# ---- scores ----

begin 'scores over 100 and below 0'
change dashboard.csv 's/^\(P87011,2017.18 Q3,Blood pressure\),.*/\1,189.21%/; s/^\(P87011,2017.18 Q3,Bowel screening\),.*/\1,-5%/'
run
line=$(line_of dashboard.csv 'P87011,2017/18 Q3,Blood')
problem "dashboard.csv,$line,note,achieved,,\"?2 cells are above 100% or below 0%" "'189.21%'.*they stand.*percent-beyond-100"
says "dashboard.csv:$line: note: 'achieved': 2 cells"
same_letters		# a Green practice all the same

begin 'practices that are not in the list'
append dashboard.csv 'P99999,2017/18 Q3,Blood pressure,1%' 'P99998,2017/18 Q2,Blood pressure,1%'
append replies.csv 'R900,P99997,2017/18 Q2,Letter_2,2017-11-20,Plan'
run
problem 'dashboard.csv,2653,note,practice,P99999' 'counts for no practice.*no-such-row'
problem 'dashboard.csv,2654,note,practice,P99998' 'add the row to practices.csv'
problem 'replies.csv,28,note,practice,P99997' 'no-such-row'
says "replies.csv:28: note: 'practice' 'P99997': no row of practices.csv has this practice_code: the row here stays"
same_letters

begin 'a quarter that is not in the list'
append dashboard.csv 'P87001,2019/20 Q1,Blood pressure,1%'
run
problem 'dashboard.csv,2653,note,quarter,2019/20 Q1' 'no row of quarters.csv has this quarter.*no-such-row'
same_letters

# ---- the same row twice ----

begin 'the same row twice, agreeing'
for file in dashboard sign-up letters-sent replies practices quarters; do
	row=$(sed -n 3p "$d/$file.csv")
	append $file.csv "$row"
	last=$(wc -l <"$d/$file.csv")
	eval "line_$(echo $file | tr - _)=$((last))"
done
run
for file in dashboard sign-up letters-sent replies practices quarters; do
	eval "line=\$line_$(echo $file | tr - _)"
	problem "$file.csv,$line,row repeated,," 'has the key of line 3 and says the same.*repeated-key'
done
same_letters

# A cell that could be anything: every value it could have had is tried, and only what they all bring may be written.
begin 'the same row twice, differing'
row='P87011,2017/18 Q3,Blood pressure'
for value in 0% 20% 45% 100% ''; do
	sed "s|^$row,.*|$row,$value|" "$data/dashboard.csv" >"$d/dashboard.csv"
	run
	[ -e "$scratch/sure" ] || cp "$scratch/letters" "$scratch/sure"
	comm -12 "$scratch/sure" "$scratch/letters" >"$scratch/both"
	mv "$scratch/both" "$scratch/sure"
done
cp "$data/dashboard.csv" "$d"
append dashboard.csv "$row,1%"
run
line=$(line_of dashboard.csv "$row")
problem "dashboard.csv,2653,row repeated,," "has the key of line $line but says something else"
problem "dashboard.csv,$line,cell refused,achieved," 'line 2653 has the same key.*rows-differ'
not_more "$scratch/sure"
cmp -s "$scratch/usual" "$scratch/letters" && fail 'a score that could change the bottom five holds nothing back'
held Letter_4 'P87011, 2017/18 Q3' 'cannot be decided,.*'

begin 'a letter in the register twice, differing'
change letters-sent.csv '$s/$/\
L001,P87099,2017\/18 Q1,Letter_1,2017-09-01,Post,/'
run
problem 'letters-sent.csv,2,cell refused,practice,' 'rows-differ'
not_more "$scratch/usual"

# ---- cells that cannot be read ----

begin 'a quarter written four ways'
change dashboard.csv '/^P87001,/s/2017.18 Q1/Q1 2017-18/; /^P87002,/s/2017.18 Q2/2017-18 Q2/; /^P87003,/s/2017.18 Q3/Q3 2017\/18/; /^P87004,/s/2017.18 Q3/2017\/2018 Q3/'
run
same_letters
grep -q 'cell refused,quarter\|row refused' "$out/problems.csv" && fail 'a way to write a quarter is refused'

begin 'a quarter that cannot be read'
change dashboard.csv 's/^P87011,2017.18 Q3,Blood/P87011,the third quarter,Blood/'
run
line=$(line_of dashboard.csv 'P87011,the third quarter')
problem "dashboard.csv,$line,row refused,quarter,the third quarter," 'not a quarter.*unreadable-key.*P87011,the third quarter,Blood pressure'
# The score could be one that Letters 1, 4 and 5 rest on; Letter 3 and the other strand rest on none.
held Letter_4 'P87043, 2017/18 Q3' 'held back,.*1 row of dashboard.csv was refused and could be about it'
says '1 row of dashboard.csv was refused: letters that rest on it are held back'

begin 'an answer Maybe'
change sign-up.csv 's/^\(P87037,2017.18,[^,]*,[^,]*\),No,/\1,Maybe,/'
run
line=$(grep -n ',Maybe,' "$d/sign-up.csv" | head -n 1 | cut -d: -f1)
problem "sign-up.csv,$line,cell refused,at_sign_up,Maybe" 'unknown-label'
not_more "$scratch/usual"

# ---- records that contradict each other ----

begin 'a receipt before its letter'
change letters-sent.csv 's/^\(L001,.*,2017-09-01,Post\),.*/\1,2017-08-30/'
run
grep -q '^L001,.*,2017-09-01,2017-08-30' "$out/reports/receipts_before_letters.csv" || fail 'the report does not list it'
same_letters

begin 'a reply without its letter'
append replies.csv 'R901,P87011,2017/18 Q3,Letter_4,2018-02-20,Plan'
run
grep -q '^R901,.*,2017/18 Q3,Letter_4,2018-02-20' "$out/reports/replies_without_letters.csv" || fail 'the report does not list it'
same_letters

# A plan that says for no letter what it is: it answers none, so what waits for a plan goes on waiting. A request for support is no answer.
begin 'replies that name no letter'
append replies.csv 'R902,P87002,2017/18 Q3,,2018-02-20,Plan' 'R903,P87014,,,2018-02-20,Support request' \
	'R904,P87001,2017/18 Q3,,2018-03-20,Plan'
run
grep -q '^R902,[^,]*,2017/18 Q3,,2018-02-20' "$out/reports/replies_without_letters.csv" || fail 'the report does not list it'
[ "$(sed 1d "$out/reports/replies_without_letters.csv" | wc -l)" = 1 ] || fail 'the report lists what is no such reply, or came later'
for letter in L016 L032; do
	grep -q "^$letter," "$out/reports/letters_waiting.csv" || fail "$letter does not wait for its plan any more"
done
same_letters

# Letter 3 asks for what is outstanding; the others go by dashboards, or by letters sent and their replies.
begin 'a sign-up row that cannot be read: it could be the answer that Letter 3 asks for'
append sign-up.csv ',2017/18,Data sharing,2017-04-04,Yes,,,,,,'
run
problem 'sign-up.csv,437,row refused,practice,' 'unreadable-key'
held Letter_3 'P87023, 2017/18 Q3' 'held back,1 row of sign-up.csv was refused and could be about it'
says '1 row of sign-up.csv was refused: letters that rest on it are held back'
not_more "$scratch/usual"
[ "$(wc -l <"$scratch/letters")" = "$(($(wc -l <"$scratch/usual") - 1))" ] || fail 'a letter that rests on other files was held back'

# The row was all that the letter was due for; without it nothing is outstanding.
begin 'a sign-up row that is cut short'
change sign-up.csv 's/^\(P87023,2017.18,Care plans,[^,]*\),.*/\1/'
run
line=$(line_of sign-up.csv 'P87023,2017/18,Care plans')
problem "sign-up.csv,$line,row refused" '4 cells where there are 11 headings'
grep -q '^P87023,2017/18 Q3,Letter_3' "$scratch/letters" && fail 'Letter 3 was written without what it asks for'
says '1 row of sign-up.csv was refused: letters that rest on it are held back, and one that is due may be missing'
not_more "$scratch/usual"

# ---- lists that end too soon ----

begin 'a reply that cannot be read: nobody is told that there was none'
append replies.csv 'R900,P87015,2017/18 Q2,Letter_4,2018-02-20,Plan,by email'
run
problem 'replies.csv,28,row refused' '7 cells where there are 6 headings'
held Letter_5 'P87015, 2017/18 Q2' 'held back,.*1 row of replies.csv was refused and could be about it'
not_more "$scratch/usual"

begin 'a reply whose practice is in small letters, or has O for 0'
append replies.csv 'R900,p87015,2017/18 Q2,Letter_4,2018-02-20,Plan' 'R901,P87O43,2017/18 Q2,Letter_4,2018-02-20,Plan'
run
problem 'replies.csv,28,note,practice,p87015' 'write P87015, if that is meant.*no-such-row'
problem 'replies.csv,29,note,practice,P87O43' '(write P87043, if that is meant|and in 1 more)'
held Letter_5 'P87015, 2017/18 Q2' 'held back,.*2 rows of replies.csv have mistyped codes and could be about it'
says '2 rows of replies.csv have mistyped codes: letters that rest on them are held back'
not_more "$scratch/usual"

begin 'a score whose row has a cell too many'
change dashboard.csv 's/^P87016,2017.18 Q3,Blood pressure,.*/&,see email/'
run
held Letter_4 'P87043, 2017/18 Q3' 'held back,.*1 row of dashboard.csv was refused and could be about it'
not_more "$scratch/usual"

begin 'a list of meetings that ends too soon'
awk 'NR == 1 || $1 <= "2018-02-28"' "$data/pcqg-meetings.csv" >"$d/pcqg-meetings.csv"
run
grep -q '^L026,.*,No_meeting_date' "$out/reports/pcqg_agenda.csv" || fail 'the agenda does not say that there is no meeting'
grep -c . "$out/reports/pcqg_agenda.csv" >"$scratch/now"
same_letters

begin 'a calendar that ends before a deadline'
append quarters.csv '2028/29 Q2,2028-10-16,2028-11-01,2028-10-13'
append letters-sent.csv 'L900,P87001,2028/29 Q2,Letter_4,2028-12-20,Post,'
on=2028-12-29 run
problem 'letters-sent.csv,43,cannot be worked out,' 'calendar.*arithmetic'
says 'letters-sent.csv:43: cannot be worked out'
says '1 row may belong here; it cannot be decided: L900'
grep -q '2028/29' "$scratch/letters" && fail 'a letter about a quarter whose deadline is not known'

# ---- the register ----

begin 'a refused row in the register'
append letters-sent.csv ',P87001,2017/18 Q3,Letter_4,2018-02-20,Post,'
run
problem 'letters-sent.csv,43,row refused,letter_ref,' 'unreadable-key'
[ -s "$scratch/letters" ] && fail 'letters were written beside a refused row of the register'
says 'No letter is written: 1 row of letters-sent.csv was refused \(line 43\) and could record any of them; all are listed in problems.csv'
while IFS=, read -r who quarter letter; do
	held "$letter" "$who, $quarter" 'held back,'
done <"$scratch/usual"
find "$out/letters" -type f | grep -vE '/(letters|not-written|for-the-register)\.csv$' | grep -q . && fail 'a letter stands in the folder'

begin 'the headings pasted into the register: they record no letter'
append letters-sent.csv "$(head -n 1 "$d/letters-sent.csv")"
run
problem 'letters-sent.csv,43,row refused,' 'headings-again'
same_letters
grep -q 'No letter is written' "$scratch/text" && fail 'it says that no letter is written'

begin 'the headings pasted into the register with the mark of a file'
append letters-sent.csv "$(printf '\357\273\277'; head -n 1 "$d/letters-sent.csv")"
run
problem 'letters-sent.csv,43,row refused,' 'headings-again'
same_letters

begin 'a refused row in the register beside the headings: the row alone holds letters back'
append letters-sent.csv "$(head -n 1 "$d/letters-sent.csv")" ',P87001,2017/18 Q3,Letter_4,2018-02-20,Post,'
run
[ -s "$scratch/letters" ] && fail 'letters were written beside a refused row of the register'
says 'No letter is written: 1 row of letters-sent.csv was refused \(line 44\)'

begin 'eight refused rows in the register'
append letters-sent.csv ',P87001,2017/18 Q3,Letter_4,2018-02-20,Post,' ',P87002,2017/18 Q3,Letter_4,2018-02-20,Post,' \
	',P87003,2017/18 Q3,Letter_4,2018-02-20,Post,' ',P87004,2017/18 Q3,Letter_4,2018-02-20,Post,' \
	',P87005,2017/18 Q3,Letter_4,2018-02-20,Post,' ',P87006,2017/18 Q3,Letter_4,2018-02-20,Post,' \
	',P87007,2017/18 Q3,Letter_4,2018-02-20,Post,' ',P87008,2017/18 Q3,Letter_4,2018-02-20,Post,'
run
says 'No letter is written: 8 rows of letters-sent.csv were refused \(lines 43, 44, 45, 46, 47 and 3 more\)'
grep -q '8 rows of letters-sent.csv were refused (lines 43, 44, 45, 46, 47 and 3 more)' "$out/index.html" || fail 'the page does not name the lines'

begin 'a letter recorded twice'
row=$(sed -n 's/^L001,//p' "$data/letters-sent.csv")
append letters-sent.csv "L900,$row"
run
first=$(line_of letters-sent.csv L001)
problem 'letters-sent.csv,43,note,letter_name,Letter_1' "line $first records it for .* already, and here line 43 does so again"
same_letters

begin 'names and days in the register that cannot be read'
append letters-sent.csv 'L900,P87043,2017/18 Q3,Letter_44,2018-02-20,Post,' 'L901,P87026,2017/18 Q3,Letter_4,20 Febuary,Post,'
run
problem 'letters-sent.csv,43,cell refused,letter_name,Letter_44' 'unknown-label'
problem 'letters-sent.csv,44,cell refused,letter_date,20 Febuary' 'bad-date'
held Letter_4 'P87043, 2017/18 Q3' 'cannot be decided,'
held Letter_4 'P87026, 2017/18 Q3' 'cannot be decided,'
not_more "$scratch/usual"

# A letter sent that is found nowhere could be any of those that are due.
lost() { # line, cell, text, words: no letter is written, and it is said why and where
	[ -s "$scratch/letters" ] && fail 'letters were written beside a row of the register that counts for nobody'
	problem "letters-sent.csv,$1,letters held back,$2,$3" "$4.*no letter is written.*letter-for-nobody"
	says "No letter is written: 1 row of letters-sent.csv is a letter to somebody who cannot be found \\(line $1\\), and it could go"
	says '^writ: .*1 row holds all letters back'
	grep -q "somebody who cannot be found (line $1)" "$out/index.html" || fail 'the page does not name the line'
	grep -q 'nothing of its own; rows of the register: see above' "$out/index.html" || fail 'the page does not say what is missing'
	grep -q '"register_rows_for_nobody": 1,' "$out/run.json" || fail 'run.json does not count the row'
	while IFS=, read -r who quarter letter; do
		held "$letter" "$who, $quarter" \
			"held back,\"1 row of letters-sent.csv is a letter to somebody who cannot be found \\(line $1\\), and it could go out again\""
	done <"$scratch/usual"
	find "$out/letters" -type f | grep -vE '/(letters|not-written|for-the-register)\.csv$' | grep -q . && fail 'a letter stands in the folder'
	grep -q "^letters-sent.csv,$1,.*no-such-row" "$out/problems.csv" && fail 'the cell is told twice'
}

begin 'a letter sent, its date mistyped into the future: it does not count, and that is said'
grep -v ',2018-0[3-9]-' "$d/letters-sent.csv" >"$scratch/until" && mv "$scratch/until" "$d/letters-sent.csv"
append letters-sent.csv 'L900,P87043,2017/18 Q3,Letter_4,2028-02-20,Post,'
run
says '1 row of letters-sent.csv is dated after 2018-02-28: not counted yet'
says 'in a run of today it is a slip in a date, and what was sent could go out again'

begin 'a letter sent to a practice that is not in the list'
append letters-sent.csv 'L900,P99999,2017/18 Q3,Letter_4,2018-02-20,Post,'
run
lost 43 practice P99999 'no row of practices.csv has this practice_code'
problem 'letters-sent.csv,43,letters held back,practice,P99999' 'put its row back into practices.csv'
grep -q 'did you mean' "$out/problems.csv" && fail 'a guess, though no code is near'
says "letters-sent.csv:43: letters held back: 'practice' 'P99999': no row of practices.csv has this practice_code, so this letter sent"
append practices.csv "$(sed -n '/^P87015,/{s/^P87015/P99999/;p;}' "$d/practices.csv")"
run
same_letters		# back in the list: it counts, for that practice

begin 'a letter sent, its code mistyped by one figure, near to one practice only'
append letters-sent.csv 'L900,P86014,2017/18 Q3,Letter_4,2018-02-20,Post,'
run
lost 43 practice P86014 'no row of practices.csv has this practice_code'
problem 'letters-sent.csv,43,letters held back,practice,P86014' 'did you mean P87014[?]'

begin 'a letter sent, its code mistyped, and near to several'
append letters-sent.csv 'L900,P87099,2017/18 Q3,Letter_4,2018-02-20,Post,'
run
lost 43 practice P87099 'no row of practices.csv has this practice_code'
grep -q 'did you mean' "$out/problems.csv" && fail 'one of several codes was picked'

begin 'a letter sent, its code mistyped: it would go again'
change letters-sent.csv '$s/$/\
L900,P87O43,2017\/18 Q3,Letter_4,2018-02-20,Post,/'
run
if grep -q '^letters-sent.csv,43,cell refused,practice' "$out/problems.csv"; then
	not_more "$scratch/usual"
	held Letter_4 'P87043, 2017/18 Q3' 'cannot be decided,'
else
	lost 43 practice P87O43 'no row of practices.csv'
fi

begin 'a letter sent, its code mistyped, and that code is another practice'
append letters-sent.csv 'L900,P87041,2017/18 Q3,Letter_5,2018-02-20,Post,'
run
problem 'letters-sent.csv,43,note,letter_name,Letter_5' 'line 43 records it for P87041, 2017/18 Q3, and its rule does not hold there: newly_persistent is no; .*sent-without-rule'
says '1 row of letters-sent.csv records a letter for somebody for whom its rule does not hold'
grep -q '<p>1 row of letters-sent.csv records a letter for somebody' "$out/index.html" || fail 'the page does not say so'
same_letters		# a note: whom it was meant for is due, as before

begin 'letters sent to a practice that has closed since'
change practices.csv '/^P87001,/s/,$/,2018-02-01/'
run
grep -q 'sent-without-rule' "$out/problems.csv" && fail 'what it was sent while it was open is told'

begin 'a letter sent about a quarter that is not in the list'
append letters-sent.csv 'L900,P87043,2071/72 Q3,Letter_4,2018-02-20,Post,'
run
lost 43 quarter '2071/72 Q3' 'no row of quarters.csv has this quarter'

begin 'a letter sent about a quarter in which the practice was not open'
append letters-sent.csv "L900,$(awk -F, 'NR > 1 && $6 > "2017-10-01" { print $1; exit }' "$d/practices.csv"),2017/18 Q1,Letter_1,2017-09-01,Post,"
run
same_letters

# What was written is put into the register, as it comes or with the missing column filled in: it does not go again.
again() { # how: a sed command over the rows of letters.csv
	begin "twice, the letters of the first run in the register: $1"
	run
	sed 1d "$out/letters/letters.csv" | cut -d, -f1-7 | sed "$1" >"$scratch/rows"
	[ "$(wc -l <"$scratch/rows")" = "$(wc -l <"$scratch/usual")" ] || fail 'a row of letters.csv is not one line'
	cat "$scratch/rows" >>"$d/letters-sent.csv"
	for then in $day 2018-03-01 2018-03-15 2018-05-31; do
		on=$then run
		comm -12 "$scratch/usual" "$scratch/letters" >"$scratch/twice"
		[ -s "$scratch/twice" ] && fail "on $then again: $(cat "$scratch/twice")"
	done
	on=$day run
	[ -s "$scratch/letters" ] && fail "on the same day again: $(cat "$scratch/letters")"
}
again 's/,,$/,Post,/'
again 's/x/x/'

begin 'a register without its rows'
head -n 1 "$data/letters-sent.csv" >"$d/letters-sent.csv"
run
says 'letters-sent.csv: (0 rows read|no rows)'

# ---- what a letter shows ----

begin 'a field of a letter that is blank'
change practices.csv 's/^P87015,\([^,]*\),[^,]*,/P87015,\1,,/'
run
line=$(line_of practices.csv P87015)
problem "practices.csv,$line,cell refused,recipient," 'bad-text'
held Letter_5 'P87015, 2017/18 Q2' 'held back,.*practice.recipient'
says 'P87015, 2017/18 Q2 \(.*\): Letter_5 .*recipient'
grep -v '^P87015' "$scratch/usual" | cmp -s - "$scratch/letters" || fail 'more than that letter is held back'
ls "$out/letters" | grep -q '^P87015' && fail 'a letter with a blank in it was written'

begin 'a practice that is gone from the list'
change practices.csv '/^P87015,/d'
run
grep -q P87015 "$scratch/letters" && fail 'a letter to a practice without an address'
problem 'dashboard.csv,[0-9]*,note,practice,P87015' 'no-such-row'
not_more "$scratch/usual"
[ -s "$scratch/letters" ] || ! grep -q ',P87015,' "$d/letters-sent.csv" || held Letter_4 'P87043, 2017/18 Q3' 'held back,"[0-9]+ rows? of letters-sent.csv (is a letter|are letters) to somebody who cannot be found'

begin 'cells with markup, marks of templates and control characters'
awk -F, -v OFS=, 'NR > 1 && $1 == "P87015" { $2 = "<script>alert(1)</script>"; $3 = "Dr ((practice.practice_code)) \033]0;x\007" } 1' \
	"$data/practices.csv" >"$d/practices.csv"
run
grep -rl '<script>alert' "$out" --include='*.html' | grep -q . && fail 'markup of a cell reached a page'
grep -q 'script&gt;\|&lt;script' "$out/letters/P87015-2017-18-Q2-Letter_5.html" || fail 'the name is lost from the letter'
grep -q '((practice.practice_code))' "$out/letters/P87015-2017-18-Q2-Letter_5.txt" || fail 'a cell was read as a template'
cat "$scratch/text" "$scratch/err" "$out/letters"/*.txt | grep -q "$(printf '\033')" && fail 'a control character came through'
same_letters

# ---- names of files ----

# The code of P87015 is another one throughout, in a policy that takes any text for a code.
mkdir "$scratch/loose"
cp -R "$folder/letters" "$scratch/loose"
sed 's/is text like "@#####"/is text/' "$policy" >"$scratch/loose/salford-standard.writ"
named() { # code
	begin "a practice with the code $1"
	for file in "$d"/*.csv; do
		awk -v code="$1" '{ at = index($0, "P87015"); if (at) $0 = substr($0, 1, at - 1) code substr($0, at + 6) } 1' "$file" >"$scratch/changed"
		mv "$scratch/changed" "$file"
	done
	the_policy=$scratch/loose/salford-standard.writ run
	[ "$(grep -c . "$scratch/letters")" = "$(grep -c . "$scratch/usual")" ] || fail 'not as many letters as usual'
	find "$out/letters" -mindepth 1 -type d | grep -q . && fail 'a folder inside the letters'
	sed 1d "$out/letters/letters.csv" | sed 's/.*,//' | while read -r file; do
		[ -f "$out/letters/$file" ] || echo "no $file"
	done | grep . && fail 'letters.csv names a file that is not there'
	ls "$out/letters" | grep -vE '^[A-Za-z0-9_][A-Za-z0-9._-]*$' | grep -q . && fail 'a name that is no plain name'
	ls "$out/letters" | grep -qiE '^(con|nul|aux|prn|com1)([.-]|$)' && ls "$out/letters" | grep -qiE '^(con|nul|aux|prn|com1)(\.|$)' &&
		fail 'a name that is a device'
	find "$scratch" -name '*Letter_5.txt' ! -path "$out/letters/*" | grep -q . && fail 'a letter outside its folder'
	sed 1d "$out/letters/letters.csv" | cut -d, -f1-7 >>"$d/letters-sent.csv"
	the_policy=$scratch/loose/salford-standard.writ run
	[ -s "$scratch/letters" ] && fail "in the register, and written again: $(cat "$scratch/letters")"
}
named '../../x'
named '/etc/passwd'
named 'CON'
named '-rf'
named '..'
named 'C:\\\\x'
named '=1+1'
named '@x'
named "'=1+1"

begin 'a code that is a path, where codes have a pattern'
change practices.csv 's/^P87015,/..\/..\/x,/'
run
problem "practices.csv,$(line_of practices.csv '../../x'),row refused,practice_code,../../x" 'unreadable-key'
grep -q P87015 "$scratch/letters" && fail 'a letter to a practice whose row was refused'
not_more "$scratch/usual"

# ---- wordings ----

wording() { # name: a copy of the policy whose wordings may be spoiled
	begin "$1"
	rm -rf "$scratch/spoiled"
	mkdir "$scratch/spoiled"
	cp -R "$folder/letters" "$policy" "$scratch/spoiled"
	the_policy=$scratch/spoiled/salford-standard.writ
}
wording 'a wording with an unknown field'
echo 'Yours, ((practice.recipiant))' >>"$scratch/spoiled/letters/letter-4.txt"
line=$(wc -l <"$scratch/spoiled/letters/letter-4.txt")
stops 3 "letters/letter-4.txt:$line:.*recipiant"
wording 'a wording that is not there'
rm "$scratch/spoiled/letters/letter-4.txt"
stops 3 'letter-4.txt.*template-file|letter-4.txt'
wording 'a wording that is a folder'
rm "$scratch/spoiled/letters/letter-4.txt"
mkdir "$scratch/spoiled/letters/letter-4.txt"
stops 3 'letter-4.txt'
wording 'a wording of two megabytes'
head -c 2000000 /dev/zero | tr '\0' 'x' >"$scratch/spoiled/letters/letter-4.txt"
stops 3 'letter-4.txt.*(1 MB|long)'
wording 'a wording that is no text'
head -c 4000 /dev/urandom >"$scratch/spoiled/letters/letter-4.txt"
stops 3 'letter-4.txt'
wording 'a wording outside the folder of the policy'
sed 's|"letters/letter-4.txt"|"../../../../../../etc/passwd"|' "$policy" >"$the_policy"
stops 3 'salford-standard.writ:[0-9]+:.*(outside|below|folder)'
wording 'a wording with markup'
printf '<script>alert(2)</script>\r\n\r\n<img src=x onerror=alert(3)> ((practice.recipient))\r\n' >"$scratch/spoiled/letters/letter-4.txt"
run
grep -rlE '<script>alert|<img src' "$out" --include='*.html' | grep -q . && fail 'markup of a wording reached a page'
same_letters
wording 'a wording that is empty'
: >"$scratch/spoiled/letters/letter-4.txt"
"$writ" run "$the_policy" "$d" --on "$day" --out "$out" >"$scratch/text" 2>"$scratch/err"
[ $? -le 4 ] || fail 'it falls over'
the_policy=

# ---- files that are not there ----

for file in "$data"/*.csv; do
	begin "no $(basename "$file")"
	rm "$d/$(basename "$file")"
	stops 2 "$(basename "$file")"
done
begin 'a register cut in the middle of a quotation'
change letters-sent.csv 's/^L030,/"L030,/'
run
problem 'letters-sent.csv,31,row refused,' 'broken-row|never closed|quotation'
[ -s "$scratch/letters" ] && fail 'letters were written beside a refused row of the register'

echo "$tried kinds of bad input tried on the Salford example"
exit "$bad"
