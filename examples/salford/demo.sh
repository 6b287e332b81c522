#!/bin/sh
# The Salford policy over its example, for 28 February 2018: part of what `make demo` shows. usage: demo.sh [PROGRAM]
set -eu
name=salford	# demo-start.sh puts its output there
# shellcheck source=examples/demo-start.sh
. "$(dirname "$0")/../demo-start.sh"
policy=policies/salford-standard/salford-standard.writ
"$writ" run "$policy" examples/salford --on 2018-02-28 --out "$out" >"$out.text"
sed -n '1,12p' "$out.text"
echo
echo "What the quality group reads: where each practice stands"
echo "  writ run $policy examples/salford --on 2018-02-28 --table where_each_practice_stands"
echo
"$writ" run "$policy" examples/salford --on 2018-02-28 --table where_each_practice_stands --format csv --quiet |
	cut -d, -f1-6 | sed -n '1,9p'
echo
tail -n 1 "$out.text"
