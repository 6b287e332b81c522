#!/bin/sh
# make install into a scratch root, and the installed program run from there on the installed policy and example.
set -eu
cd "$(dirname "$0")/.."
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
make --no-print-directory -s install DESTDIR="$root" prefix=/usr >/dev/null
for file in usr/bin/writ usr/share/man/man1/writ.1 usr/share/man/man5/writ.5 usr/share/writ/LICENSE \
	usr/share/writ/policies/essex-pcse/essex-pcse.writ usr/share/writ/examples/first-policy/loans.writ usr/share/writ/policies/calendars/england-and-wales.csv; do
	[ -f "$root/$file" ] || { echo "not installed: $file"; exit 1; }
done
cd "$root/usr/share/writ"
"$root/usr/bin/writ" run policies/essex-pcse/essex-pcse.writ examples/essex --on 2022-05-31 --quiet >"$root/out"
grep -q 'Total' "$root/out"
# the demo, by the program on the PATH, from anywhere, without a word written beside it
(cd / && PATH="$root/usr/bin:$PATH" TMPDIR="$root" sh "$root/usr/share/writ/examples/essex/demo.sh") >"$root/out" 2>&1 || { cat "$root/out"; exit 1; }
grep -q 'route is Usual_route' "$root/out"
[ -n "$(find "$root"/writ-demo.* -name index.html)" ] || { echo 'the demo wrote no index.html'; exit 1; }
[ ! -e build ] || { echo 'the demo wrote below the installed folder'; exit 1; }
cd - >/dev/null
make --no-print-directory -s uninstall DESTDIR="$root" prefix=/usr
left=$(find "$root/usr" -type f | head -n 5)
[ -z "$left" ] || { echo "left after uninstall: $left"; exit 1; }
