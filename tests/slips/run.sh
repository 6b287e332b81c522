#!/bin/sh
# A word left out, said twice, in the wrong place: whatever slips into a policy, what is promised of any text must hold (see try.c). Every
# policy of tests/errors, the examples and the two policies of ours. `run.sh [STEP [FROM]]`: the FROMth of every STEP edits; 1 is all.
set -eu
cd "$(dirname "$0")/../.."
step=${1:-300}
from=${2:-0}
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum -Wmissing-prototypes -Werror'
# tests/coverage.sh asks with a program that counts
tree=${WRIT_TREE:-sanitize}
[ "$tree" = coverage ] && build=-lgcov || build='-fsanitize=address,undefined -fno-sanitize-recover=all'
make --no-print-directory -s BUILD="$tree" "build/$tree/libwrit.a"
# shellcheck disable=SC2086
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L $warnings -g -O1 -I. -o "build/$tree/slips_try" tests/slips/try.c "build/$tree/libwrit.a" -lcsv $build
find tests/errors tests/runs examples -name '*.writ' -size -40k | LC_ALL=C sort | xargs -n 40 -P "${JOBS:-2}" "build/$tree/slips_try" "$step" "$from"
"build/$tree/slips_try" "$((step * 40))" "$from" policies/essex-pcse/essex-pcse.writ policies/salford-standard/salford-standard.writ
