#!/bin/sh
# Every file of the fuzz corpus through its harness, under the sanitizers.
set -eu
cd "$(dirname "$0")/../.."
make --no-print-directory -s BUILD=sanitize build/sanitize/libwrit.a
for source in tests/fuzz/*.c; do
	harness=$(basename "$source" .c)
	[ -d "tests/fuzz/corpus/$harness" ] || { echo "$harness has no corpus"; exit 1; }
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -I. -DWRIT_FUZZ_MAIN \
		-o "build/sanitize/fuzz-$harness" "$source" build/sanitize/libwrit.a -lcsv
	find "tests/fuzz/corpus/$harness" -type f -print | sort | xargs "build/sanitize/fuzz-$harness"
	echo "$harness: $(find "tests/fuzz/corpus/$harness" -type f | wc -l) files"
done
