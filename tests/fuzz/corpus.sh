#!/bin/sh
# Every file of the fuzz corpus through its harness, under the sanitizers.
set -eu
cd "$(dirname "$0")/../.."
# tests/coverage.sh asks with a program that counts
tree=${WRIT_TREE:-sanitize}
[ "$tree" = coverage ] && build=-lgcov || build='-fsanitize=address,undefined -fno-sanitize-recover=all'
make --no-print-directory -s BUILD="$tree" "build/$tree/libwrit.a"
for source in tests/fuzz/*.c; do
	harness=$(basename "$source" .c)
	[ -d "tests/fuzz/corpus/$harness" ] || { echo "$harness has no corpus"; exit 1; }
	# shellcheck disable=SC2086
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -g -O1 -I. -DWRIT_FUZZ_MAIN \
		-o "build/$tree/fuzz-$harness" "$source" "build/$tree/libwrit.a" -lcsv $build
	find "tests/fuzz/corpus/$harness" -type f -print | sort | xargs "build/$tree/fuzz-$harness"
	echo "$harness: $(find "tests/fuzz/corpus/$harness" -type f | wc -l) files"
done
