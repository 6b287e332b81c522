#!/bin/sh
# Cells, headings, names of files, policies and wordings that would be formulas in a spreadsheet, or tags, attributes and scripts in a page:
# every CSV file is looked through, and every page is opened in a browser without a window, where a script that ran would show. Without a
# browser the pages are searched for tags that are none of ours. `hostile-pages.sh WRIT`
set -u
LC_ALL=C
export LC_ALL
writ=${1:-build/writ}
cd "$(dirname "$0")/.." || exit 1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
bad=0
folder=policies/salford-standard
day=2018-02-28
mkdir "$scratch/data" "$scratch/policy" "$scratch/pages" "$scratch/sheets"

# ---- cells ----

# Every practice has other cells of text: each with a sign that begins a formula. Rows that are refused show theirs in problems.csv.
awk -F, -v OFS=, 'BEGIN { split("= + - @", sign, " "); sign[5] = "\t="; sign[6] = "\"=cmd|calc\"\"\n+1\"" }
	NR > 1 { s = sign[NR % 6 + 1]; $2 = (s ~ /"/ ? s : s "1+cmd|" NR); $3 = (s ~ /"/ ? "=x" : s "HYPERLINK(1)") } 1' examples/salford/practices.csv >"$scratch/data/practices.csv"
for file in dashboard sign-up letters-sent replies pcqg-decisions pcqg-meetings challenges quarters; do
	cp "examples/salford/$file.csv" "$scratch/data"
done
printf '=1+1,2017/18 Q3,Blood pressure,50%%\n-1+1,@SUM(1),+1,=2\nP87011,2017/18 Q3,=x,-5-5\n' >>"$scratch/data/dashboard.csv"
printf '@x,=1,+2,-3-3,=4,=5\n' >>"$scratch/data/replies.csv"
run="$folder/salford-standard.writ $scratch/data --on $day"
"$writ" run $run --out "$scratch/out" --quiet >/dev/null 2>&1 || { echo "the run fails: $?"; bad=1; }
for table in standing practice score; do
	"$writ" run $run --table $table --format csv >"$scratch/sheets/$table.csv" 2>/dev/null || { echo "--table $table fails"; bad=1; }
	"$writ" run $run --table $table --format csv --excel >"$scratch/sheets/$table-excel.csv" 2>/dev/null
done
"$writ" diff $run --set 'red_below=61%' --format csv >"$scratch/sheets/diff.csv" 2>"$scratch/err"
[ $? -le 1 ] || { echo 'diff --format csv fails:'; head -n 3 "$scratch/err"; bad=1; }
"$writ" sample "$scratch/out" 20 --seed 7 --table standing --column status --format csv $folder/salford-standard.writ "$scratch/data" \
	>"$scratch/sheets/sample.csv" 2>"$scratch/err" || { echo 'sample --format csv fails:'; head -n 3 "$scratch/err"; bad=1; }
sheets=0
for sheet in $(find "$scratch/out" "$scratch/sheets" -name '*.csv'); do
	sheets=$((sheets + 1))
	# The rows for the register go below those that are there: what they hold is what was read.
	case $sheet in */for-the-register.csv) continue ;; esac
	if ! awk -f tests/hostile/cells.awk "$sheet" >"$scratch/found" && [ -s "$sheet" ]; then
		echo "a formula in $(basename "$sheet"): $(head -n 2 "$scratch/found")"
		bad=1
	fi
done
printf 'a,=1\n' >"$scratch/bad.csv"
awk -f tests/hostile/cells.awk "$scratch/bad.csv" >/dev/null && { echo 'the search for formulas finds none'; bad=1; }
[ "$(grep -rlE "(^|,|\")'[=+@-]" "$scratch/out" --include='*.csv' | wc -l)" -ge 2 ] || { echo 'the cells are not in the output'; bad=1; }

# ---- pages ----

# Each of these runs when it gets into a page as it stands: as text, in an attribute, behind an end of a title, of a style, of a comment.
shout='(parent||window).postMessage(`RAN`,`*`)'
all="x\"'></title></style></textarea>--><script>$shout</script><img src=x onerror=$shout><svg onload=$shout> onmouseover=$shout"
html=$(printf '%s' "$all" | tr -d ',' | sed "s/RAN\`\`/RAN\`,\`/")
quoted=$(printf '%s' "$all" | sed 's/"/""/g')
awk -v cell="$quoted" 'NR == 1 { print; next } { match($0, /^[^,]*/); code = substr($0, 1, RLENGTH); rest = substr($0, RLENGTH + 2)
	sub(/^[^,]*,[^,]*/, "", rest); print code ",\"" cell "\",\"" cell "\"" rest }' examples/salford/practices.csv >"$scratch/data/practices.csv"
printf '"%s","%s",x,y\n' "$quoted" "$quoted" >>"$scratch/data/dashboard.csv"
cp -R $folder/letters $folder/salford-standard.writ "$scratch/policy"
said=$(printf '%s' "$html" | sed "s/\"/'/g; s/[&|\\\\]/\\\\&/g")
sed -i.old "s|title *\"The Salford Standard[^\"]*\"|title \"$said\"|; s|header \"Practice name\"|header \"$said\"|; s|^  owner  *\".*\"|  owner \"$said\"|" \
	"$scratch/policy/salford-standard.writ"
cmp -s "$scratch/policy/salford-standard.writ" "$scratch/policy/salford-standard.writ.old" && { echo 'the policy was not changed'; bad=1; }
printf '\n%s\n' "$all" >>"$scratch/policy/letters/letter-4.txt"
printf '\n%s\n' "$all" >>"$scratch/policy/letters/letter-5.txt"
policy=$scratch/policy/salford-standard.writ
named="$scratch/data/<img src=x onerror=$shout>.csv"
mv "$scratch/data/replies.csv" "$named"
"$writ" run "$policy" "$scratch/data" reply="$named" --on $day --out "$scratch/marked" --quiet >/dev/null 2>"$scratch/err" ||
	{ echo 'the run with markup fails:'; head -n 3 "$scratch/err"; bad=1; }
"$writ" doc "$policy" --out "$scratch/pages/doc.html" >/dev/null 2>"$scratch/err" || { echo 'doc fails:'; head -n 3 "$scratch/err"; bad=1; }
"$writ" explain "$policy" "$scratch/data" reply="$named" --on $day --table standing --row 'P87015, 2017/18 Q2' --format html \
	>"$scratch/pages/explain.html" 2>"$scratch/err" || { echo 'explain fails:'; head -n 3 "$scratch/err"; bad=1; }
"$writ" diff "$policy" $folder/salford-standard.writ "$scratch/data" reply="$named" --on $day --format html >"$scratch/pages/diff.html" 2>"$scratch/err"
[ $? -le 1 ] || { echo 'diff fails:'; head -n 3 "$scratch/err"; bad=1; }
"$writ" sample "$scratch/marked" 20 --seed 7 --table standing --column status --format html "$policy" "$scratch/data" reply="$named" \
	>"$scratch/pages/sample.html" 2>"$scratch/err" || { echo 'sample fails:'; head -n 3 "$scratch/err"; bad=1; }

# One page that shows all others in frames, and says so when a script in one of them tells it that it ran.
pages=$(find "$scratch/marked" "$scratch/pages" -name '*.html' | sort)
count=$(echo "$pages" | wc -l)
[ "$count" -ge 15 ] || { echo "only $count pages"; bad=1; }
for page in $pages; do
	grep -q 'onerror' "$page" && with=$((${with:-0} + 1))
	if grep -oiE '<(script|img|svg|iframe|object|embed|link|base|form|textarea)[ >/][^>]*' "$page" | grep -vE '^<svg [A-Za-z]+="' | grep -q .; then
		echo "a tag that is none of ours in $(basename "$page"): $(grep -oiE '<(script|img|svg)[ >][^>]*' "$page" | head -n 1 | cut -c1-100)"
		bad=1
	fi
done
[ "${with:-0}" -ge 8 ] || { echo "the markup is in ${with:-0} pages only"; bad=1; }
frames() { # pages...
	printf '<!DOCTYPE html><title>quiet</title><script>addEventListener("message", e => { if (e.data == "RAN") document.title = "A SCRIPT RAN" })</script>\n'
	for page in "$@"; do
		printf '<iframe src="file://%s"></iframe>\n' "$page"
	done
}
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ]; then
	echo 'no browser here: the pages were searched, and not opened'
else
	look() {
		timeout 120 "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --user-data-dir="$scratch/profile" \
			--virtual-time-budget=5000 --dump-dom "file://$1" 2>/dev/null
	}
	# shellcheck disable=SC2086
	frames $pages >"$scratch/all.html"
	printf '<!DOCTYPE html><title>x</title>%s' "$all" >"$scratch/runs.html"
	frames "$scratch/runs.html" >"$scratch/control.html"
	if ! look "$scratch/control.html" | grep -q 'A SCRIPT RAN'; then
		echo 'the browser does not open a page here: the pages were searched, and not opened'
	else
		look "$scratch/all.html" >"$scratch/dom"
		grep -q '<title>quiet</title>' "$scratch/dom" || { echo "a script ran in a page: $(head -c 300 "$scratch/dom")"; bad=1; }
	fi
fi
echo "$sheets sheets without a formula, $count pages without a script"
exit "$bad"
