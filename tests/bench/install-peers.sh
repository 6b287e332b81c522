#!/bin/sh
# Installs what the benchmark compares writ with, as far as it is missing: mawk, Miller, sqlite3 and
# Node.js by apt-get (with sudo when not root), the packages of DuckDB and Polars for Node.js with npm,
# under build/bench. Never needed to build or test writ. Without Polars, which is compiled for some
# systems only, the benchmark says that it is not installed.
set -eu

cd "$(dirname "$0")/../.."
duckdb='@duckdb/node-api@1.5.6-r.1'
polars='nodejs-polars@0.26.1'
packages=
for pair in mawk:mawk mlr:miller sqlite3:sqlite3 node:nodejs npm:npm; do
	command -v "${pair%%:*}" >/dev/null 2>&1 || packages="$packages ${pair#*:}"
done

if [ -n "$packages" ]; then
	if ! command -v apt-get >/dev/null 2>&1; then
		echo "install-peers: no apt-get here; install these by hand:$packages" >&2
		exit 1
	fi
	sudo=
	[ "$(id -u)" -eq 0 ] || sudo=sudo
	$sudo apt-get update
	# The names are words of a list, one package each.
	# shellcheck disable=SC2086
	$sudo apt-get install -y --no-install-recommends $packages
fi

mkdir -p build/bench
# there PACKAGE: whether Node.js can load it.
there() {
	NODE_PATH=build/bench/node_modules node -e "require('$1')" >/dev/null 2>&1
}

if ! there @duckdb/node-api; then
	npm install --prefix build/bench --no-fund --no-audit "$duckdb"
fi

# The compiled part is a package of its own. npm leaves it out where Node.js is older than the package
# asks for, though it runs with the version 20 of Debian's, so it is named too.
if ! there nodejs-polars; then
	part=
	case $(uname -sm) in
	'Linux x86_64') part=nodejs-polars-linux-x64-gnu@${polars##*@} ;;
	'Linux aarch64') part=nodejs-polars-linux-arm64-gnu@${polars##*@} ;;
	esac
	# shellcheck disable=SC2086
	npm install --prefix build/bench --no-fund --no-audit "$polars" $part || true
fi
polars_is='is there'
there nodejs-polars || polars_is='is not: it cannot be loaded here'
echo "install-peers: mawk, Miller, sqlite3, Node.js and DuckDB's package are there; Polars $polars_is"
