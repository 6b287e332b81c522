#!/bin/sh
# What `writ help promises` says: the tests it names are there and are run, the program has nothing to use a network with, and the traces of
# its runs show no call to one. `promises.sh WRIT`
set -u
writ=${1:-build/writ}
cd "$(dirname "$0")/.." || exit 1
bad=0
"$writ" help promises >/dev/null || exit 1
named=$("$writ" help promises | grep -oE '[a-z]+(-[a-z]+)*(/[a-z]+)?\.sh' | sort -u)
[ "$(echo "$named" | wc -l)" -ge 8 ] || { echo 'the page names no tests'; bad=1; }
for test in $named; do
	[ -f "tests/$test" ] || { echo "tests/$test is named, and is not there"; bad=1; }
	case $test in
	growth.sh | bench/run.sh | faults/run.sh) ;;	# by hand: make bench, make check-faults
	*) grep -q "tests/$test" tests/check.sh || { echo "tests/$test is named, and make check does not run it"; bad=1; } ;;
	esac
done
if command -v nm >/dev/null 2>&1; then
	nm -D "$writ" 2>/dev/null | grep -E ' U (socket|connect|bind|listen|accept|sendto|recvfrom|getaddrinfo|gethostbyname|curl_|SSL_)' && {
		echo 'the program could use a network'
		bad=1
	}
	nm -D "$writ" 2>/dev/null | grep -qE ' U (fopen|fopen64)' || { echo 'nm does not show what the program uses'; bad=1; }
fi
exit "$bad"
