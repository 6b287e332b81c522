#!/bin/sh
# `writ init` of every CSV file here: the draft passes `writ check`, and reads the very file it was made from without refusing a cell
# or a row, unless it says itself that some cannot be read. Files of which that is known to be so are named below; no other may be.
# usage: init.sh PROGRAM
set -u
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")/.." || exit 1
program=${1:?usage: init.sh PROGRAM}
case $program in /*) ;; *) program=$PWD/$program ;; esac
scratch=$(mktemp -d "${TMPDIR:-/tmp}/writ-init.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM
count=0 failed=0 readable=0

wrong() {
	echo "$1"
	failed=$((failed + 1))
}

# No text at all, no rows of headings, or broken on purpose.
is_no_csv() {
	case $1 in
	*/empty.csv | */nul.csv | tests/data/stops.*) return 0 ;;
	esac
	return 1
}

for file in $(find tests policies examples -name '*.csv' -size -2000k | sort); do
	rm -rf "$scratch/in"
	mkdir "$scratch/in"
	cp "$file" "$scratch/in/"
	count=$((count + 1))
	if ! "$program" init "$file" >"$scratch/in/draft.writ" 2>"$scratch/said"; then
		is_no_csv "$file" || wrong "$file: no draft: $(head -n 1 "$scratch/said")"
		[ -s "$scratch/in/draft.writ" ] && wrong "$file: no draft, and yet something was printed"
		continue
	fi
	"$program" init "$file" | cmp -s - "$scratch/in/draft.writ" || wrong "$file: two drafts differ"
	"$program" check "$scratch/in/draft.writ" >"$scratch/said" 2>&1
	[ $? -le 1 ] || wrong "$file: its draft has errors: $(head -n 1 "$scratch/said")"
	"$program" inspect "$scratch/in/draft.writ" --on 2999-01-01 >"$scratch/said" 2>&1 || wrong "$file: its draft does not read it: $(head -n 1 "$scratch/said")"
	refused=no
	grep -q ' used + 0 refused ' "$scratch/said" || refused=yes
	grep -q ': cell refused:\|: column refused:\|whole column refused' "$scratch/said" && refused=yes
	admitted=no
	grep -q 'cannot be read whatever\|no row that can\|no rows that can' "$scratch/in/draft.writ" && admitted=yes
	[ "$refused" = yes ] && [ "$admitted" = no ] && wrong "$file: its draft refuses something and does not say so"
	[ "$admitted" = no ] && readable=$((readable + 1))
	case $file in
	examples/salford/*.csv | examples/essex/cases.csv | examples/essex/as-excel* | examples/first-policy/* | tests/data/none.*)
		case $file in
		examples/*/expected/*) ;;	# reports with a total row
		*) [ "$admitted" = no ] || wrong "$file: every cell of it can be read, and the draft says otherwise" ;;
		esac ;;
	esac
done

# What was drafted is what the files hold.
expect() {
	"$program" init "$1" | grep -qF -- "$2" || wrong "$1: its draft lacks: $2"
}
expect examples/essex/cases.csv 'input case from "cases.csv", one row per case_ref'
expect examples/essex/cases.csv 'practice_code                     is text like "@#####"'
expect examples/essex/cases.csv 'category                          is Payments or Pensions or MREs or "GP Details"'
expect examples/essex/cases.csv 'severe_financial_hardship         is yes or no'
expect examples/essex/cases.csv '# 9 of 71 cells blank.'
expect examples/salford/dashboard.csv "line 1830 holds '6O%'"
expect examples/salford/dashboard.csv 'one row per practice and quarter and indicator'
expect examples/salford/sign-up.csv 'year            is year'
"$program" init examples/salford/dashboard.csv examples/salford/practices.csv | tr '\n#' '  ' | tr -s ' ' |
	grep -q 'every cell is a practice_code of practices.csv. If it names a row there, write: refers to practice_row' ||
	wrong "two files: nothing is said of the codes in both"

# What can be seen can be quoted, but for the mark that would end the quote.
printf 'Ref,Patient\342\200\231s GP,Practice\312\274s list,\342\200\234Own\342\200\235 words,Up\342\200\223down,A\\B,The ""good"" one,Not\001ed\n' |
	sed 's/The ""good"" one/"&"/' >"$scratch/marks.csv"
for row in 1 2 3; do echo "$row,Dr $row,a $row,b $row,c $row,d $row,e $row,f $row" >>"$scratch/marks.csv"; done
expect "$scratch/marks.csv" "patients_gp     is text from column \"Patient’s GP\""
expect "$scratch/marks.csv" "practices_list  is text from column \"Practiceʼs list\""
expect "$scratch/marks.csv" "own_words       is text from column \"“Own” words\""
expect "$scratch/marks.csv" "up_down         is text from column \"Up–down\""
expect "$scratch/marks.csv" 'a_b             is text from column "A\B"'
expect "$scratch/marks.csv" '# Left out: the heading of column 7 holds a straight quotation mark'
expect "$scratch/marks.csv" '# Left out: the heading of column 8 holds a sign that cannot be seen'
"$program" init "$scratch/marks.csv" >"$scratch/marks.writ"
cat >>"$scratch/marks.writ" <<'end'
define by_gp for mark as patients_gp is "Dr 2"
  note "Ours: asks whether the cells under that heading are found."
end
"$program" run "$scratch/marks.writ" --on 2022-05-31 -q --table mark --columns by_gp 2>&1 | tr '\n' ' ' | grep -qx 'by_gp no yes no ' ||
	wrong "marks.csv: the column with a curly apostrophe is not read"

# Dates that could be read either way are asked about, never guessed.
printf 'ref,seen\nA1,03/04/2022\nA2,05/06/2022\n' >"$scratch/either.csv"
expect "$scratch/either.csv" 'which comes first, day or month?'
printf 'ref,seen\nA1,03/04/2022\nA2,25/06/2022\n' >"$scratch/day.csv"
"$program" init "$scratch/day.csv" | grep -q 'which comes first' && wrong "a column with 25/06/2022 can only be day first"
expect "$scratch/day.csv" 'seen  is date'
printf 'ref,seen\nA1,03/04/2022\nA2,06/25/2022\n' >"$scratch/month.csv"
expect "$scratch/month.csv" 'look like dates with the month first'
expect "$scratch/month.csv" 'seen  is text'
printf 'ref,seen\nA1,2022-04-03\nA2,25/06/2022\n' >"$scratch/mixed.csv"
expect "$scratch/mixed.csv" 'written in more than one way'
# A word of the language, a heading twice, none, figures that begin with 0, pounds.
printf 'ref,total,code,paid,twice,twice,\nA1,3,007,£5.20,a,b,c\nA2,4,012,£6.00,a,b,c\n' >"$scratch/odd.csv"
expect "$scratch/odd.csv" 'odd_total  is number from column "total"'
expect "$scratch/odd.csv" 'code       is text'
expect "$scratch/odd.csv" 'paid       is money'
expect "$scratch/odd.csv" "the heading 'twice' stands there twice"
# As Word, Excel and the web leave it: blanks and hyphens that do not break, in headings and dates; other encodings; lists; no good heading.
printf 'Case\302\240ref,Raised\302\240on\nA1,2022\342\200\22104\342\200\22101\nA2,2022\342\200\22304\342\200\22302\n' >"$scratch/fixed.csv"
expect "$scratch/fixed.csv" 'case_ref   is text'
expect "$scratch/fixed.csv" 'raised_on  is date'
printf '\357\273\277Ref;Paid (\302\243);Escalated?\r\nA1;\302\2431,234.50;Yes\r\nA2;\302\24320.00;No\r\n' >"$scratch/semicolons.csv"
expect "$scratch/semicolons.csv" 'is money from column "Paid (£)"'
expect "$scratch/semicolons.csv" 'is yes or no from column "Escalated?"'
printf '\377\376R\000e\000f\000\t\000S\000e\000e\000n\000\r\000\n\000A\0001\000\t\0002\0000\0002\0002\000-\0000\0004\000-\0000\0001\000\r\000\n\000' >"$scratch/utf16.csv"
expect "$scratch/utf16.csv" 'seen  is date'
printf 'Ref\tSurgery\n1)\tSt Mary\342\200\231s\n2)\t\342\200\234The Elms\342\200\235\n' >"$scratch/word.csv"
expect "$scratch/word.csv" 'surgery  is text'
printf '\342\200\234a\342\200\235,\342\200\234b\342\200\235\n1,2\n' >"$scratch/curly.csv"
expect "$scratch/curly.csv" 'from column "“a”"'
printf '"""a""","""b"""\n1,2\n' >"$scratch/quoted.csv"
"$program" init "$scratch/quoted.csv" >/dev/null 2>"$scratch/said"
[ $? = 4 ] && grep -q 'give the columns plain names' "$scratch/said" || wrong "headings in straight quotes only should be said, with 4"
# Never over a file that is there.
echo kept >"$scratch/there.writ"
"$program" init "$scratch/day.csv" --out "$scratch/there.writ" >/dev/null 2>&1 && wrong "it wrote over a file"
[ "$(cat "$scratch/there.writ")" = kept ] || wrong "it changed a file that was there"
"$program" init "$scratch/day.csv" --out "$scratch/new.writ" && [ -s "$scratch/new.writ" ] || wrong "it did not write a new file"
"$program" init - </dev/null >/dev/null 2>"$scratch/said"
[ $? = 2 ] && grep -q "made from files" "$scratch/said" || wrong "standard input should be refused"
"$program" init >/dev/null 2>&1
[ $? = 2 ] || wrong "without a file it should say so and end with 2"

echo "init: $count files, $readable of them read whole, $failed failed"
[ "$readable" -gt 100 ] && [ "$failed" -eq 0 ]
