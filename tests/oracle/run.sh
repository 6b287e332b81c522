#!/bin/sh
# Builds oracle_compare under the sanitizers and lets it judge, policies of one table, of several, and letters: `run.sh [COUNT [SEED]]`. WRIT_CHECK=full judges more.
set -eu
cd "$(dirname "$0")/../.."
count=${1:-}
[ -n "$count" ] || if [ "${WRIT_CHECK:-quick}" = full ]; then count=500; else count=300; fi
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum -Wmissing-prototypes -Werror'
# tests/coverage.sh asks with a program that counts
tree=${WRIT_TREE:-sanitize}
[ "$tree" = coverage ] && build=-lgcov || build='-fsanitize=address,undefined -fno-sanitize-recover=all'
make --no-print-directory -s BUILD="$tree" "build/$tree/libwrit.a"
mkdir -p "build/$tree/oracle"
# shellcheck disable=SC2086
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L $warnings -g -O1 -I. \
	-o "build/$tree/oracle_compare" tests/oracle/*.c "build/$tree/libwrit.a" -lcsv -pthread $build
"build/$tree/oracle_compare" --seed "${2:-1}" --count "$count" --folder "build/$tree/oracle"
"build/$tree/oracle_compare" --tables --seed "${2:-1}" --count "$count" --folder "build/$tree/oracle"
"build/$tree/oracle_compare" --letters --seed "${2:-1}" --count "$count" --folder "build/$tree/oracle"
