#!/bin/sh
# The Essex policy over the example list, as at 31 May 2022: what `make demo` shows. usage: demo.sh [PROGRAM]
set -eu
name=essex	# demo-start.sh puts its output there
# shellcheck source=examples/demo-start.sh
. "$(dirname "$0")/../demo-start.sh"
"$writ" run policies/essex-pcse/essex-pcse.writ examples/essex --on 2022-05-31 --out "$out"
echo
echo "Why did case PC-026 come out as it did?"
echo "  writ explain policies/essex-pcse/essex-pcse.writ examples/essex --on 2022-05-31 --row PC-026 --columns route"
echo
"$writ" explain policies/essex-pcse/essex-pcse.writ examples/essex --on 2022-05-31 --row PC-026 --columns route
