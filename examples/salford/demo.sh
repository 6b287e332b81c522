#!/bin/sh
# The Salford policy over its example, for 28 February 2018: part of what `make demo` shows. usage: demo.sh [PROGRAM]
# In the checkout it takes build/writ and writes to build/demo; installed, the writ on the PATH and a new temporary folder.
set -eu
writ=${1:-}
case $writ in
*/*) writ=$(cd "$(dirname "$writ")" && pwd)/$(basename "$writ") ;;
esac
cd "$(dirname "$0")/../.."
if [ -z "$writ" ]; then
	if [ -x build/writ ]; then writ=build/writ; else writ=writ; fi
fi
command -v "$writ" >/dev/null 2>&1 || {
	echo "demo: there is no program '$writ'; build it with make, or say where it is: demo.sh PROGRAM" >&2
	exit 2
}
if [ -f Makefile ]; then
	out=build/demo/salford
	mkdir -p build/demo
else
	out=$(mktemp -d "${TMPDIR:-/tmp}/writ-demo.XXXXXX")/salford
fi
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
