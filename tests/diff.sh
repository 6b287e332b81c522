#!/bin/sh
# writ diff: nothing between a policy and its own layout; the same turned round; the two local schemes against what was worked out by
# hand (examples/essex/expected, examples/salford/eastbrook/expected); a change of the text and the same change by --set.
set -u
writ=${1:-build/writ}
writ=$(cd "$(dirname "$writ")" && pwd)/$(basename "$writ")
essex=policies/essex-pcse/essex-pcse.writ
salford=policies/salford-standard/salford-standard.writ
eastbrook=examples/salford/eastbrook
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
bad=0

fail() { echo "FAIL: $*"; bad=1; }
same() { cmp -s "$1" "$2" || { fail "$3"; diff "$1" "$2" | head -n 20; }; }

# CSV without line breaks in its cells: cell[1] and so on as they are meant, out(1) as they are written
cells() {
	awk '
	function out(i) { return written[i] }
	{
		rest = $0; n = 0
		while (rest != "") {
			if (!match(rest, /^("([^"]|"")*"|[^,"]*)/)) break
			written[++n] = substr(rest, 1, RLENGTH)
			cell[n] = written[n]
			if (cell[n] ~ /^"/) { cell[n] = substr(cell[n], 2, RLENGTH - 2); gsub(/""/, "\"", cell[n]) }
			rest = substr(rest, RLENGTH + 2)
		}
		for (i = n + 1; i <= 7; i++) written[i] = cell[i] = ""
	}
	'"$1"
}

# ---- every policy that compiles, and what `writ fmt` makes of it: the same; and its data comes out the same ----
laid_out=0
for policy in "$essex" "$salford" examples/first-policy/loans.writ tests/runs/*/*.writ tests/stream/*.writ; do
	[ -f "$policy" ] || continue
	grep -q '^policy ' "$policy" || continue
	folder=$(dirname "$policy")
	rm -rf "$scratch/before" "$scratch/after"
	mkdir "$scratch/before" "$scratch/after"
	cp -R "$folder/." "$scratch/before"
	cp -R "$folder/." "$scratch/after"
	name=$(basename "$policy")
	"$writ" check "$scratch/before/$name" >"$scratch/checked" 2>&1
	[ $? -le 1 ] || continue
	"$writ" fmt "$policy" >"$scratch/after/$name" 2>"$scratch/err" || { fail "writ fmt $policy"; continue; }
	laid_out=$((laid_out + 1))
	"$writ" diff "$scratch/before/$name" "$scratch/after/$name" >"$scratch/out" 2>"$scratch/err" ||
		{ fail "$policy and its own layout differ"; head -n 5 "$scratch/out" "$scratch/err"; }
done
[ "$laid_out" -ge 40 ] || fail "only $laid_out policies were laid out"

# ---- a text and another one: what is said forth and back names the same places, before and after exchanged ----
mkdir -p "$scratch/old" "$scratch/new"
cp -R policies/salford-standard/. "$scratch/old"
cp -R policies/salford-standard/. "$scratch/new"
new=$scratch/new/salford-standard.writ
sed -e 's/^setting plan_time is 28 days/setting plan_time is 35 days/' \
	-e 's/as status is Red and in_bottom_five$/as in_bottom_five/' \
	-e 's/^  may vary locally between 50% and 70%/  may vary locally between 40% and 70%/' \
	-e '/^  paragraph from "letters\/silence-goes-to-pcqg.txt"/d' "$salford" >"$new"
sed -i.bak 's/^Dear /Good day /' "$scratch/new/letters/letter-4.txt"
"$writ" diff "$scratch/old/salford-standard.writ" "$new" >"$scratch/forth" 2>&1
[ $? = 1 ] || fail 'two texts that differ did not end with 1'
cat >"$scratch/sentences" <<'END'
Setting red_below, may vary locally: between 40% and 70% instead of between 50% and 70%.
Setting plan_time: 35 days instead of 28 days (process "5.3", "Appendix A, Q2 & Q3").
Define of_concern for standing: no longer asks that status is Red.
Letter Letter_3: gone, paragraph from "letters/silence-goes-to-pcqg.txt": silence_after_letter_3 is Straight_to_PCQG.
Letter Letter_3: gone, another paragraph from "letters/silence-goes-to-pcqg.txt" locally: not allowed.
Letter Letter_3: paragraph is gone: "If we hear nothing, the Primary Care Quality Group will be asked to consider whether the practice should stay commissioned for the Salford Standard.".
Letter Letter_4, paragraph: "Good day ((practice.recipient))" instead of "Dear ((practice.recipient))".
Both are version "2.2", though they do not say the same: give the new one a version of its own.
END
sort "$scratch/sentences" >"$scratch/a"
sort "$scratch/forth" >"$scratch/b"
same "$scratch/a" "$scratch/b" 'the changes are not said as expected (< expected)'
for way in forth back; do
	[ "$way" = forth ] && set -- "$scratch/old/salford-standard.writ" "$new" || set -- "$new" "$scratch/old/salford-standard.writ"
	"$writ" diff "$@" --format csv >"$scratch/$way.csv" 2>&1
done
places() { awk 'NR > 1' "$1" | sed 's/^\([^,]*\),.*/\1/' | sort; }
places "$scratch/forth.csv" >"$scratch/a"
places "$scratch/back.csv" >"$scratch/b"
same "$scratch/a" "$scratch/b" 'turned round, other things change'
"$writ" diff "$scratch/old/salford-standard.writ" "$new" examples/salford --on 2018-02-28 --format csv -q >"$scratch/forth.csv" 2>/dev/null
"$writ" diff "$new" "$scratch/old/salford-standard.writ" examples/salford --on 2018-02-28 --format csv -q 2>/dev/null |
	cells '{ print NR == 1 ? $0 : out(1) "," out(2) "," out(3) "," out(5) "," out(4) "," out(7) "," out(6) "," out(8) }' >"$scratch/back.csv"
[ "$(wc -l <"$scratch/forth.csv")" -gt 10 ] || fail 'the changed text changes no row'
same "$scratch/forth.csv" "$scratch/back.csv" 'turned round, the rows are not those with before and after exchanged'

# ---- Essex at 30 days ----
columns() { # of the CSV of a diff only these columns: row, column, before, after, one after the other
	cat >"$scratch/all.csv"
	echo row,column,before,after
	for column in $(echo "$1" | tr , ' '); do
		cells '$0 ~ /,'"$column"',/ && cell[3] == "'"$column"'" { print out(2) "," out(3) "," out(4) "," out(5) }' <"$scratch/all.csv"
	done
}
"$writ" diff "$essex" examples/essex --on 2022-05-31 --with examples/essex/thirty-days.writ --format csv -q >"$scratch/with.csv"
[ $? = 1 ] || fail 'Essex at 30 days did not end with 1'
columns route,next_step <"$scratch/with.csv" >"$scratch/changes"
same examples/essex/expected/diff-at-30-days.csv "$scratch/changes" 'Essex at 30 days is not as worked out by hand (< expected)'
"$writ" diff "$essex" examples/essex --on 2022-05-31 --set 'waiting_limit=30 days' --format csv -q >"$scratch/set.csv"
columns route,next_step <"$scratch/set.csv" >"$scratch/changes"
same examples/essex/expected/diff-at-30-days.csv "$scratch/changes" 'with --set it is not the same (< expected)'
# What is decided is marked as such, and what is worked out on the way to it, as the text parts them.
cells 'NR > 1 { print out(3) "," out(8) }' <"$scratch/set.csv" | sort -u >"$scratch/kinds"
printf '%s\n' 'decision_stands,on the way' 'follows_the_route,on the way' 'limit_reached_on,on the way' next_step,outcome 'over_the_limit_from,on the way' route,outcome >"$scratch/changes"
same "$scratch/changes" "$scratch/kinds" 'the columns are not marked as outcomes and as what is on the way (< expected)'
sed 's/^setting waiting_limit is 40 days/setting waiting_limit is 30 days/' "$essex" >"$scratch/thirty.writ"
"$writ" diff "$essex" "$scratch/thirty.writ" examples/essex --on 2022-05-31 --format csv -q 2>/dev/null |
	columns route,next_step >"$scratch/changes"
same examples/essex/expected/diff-at-30-days.csv "$scratch/changes" 'in the text itself it is not the same (< expected)'
# (one of its cells has two lines)
sed '/^PC-010/{
N
s/\n/ /
}' examples/essex/cases.csv >"$scratch/lines.csv"
{ head -n 1 "$scratch/lines.csv"; sed 1d "$scratch/lines.csv" | LC_ALL=C sort -r; } >"$scratch/turned.csv"
"$writ" diff "$essex" "case=$scratch/turned.csv" --on 2022-05-31 --set 'waiting_limit=30 days' --format csv -q >"$scratch/turned-set.csv"
same "$scratch/set.csv" "$scratch/turned-set.csv" 'the order of the rows shows'
"$writ" diff "$essex" examples/essex --on 2022-05-31 --set 'waiting_limit=30 days' -q >"$scratch/text"
grep -q '^case: 7 of 71 rows come out otherwise$' "$scratch/text" || fail 'not 7 of 71 rows'
grep -qE '^Usual_route +6 +14 +1$' "$scratch/text" || fail 'the matrix has not 6, 14 and 1 from Usual_route'
# As a page: the same figures, without script, and the same bytes by --out.
"$writ" diff "$essex" "$scratch/thirty.writ" examples/essex --on 2022-05-31 --format html -q >"$scratch/page.html" 2>/dev/null
[ $? = 1 ] || fail 'a page does not end with 1'
"$writ" diff "$essex" "$scratch/thirty.writ" examples/essex --on 2022-05-31 --out "$scratch/again.html" -q 2>/dev/null
same "$scratch/page.html" "$scratch/again.html" '--out writes another page'
grep -q '<li class="look"><b>7</b>of 71 rows of case come out otherwise</li>' "$scratch/page.html" || fail 'the page has not 7 of 71 rows'
grep -q '<h3>Setting waiting_limit</h3>' "$scratch/page.html" || fail 'the page does not name the setting'
grep -q '^<li>30 days instead of 40 days ' "$scratch/page.html" || fail 'the page does not say what changed'
[ "$(grep -c '<tr><th scope="row">PC-' "$scratch/page.html")" = 12 ] || fail 'the page has not 7 rows of route and 5 of next_step'
grep -qiE '<script|<[^>]* on[a-z]+=|https?://' "$scratch/page.html" && fail 'the page has a script or goes elsewhere'
# Before its first day the scheme changes nothing; the same value changes nothing.
"$writ" diff "$essex" examples/essex --on 2022-04-30 --with examples/essex/thirty-days.writ -q >"$scratch/text" || fail 'before its first day the scheme changes rows'
"$writ" diff "$essex" examples/essex --on 2022-05-31 --set 'waiting_limit=40 days' -q >"$scratch/text" || fail 'the same limit changes rows'
"$writ" diff "$essex" examples/essex --set 'waiting_limit=70 days' >"$scratch/text" 2>&1
[ $? = 2 ] || fail 'a limit outside its bounds is taken'

# ---- Eastbrook ----
"$writ" diff "$salford" examples/salford --on 2017-08-31 --with $eastbrook/eastbrook.writ --format csv -q 2>/dev/null |
	columns status,in_bottom_five,of_concern,Letter_1,performance_stage >"$scratch/changes"
same $eastbrook/expected/diff-2017-08-31.csv "$scratch/changes" 'Eastbrook on 2017-08-31 is not as worked out by hand (< expected)'
"$writ" diff "$salford" examples/salford --on 2017-08-31 --with $eastbrook/eastbrook.writ -q 2>/dev/null |
	grep -qx 'Fewer letters, Letter_1: P87005, 2017/18 Q1' || fail 'it is not said that Letter 1 goes out no longer'
"$writ" diff "$salford" examples/salford --on 2018-02-28 --with $eastbrook/eastbrook.writ --format csv -q 2>/dev/null |
	columns last_day_to_engage >"$scratch/changes"
same $eastbrook/expected/last-day-to-engage-2018-02-28.csv "$scratch/changes" 'days closed at Christmas: not as worked out by hand (< expected)'
"$writ" run "$salford" examples/salford --on 2017-08-31 --with $eastbrook/eastbrook.writ --out "$scratch/run" -q >/dev/null 2>&1
grep -q 'We are writing early' "$scratch"/run/letters/P87001-*-Letter_1.txt || fail 'Letter 1 is not in the words of Eastbrook'
grep -q 'Eastbrook House, 1 Brook Lane' "$scratch"/run/letters/P87001-*-Letter_1.txt || fail 'Letter 1 does not come from the office of Eastbrook'
grep -q 'with variation eastbrook' "$scratch"/run/letters/P87001-*-Letter_1.txt || fail 'Letter 1 does not name the scheme'
# Words of its own for a label: which letters say so, of the text and of the run; and each names the scheme.
"$writ" diff "$salford" --with $eastbrook/eastbrook.writ >"$scratch/text" 2>/dev/null
grep -q '^    at_q2 of answer prints .* in form C1 of Letter_2, form C1_update of Letter_3, because' "$scratch/text" ||
	fail 'it is not said which forms print the words of Eastbrook'
"$writ" diff "$salford" examples/salford --on 2017-10-20 --with $eastbrook/eastbrook.writ --format csv -q 2>/dev/null |
	grep ',form C1: ' >"$scratch/changes"
same $eastbrook/expected/forms-2017-10-20.csv "$scratch/changes" 'forms with words of Eastbrook: not as worked out by hand (< expected)'
"$writ" diff "$salford" examples/salford --on 2017-10-20 --with $eastbrook/eastbrook.writ --out "$scratch/eastbrook.html" -q >/dev/null 2>&1
grep -q '<td>form C1: Peer review; No; Working Towards (begun, not yet met)</td>' "$scratch/eastbrook.html" || fail 'the page does not say what a form prints'
# Without Letter 4 in the third quarter, those that are due then are told as fewer, each by its row.
"$writ" diff "$salford" examples/salford --on 2018-02-28 --set letter_4_quarters=Q2 --out "$scratch/fewer.html" -q >/dev/null 2>&1
fewer=$(sed -n 's/^\(.*\),\(.*\),Letter_4$/\1, \2/p' examples/salford/expected/letters-due-2018-02-28.csv | paste -sd';' - | sed 's/;/; /g')
[ -n "$fewer" ] && grep -qF "<b>Fewer letters, Letter_4:</b> $fewer." "$scratch/fewer.html" || fail "fewer letters are not told as a page: $fewer"
"$writ" run "$salford" examples/salford --on 2017-10-20 --with $eastbrook/eastbrook.writ --out "$scratch/october" -q >/dev/null 2>&1
[ "$(grep -l 'begun, not yet met' "$scratch"/october/letters/*.html | wc -l)" -eq 4 ] || fail 'other forms than four have the words of Eastbrook'
for letter in "$scratch"/october/letters/*.txt "$scratch"/october/letters/*.html; do
	grep -q 'with variation eastbrook' "$letter" || fail "$letter does not name the scheme"
done
# A letter of the year after has nothing of the scheme, and does not name it.
"$writ" run "$salford" examples/salford --on 2018-08-31 --with $eastbrook/eastbrook.writ --out "$scratch/next-year" -q >/dev/null 2>&1
ls "$scratch"/next-year/letters/*-2018-19-*.txt >/dev/null 2>&1 || fail 'there are no letters of the year after'
grep -q 'with variation' "$scratch"/next-year/letters/*-2018-19-*.txt && fail 'a letter of the year after names the scheme'
"$writ" test "$salford" --with $eastbrook/eastbrook.writ >"$scratch/text" 2>&1 || { fail 'Eastbrook: a test fails'; head -n 20 "$scratch/text"; }
own=$("$writ" test "$salford" --with $eastbrook/eastbrook.writ --only 'Red begins below 55%' | sed -n 's/.*: \([0-9]*\) of \([0-9]*\) test.*/\1 \2/p')
[ "$own" = '1 1' ] || fail "Eastbrook's own test is not among those tried"
mkdir "$scratch/scheme"
cp -R $eastbrook/. "$scratch/scheme"
sed 's/55%     gives Amber/55%     gives Red/' $eastbrook/tests-of-eastbrook.writ >"$scratch/scheme/tests-of-eastbrook.writ"
"$writ" test "$salford" --with "$scratch/scheme/eastbrook.writ" >"$scratch/text" 2>&1
[ $? = 1 ] || fail "a wrong test of Eastbrook does not fail"
sed 's/^tests of eastbrook/tests of westbrook/' $eastbrook/tests-of-eastbrook.writ >"$scratch/scheme/tests-of-eastbrook.writ"
"$writ" test "$salford" --with "$scratch/scheme/eastbrook.writ" >"$scratch/text" 2>&1
[ $? = 3 ] && grep -q '\[other-policy\]' "$scratch/text" || fail 'tests of another scheme are taken'
# Closed days count on their own day, whatever the day of the run.
{
	sed -n '1,/^variation/p' $eastbrook/eastbrook.writ
	sed -n '/set local_closure_days/,/because/p' $eastbrook/eastbrook.writ
} >"$scratch/closed.writ"
"$writ" run "$salford" examples/salford --on 2018-08-31 --with "$scratch/closed.writ" --out "$scratch/closed" >"$scratch/text" 2>/dev/null
grep -q 'england counts 3 days otherwise' "$scratch/text" || fail 'it is not said that three days are closed'
grep -q 'touches no row' "$scratch/text" "$scratch/closed/index.html" && fail 'a scheme of closed days is said to change nothing'
"$writ" run "$salford" examples/salford --on 2017-08-31 --out "$scratch/national" -q >/dev/null 2>&1
grep -q 'This letter is a warning' "$scratch"/national/letters/P87001-*-Letter_1.txt || fail 'without the scheme Letter 1 is not the national one'
sed 's/version "2.2"/version "2.1"/' $eastbrook/eastbrook.writ >"$scratch/older.writ"
"$writ" check "$salford" --with "$scratch/older.writ" >"$scratch/text" 2>&1
[ $? = 3 ] || fail 'a scheme for another version is taken'
grep -q '\[variation-version\]' "$scratch/text" || fail 'it is not said that the version differs'

# Which day rows are compared for is said when nobody said it.
"$writ" diff policies/essex-pcse/essex-pcse.writ examples/essex --set 'waiting_limit=30 days' 2>"$scratch/text" >/dev/null
grep -q '^writ: no --on was given: the rows are compared for today, ' "$scratch/text" || fail 'it is not said that the rows are compared for today'

[ "$bad" = 0 ] && echo "diff: $laid_out layouts, both schemes as worked out"
exit "$bad"
