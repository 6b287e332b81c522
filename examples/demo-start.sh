# What the demos of all examples begin with: taken in by examples/NAME/demo.sh, not run by itself. It goes to the top folder, and sets
# `writ`, the program, and `out`, where NAME writes to. In the checkout that is build/writ and build/demo; installed, the writ on the
# PATH and a new temporary folder.
# usage, in demo.sh: name=NAME; . "$(dirname "$0")/../demo-start.sh"
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
	out=build/demo/$name
	mkdir -p build/demo
else
	out=$(mktemp -d "${TMPDIR:-/tmp}/writ-demo.XXXXXX")/$name
fi
