#!/bin/sh
# Installs what the benchmark compares writ with, as far as it is missing: mawk, Miller, sqlite3 and
# Node.js by apt-get (with sudo when not root), DuckDB's package for Node.js with npm, under
# build/bench. Never needed to build or test writ.
set -eu

cd "$(dirname "$0")/../.."
duckdb='@duckdb/node-api@1.5.6-r.1'
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
if [ ! -d build/bench/node_modules/@duckdb/node-api ]; then
	npm install --prefix build/bench --no-fund --no-audit "$duckdb"
fi
echo "install-peers: mawk, Miller, sqlite3, Node.js and DuckDB's package are there"
