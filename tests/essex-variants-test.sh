#!/bin/sh
# The two lists "as Excel saves it" are what tests/make-essex-variants.sh makes of examples/essex/cases.csv today.
set -eu
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

sh "$here/tests/make-essex-variants.sh" "$work"
for variant in as-excel-saves-it as-excel-saves-utf8; do
	if ! cmp "$work/$variant/cases.csv" "$here/examples/essex/$variant/cases.csv"; then
		echo "essex-variants-test: $variant is out of date: run tests/make-essex-variants.sh" >&2
		failed=1
	fi
	if cmp -s "$here/examples/essex/cases.csv" "$work/$variant/cases.csv"; then
		echo "essex-variants-test: $variant is no different from the list itself" >&2
		failed=1
	fi
done

[ "$failed" -eq 0 ] && echo "essex-variants-test: passed"
exit "$failed"
