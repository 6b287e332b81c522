#!/bin/sh
# No line of C is wider than 100 columns, a tab reaching to the next multiple of 8.
set -u
cd "$(dirname "$0")/.." || exit 1
# Data, where a line is a row of it: the rules of the page's style sheet.
data='interp/page_style.c'
found=$(
	# Characters are counted, not bytes.
	LC_ALL=C awk '
		{ gsub(/[\200-\277]/, ""); width = 0
		  count = split($0, part, "\t")
		  for (i = 1; i <= count; i++) {
			width += length(part[i])
			if (i < count)
				width += 8 - width % 8
		  }
		  if (width > 100)
			print FILENAME ":" FNR ": " width " columns" }
	' lang/*.[chly] interp/*.[ch] tests/unit/*.[ch] tests/oracle/*.[ch] tests/fuzz/*.c tests/bench/*.c tests/faults/*.[ch] tests/hostile/*.c tests/mutants/*.c
)
bad=0
for file in $(printf '%s\n' "$found" | sed 's/:.*//' | sort -u); do
	case " $data " in
	*" $file "*) continue ;;
	esac
	printf '%s\n' "$found" | grep "^$file:"
	bad=1
done
[ "$bad" = 0 ] || echo 'these lines are wider than 100 columns'
exit "$bad"
