#!/bin/sh
# The Essex policy over the example list, as at 31 May 2022: what `make demo` shows. usage: demo.sh [PROGRAM]
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
	out=build/demo/essex
	mkdir -p build/demo
else
	out=$(mktemp -d "${TMPDIR:-/tmp}/writ-demo.XXXXXX")/essex
fi
"$writ" run policies/essex-pcse/essex-pcse.writ examples/essex --on 2022-05-31 --out "$out"
echo
echo "Why did case PC-026 come out as it did?"
echo "  writ explain policies/essex-pcse/essex-pcse.writ examples/essex --on 2022-05-31 --row PC-026 --columns route"
echo
"$writ" explain policies/essex-pcse/essex-pcse.writ examples/essex --on 2022-05-31 --row PC-026 --columns route
