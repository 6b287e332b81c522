#!/bin/sh
# On a terminal a run reads a file, a named pipe and standard input alike, and comes to its end. `script` makes the terminal; without it this
# is skipped. `terminal.sh WRIT`
set -u
writ=${1:-build/writ}
writ=$(cd "$(dirname "$writ")" && pwd)/$(basename "$writ")
if ! script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
	echo 'there is no script(1) that makes a terminal: skipped'
	exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
bad=0
cd "$scratch" || exit 1
cat >p.writ <<'TEXT'
policy p
  title "On a terminal"
  version "1"
  owner "O"
  in force from 2022-01-01
source s is "S"
input case from "cases.csv", one row per ref
  ref is text
  figure is number
  cites s "1"
define high for case as figure is more than 3
  accepted because "read in the results"
  cites s "1"
TEXT
printf 'ref,figure\na,1\nb,4\n' >file.csv
ln -s file.csv link.csv
mkfifo pipe.csv
run="timeout 60 '$writ' run p.writ --on 2022-05-31 --table case --columns ref,high --format csv"

# what it is read from, and what is to feed it
reads() {
	script -qec "$2 $run $1; echo \$? >code" /dev/null </dev/null >said 2>&1
	[ "$(cat code)" = 0 ] || { echo "$1: exit $(cat code)"; bad=1; }
	[ "$(tr -d '\r' <said | tr '\n' ';')" = 'ref,high;a,no;b,yes;' ] || { echo "$1: prints something else:"; cat said; bad=1; }
}

reads case=file.csv ''
reads case=link.csv ''
reads case=- 'cat file.csv |'
reads case=pipe.csv 'cat file.csv >pipe.csv &'
exit "$bad"
