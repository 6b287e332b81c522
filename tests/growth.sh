#!/bin/sh
# Does the time grow faster than the text? Policies (and lists) of n and of four times n parts of one kind are made, every
# command is run over both, and the two times stand beside each other. n log n gives a ratio a little over 4, n squared 16.
# It is run by hand, and judges nothing by itself: times are no test where several programs share a machine.
#
#   sh tests/growth.sh [WRIT [CASE...]]     the cases are the functions below; all of them without a name
#   N      the smaller size                             (5000)
#   LIMIT  seconds of processor time after which a command is ended    (60)
#   MARK   ratios above it are marked with an asterisk  (6.0), where the longer time is above a tenth of a second
set -u
LC_ALL=C
export LC_ALL
writ=$(cd "$(dirname "${1:-build/writ}")" && pwd)/$(basename "${1:-build/writ}")
[ $# -gt 0 ] && shift
N=${N:-5000}
LIMIT=${LIMIT:-60}
MARK=${MARK:-6.0}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# What every policy begins with: one input of ten rows.
common() {
	cat <<'TEXT'
policy p
  title "x"
  version "1"
  owner "x"
  in force from 2010-01-01

source s is "S"

input t from "t.csv", one row per k, settings as at run_date
  k  is text
  a  is number, may be blank
  b  is number
  f  is yes or no
  w  is text
  d  is date
  cites s "1"

TEXT
}
rows() {
	awk -v n="$1" 'BEGIN { print "k,a,b,f,w,d"
		for (i = 0; i < n; i++) printf "k%d,%d,%d,%s,w%d,2018-01-%02d\n", i, i % 7, i % 11, i % 2 ? "yes" : "no", i % 13, 1 + i % 28 }'
}

# ---- the cases: each writes p.writ and, where it is about rows, its files into the folder it stands in ----

or_terms() { common; awk -v n="$1" 'BEGIN { printf "define x for t as a is 0"; for (i = 1; i < n; i++) printf "\n  or a is %d", i; print "\n  cites s \"1\"" }'; }
any_terms() { common; awk -v n="$1" 'BEGIN { print "define x for t as any of"; for (i = 1; i < n; i++) printf "  - all of\n      - a is more than %d\n      - b is less than %d\n    end all\n", i, i; print "  end any\n  cites s \"1\"" }'; }
or_text_terms() { common; awk -v n="$1" 'BEGIN { printf "define x for t as w is \"0\""; for (i = 1; i < n; i++) printf "\n  or w is \"v%d\"", i; print "\n  cites s \"1\"" }'; }
one_of() { common; awk -v n="$1" 'BEGIN { printf "define x for t as w is one of \"0\""; for (i = 1; i < n; i++) printf ",\n  \"v%d\"", i; print "\n  cites s \"1\"" }'; }
plus_terms() { common; awk -v n="$1" 'BEGIN { printf "define x for t as b"; for (i = 1; i < n; i++) printf "\n  plus %d", i; print "\n  cites s \"1\"" }'; }
rules() { common; awk -v n="$1" 'BEGIN { print "decide x for t, first that applies"; for (i = 1; i < n; i++) printf "  gives %s when b is %d\n    cites s \"%d\"\n", i % 2 ? "One" : "Two", i, i; print "  otherwise Three\n    cites s \"1\"" }'; }
rules_apart() { common; awk -v n="$1" 'BEGIN { print "decide x for t"; for (i = 1; i < n; i++) printf "  gives %s when b is %d\n    cites s \"%d\"\n", i % 2 ? "One" : "Two", i, i; print "  otherwise Three\n    cites s \"1\"" }'; }
decides() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "decide x%d for t\n  gives One when b is %d\n  otherwise Two\n  cites s \"%d\"\n\n", i, i, i }'; }
definitions() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "define x%d for t as b is %d\n  cites s \"%d\"\n\n", i, i, i }'; }
suggestions() { definitions "$1"; printf 'test "t" on 2018-01-01\n  given t with b is 1\n  expect x1 is yes\n'; }
explained() { common; awk -v n="$1" 'BEGIN { print "define x0 for t as b is 0\n  cites s \"1\"\n"; for (i = 1; i < n; i++) printf "decide y%d for t\n  gives One when x0 and b is %d\n  otherwise Two\n  cites s \"%d\"\n\n", i, i, i }'; }
unmatched() { definitions "$1"; definitions "$1" | sed 's/define x\([0-9]*\) for t as b is \(.*\)/define z\1 for t as a is not \2/' >q.writ; }
definitions_chain() { common; awk -v n="$1" 'BEGIN { print "define x0 for t as f\n  cites s \"1\"\n"; for (i = 1; i < n; i++) printf "define x%d for t as x%d and b is %d\n  cites s \"%d\"\n\n", i, i - 1, i, i }'; }
settings() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "setting x%d is %d\n  may vary locally between 0 and 100000000\n  cites s \"%d\"\n\n", i, i, i; printf "define y for t as b is more than x1\n  cites s \"1\"\n" }'; }
settings_used() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "setting x%d is %d\n  cites s \"%d\"\n\ndefine y%d for t as b is x%d\n  cites s \"1\"\n\n", i, i, i, i, i }'; }
setting_days() { common; awk -v n="$1" 'BEGIN { print "setting x is 0\n  cites s \"1\""; for (i = 0; i < n; i++) printf "  from %04d-%02d-%02d is %d\n    cites s \"%d\"\n", 1900 + int(i / 336), 1 + int(i / 28) % 12, 1 + i % 28, i, i; print "\ndefine y for t as b is x\n  cites s \"1\"" }'; }
setting_list() { common; awk -v n="$1" 'BEGIN { printf "setting x is \"v0\""; for (i = 1; i < n; i++) printf "\n  and \"v%d\"", i; print "\n  cites s \"1\"\n\ndefine y for t as w is one of x\n  cites s \"1\"" }'; }
fields() { common; awk -v n="$1" 'BEGIN { print "input u from \"u.csv\", one row per c0\n  c0 is text"; for (i = 1; i < n; i++) printf "  c%d is number\n", i; print "  cites s \"1\"\n\ndefine y for u as c1 is 1\n  cites s \"1\"" }'
	awk -v n="$1" 'BEGIN { printf "c0"; for (i = 1; i < n; i++) printf ",c%d", i; printf "\nx"; for (i = 1; i < n; i++) printf ",%d", i; print "" }' >u.csv; }
headings() { common; awk -v n="$1" 'BEGIN { printf "k,a,b,f,w,d"; for (i = 1; i < n; i++) printf ",other %d", i; print ""; for (r = 1; r < 4; r++) { printf "k%d,1,%d,yes,w,2018-01-02", r, r; for (i = 1; i < n; i++) printf ",%d", i; print "" } }' >t.csv; printf 'define y for t as b is 1\n  cites s "1"\n'; }
inputs() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "input u%d from \"u.csv\", one row per k\n  k is text\n  cites s \"1\"\n\n", i }'; printf 'k\nx\n' >u.csv; }
groups() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "group g%d of t, one row per w\n  cites s \"1\"\n\ndefine n%d for g%d as count\n  cites s \"1\"\n\n", i, i, i }'; }
related() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "define n%d for t as there is a t for the same w where b is %d\n  cites s \"1\"\n\n", i, i }'; }
band_lines() { common; awk -v n="$1" 'BEGIN { print "bands x for t by b\n  below 0 is Low"; for (i = 0; i < n; i++) printf "  %d to under %d is %s\n", i, i + 1, i % 2 ? "One" : "Two"; printf "  %d or more is High\n  cites s \"1\"\n", n }'; }
bands() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "bands x%d for t by b\n  below %d is Low\n  %d or more is High\n  cites s \"1\"\n\n", i, i, i }'; }
deadlines() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "deadline x%d for t is %d days after d, met by d\n  cites s \"1\"\n\n", i, 1 + i % 300 }'; }
reports() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "report r%d of t \"R\"\n  one row per w\n  column x \"X\" is count\n  cites s \"1\"\n\n", i }'; }
report_columns() { common; awk -v n="$1" 'BEGIN { print "report r of t \"R\"\n  one row per w"; for (i = 1; i < n; i++) printf "  column x%d \"X\" is count where b is %d\n", i, i; print "  total row \"Total\"\n  cites s \"1\"" }'; }
tests() { common; awk -v n="$1" 'BEGIN { print "define x for t as b is more than 3\n  cites s \"1\"\n"; for (i = 1; i < n; i++) printf "test \"t%d\" on 2018-01-01\n  given t with b is %d\n  expect x is %s\n\n", i, i, (i > 3 ? "yes" : "no") }'; }
test_rows() { common; awk -v n="$1" 'BEGIN { print "define x for t as b is more than 3\n  cites s \"1\"\n\ntest \"t\" on 2018-01-01\n  given t rows b giving x"; for (i = 1; i < n; i++) printf "    - %d  gives %s\n", i, (i > 3 ? "yes" : "no"); print "  end given" }'; }
test_keyed_rows() { common; awk -v n="$1" 'BEGIN { print "define x for t as b is more than 3\n  cites s \"1\"\n\ntest \"t\" on 2018-01-01\n  given t rows k, b giving x"; for (i = 1; i < n; i++) printf "    - \"q%d\", %d  gives %s\n", i, i, (i > 3 ? "yes" : "no"); print "  end given" }'; }
test_expects() { common; awk -v n="$1" 'BEGIN { print "define x for t as b is more than 3\n  cites s \"1\"\n\ntest \"t\" on 2018-01-01\n  given t rows k, b"; for (i = 1; i < n; i++) printf "    - \"q%d\", %d\n", i, i; print "  end given"; for (i = 1; i < n; i++) printf "  expect x of t is %s where k is \"q%d\"\n", (i > 3 ? "yes" : "no"), i }'; }
test_file() { common; printf 'define x for t as b is more than 3\n  cites s "1"\n\ntest "t" on 2018-01-01\n  given t from "u.csv"\n  expect 3 rows of t where f and not x\n'; rows "$1" >u.csv; }
refers() { cat <<'TEXT'
input u from "u.csv", one row per r
  r  is text
  t  refers to t
  n  is number
  cites s "1"

TEXT
}
test_references() { common; refers; awk -v n="$1" 'BEGIN { print "define y for u as t.b is more than 3 and n is more than 3\n  cites s \"1\"\n\ntest \"t\" on 2018-01-01\n  given u rows t, n giving y"; for (i = 1; i < n; i++) printf "    - \"q%d\", %d  gives %s\n", i, i, (i > 3 ? "unknown" : "no"); print "  end given" }'; printf 'r,t,n\n' >u.csv; }
test_references_given() { common; refers; awk -v n="$1" 'BEGIN { print "define y for u as t.b is more than 3 and n is more than 3\n  cites s \"1\"\n\ntest \"t\" on 2018-01-01\n  given t rows k, b"; for (i = 1; i < n; i++) printf "    - \"q%d\", %d\n", i, i; print "  end given\n  given u rows t, n giving y"; for (i = 1; i < n; i++) printf "    - \"q%d\", %d  gives %s\n", i, i, (i > 3 ? "yes" : "no"); print "  end given" }'; printf 'r,t,n\n' >u.csv; }
clauses() { common | sed '/^source/d'; awk -v n="$1" 'BEGIN { printf "source s is \"S\"\n  clauses \"1\""; for (i = 2; i < n; i++) printf ",\n    \"%d\"", i; print "\n"; for (i = 1; i < n; i++) printf "define x%d for t as b is %d\n  cites s \"%d\"\n\n", i, i, i }'; }
cites_many() { common; awk -v n="$1" 'BEGIN { printf "define x for t as b is 1\n  cites s \"1\""; for (i = 2; i < n; i++) printf ",\n    \"%d\"", i; print "" }'; }
sources() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "source s%d is \"S\"\n\ndefine x%d for t as b is %d\n  cites s%d \"1\"\n\n", i, i, i, i }'; }
notes() { common; awk -v n="$1" 'BEGIN { print "define x for t as b is 1\n  cites s \"1\""; for (i = 1; i < n; i++) printf "  note \"A note %d\"\n", i }'; }
comments() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "# comment %d\n", i; print "define x for t as b is 1   # here\n  cites s \"1\"" }'; }
register() { cat <<'TEXT'
input sent from "sent.csv", one row per ref, dated by on_day
  ref   is text
  k     is text
  name  is Letter_1 or Letter_2
  on_day is date
  cites s "1"

letters are recorded in sent, named by name
  cites s "1"

TEXT
}
letters() { common; register | sed '/^  name/d' | awk -v n="$1" '{ print } /^  k / { printf "  name  is L1"; for (i = 2; i < n && i < 64; i++) printf " or L%d", i; print "" }'
	awk -v n="$1" 'BEGIN { for (i = 1; i < n && i < 64; i++) printf "letter L%d for t, to k\n  send when b is %d\n  lapses when b is 1\n  once for each k\n  wording from \"l.txt\"\n  cites s \"1\"\n\n", i, i }'; echo 'Dear ((k))' >l.txt; printf 'ref,k,name,on_day\n' >sent.csv; }
letter_rows() { common; register; cat <<'TEXT'
letter Letter_1 for t, to k
  subject "About ((k))"
  send when b is more than 3
  lapses when a is 1
  once for each k
  wording from "l.txt"
  cites s "1"

letter Letter_2 for t, to k
  instead of Letter_1
  send when Letter_1 is Sent and b is more than 5
  lapses when a is 1
  once for each k
  wording from "l.txt"
  cites s "1"
TEXT
	echo 'Dear ((k))' >l.txt
	rows "$1" >t.csv
	awk -v n="$1" 'BEGIN { print "ref,k,name,on_day"; for (i = 0; i < n; i += 3) printf "r%d,k%d,Letter_1,2018-01-02\n", i, i }' >sent.csv; }
bad_rows() { common; printf 'define x for t as b is more than 3\n  cites s "1"\n'; rows "$1" | sed 's/,\([0-9]*\),\(yes\|no\),/,x\1,\2,/' >t.csv; }
repeated_rows() { common; printf 'define x for t as b is more than 3\n  cites s "1"\n'; { rows "$1"; rows "$1" | sed 1d | sed 's/yes,/no,/'; } >t.csv; }
unknown_names() { common; awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "define x%d for t as y%d is %d\n  cites s \"%d\"\n\n", i, i, i, i }'; }

all='or_terms any_terms or_text_terms one_of plus_terms rules rules_apart decides definitions suggestions explained unmatched definitions_chain
settings settings_used headings
setting_days setting_list fields inputs groups related band_lines bands deadlines reports report_columns tests test_rows test_keyed_rows
test_expects test_file test_references test_references_given clauses cites_many sources notes comments letters letter_rows bad_rows
repeated_rows unknown_names'

# seconds COMMAND...: the processor time it took, or "over"; its exit code does not matter, but 70 and more do.
seconds() {
	(
		# shellcheck disable=SC3045
		(ulimit -t "$LIMIT" && exec "$@") >/dev/null 2>"$scratch/err" </dev/null
		code=$?
		[ "$code" -ge 128 ] && echo over && exit
		[ "$code" -ge 70 ] && echo "exit-$code" && exit
		times >"$scratch/times"	# not into a pipe, whose shell has had no children
		awk 'NR == 2 { split($1, t, "[ms]"); printf "%.2f\n", t[1] * 60 + t[2] }' "$scratch/times"
	)
}

# A change in one place, for diff; unless the case has a text of its own to stand beside the first.
changed() { [ -f q.writ ] || sed 's/title "x"/title "y"/; s/b is 3$/b is 4/' p.writ >q.writ; }

measure() {
	case $1 in
	check) seconds "$writ" check p.writ ;;
	fmt) seconds "$writ" fmt p.writ ;;
	doc) seconds "$writ" doc p.writ ;;
	test) seconds "$writ" test p.writ ;;
	suggest) seconds "$writ" test --suggest p.writ ;;
	run) rm -rf out; seconds "$writ" run p.writ . --on 2018-02-01 --out out ;;
	verify) seconds "$writ" verify out/run.json ;;
	explain) seconds "$writ" explain p.writ . --on 2018-02-01 --row k1 ;;
	diff) seconds "$writ" diff p.writ q.writ ;;
	rows) seconds "$writ" diff p.writ q.writ . --on 2018-02-01 ;;
	esac
}

# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- $all
printf '%-22s %-8s %8s %8s %7s\n' 'n and 4n' command "$N" $((N * 4)) ratio
for name in "$@"; do
	for size in "$N" $((N * 4)); do
		mkdir -p "$scratch/$size"
		cd "$scratch/$size" || exit 2
		rm -rf ./*
		rows 10 >t.csv
		"$name" "$size" >p.writ
		changed
	done
	for command in check fmt doc test suggest run verify explain diff rows; do
		cd "$scratch/$N" && small=$(measure $command)
		large=over
		[ "$small" = over ] || { cd "$scratch/$((N * 4))" && large=$(measure $command); }
		echo "$name $command $small $large" | awk -v mark="$MARK" '{
			ratio = $3 + 0 > 0 && $4 + 0 > 0 ? sprintf("%.1f", $4 / $3) : "-"
			wrong = $4 !~ /^[0-9.]+$/ || ($4 > 0.1 && ratio + 0 > mark + 0) ? " *" : ""
			printf "%-22s %-8s %8s %8s %7s%s\n", $1, $2, $3, $4, ratio, wrong }'
	done
done
