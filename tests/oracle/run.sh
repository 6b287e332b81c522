#!/bin/sh
# Builds oracle_compare under the sanitizers and lets it judge, policies of one table, of several, and letters: `run.sh [COUNT [SEED]]`. WRIT_CHECK=full judges more.
set -eu
cd "$(dirname "$0")/../.."
count=${1:-}
[ -n "$count" ] || if [ "${WRIT_CHECK:-quick}" = full ]; then count=2000; else count=300; fi
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum -Wmissing-prototypes -Werror'
make --no-print-directory -s BUILD=sanitize build/sanitize/libwrit.a
mkdir -p build/sanitize/oracle
# shellcheck disable=SC2086
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L $warnings -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -I. \
	-o build/sanitize/oracle_compare tests/oracle/*.c build/sanitize/libwrit.a -lcsv
build/sanitize/oracle_compare --seed "${2:-1}" --count "$count" --folder build/sanitize/oracle
build/sanitize/oracle_compare --tables --seed "${2:-1}" --count "$count" --folder build/sanitize/oracle
build/sanitize/oracle_compare --letters --seed "${2:-1}" --count "$count" --folder build/sanitize/oracle
