#!/bin/sh
# make install into a scratch root, and the installed program run from there on the installed policy and example.
set -eu
cd "$(dirname "$0")/.."
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
make --no-print-directory -s install DESTDIR="$root" prefix=/usr >/dev/null
for file in usr/bin/writ usr/share/man/man1/writ.1 usr/share/man/man5/writ.5 usr/share/writ/LICENSE \
	usr/share/writ/policies/essex-pcse/essex-pcse.writ usr/share/writ/policies/calendars/england-and-wales.csv; do
	[ -f "$root/$file" ] || { echo "not installed: $file"; exit 1; }
done
cd "$root/usr/share/writ"
"$root/usr/bin/writ" run policies/essex-pcse/essex-pcse.writ examples/essex --on 2022-05-31 --quiet >"$root/out"
grep -q 'Total' "$root/out"
cd - >/dev/null
make --no-print-directory -s uninstall DESTDIR="$root" prefix=/usr
left=$(find "$root/usr" -type f | head -n 5)
[ -z "$left" ] || { echo "left after uninstall: $left"; exit 1; }
