#!/bin/sh
# No line of C is wider than 100 columns, a tab reaching to the next multiple of 8.
set -u
cd "$(dirname "$0")/.." || exit 1
# Data, where a line is a row of it: the rules of the page's style sheet.
data='interp/page_style.c'
# Files that are older than this check, one a line.
older='
interp/commands.c
interp/commands.h
interp/explain_whole.c
interp/letters_csv.c
interp/letters_show.c
interp/options.c
interp/options.h
interp/options_help.c
interp/options_parts.h
interp/page.c
interp/page.h
interp/page_chart.c
interp/page_end.c
interp/page_needs.c
interp/page_parts.h
interp/record.c
interp/record.h
interp/related.h
interp/related_figures.c
interp/run.c
interp/run.h
interp/run_letters.c
interp/run_letters.h
interp/run_whole.c
interp/screen.c
interp/session.c
interp/succession.c
interp/succession.h
interp/workspace.c
interp/workspace.h
interp/workspace_groups.c
interp/workspace_levels.c
interp/workspace_parts.h
interp/workspace_pass.c
interp/workspace_stream.c
lang/parse.y
tests/oracle/compare_rows.c
tests/oracle/compare_tables.c
tests/oracle/generate_report.c
tests/oracle/oracle.h
tests/oracle/oracle_letters.c
tests/oracle/oracle_parts.h
tests/oracle/tables.c
tests/oracle/tables.h
tests/oracle/tables_rules.c
'
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
	' lang/*.[chly] interp/*.[ch] tests/unit/*.[ch] tests/oracle/*.[ch] tests/fuzz/*.c tests/bench/*.c
)
bad=0
for file in $(printf '%s\n' "$found" | sed 's/:.*//' | sort -u); do
	case " $data $(echo $older) " in
	*" $file "*) continue ;;
	esac
	printf '%s\n' "$found" | grep "^$file:"
	bad=1
done
[ "$bad" = 0 ] || echo 'these lines are wider than 100 columns'
exit "$bad"
