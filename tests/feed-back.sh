#!/bin/sh
# Letters that were written, put into the register, are sent. The register of the Salford example is saved again in every form a
# spreadsheet may give it; a run, the rows of for-the-register.csv put below, and a second run of the same day: no letter is due that was
# written, every row that was added is read, and none is refused.
set -u
LC_ALL=C
export LC_ALL
writ=${1:-build/writ}
writ=$(cd "$(dirname "$writ")" && pwd)/$(basename "$writ")
cd "$(dirname "$0")/.." || exit 1
policy=policies/salford-standard/salford-standard.writ
day=2018-02-28
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
d=$scratch/data
sent=$d/letters-sent.csv
rows=$d/for-the-register.csv
bad=0 tried=0 name=
mkdir "$d"
cp examples/salford/*.csv "$d"
awk -F, 'NR == 1 || $5 <= "'$day'"' examples/salford/letters-sent.csv >"$scratch/register"

fail() {
	printf 'FAIL %s: %s\n' "$name" "$*"
	bad=1
}

# One run: which letters it wrote, and how many rows of the register it read and refused.
run() { # to what
	"$writ" run "$policy" "$d" --on "$day" --out "$scratch/$1" >"$scratch/text" 2>"$scratch/err" </dev/null || {
		fail "exit $? of the $1 run: $(head -n 2 "$scratch/err")"
		return 1
	}
	sed 1d "$scratch/$1/letters/letters.csv" | cut -d, -f2-4 | sort >"$scratch/$1.letters"
	for count in read refused; do
		sed -n '/"letters-sent.csv"/,/"columns_not_read"/s/^ *"'$count'": \([0-9]*\),*$/\1/p' "$scratch/$1/run.json" >"$scratch/$1.$count"
	done
}

# The register in another form: awk over its cells, already parted; it prints them as it likes.
form() { # name how-many-letters-are-written awk-program
	name=$1 wanted=$2
	tried=$((tried + 1))
	awk -F, "$3" "$scratch/register" >"$sent"
	feed_back
}

feed_back() {
	rm -rf "$scratch/first" "$scratch/second" "$scratch/third"
	run first || return
	[ "$(wc -l <"$scratch/first.letters")" -eq "$wanted" ] || fail "not $wanted letters written, but $(wc -l <"$scratch/first.letters")"
	cp "$sent" "$scratch/before"
	cp "$scratch/first/letters/for-the-register.csv" "$rows"
	sed 1d "$rows" >>"$sent"
	run second || return
	comm -12 "$scratch/first.letters" "$scratch/second.letters" >"$scratch/twice"
	[ -s "$scratch/twice" ] && fail "written twice: $(head -n 2 "$scratch/twice")"
	grep -q 'No letter is written' "$scratch/text" && fail "$(grep 'No letter is written' "$scratch/text")"
	[ "$(cat "$scratch/second.refused")" = 0 ] || fail "refused: $(grep 'row refused' "$scratch/second/problems.csv" | head -n 2)"
	[ "$(cat "$scratch/second.read")" = $(($(cat "$scratch/first.read") + wanted)) ] || fail 'not every row that was added is read'
	grep -E '^letters-sent.csv,[0-9]*,(cell|column|row) ' "$scratch/second/problems.csv" && fail 'a cell of it is refused'
	with_headings
}

# The same file put below whole: its headings are no row, and hold nothing back. Where the last line was open they become a part of it;
# then nothing is written at all.
with_headings() {
	cat "$scratch/before" "$rows" >"$sent"
	run third || return
	comm -12 "$scratch/first.letters" "$scratch/third.letters" >"$scratch/twice"
	[ -s "$scratch/twice" ] && fail "with headings, written twice: $(head -n 2 "$scratch/twice")"
	if [ -n "$(tail -c 1 "$scratch/before" | tr -d '\n')" ]; then
		grep -q 'No letter is written' "$scratch/text" || fail 'with headings, a row is lost and letters go out'
		return
	fi
	[ "$(cat "$scratch/third.refused")" = 1 ] || fail 'with headings, not one row refused'
	grep -q '^letters-sent.csv,.*headings-again' "$scratch/third/problems.csv" || fail 'with headings, they are not told'
	cmp -s "$scratch/second.letters" "$scratch/third.letters" || fail 'with headings, other letters than without'
}

# What the second line of the file says of the form, so that a form that is not followed is not passed by a reader that forgives it.
begins() { # lines of for-the-register.csv, \r as it is
	head -n "$(printf "$1" | wc -l)" "$scratch/first/letters/for-the-register.csv" >"$scratch/begins"
	printf "$1" | cmp -s - "$scratch/begins" || fail "begins with $(cat "$scratch/begins")"
}

day_first='function day(s, between) { return NR == 1 || s == "" ? s : substr(s, 9) between substr(s, 6, 2) between substr(s, 1, 4) }'
form 'as it is' 7 '{ print }'
begins 'letter_ref,practice,quarter,letter_name,letter_date,sent_by,received_on\nP87015-2017/18 Q2-Letter_5-2018-02-28,P87015,2017/18 Q2,Letter_5,2018-02-28,,\n'
form 'semicolons' 7 'BEGIN { OFS = ";" } { $1 = $1; print }'
begins 'letter_ref;practice;quarter;letter_name;letter_date;sent_by;received_on\nP87015-2017/18 Q2-Letter_5-2018-02-28;P87015;2017/18 Q2;Letter_5;2018-02-28;;\n'
form 'tabs' 7 'BEGIN { OFS = "\t" } { $1 = $1; print }'
form 'bars' 7 'BEGIN { OFS = "|" } { $1 = $1; print }'
form 'a line that says what parts the cells' 7 'BEGIN { OFS = ";"; print "sep=;" } { $1 = $1; print }'
form 'dates day first' 7 "$day_first"' BEGIN { OFS = "," } { $5 = day($5, "/"); $7 = day($7, "/"); print }'
begins 'letter_ref,practice,quarter,letter_name,letter_date,sent_by,received_on\nP87015-2017/18 Q2-Letter_5-2018-02-28,P87015,2017/18 Q2,Letter_5,28/02/2018,,\n'
form 'dates day first, with dots' 7 "$day_first"' BEGIN { OFS = "," } { $5 = day($5, "."); $7 = day($7, "."); print }'
form 'dates of which each column has its own form' 7 "$day_first"' BEGIN { OFS = "," } { $7 = day($7, "/"); print }'
form 'dates with the name of the month' 7 'BEGIN { OFS = ","; split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", m, " ") }
	NR > 1 { $5 = substr($5, 9) "-" m[substr($5, 6, 2) + 0] "-" substr($5, 3, 2) } { print }'
form 'columns in another order' 7 'BEGIN { OFS = "," } { print $5, $7, $2, $1, $4, $3, $6 }'
begins 'letter_date,received_on,practice,letter_ref,letter_name,quarter,sent_by\n2018-02-28,,P87015,P87015-2017/18 Q2-Letter_5-2018-02-28,Letter_5,2017/18 Q2,\n'
form 'a heading with a comma, a column of the office, an empty column at the end' 7 \
	'BEGIN { OFS = "," } { print NR == 1 ? "\"box, no.\"" : NR, $1, $2, $3, $4, $5, $6, $7, "" }'
begins '"box, no.",letter_ref,practice,quarter,letter_name,letter_date,sent_by,received_on\n,P87015-2017/18 Q2-Letter_5-2018-02-28,P87015,2017/18 Q2,Letter_5,2018-02-28,,\n'
form 'headings spelled otherwise' 7 'NR == 1 { print "Letter Ref,PRACTICE,Quarter,Letter-Name,Letter date,Sent by,Received on"; next } { print }'
form 'a title above the headings' 7 'NR == 1 { print "Letters sent" } { print }'
form 'CR LF' 7 'BEGIN { ORS = "\r\n" } { print }'
begins 'letter_ref,practice,quarter,letter_name,letter_date,sent_by,received_on\r\nP87015-2017/18 Q2-Letter_5-2018-02-28,P87015,2017/18 Q2,Letter_5,2018-02-28,,\r\n'
form 'a byte order mark' 7 'BEGIN { printf "\357\273\277" } { print }'
form 'Windows-1252, which shows in a column of the office' 7 'BEGIN { OFS = "," } { print $0, NR == 1 ? "caf\351" : "\200 5" }'
begins 'letter_ref,practice,quarter,letter_name,letter_date,sent_by,received_on,caf\351\nP87015-2017/18 Q2-Letter_5-2018-02-28,P87015,2017/18 Q2,Letter_5,2018-02-28,,,\n'
form 'the last line without an end' 7 '{ printf "%s%s", NR == 1 ? "" : "\n", $0 }'
begins 'letter_ref,practice,quarter,letter_name,letter_date,sent_by,received_on\n\nP87015-2017/18 Q2-Letter_5-2018-02-28,P87015,2017/18 Q2,Letter_5,2018-02-28,,\n'
form 'all at once' 7 "$day_first"' BEGIN { OFS = ";"; printf "\357\273\277" }
	{ printf "%s%s", NR == 1 ? "" : "\r\n", day($5, "/") ";" day($7, "/") ";" $2 ";" (NR == 1 ? "note" : "x, y") ";" $1 ";" $4 ";" $3 ";" $6 }'
[ "$(wc -l <"$scratch/first.letters")" -eq 7 ] || fail 'nothing was tried'

# A register without a row yet.
name='headings alone'
tried=$((tried + 1))
head -n 1 "$scratch/register" | tr , ';' >"$sent"
run first
wanted=$(wc -l <"$scratch/first.letters")
[ "$wanted" -gt 7 ] || fail 'a register without rows has no more letters due than one with rows'
feed_back

echo "$tried forms of the register fed back"
exit "$bad"
