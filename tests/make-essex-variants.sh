#!/bin/sh
# Writes examples/essex/cases.csv anew the way Excel on a British desk would save it.
#
#   tests/make-essex-variants.sh [FOLDER]      FOLDER is examples/essex when not given
#
#   FOLDER/as-excel-saves-it/cases.csv     "CSV": Windows-1252, semicolons, a delimiter too many on every row
#   FOLDER/as-excel-saves-utf8/cases.csv   "CSV UTF-8": byte order mark, commas
#
# Both: CRLF at the end of a row and LF inside a cell, a title row above the headings, an empty row below the title and one
# further down, headings with capitals and spaces, dd/mm/yyyy, pounds with thousands parted by commas, Yes and No.
# Nothing that decides a case is changed, so a run over either must give the same bytes as a run over cases.csv.
set -eu
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")/.." && pwd)
list=$here/examples/essex/cases.csv
out=${1:-$here/examples/essex}

# excel DELIMITER TRAILING: the list from standard input, as Excel would lay it out, still in UTF-8
excel() {
	awk -v delimiter="$1" -v trailing="$2" '
	# one row may take several lines: a quote still open at the end of a line carries on
	{
		text = carried $0
		quotes = gsub(/"/, "\"", text)
		if (quotes % 2) {
			carried = text "\n"
			next
		}
		carried = ""
		split_row(text)
		put_row()
	}

	END {
		if (carried != "") {
			print "a quote is still open at the end of the list" > "/dev/stderr"
			exit 1
		}
	}

	function split_row(text,    i, c, inside) {
		cells = 1
		cell[1] = ""
		inside = 0
		for (i = 1; i <= length(text); i++) {
			c = substr(text, i, 1)
			if (inside && c == "\"" && substr(text, i + 1, 1) == "\"") {
				cell[cells] = cell[cells] "\""
				i++
			} else if (c == "\"")
				inside = !inside
			else if (c == "," && !inside)
				cell[++cells] = ""
			else
				cell[cells] = cell[cells] c
		}
	}

	function put_row(    i) {
		rows++
		if (rows == 1) {
			width = cells
			put_line("Escalations to PCSE, list kept by the LMC", width)
			put_line("", width)
			for (i = 1; i <= cells; i++) {
				name[i] = cell[i]
				cell[i] = heading(cell[i])
			}
		} else
			for (i = 1; i <= cells; i++)
				cell[i] = as_typed(name[i], cell[i])
		put_cells()
		if (rows == 20)
			put_line("", width)
	}

	function put_line(first, width,    i) {
		printf "%s", quoted(first)
		for (i = 2; i <= width; i++)
			printf "%s", delimiter
		printf "%s\r\n", trailing
	}

	function put_cells(    i) {
		for (i = 1; i <= cells; i++)
			printf "%s%s", (i > 1 ? delimiter : ""), quoted(cell[i])
		printf "%s\r\n", trailing
	}

	function heading(text) {
		gsub(/_/, " ", text)
		sub(/^cas /, "CAS ", text)
		sub(/^lmc /, "LMC ", text)
		sub(/^pcse /, "PCSE ", text)
		return toupper(substr(text, 1, 1)) substr(text, 2)
	}

	function as_typed(column, text) {
		if (text == "yes")
			return "Yes"
		if (text == "no")
			return "No"
		if (column ~ /(_on|^first_raised|^Date escalated)$/ && text != "")
			return substr(text, 9, 2) "/" substr(text, 6, 2) "/" substr(text, 1, 4)
		if (column == "amount_recovered" && text != "")
			return pounds(text)
		return text
	}

	function pounds(text,    whole, pence) {
		whole = text
		sub(/\..*/, "", whole)
		pence = substr(text, length(whole) + 1)
		if (length(whole) > 3)
			whole = substr(whole, 1, length(whole) - 3) "," substr(whole, length(whole) - 2)
		return "£" whole pence
	}

	function quoted(text) {
		if (!index(text, delimiter) && text !~ /["\n]/)
			return text
		gsub(/"/, "\"\"", text)
		return "\"" text "\""
	}
	' "$list"
}

mkdir -p "$out/as-excel-saves-it" "$out/as-excel-saves-utf8"
excel ';' ';' > "$out/as-excel-saves-it/cases.utf8"
iconv -f UTF-8 -t CP1252 "$out/as-excel-saves-it/cases.utf8" > "$out/as-excel-saves-it/cases.csv"
rm "$out/as-excel-saves-it/cases.utf8"
{
	printf '\357\273\277'
	excel ',' ''
} > "$out/as-excel-saves-utf8/cases.csv"
