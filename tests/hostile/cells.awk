# Cells of CSV files that a spreadsheet would take for a formula: beginning with = @, a tab or a carriage return, or with a plus or minus
# that begins no plain number. Prints each, and ends with 1 when there is one. Quoted cells may hold line breaks.
function judge() {
	cells++
	if (cell ~ /^[=@\t\r]/ || (cell ~ /^[-+]/ && cell !~ /^[-+][0-9.,]*%?$/)) {
		printf "%s:%d: [%s]\n", FILENAME, FNR, cell
		bad = 1
	}
	cell = ""
}
FNR == 1 { inside = 0; cell = ""; sub(/^\357\273\277/, "") }
{
	line = $0
	if (!inside)
		sub(/\r$/, "", line)
	size = length(line)
	for (i = 1; i <= size; i++) {
		c = substr(line, i, 1)
		if (inside && c == "\"" && substr(line, i + 1, 1) == "\"") {
			cell = cell c
			i++
		} else if (c == "\"") {
			inside = !inside
		} else if (!inside && c == ",") {
			judge()
		} else {
			cell = cell c
		}
	}
	if (inside) {
		cell = cell "\n"
	} else {
		sub(/\r$/, "", cell)
		judge()
	}
}
END {
	if (cells == 0) {
		print "no cells at all"
		bad = 1
	}
	exit bad
}
