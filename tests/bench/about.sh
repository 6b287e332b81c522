#!/bin/sh
# What the benchmark ran on and with: lines of group, name and value, with tabs between them. The
# groups are machine, writ and peers. WRIT and CC are those of run.sh, which calls this.
set -u
cd "$(dirname "$0")/../.." || exit 1
modules=build/bench/node_modules

tell() {
	printf '%s\t%s\t%s\n' "$1" "$2" "$(printf '%s' "${3:-unknown}" | tr '\t\n' '  ')"
}

# Of a package for Node.js, what its own description says.
package() {
	sed -n 's/^ *"version": *"\([^"]*\)".*/\1/p' "$modules/$1/package.json" 2>/dev/null | head -n 1
}

or_absent() {
	if [ -n "$1" ]; then
		printf '%s' "$1"
	else
		printf 'not installed'
	fi
}

tell machine processor "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)"
tell machine cores "$(getconf _NPROCESSORS_ONLN)"
tell machine memory "$(awk '/^MemTotal:/ { printf "%.1f GB", $2 * 1024 / 1e9 }' /proc/meminfo 2>/dev/null)"
tell machine system "$(sed -n 's/^PRETTY_NAME="*\([^"]*\)"*$/\1/p' /etc/os-release 2>/dev/null)"
tell machine kernel "$(uname -sr)"
tell machine compiler "$($CC --version 2>/dev/null | head -n 1)"
tell machine day "$(date -u +%Y-%m-%d)"

commit=$(git rev-parse --short=12 HEAD 2>/dev/null)
if [ -n "$commit" ]; then
	[ -z "$(git status --porcelain --untracked-files=no 2>/dev/null)" ] ||
		commit="$commit, with changes since"
	commit=", commit $commit"
fi
version=$("$WRIT" --version 2>/dev/null | head -n 1)
tell writ writ "${version:-not built}$commit"
made=$(git log -1 --format=%cs -- tests/bench/gen.c tests/bench/gen_dashboard.c 2>/dev/null)
tell writ lists "their generators are of ${made:-an unknown day}"

tell peers libcsv "$(build/bench/baseline -v), alone and under the hand-written task"
tell peers mawk "$(or_absent "$(mawk -W version 2>&1 </dev/null | sed -n '1s/^mawk *//p')")"
tell peers Miller "$(or_absent "$(mlr --version 2>/dev/null | sed 's/^mlr *//')")"
tell peers sqlite3 "$(or_absent "$(sqlite3 --version 2>/dev/null | cut -d ' ' -f 1,2)")"
tell peers Node.js "$(or_absent "$(node --version 2>/dev/null)")"
tell peers DuckDB "$(or_absent "$(package @duckdb/node-api)")"
tell peers Polars "$(or_absent "$(package nodejs-polars)")"
