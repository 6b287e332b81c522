# A reader of quoted CSV for awk, which has none of its own: commas, doubled quotes and line ends
# inside quotes. It goes before a program that uses $1, $2, ... and column["Header"].
#
# A row without a quote is left to awk. Any other is put together from its lines, and cut at its
# quotes: every second piece is inside. Commas there become the character \001, so that awk finds
# the cells; none of the cells used here holds one, and a cell that might would be printed with
# gsub(/\001/, ",").

BEGIN {
	FS = ","
}

/"/ {
	while ((pieces = split($0, piece, "\"")) % 2 == 0 && (getline more) > 0)
		$0 = $0 "\n" more
	row = piece[1]
	for (i = 2; i <= pieces; i++) {
		if (i % 2 == 0)
			gsub(/,/, "\001", piece[i])
		else if (piece[i] == "" && i < pieces)
			piece[i] = "\""
		row = row piece[i]
	}
	$0 = row
}

NR == 1 {
	for (i = 1; i <= NF; i++)
		column[$i] = i
}
