#!/bin/sh
# The fuzz harnesses under clang's libFuzzer with the address and undefined-behaviour sanitizers: `run.sh [SECONDS [SEED]]` runs each
# for so long. The seed is 1 unless told, so that the same text of the program meets the same inputs first; for a hunt, give another.
# What breaks one is left in build/fuzz/, and printed, so that a log is enough to try it again. Says so and stops where clang or its
# fuzzer is not there.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-20}
seed=${2:-1}
compiler=${FUZZ_CC:-clang}
mkdir -p build/fuzz
if ! printf '#include <stddef.h>\n#include <stdint.h>\nint LLVMFuzzerTestOneInput(const uint8_t *d, size_t s) { return d && s ? 0 : 0; }\n' |
    "$compiler" -fsanitize=fuzzer,address,undefined -x c - -o build/fuzz/probe 2>build/fuzz/probe.log; then
	echo "no fuzzing: $compiler -fsanitize=fuzzer does not work here (build/fuzz/probe.log says why)"
	exit 0
fi
flags='-O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all'
make --no-print-directory -s -j"$(getconf _NPROCESSORS_ONLN)" BUILD=fuzz O=build/fuzz CC="$compiler" \
	CFLAGS="$flags -fsanitize=fuzzer-no-link,address,undefined" LDFLAGS= build/fuzz/libwrit.a
for source in tests/fuzz/*.c; do
	harness=$(basename "$source" .c)
	# shellcheck disable=SC2086
	"$compiler" -std=c11 -D_POSIX_C_SOURCE=200809L $flags -fsanitize=fuzzer,address,undefined \
		-DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION -I. -Ibuild/fuzz/lang \
		-o "build/fuzz/fuzz-$harness" "$source" build/fuzz/libwrit.a -lcsv
	mkdir -p "build/fuzz/found-$harness"
	dictionary=
	[ "$harness" = reader ] || dictionary=-dict=tests/fuzz/policy.dict
	log=build/fuzz/$harness.log
	rm -f build/fuzz/"$harness"-* # of the run before
	if ! "build/fuzz/fuzz-$harness" -seed="$seed" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=16384 $dictionary \
	    -artifact_prefix="build/fuzz/$harness-" "build/fuzz/found-$harness" "tests/fuzz/corpus/$harness" >"$log" 2>&1; then
		sed -n '/ERROR: libFuzzer\|ERROR: AddressSanitizer\|runtime error/,$p' "$log" | head -n 30
		for input in build/fuzz/"$harness"-*; do
			[ ! -f "$input" ] || { echo "$harness: broken by $input, in base64:"; base64 "$input"; }
		done
		exit 1
	fi
	echo "$harness: $(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$log") inputs in $seconds seconds from seed $seed, none breaks it"
done
