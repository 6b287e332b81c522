#!/bin/sh
# The core must also build for Windows (mingw-w64) and WebAssembly (clang with wasi-libc). libcsv has no package for these two, so what is
# shown here is that every file compiles for them; only libcsv's header is taken from this system.
set -u
cd "$(dirname "$0")/.." || exit 1
generated=build/release
out=build/portable
mkdir -p "$out/include"
header=$(printf '#include <csv.h>\n' | ${CC:-cc} -E -x c - | sed -n 's/^# 1 "\(.*csv\.h\)".*/\1/p' | head -n 1)
cp "$header" "$out/include/csv.h"
flags="-std=c11 -D_POSIX_C_SOURCE=200809L -O1 -I. -I$generated/lang -I$generated/interp -I$out/include -DWRIT_VERSION=\"x\""
bad=0
compile() { # name, command...
	name=$1
	shift
	for file in lang/*.c interp/*.c $generated/lang/parse.c $generated/lang/scan.c; do
		# shellcheck disable=SC2086
		"$@" $flags -c -o "$out/object.o" "$file" 2>"$out/messages" || {
			echo "$name: $file"
			head -n 5 "$out/messages"
			bad=1
		}
	done
}
if command -v x86_64-w64-mingw32-gcc >/dev/null 2>&1; then
	compile Windows x86_64-w64-mingw32-gcc -D__USE_MINGW_ANSI_STDIO=1
else
	echo 'no mingw-w64 here: Windows not tried'
fi
if command -v clang >/dev/null 2>&1 && [ -d /usr/include/wasm32-wasi ]; then
	compile WebAssembly clang --target=wasm32-wasi -isystem /usr/include/wasm32-wasi
else
	echo 'no clang with wasi-libc here: WebAssembly not tried'
fi
exit "$bad"
